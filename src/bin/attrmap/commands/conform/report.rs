//! What `conform` tells: differences, rows that cannot be read, and how many there are of all.

use attrmap::functions::REDACTED;
use attrmap::mapping::NodeDifference;
use serde_json::{Value, json};

use super::replay::{Difference, Found};

/// What became of all rows.
#[derive(Default)]
pub(super) struct Report {
    rows: usize,
    differences: Vec<Located<Difference>>,
    /// What is wrong with the rows that cannot be read.
    unreadable: Vec<Located<String>>,
}

/// Something and where its row stands.
struct Located<T> {
    file: String,
    row: usize,
    found: T,
}

impl Report {
    /// Adds what became of the rows of a file.
    pub(super) fn add(&mut self, file: &str, rows: Vec<Result<Option<Difference>, String>>) {
        self.rows += rows.len();
        for (row, replayed) in (1..).zip(rows) {
            let file = file.to_owned();
            match replayed {
                Ok(None) => {}
                Ok(Some(found)) => self.differences.push(Located { file, row, found }),
                Err(found) => self.unreadable.push(Located { file, row, found }),
            }
        }
    }

    /// True where all rows agree.
    pub(super) fn is_clean(&self) -> bool {
        self.differences.is_empty() && self.unreadable.is_empty()
    }

    fn agreements(&self) -> usize {
        self.rows - self.differences.len() - self.unreadable.len()
    }
}

/// For people.
pub(super) fn human(report: &Report) -> String {
    let mut text = String::new();
    for Located { file, row, found } in &report.differences {
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
    for Located { file, row, found } in &report.unreadable {
        text.push_str(&format!("{file}, row {row}\n  cannot be read: {found}\n\n"));
    }
    let Report { rows, differences, unreadable } = report;
    let word = if *rows == 1 { "row" } else { "rows" };
    let (agree, differ) = (report.agreements(), differences.len());
    text.push_str(&format!("{rows} {word}: {agree} agree, {differ} differ"));
    if !unreadable.is_empty() {
        text.push_str(&format!(", {} cannot be read", unreadable.len()));
    }
    text.push('\n');
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

/// For scripts: what cannot be read is told only where there is some.
pub(super) fn machine(report: &Report) -> Value {
    let described = report.differences.iter().map(|Located { file, row, found }| {
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
    let mut told = json!({
        "version": 1,
        "summary": {
            "rows": report.rows,
            "agreements": report.agreements(),
            "differences": report.differences.len(),
        },
        "differences": described.collect::<Vec<_>>(),
    });
    if !report.unreadable.is_empty() {
        let described = report.unreadable.iter().map(
            |Located { file, row, found }| json!({ "file": file, "row": row, "message": found }),
        );
        told["unreadable"] = described.collect();
        told["summary"]["unreadable"] = report.unreadable.len().into();
    }
    told
}
