//! The arguments of `run`.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::str::FromStr;

use attrmap::schema::ScimVersion;
use clap::{Args, ValueEnum, ValueHint};

use crate::inputs::environment::EnvironmentArguments;
use crate::inputs::surroundings::SurroundingsArguments;
use crate::inputs::tables;
use crate::inputs::taken::TakenArguments;
use crate::inputs::users::InputFormat;
use crate::system::console::Format;
use crate::system::files::is_named;

/// The arguments of `run`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap run --mapping workplace.attrmap.toml users.ndjson
  attrmap run -m export.json users.csv -o out.ndjson --rejects rejects.ndjson
  attrmap run -m export.json users*.ndjson  # also where the shell leaves *
  az rest --url https://graph.microsoft.com/v1.0/users | attrmap run -m my.json -

In PowerShell write payloads with -o: its own > writes them in another encoding.

Exit code: 0 all users are payloads or skipped, 1 some are rejected, 2 nothing could be run, \
130 stopped by a signal.

Ctrl-C or a termination signal ends the run after complete lines, with a summary. It is heard as \
soon as the lines being written are taken; a second one ends the program at once. Either way a \
file that would not be whole does not appear. (After SIGQUIT or SIGKILL its unfinished form is \
left beside it: .attrmap-*.part.)")]
pub(crate) struct Arguments {
    /// The mapping: our TOML, or a synchronizationSchema exported from Microsoft Graph.
    #[arg(short, long, value_name = "FILE")]
    pub(super) mapping: PathBuf,

    /// Users: NDJSON, a JSON array, a Graph list response, or CSV; `-` is standard input.
    #[arg(value_name = "USERS", required = true)]
    pub(in crate::commands) users: Vec<PathBuf>,

    /// Where payloads go, one a line: a file appears when it is complete [default: stdout].
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Where rejected users go: row, key, target, code and message, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,

    /// Stop at this many rejected users, where others would follow.
    #[arg(long, value_name = "N", value_parser = from_one::<NonZeroU64>)]
    pub(super) max_rejects: Option<NonZeroU64>,

    /// The form of the summary; JSON goes to stdout when nothing else does, else to stderr.
    #[arg(long, value_enum, default_value_t = Summary::Human)]
    pub(super) summary: Summary,

    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath, help = tables::help("The target table") + " [default: what the mapping says]")]
    pub(super) schema: Option<String>,

    /// Which object mapping of an export is meant, where several map users: its name, or its
    /// place in the file, from 1.
    #[arg(long, value_name = "NAME")]
    pub(super) object_mapping: Option<String>,

    /// Leave the mapping's scoping filters aside: everybody is in scope.
    #[arg(long)]
    pub(super) ignore_scope: bool,

    /// Run nothing, but show clause by clause why the user of that row is in scope or out of it;
    /// FILE:ROW where there are several inputs.
    #[arg(long, value_name = "ROW", conflicts_with_all = ["output", "rejects", "max_rejects"])]
    pub(super) explain_scope: Option<String>,

    /// The version of SCIM to write.
    #[arg(long, value_enum, default_value_t = Version::V2_0)]
    pub(super) scim: Version,

    /// The form of the users [default: told by their content].
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) input_format: Option<InputFormat>,

    /// How many threads evaluate, at most 64 [default: one for each core].
    #[arg(long, value_name = "N", value_parser = from_one::<NonZeroUsize>)]
    pub(super) threads: Option<NonZeroUsize>,

    #[command(flatten)]
    pub(super) surroundings: SurroundingsArguments,

    #[command(flatten)]
    pub(super) taken: TakenArguments,

    #[command(flatten)]
    pub(super) environment: EnvironmentArguments,

    /// Show the values that users are rejected for, and those that scoping filters look at: they
    /// are private.
    #[arg(long)]
    pub(super) show_values: bool,

    /// The form of diagnostics, and of what --explain-scope shows.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// A number that counts something there is.
fn from_one<N: FromStr>(text: &str) -> Result<N, &'static str> {
    text.parse().map_err(|_| "write a whole number from 1 on")
}

impl Arguments {
    /// True where neither payloads nor rejects go to standard output.
    pub(super) fn has_free_standard_output(&self) -> bool {
        self.output.as_deref().is_some_and(is_named) && self.rejects.as_deref().is_none_or(is_named)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Summary {
    /// For people, on stderr.
    Human,
    /// One line of JSON.
    Json,
    /// None.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Version {
    #[value(name = "2.0")]
    V2_0,
    #[value(name = "1.1")]
    V1_1,
}

impl Version {
    pub(super) fn of_library(self) -> ScimVersion {
        match self {
            Version::V2_0 => ScimVersion::V2_0,
            Version::V1_1 => ScimVersion::V1_1,
        }
    }
}
