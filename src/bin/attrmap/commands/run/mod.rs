//! `attrmap run`: users in, SCIM payloads out, and an account of everybody.

mod compile;
mod feed;
mod paths;
mod pipeline;
mod progress;
mod sink;
mod stop;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Instant;

use attrmap::plan::Plan;
use attrmap::record;
use attrmap::report::{self, Pace, Tally, human_summary, json_summary};
use attrmap::schema::ScimVersion;
use clap::{Args, ValueEnum};

use self::feed::Feed;
use self::sink::{Account, Sink};
use self::stop::Stop;
use super::Ending;
use crate::console::{Console, Format, Trouble};
use crate::files::{self, Input};

/// The arguments of `run`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap run --mapping workplace.attrmap.toml users.ndjson
  attrmap run -m export.json users.csv -o payloads.ndjson --rejects rejects.ndjson
  az rest --url https://graph.microsoft.com/v1.0/users | attrmap run -m mapping.attrmap.toml -

Exit code: 0 all users are payloads or skipped, 1 some are rejected, 2 nothing could be run,
130 stopped by a signal.")]
pub(crate) struct Arguments {
    /// The mapping: our TOML, or a synchronizationSchema exported from Microsoft Graph.
    #[arg(short, long, value_name = "FILE")]
    mapping: PathBuf,

    /// Users: NDJSON, a JSON array, a Graph list response, or CSV; `-` is standard input.
    #[arg(value_name = "USERS", required = true)]
    users: Vec<PathBuf>,

    /// Where payloads go, one a line: a file appears when it is complete [default: stdout].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Where rejected users go: row, key, target, code and message, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Stop at this many rejected users.
    #[arg(long, value_name = "N")]
    max_rejects: Option<u64>,

    /// The form of the summary; JSON goes to stdout when `-o FILE` is given, else to stderr.
    #[arg(long, value_enum, default_value_t = Summary::Human)]
    summary: Summary,

    /// The target table: workplace, scim, or the path of a /Schemas response [default: what the
    /// mapping says].
    #[arg(long, value_name = "TABLE")]
    schema: Option<String>,

    /// Which object mapping of an export is meant, where several map users.
    #[arg(long, value_name = "NAME")]
    object_mapping: Option<String>,

    /// Run although the mapping has scoping filters: everybody is in scope.
    #[arg(long)]
    ignore_scope: bool,

    /// The version of SCIM to write.
    #[arg(long, value_enum, default_value_t = Version::V2_0)]
    scim: Version,

    /// The form of the users [default: told by their content].
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,

    /// How many threads evaluate [default: one for each core].
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    /// The clock for `Now()`, in ISO 8601 [default: the current time].
    #[arg(long, value_name = "TIME")]
    now: Option<String>,

    /// Show the values that users are rejected for: they are private.
    #[arg(long)]
    show_values: bool,

    /// The form of diagnostics.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Summary {
    /// For people, on stderr.
    Human,
    /// One line of JSON.
    Json,
    /// None.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Version {
    #[value(name = "2.0")]
    V2_0,
    #[value(name = "1.1")]
    V1_1,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InputFormat {
    /// One JSON object a line.
    Ndjson,
    /// A JSON array, a Graph list response, or objects one after another.
    Json,
    /// Rows under a header.
    Csv,
}

/// Runs the mapping over all users.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    paths::check(arguments)?;
    let surroundings = compile::surroundings(arguments)?;
    let Some(plan) = compile::plan(arguments, console)? else { return Ok(Ending::Unusable) };
    let inputs: Vec<Input> =
        arguments.users.iter().map(|path| Input::open(path)).collect::<Result<_, _>>()?;
    let bytes = inputs.iter().map(|input| input.bytes).sum();
    let mut sink = Sink::prepare(arguments, bytes)?;
    let stop = Stop::listen()?;
    let started = Instant::now();
    let feed = Feed::start(inputs, arguments.input_format.map(InputFormat::of_library));
    let threads = arguments.threads.map_or_else(available_threads, NonZeroUsize::get);
    let ended = pipeline::run(&plan, &surroundings, threads, feed, &mut sink, &stop);
    let pace = Pace { seconds: started.elapsed().as_secs_f64() };
    let (account, trouble) = sink.finish(ended.ending);
    for warning in &ended.warnings {
        console.warning(warning);
    }
    warn_of_absent_attributes(&plan, &account, console);
    summarize(arguments, &account.tally, ended.ending, pace, console)?;
    if let Some(trouble) = ended.trouble.or(trouble) {
        return Err(trouble);
    }
    Ok(match ended.ending {
        report::Ending::Interrupted => Ending::Interrupted,
        _ if account.tally.rejected() > 0 => Ending::Findings,
        _ => Ending::Clean,
    })
}

fn available_threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Says which attributes are read and no user has: most likely they were not exported.
fn warn_of_absent_attributes(plan: &Plan, account: &Account, console: &Console) {
    if account.tally.read() == 0 {
        return;
    }
    let attributes = plan.attributes().iter().enumerate();
    let absent: Vec<String> = attributes
        .filter(|(slot, _)| !account.found.contains(slot))
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    if !absent.is_empty() {
        console.warning(&format!("no user has a value for {}", absent.join(", ")));
    }
}

fn summarize(
    arguments: &Arguments,
    tally: &Tally,
    ending: report::Ending,
    pace: Pace,
    console: &Console,
) -> Result<(), Trouble> {
    match arguments.summary {
        Summary::None => Ok(()),
        Summary::Human => {
            let names_inputs = arguments.users.len() > 1;
            console.say(&human_summary(tally, ending, pace, names_inputs));
            Ok(())
        }
        Summary::Json if arguments.output.as_deref().is_some_and(files::is_named) => {
            console.print(&json_summary(tally, ending, pace))
        }
        Summary::Json => {
            console.say(&json_summary(tally, ending, pace));
            Ok(())
        }
    }
}

impl InputFormat {
    fn of_library(self) -> record::InputFormat {
        match self {
            InputFormat::Ndjson => record::InputFormat::Ndjson,
            InputFormat::Json => record::InputFormat::Json,
            InputFormat::Csv => record::InputFormat::Csv,
        }
    }
}

impl Version {
    fn of_library(self) -> ScimVersion {
        match self {
            Version::V2_0 => ScimVersion::V2_0,
            Version::V1_1 => ScimVersion::V1_1,
        }
    }
}
