//! `attrmap conform`: recorded cases, replayed.
//!
//! In: rows of expressions with inputs and what came out, and pairs of requests and responses of
//! Graph's `parseExpression`. Out: where attrmap agrees, where it does not, and which rows cannot be
//! read.

mod case;
mod outcome;
mod pair;
mod replay;
mod report;
mod rows;

use std::path::PathBuf;

use attrmap::check::Env;
use attrmap::functions::Surroundings;
use clap::Args;

use self::case::Case;
use self::replay::{Difference, replay};
use self::report::{Report, human, machine};
use self::rows::{Row, rows_of};
use crate::inputs::environment::EnvironmentArguments;
use crate::inputs::expression::refuse_standard_twice;
use crate::inputs::surroundings::SurroundingsArguments;
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;
use crate::system::files::{self, called};

/// The arguments of `conform`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap conform recorded.ndjson
  attrmap conform recorded.ndjson --format json | jq '.differences[].expression'

A row is {\"expression\": …, \"inputs\": {name: value|null|[…]}, \"expected\": value|null|[…]}; where \
nothing flows, `expected` is {\"ignore\": \"attribute\"|\"object\"}, and where there is an error \
`expected` is {\"error\": CODE|\"any\"}. A row may say `now`, `taken`, `defaultDomain` and `source`. \
A recorded pair is {\"request\": …, \"response\": …} as Graph's parseExpression has them.

A file without rows cannot be used: it would agree with anything. Nor can one in which no row can be
read; a single row that cannot is told and counted, and the others are replayed.

Exit code: 0 all agree, 1 there are differences or rows that cannot be read, 2 a file cannot be
used.")]
pub(crate) struct Arguments {
    /// Rows as NDJSON or as a JSON array; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,

    #[command(flatten)]
    surroundings: SurroundingsArguments,

    #[command(flatten)]
    environment: EnvironmentArguments,

    /// For people, or one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Replays all rows.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let paths = arguments.files.iter().map(|path| Some(path.as_path()));
    refuse_standard_twice(paths.chain([arguments.environment.path()]))?;
    let Some(env) = arguments.environment.env(console, arguments.format)? else {
        return Ok(Ending::Unusable);
    };
    let around = arguments.surroundings.surroundings()?;
    let mut report = Report::default();
    for path in &arguments.files {
        let file = path.display().to_string();
        let unusable = |what: String| {
            Trouble::new(format!("{} {what}", called(&file)))
                .help("write a case a line: {\"expression\": …, \"inputs\": {…}, \"expected\": …}")
        };
        let rows = rows_of(&files::read_text(path)?)
            .map_err(|fault| unusable(format!("is no list of rows: {fault}")))?;
        if rows.is_empty() {
            return Err(unusable("has no rows".to_owned()));
        }
        let replayed: Vec<_> = rows.into_iter().map(|row| replayed(row, &env, &around)).collect();
        if let Some(Err(fault)) = replayed.first()
            && replayed.iter().all(Result::is_err)
        {
            return Err(unusable(format!("has no row that can be read; the first: {fault}")));
        }
        report.add(&file, replayed);
    }
    let ending = if report.is_clean() { Ending::Clean } else { Ending::Findings };
    let text = match arguments.format {
        Format::Human => human(&report),
        Format::Json => format!("{:#}\n", machine(&report)),
    };
    console.print(&text)?;
    Ok(ending)
}

/// What is different in a row, if anything; or why it cannot be read.
fn replayed(row: Row, env: &Env, around: &Surroundings) -> Result<Option<Difference>, String> {
    let case = Case::read(&row?)?;
    let surroundings = replay::surroundings(&case, around)?;
    Ok(replay(&case, env, &surroundings))
}
