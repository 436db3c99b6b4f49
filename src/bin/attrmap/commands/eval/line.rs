//! Answers and traces as JSON: lines with their keys in the order one reads them.

use attrmap::check::Ignored;
use attrmap::functions::REDACTED;
use attrmap::program::{Part, PartEnd, Role, Round};
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::to_json;

/// The version of the lines' form.
const VERSION: u32 = 1;

/// A line: what came out, and perhaps how.
#[derive(Serialize)]
pub(super) struct Line {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    #[serde(flatten)]
    end: End,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<PartLine>,
}

/// How something ended: one of the keys is there, and `message` beside `error`.
#[derive(Default, Serialize)]
pub(super) struct End {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ignored: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) skipped: Option<bool>,
}

/// A part of a trace.
#[derive(Serialize)]
pub(super) struct PartLine {
    expression: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'static str>,
    #[serde(flatten)]
    end: End,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rounds: Vec<RoundLine>,
}

/// A call for one of several values.
#[derive(Serialize)]
struct RoundLine {
    r#for: Value,
    #[serde(flatten)]
    end: End,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartLine>,
}

impl Line {
    /// A line of the present version.
    pub(super) fn new(row: Option<u64>, end: End, trace: Option<PartLine>) -> Line {
        Line { version: VERSION, row, end, trace }
    }

    /// The line's text, with its end.
    pub(super) fn text(&self) -> String {
        // Strings and numbers always serialize.
        format!("{}\n", serde_json::to_string(self).unwrap_or_default())
    }
}

impl From<&Part> for PartLine {
    fn from(part: &Part) -> PartLine {
        PartLine {
            expression: part.text.to_string(),
            parameter: part.parameter,
            end: End::from(&part.end),
            role: part.role.map(|role| match role {
                Role::Chosen => "chosen",
                Role::Matched => "matched",
                Role::Taken => "taken",
            }),
            parts: part.parts.iter().map(PartLine::from).collect(),
            rounds: part.rounds.iter().map(RoundLine::from).collect(),
        }
    }
}

impl From<&Round> for RoundLine {
    fn from(round: &Round) -> RoundLine {
        RoundLine {
            r#for: to_json(&round.value, false),
            end: End::from(&round.end),
            parts: round.parts.iter().map(PartLine::from).collect(),
        }
    }
}

impl From<&PartEnd> for End {
    fn from(end: &PartEnd) -> End {
        let none = End::default();
        match end {
            PartEnd::Value(value) => End { value: Some(to_json(value, false)), ..none },
            PartEnd::Redacted => End { value: Some(json!(REDACTED)), ..none },
            PartEnd::Ignored(ignored) => End { ignored: Some(ignored_word(*ignored)), ..none },
            PartEnd::Failed { code, message, is_origin } => {
                End { error: Some(code.path), message: is_origin.then(|| message.clone()), ..none }
            }
            PartEnd::Skipped => End { skipped: Some(true), ..none },
        }
    }
}

/// What is left out, in a word.
pub(super) fn ignored_word(ignored: Ignored) -> &'static str {
    match ignored {
        Ignored::Attribute => "attribute",
        Ignored::Object => "object",
    }
}
