//! What is wrong with JSON, in words for a person.
//!
//! In: a text and serde_json's error. Out: a [`Fault`] that says what and where. The words are
//! ours: serde_json's messages are only looked up.

use serde::de::IgnoredAny;

use super::fault::{Fault, NOT_AN_OBJECT, NOT_JSON, NUMBER_TOO_LARGE};

/// The fault of a user that is JSON, but no object.
pub(super) fn no_object() -> Fault {
    Fault::new(&NOT_AN_OBJECT, "this user is no JSON object")
}

/// What serde_json says, in our words and with the place counted in characters.
pub(super) fn json_fault(text: &str, error: &serde_json::Error) -> Fault {
    let is_object = text.trim_start().starts_with('{');
    if !is_object && serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return no_object();
    }
    let said = error.to_string();
    let words = WORDS.iter().find(|(start, _)| said.starts_with(start));
    let words = words.map_or("this is no JSON", |(_, words)| words);
    let place = place(text, error.line(), error.column());
    let is_number = said.starts_with(OUT_OF_RANGE);
    let code = if is_number { &NUMBER_TOO_LARGE } else { &NOT_JSON };
    Fault::new(code, words).with_detail(format!("at {place}"))
}

fn place(text: &str, line: usize, column: usize) -> String {
    let written = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let before = written.as_bytes().get(..column).unwrap_or(written.as_bytes());
    let column = String::from_utf8_lossy(before).chars().count().max(1);
    // Users that stand on one line, as most do, have no line number of their own.
    if text.contains('\n') {
        format!("line {line}, column {column}")
    } else {
        format!("column {column}")
    }
}

/// What is said of a number that would lose digits.
pub(super) const INEXACT_NUMBER: &str = "this number cannot be kept exactly";

const OUT_OF_RANGE: &str = "number out of range";

/// How serde_json's messages start, and what we say.
const WORDS: &[(&str, &str)] = &[
    (OUT_OF_RANGE, INEXACT_NUMBER),
    ("EOF while parsing a string", "a text is not closed: the user ends"),
    ("EOF while parsing a list", "a list is not closed: the user ends"),
    ("EOF while parsing an object", "an object is not closed: the user ends"),
    ("EOF while parsing", "the user ends before a value"),
    ("expected `:`", "`:` is missing"),
    ("expected `,` or `]`", "`,` or `]` is missing"),
    ("expected `,` or `}`", "`,` or `}` is missing"),
    ("expected ident", "a word that is no `true`, `false` or `null` stands"),
    ("expected value", "a value is missing"),
    ("invalid escape", "an escape that JSON does not have stands"),
    ("invalid number", "a number is not written as JSON writes it"),
    ("invalid unicode code point", "an escape that is no character stands"),
    ("lone leading surrogate", "an escape that is half a character stands"),
    ("unexpected end of hex escape", "an escape is cut short"),
    ("control character", "a control character stands in a text"),
    ("key must be a string", "a name without quotes stands"),
    ("trailing comma", "a comma with nothing behind it stands"),
    ("trailing characters", "text after the end of the user stands"),
    ("recursion limit exceeded", "values are nested too deeply"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        let error = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text);
        json_fault(text, &error.expect_err("no object"))
    }

    #[test]
    fn messages_say_what_and_where() {
        for (text, expected) in [
            ("", "the user ends before a value at column 1"),
            ("{", "an object is not closed: the user ends at column 1"),
            (r#"{"a": "x"#, "a text is not closed: the user ends at column 8"),
            (r#"{"a": ["#, "a list is not closed: the user ends at column 7"),
            (r#"{"a" 1}"#, "`:` is missing at column 6"),
            (r#"{"a": 1 "b": 2}"#, "`,` or `}` is missing at column 9"),
            (r#"{"a": [1 2]}"#, "`,` or `]` is missing at column 10"),
            (r#"{"a": }"#, "a value is missing at column 7"),
            (r#"{"a": tru}"#, "a word that is no `true`, `false` or `null` stands at column 10"),
            (r#"{"a": "\x"}"#, "an escape that JSON does not have stands at column 9"),
            (r#"{"a": "\ud800"}"#, "an escape is cut short at column 14"),
            (r#"{"a": 01}"#, "a number is not written as JSON writes it at column 8"),
            (r#"{"a": 1,}"#, "a comma with nothing behind it stands at column 9"),
            (r#"{a: 1}"#, "a name without quotes stands at column 2"),
            (r#"{"a": 1} x"#, "text after the end of the user stands at column 10"),
            ("{\"a\": \"\u{1}\"}", "a control character stands in a text at column 8"),
            ("{\"é\": x}", "a value is missing at column 7"),
            ("{\n  \"a\": x\n}", "a value is missing at line 2, column 8"),
        ] {
            let fault = fault(text);
            assert_eq!(fault.to_string(), format!("{expected} [record::not-json]"), "{text}");
        }
    }

    #[test]
    fn other_things_than_objects_are_told_from_what_is_no_json() {
        for (text, expected) in [
            ("[]", "record::not-an-object"),
            (" 1 ", "record::not-an-object"),
            ("null", "record::not-an-object"),
            ("\"x\"", "record::not-an-object"),
            ("[", "record::not-json"),
            ("nul", "record::not-json"),
            (r#"{"a": 1e999}"#, "record::number-too-large"),
        ] {
            assert_eq!(fault(text).code.path, expected, "{text}");
        }
    }
}
