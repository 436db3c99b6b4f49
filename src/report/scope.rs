//! Why one user is in scope or out of it, for people and for scripts.
//!
//! What the mapping file compares with is shown always, the user's own values only where the
//! caller was asked to show values.

use std::fmt::Write;

use serde::Serialize;

use crate::diagnostic::shortened;
use crate::functions::REDACTED;
use crate::scope::{Answer, ClauseExplanation, Explanation};

/// The version of the JSON form.
const VERSION: u32 = 1;

/// Who is explained.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'a> {
    /// The input's name, where there are several.
    pub input: Option<&'a str>,
    /// The row in it.
    pub row: u64,
    /// The user's key, where there is one.
    pub key: Option<&'a str>,
    /// The decision with its reasons.
    pub explanation: &'a Explanation,
    /// True where the mapping has filters, and nobody is to ask them.
    pub ignores_filters: bool,
}

/// The explanation for people.
pub fn human_scope(explained: Explained<'_>, shows_values: bool) -> String {
    let Explained { input, row, key, explanation, ignores_filters } = explained;
    let mut text = String::new();
    if let Some(input) = input {
        text.push_str(&printable(input));
        text.push_str(", ");
    }
    // Writing into a string does not fail.
    let _ = write!(text, "row {row}");
    if let Some(key) = key {
        let _ = write!(text, " ({})", printable(key));
    }
    let _ = writeln!(text, ": {}", phrase(explanation.answer));
    if ignores_filters {
        text.push_str(IGNORED);
    } else if explanation.stages.is_empty() {
        text.push_str("the mapping has no scoping filters\n");
    }
    for stage in &explanation.stages {
        let noun = stage.kind.noun();
        let heading = match stage.groups.len() {
            1 => noun.to_owned(),
            _ => format!("{noun}s, of which one is enough"),
        };
        let _ = writeln!(text, "\n{heading}: {}", stage.answer);
        for group in &stage.groups {
            let _ = writeln!(text, "  {}: {}", group.label, shown(group.answer));
            for clause in &group.clauses {
                let _ = writeln!(text, "    {}", line(clause, shows_values));
            }
        }
    }
    text
}

const IGNORED: &str = "the mapping's scoping filters are ignored because of --ignore-scope
leave it away, and they are explained
";

fn phrase(answer: Answer) -> &'static str {
    match answer {
        Answer::No => "out of scope",
        Answer::Unknown => "in scope or out of it, which attrmap cannot tell",
        Answer::Yes => "in scope",
    }
}

fn line(clause: &ClauseExplanation, shows_values: bool) -> String {
    let ClauseExplanation { given, answer, found, unfit, doubt, .. } = clause;
    let (attribute, operator) = (shortened(&clause.attribute), shortened(&clause.operator));
    let mut line = format!("{:9}{attribute} {operator}", shown(*answer));
    for value in given {
        line.push(' ');
        line.push_str(&quoted(value));
    }
    if found.is_empty() {
        let _ = write!(line, " ({attribute} is null or empty)");
    } else if shows_values {
        let found: Vec<String> = found.iter().map(|value| quoted(value)).collect();
        let unfit = unfit.map_or(String::new(), |unfit| format!(", {unfit}"));
        let _ = write!(line, " ({attribute} is {}{unfit})", found.join(", "));
    } else if let Some(unfit) = unfit {
        let has = if found.len() > 1 { "has a value that is" } else { "is" };
        let _ = write!(line, " ({attribute} {has} {unfit})");
    }
    if let Some(doubt) = doubt {
        let _ = write!(line, ": {doubt}");
    }
    line
}

/// An answer, where it is shown.
fn shown(answer: Option<Answer>) -> String {
    answer.map_or(REDACTED.to_owned(), |answer| answer.to_string())
}

/// In double quotes, control characters escaped.
fn quoted(text: &str) -> String {
    // Strings always serialize.
    printable(&serde_json::to_string(text).unwrap_or_default())
}

/// Nothing that moves the cursor.
fn printable(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'a str>,
    row: u64,
    key: Option<&'a str>,
    in_scope: Option<bool>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ignores_filters: bool,
    stages: Vec<Stage<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stage<'a> {
    set: &'static str,
    answer: Option<bool>,
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Group<'a> {
    name: &'a str,
    answer: Option<bool>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_redacted: bool,
    clauses: Vec<Clause<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Clause<'a> {
    attribute: &'a str,
    operator: &'a str,
    values: &'a [String],
    answer: Option<bool>,
    is_null: Option<bool>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_redacted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    unfit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a [String]>,
}

/// The explanation for scripts: one line of JSON. An answer that cannot be told is null.
pub fn json_scope(explained: Explained<'_>, shows_values: bool) -> String {
    let Explained { input, row, key, explanation, ignores_filters } = explained;
    let stages = explanation.stages.iter().map(|stage| Stage {
        set: stage.kind.key(),
        answer: truth(stage.answer),
        groups: stage
            .groups
            .iter()
            .map(|group| Group {
                name: &group.name,
                answer: group.answer.and_then(truth),
                is_redacted: group.answer.is_none(),
                clauses: group.clauses.iter().map(|clause| of(clause, shows_values)).collect(),
            })
            .collect(),
    });
    let in_scope = truth(explanation.answer);
    let stages = stages.collect();
    let document =
        Document { version: VERSION, input, row, key, in_scope, ignores_filters, stages };
    // Strings and numbers always serialize.
    let mut line = serde_json::to_string(&document).unwrap_or_default();
    line.push('\n');
    line
}

fn of(clause: &ClauseExplanation, shows_values: bool) -> Clause<'_> {
    Clause {
        attribute: &clause.attribute,
        operator: &clause.operator,
        values: &clause.given,
        answer: clause.answer.and_then(truth),
        is_null: clause.answer.map(|_| clause.found.is_empty()),
        is_redacted: clause.answer.is_none(),
        unfit: clause.unfit,
        doubt: clause.doubt,
        found: shows_values.then_some(clause.found.as_slice()),
    }
}

fn truth(answer: Answer) -> Option<bool> {
    match answer {
        Answer::No => Some(false),
        Answer::Unknown => None,
        Answer::Yes => Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::{GroupExplanation, Kind, StageExplanation};

    fn explanation() -> Explanation {
        let clause = |operator: &str, answer, found: &[&str]| ClauseExplanation {
            attribute: "mail".to_owned(),
            slot: 0,
            operator: operator.to_owned(),
            given: vec!["x\"\u{1b}".to_owned()],
            answer: Some(answer),
            found: found.iter().map(|text| (*text).to_owned()).collect(),
            unfit: None,
            doubt: (answer == Answer::Unknown).then_some("nobody knows"),
        };
        let clauses = vec![
            clause("EQUALS", Answer::No, &[]),
            clause("NOT EQUALS", Answer::Yes, &["secret"]),
            clause("NEAR", Answer::Unknown, &["secret", "two"]),
        ];
        let (name, label) = ("staff".to_owned(), "`staff`".to_owned());
        let group = GroupExplanation { name, label, answer: Some(Answer::No), clauses };
        let stage =
            StageExplanation { kind: Kind::Filter, answer: Answer::No, groups: vec![group] };
        Explanation { answer: Answer::No, stages: vec![stage] }
    }

    #[test]
    fn values_of_the_user_are_shown_on_request_only() {
        let explanation = explanation();
        let explained = Explained {
            input: Some("a.csv"),
            row: 3,
            key: Some("7"),
            explanation: &explanation,
            ignores_filters: false,
        };
        assert_eq!(
            human_scope(explained, false),
            "a.csv, row 3 (7): out of scope\n\
             \n\
             scoping filter: false\n  \
             `staff`: false\n    \
             false    mail EQUALS \"x\\\"\\u001b\" (mail is null or empty)\n    \
             true     mail NOT EQUALS \"x\\\"\\u001b\"\n    \
             unknown  mail NEAR \"x\\\"\\u001b\": nobody knows\n",
        );
        let shown = human_scope(explained, true);
        assert!(shown.contains("\" (mail is \"secret\", \"two\")"), "{shown}");
        let json = json_scope(explained, false);
        assert!(!json.contains("secret"), "{json}");
        assert!(json_scope(explained, true).contains(r#""found":["secret","two"]"#));
        assert!(
            json.starts_with(
                r#"{"version":1,"input":"a.csv","row":3,"key":"7","inScope":false,"stages":[{"set":"groups","answer":false,"#
            ),
            "{json}"
        );
        let unknown = r#""answer":null,"isNull":false,"doubt":"nobody knows""#;
        assert!(json.contains(unknown), "{json}");
    }

    #[test]
    fn without_filters_everybody_is_in_scope() {
        let explanation = Explanation { answer: Answer::Yes, stages: Vec::new() };
        let explained = Explained {
            input: None,
            row: 1,
            key: None,
            explanation: &explanation,
            ignores_filters: false,
        };
        assert_eq!(
            human_scope(explained, true),
            "row 1: in scope\nthe mapping has no scoping filters\n"
        );
        assert_eq!(
            json_scope(explained, true),
            "{\"version\":1,\"row\":1,\"key\":null,\"inScope\":true,\"stages\":[]}\n"
        );
        let ignored = Explained { ignores_filters: true, ..explained };
        assert_eq!(
            human_scope(ignored, true),
            "row 1: in scope\n\
             the mapping's scoping filters are ignored because of --ignore-scope\n\
             leave it away, and they are explained\n"
        );
        assert_eq!(
            json_scope(ignored, true),
            "{\"version\":1,\"row\":1,\"key\":null,\"inScope\":true,\
             \"ignoresFilters\":true,\"stages\":[]}\n"
        );
    }
}
