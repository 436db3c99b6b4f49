//! `attrmap conform`: recorded cases, replayed.
//!
//! In: rows of expressions with inputs and what came out, and pairs of requests and responses of
//! Graph's `parseExpression`. Out: where attrmap agrees and where it does not.

mod case;
mod outcome;
mod pair;
mod replay;

use std::path::PathBuf;

use attrmap::functions::REDACTED;
use attrmap::mapping::NodeDifference;
use clap::Args;
use serde_json::{Value, json};

use self::case::Case;
use self::replay::{Difference, Found, replay};
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

A file without rows cannot be used: it would agree with anything.

Exit code: 0 all agree, 1 there are differences, 2 a file cannot be used.")]
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
    let mut rows = 0_u64;
    let mut differences = Vec::new();
    for path in &arguments.files {
        let file = path.display().to_string();
        let text = files::read_text(path)?;
        let found = rows_of(&text, &file)?;
        if found.is_empty() {
            return Err(Trouble::new(format!("{} has no rows", called(&file))).help(
                "write a case a line: {\"expression\": …, \"inputs\": {…}, \"expected\": …}",
            ));
        }
        for (index, row) in found.into_iter().enumerate() {
            let number = index as u64 + 1;
            let case = Case::read(&row)
                .map_err(|fault| Trouble::new(format!("`{file}`, row {number}: {fault}")))?;
            rows += 1;
            let surroundings = replay::surroundings(&case, &around)
                .map_err(|fault| Trouble::new(format!("`{file}`, row {number}: {fault}")))?;
            if let Some(found) = replay(&case, &env, &surroundings) {
                differences.push(Located { file: file.clone(), row: number, found });
            }
        }
    }
    let ending = if differences.is_empty() { Ending::Clean } else { Ending::Findings };
    let text = match arguments.format {
        Format::Human => human(rows, &differences),
        Format::Json => format!("{:#}\n", machine(rows, &differences)),
    };
    console.print(&text)?;
    Ok(ending)
}

/// A difference and where its row stands.
struct Located {
    file: String,
    row: u64,
    found: Difference,
}

/// The rows of a file: the elements of an array, else one JSON value after the other.
fn rows_of(text: &str, file: &str) -> Result<Vec<Value>, Trouble> {
    let text = text.trim_start_matches('\u{feff}');
    let trouble = |error: serde_json::Error| {
        Trouble::new(format!("`{file}` is no JSON: {error}"))
            .help("a file holds one row a line, or one array of rows")
    };
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(trouble);
    }
    let rows = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    rows.collect::<Result<_, _>>().map_err(trouble)
}

fn human(rows: u64, differences: &[Located]) -> String {
    let mut text = String::new();
    for Located { file, row, found } in differences {
        text.push_str(&format!("{file}, row {row}\n  {}\n", found.expression));
        let (expected, came) = match &found.found {
            Found::Outcome { expected, found: came } => {
                for (name, value) in &found.read {
                    text.push_str(&format!("    [{name}] is {}\n", shown(value)));
                }
                (in_words(expected), in_words(came))
            }
            Found::Tree(difference) => {
                let NodeDifference { node, part, ours, theirs } = difference;
                let part = match *part {
                    "key" => "key of a parameter",
                    "parameters" => "number of parameters",
                    part => part,
                };
                text.push_str(&format!("  the trees differ in the {part} of {node}\n"));
                (theirs.clone().unwrap_or_else(|| "nothing".to_owned()), ours.clone())
            }
        };
        text.push_str(&match (expected.as_str(), came.as_str()) {
            (REDACTED, REDACTED) => "  values differ (hidden)\n".to_owned(),
            (expected, came) => format!("  expected  {expected}\n  found     {came}\n"),
        });
        if let Some(source) = &found.source {
            text.push_str(&format!("  source    {source}\n"));
        }
        text.push('\n');
    }
    let differ = differences.len() as u64;
    let agree = rows - differ;
    let word = if rows == 1 { "row" } else { "rows" };
    text.push_str(&format!("{rows} {word}: {agree} agree, {differ} differ\n"));
    text
}

/// What came out as one reads it: a value as JSON, anything else in words.
fn in_words(value: &Value) -> String {
    let word = |key| value.get(key).and_then(Value::as_str);
    match (word("ignore"), word("error"), word("message")) {
        (Some(what), _, _) => format!("the {what} is left out"),
        (_, Some("any"), _) => "an error".to_owned(),
        (_, Some(code), Some(message)) => format!("an error: {message} [{code}]"),
        (_, Some(code), None) => format!("an error [{code}]"),
        (None, None, _) => shown(value),
    }
}

/// A value as JSON, unless it is not to be shown.
fn shown(value: &Value) -> String {
    if value == REDACTED { REDACTED.to_owned() } else { value.to_string() }
}

fn machine(rows: u64, differences: &[Located]) -> Value {
    let described = differences.iter().map(|Located { file, row, found }| {
        let mut difference = json!({
            "file": file,
            "row": row,
            "expression": found.expression,
            "inputs": found.inputs,
        });
        match &found.found {
            Found::Outcome { expected, found } => {
                difference["expected"] = expected.clone();
                difference["found"] = found.clone();
            }
            Found::Tree(NodeDifference { node, part, ours, theirs }) => {
                difference["tree"] = json!({ "node": node, "part": part });
                difference["expected"] = json!(theirs);
                difference["found"] = json!(ours);
            }
        }
        if let Some(source) = &found.source {
            difference["source"] = source.as_str().into();
        }
        difference
    });
    json!({
        "version": 1,
        "summary": {
            "rows": rows,
            "agreements": rows - differences.len() as u64,
            "differences": differences.len(),
        },
        "differences": described.collect::<Vec<_>>(),
    })
}
