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
    let words = match words.map_or("this is no JSON", |(_, words)| words) {
        CUT_SHORT if is_behind_half(text, error) => HALF_CHARACTER,
        words => words,
    };
    let place = place(text, error.line(), error.column());
    let is_number = said.starts_with(OUT_OF_RANGE);
    let code = if is_number { &NUMBER_TOO_LARGE } else { &NOT_JSON };
    Fault::new(code, words).with_detail(format!("at {place}"))
}

/// True where a whole escape of a leading surrogate stands last before the place: it is the
/// other half that is missing then, not a digit.
fn is_behind_half(text: &str, error: &serde_json::Error) -> bool {
    let written = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = written.as_bytes().get(..error.column()).unwrap_or(written.as_bytes());
    let Some(escape) = memchr::memmem::rfind(before, b"\\u") else { return false };
    let digits = before.get(escape + 2..escape + 6).and_then(|it| std::str::from_utf8(it).ok());
    let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
    unit.is_some_and(|unit| (0xD800..=0xDBFF).contains(&unit))
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

const CUT_SHORT: &str = "an escape is cut short";
const HALF_CHARACTER: &str = "an escape stands for half a character";

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
    ("expected ident", "a word is none of `true`, `false` and `null`"),
    ("expected value", "a value is missing"),
    ("invalid escape", "an escape is none that JSON has"),
    ("invalid number", "a number is not written as JSON writes it"),
    ("invalid unicode code point", "an escape stands for no character"),
    ("lone leading surrogate", HALF_CHARACTER),
    ("unexpected end of hex escape", CUT_SHORT),
    ("control character", "a control character stands in a text"),
    ("key must be a string", "a name has no quotes"),
    ("trailing comma", "a comma has nothing behind it"),
    ("trailing characters", "there is text after the end of the user"),
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
            (r#"{"a": tru}"#, "a word is none of `true`, `false` and `null` at column 10"),
            (r#"{"a": "\x"}"#, "an escape is none that JSON has at column 9"),
            (r#"{"a": "\ud800"}"#, "an escape stands for half a character at column 14"),
            (r#"{"a": "\ud83d\n"}"#, "an escape stands for half a character at column 15"),
            (r#"{"a": "\ud8"}"#, "an escape is none that JSON has at column 13"),
            (r#"{"a": 01}"#, "a number is not written as JSON writes it at column 8"),
            (r#"{"a": 1,}"#, "a comma has nothing behind it at column 9"),
            (r#"{a: 1}"#, "a name has no quotes at column 2"),
            (r#"{"a": 1} x"#, "there is text after the end of the user at column 10"),
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
