//! The rows of a file, those that cannot be read among them.
//!
//! In: the text of a file. Out: its rows in order, each as JSON or with what is wrong with it: one
//! row that is none takes nothing from the others.

use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};

use crate::inputs::no_json::{no_json, no_json_anywhere};

/// A row, or why there is none in its place.
pub(super) type Row = Result<Value, String>;

/// The rows of a file: the elements of an array, else one JSON value after the other.
pub(super) fn rows_of(text: &str) -> Result<Vec<Row>, String> {
    if !text.trim_start().starts_with('[') {
        return Ok(rows_of_lines(text));
    }
    let elements: Vec<&RawValue> =
        serde_json::from_str(text).map_err(|error| no_json(&error, 1))?;
    let read = |element: &&RawValue| {
        serde_json::from_str(element.get()).map_err(|error| no_json_anywhere(&error))
    };
    Ok(elements.iter().map(read).collect())
}

fn rows_of_lines(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut rest, mut line) = (text, 1);
    loop {
        let spaces = rest.len() - rest.trim_start().len();
        pass(&mut rest, spaces, &mut line);
        let mut values = Deserializer::from_str(rest).into_iter();
        let end = match values.next() {
            None => return rows,
            Some(Ok(value)) => {
                rows.push(Ok(value));
                values.byte_offset()
            }
            Some(Err(error)) => {
                rows.push(Err(no_json(&error, line)));
                end_of_row(rest)
            }
        };
        pass(&mut rest, end, &mut line);
    }
}

/// Passes over so many bytes and counts their lines.
fn pass(rest: &mut &str, bytes: usize, line: &mut usize) {
    let (passed, behind) = rest.split_at_checked(bytes).unwrap_or((rest, ""));
    *line += passed.matches('\n').count();
    *rest = behind;
}

/// Where a row ends that is no JSON: behind its line, and behind the lines that go on with it,
/// which are indented or close it.
fn end_of_row(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    let goes_on = |line: &&str| line.starts_with([' ', '\t', '}', ']']);
    first + lines.take_while(goes_on).map(str::len).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row as its text, or what is wrong with it.
    fn read(text: &str) -> Vec<String> {
        let shown = |row: Row| row.map_or_else(|fault| fault, |value| value.to_string());
        rows_of(text).expect("no broken array").into_iter().map(shown).collect()
    }

    #[test]
    fn a_row_that_is_none_takes_nothing_from_the_others() {
        let half = "this is no JSON: an escape stands for half a character (line 1, column 14)";
        let word = "this is no JSON: expected value (line 2, column 1)";
        let comma = "this is no JSON: trailing comma (line 1, column 15)";
        let table: [(&str, &[&str], &str); 8] = [
            ("{\"a\": 1}\n\n{\"b\": 2}", &[r#"{"a":1}"#, r#"{"b":2}"#], "one a line"),
            ("{\"a\":\n  1\n}\n{\"b\": 2}\n", &[r#"{"a":1}"#, r#"{"b":2}"#], "over several lines"),
            ("{\"a\": \"\\ud83d\"}\n{\"b\": 2}", &[half, r#"{"b":2}"#], "half a character"),
            ("{\"a\": 1}\n// b\n{\"b\": 2}", &[r#"{"a":1}"#, word, r#"{"b":2}"#], "a comment"),
            (
                "{\"a\": 1, x\n{\"b\": 2}",
                &["this is no JSON: key must be a string (line 1, column 10)", r#"{"b":2}"#],
                "a cut-off line",
            ),
            (
                "{\"a\": \n{\"b\": 2}\n",
                &[
                    "this is no JSON: EOF while parsing an object (at the end of line 2)",
                    r#"{"b":2}"#,
                ],
                "a line cut off before its value",
            ),
            (
                "{\n  \"a\": x\n}\n{\"b\": 2}",
                &["this is no JSON: expected value (line 2, column 8)", r#"{"b":2}"#],
                "what is indented belongs to the row",
            ),
            ("{\"a\": 1, \"\":2,}\n", &[comma], "a comma too many"),
        ];
        for (text, expected, why) in table {
            assert_eq!(read(text), expected, "{why}");
        }
    }

    #[test]
    fn an_element_that_cannot_be_kept_is_one_row() {
        let half = "this is no JSON: an escape stands for half a character";
        assert_eq!(read(r#"[{"a": "\ud83d"}, {"b": 2}]"#), [half, r#"{"b":2}"#]);
        let cut = "this is no JSON: EOF while parsing a list (line 1, column 9)";
        assert_eq!(rows_of(r#"[{"a": 1}"#), Err(cut.to_owned()));
    }
}
