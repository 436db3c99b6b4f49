//! The arguments of `lint`.

use std::path::{Path, PathBuf};

use attrmap::diagnostic::Severity;
use attrmap::lint::{Policy, Selector};
use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum, ValueHint};

use crate::inputs::environment::EnvironmentArguments;
use crate::inputs::known::Known;
use crate::inputs::surroundings::SurroundingsArguments;
use crate::system::files::is_named;

/// The arguments of `lint`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap lint                                # all mappings below this folder
  attrmap lint export.json --format sarif > attrmap.sarif
  attrmap lint --ignore choice --deny required users.attrmap.toml
  attrmap lint users.attrmap.toml --users users.ndjson  # who will fail, and why
  attrmap lint --diff                         # what the safe fixes would change
  attrmap lint --fix --unsafe-fixes export.json
  attrmap lint --write-baseline attrmap.baseline.json
  attrmap lint --baseline attrmap.baseline.json  # only what is new

Findings go to standard output. A project's settings stand in `attrmap.toml`, in the folder of the \
mapping file or above it: `verifiedDomains`, `tenantUrl`, `[lint]` with `ignore`, `deny`, `levels` \
and `[[lint.exception]]`.

In Windows PowerShell > writes UTF-16, which code scanning does not read. What it writes from \
cmd.exe is UTF-8: cmd /c 'attrmap lint export.json --format sarif > attrmap.sarif'

Exit code: 0 nothing that counts, 1 findings, 2 a file that cannot be read or a wrong flag.")]
pub(crate) struct Arguments {
    /// Mapping files, and folders to search for them; `-` is standard input [default: this
    /// folder].
    #[arg(value_name = "PATHS")]
    pub(in crate::commands) paths: Vec<PathBuf>,

    /// The form of the findings.
    #[arg(long, value_enum, default_value_t = LintFormat::Human)]
    pub(super) format: LintFormat,

    /// Only these: rules, categories, codes of warnings, `all`. Errors that no run would pass are
    /// reported nevertheless.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selectors(),
          hide_possible_values = true)]
    select: Vec<Selector>,

    /// Not these: rules, categories, codes of warnings.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selectors(),
          hide_possible_values = true)]
    ignore: Vec<Selector>,

    /// These as errors.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selectors(),
          hide_possible_values = true)]
    deny: Vec<Selector>,

    /// From which level on findings make the exit code 1; notes never do.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL")]
    fail_on: FailOn,

    /// Exit with 0 whatever is found; with 2 still where a file cannot be read.
    #[arg(long)]
    pub(super) exit_zero: bool,

    /// Make the safe fixes in the files, those whose meaning is surely the one intended, and report
    /// what is left. Standard input goes to standard output, mended, and the report to standard
    /// error.
    #[arg(long)]
    fix: bool,

    /// Make the other fixes too: they are what is most likely meant, and users can get other values
    /// by them. `--diff` shows them first.
    #[arg(long)]
    pub(super) unsafe_fixes: bool,

    /// Show what the fixes would change instead of the findings, but for errors that no run would
    /// pass, and change nothing; without `--format`.
    #[arg(long)]
    pub(super) diff: bool,

    /// Report only what is not in this baseline.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,

    /// Write a baseline of what is found now, and exit with 0.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(super) write_baseline: Option<PathBuf>,

    /// The settings [default: `attrmap.toml` in the folder of each mapping file, or above].
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Read no settings.
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,

    /// Users: what is found holds for them, names the rows that fail, and looks at the values that
    /// they would get.
    #[arg(long, value_name = "FILE")]
    pub(in crate::commands) users: Vec<PathBuf>,

    /// A profile of users, as `attrmap profile` writes it: what is found holds for them.
    #[arg(long, value_name = "FILE", conflicts_with = "users")]
    pub(super) profile: Option<PathBuf>,

    #[command(flatten)]
    pub(super) surroundings: SurroundingsArguments,

    /// Domains that the target has verified, besides those of the settings.
    #[arg(long, value_name = "DOMAINS", value_delimiter = ',')]
    pub(super) verified_domains: Vec<String>,

    /// The target table: workplace, scim, or the path of a /Schemas response [default: what the
    /// mapping says].
    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath)]
    pub(super) schema: Option<String>,

    #[command(flatten)]
    pub(super) environment: EnvironmentArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LintFormat {
    /// Drawn for people.
    Human,
    /// A line each.
    Concise,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub.
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
}

impl Arguments {
    /// True where fixes are made, be it only to show them.
    pub(super) fn fixes(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }

    /// True where standard output is for the text of standard input, as the fixes leave it.
    pub(super) fn passes_text_on(&self) -> bool {
        self.fixes() && !self.diff && self.paths.iter().any(|path| !is_named(path))
    }

    /// Everything that is read but for settings that nobody names.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let named = [&self.baseline, &self.config, &self.profile].into_iter().flatten();
        let paths = self.paths.iter().chain(&self.users).chain(named);
        paths.map(PathBuf::as_path).chain(self.environment.path())
    }

    /// The policy of the settings with what the flags say on top.
    pub(super) fn policy(&self, settings: &Policy) -> Policy {
        let mut policy = settings.clone();
        if !self.select.is_empty() {
            policy.select.clone_from(&self.select);
        }
        policy.add(self.deny.clone(), self.ignore.clone());
        policy
    }

    /// True where a finding of that severity makes the exit code 1.
    pub(super) fn fails_on(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => self.fail_on == FailOn::Warning,
            Severity::Note => false,
        }
    }
}

fn selectors() -> impl TypedValueParser<Value = Selector> {
    Known(|| Selector::names().collect()).try_map(|text| selector(&text))
}

fn selector(text: &str) -> Result<Selector, String> {
    Selector::parse(text).ok_or_else(|| match Selector::nearest(text) {
        Some(near) => format!("there is no such rule; did you mean `{near}`?"),
        None => "neither a rule nor a category nor a code".to_owned(),
    })
}
