//! What format an input is in, told from its first bytes.
//!
//! In: the beginning of an input. Out: a format, or nothing where it takes more of the input.
//! Where the first line is broken, the second tells: one bad line does not change what all the
//! others are.

use serde_json::value::RawValue;

use super::json_scan::{ObjectEvent, ObjectScan};

/// How users are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// One JSON object a line.
    Ndjson,
    /// A JSON array, a Graph list response (`{"value": […]}`), or objects one after the other.
    Json,
    /// A header row, then a row for each user.
    Csv,
}

/// UTF-8's byte order mark.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl InputFormat {
    /// Tells the format from an input's first bytes (no byte order mark); nothing where it takes
    /// more of them. `is_end` says that there are no more.
    pub(super) fn detect(bytes: &[u8], is_end: bool) -> Option<InputFormat> {
        let bytes = bytes.trim_ascii_start();
        match bytes.first() {
            None => is_end.then_some(InputFormat::Ndjson),
            Some(b'[') => Some(InputFormat::Json),
            Some(b'{') => detect_object(bytes, is_end),
            Some(_) => detect_line(bytes, is_end),
        }
    }
}

/// An input that begins with neither `{` nor `[`: CSV, or NDJSON whose first line is broken.
fn detect_line(bytes: &[u8], is_end: bool) -> Option<InputFormat> {
    let line_end = memchr::memchr2(b'\n', b'\r', bytes);
    let (line, after) = bytes.split_at_checked(line_end.unwrap_or(bytes.len()))?;
    // A text in quotes may be the name of the only column.
    if line.first() != Some(&b'"') && (line_end.is_some() || is_end) && is_json(line) {
        return Some(InputFormat::Ndjson);
    }
    match after.trim_ascii_start().first() {
        Some(b'{') => Some(InputFormat::Ndjson),
        Some(_) => Some(InputFormat::Csv),
        None => is_end.then_some(InputFormat::Csv),
    }
}

fn is_json(line: &[u8]) -> bool {
    serde_json::from_slice::<&RawValue>(line).is_ok()
}

/// An input that begins with `{`: a line of NDJSON, a Graph list, or an object on several lines.
fn detect_object(bytes: &[u8], is_end: bool) -> Option<InputFormat> {
    let line_end = memchr::memchr(b'\n', bytes);
    let (line, after) = bytes.split_at_checked(line_end.unwrap_or(bytes.len()))?;
    let undecided = is_end.then_some(InputFormat::Ndjson);
    let mut scan = ObjectScan::default();
    match scan.advance(line, 0) {
        Some((list, ObjectEvent::List)) => {
            // A user may have a list of that name. What stands behind it tells, where it stands
            // on the same line.
            scan.step_into_list();
            match scan.advance(line, list) {
                Some((_, ObjectEvent::Closed)) if scan.is_user() => Some(InputFormat::Ndjson),
                None if line_end.is_none() && !is_end => None,
                Some(_) | None => Some(InputFormat::Json),
            }
        }
        Some((_, ObjectEvent::Foreign(_))) => Some(InputFormat::Json),
        Some((end, ObjectEvent::Closed)) => {
            match line.get(end..).unwrap_or_default().trim_ascii_start().first() {
                Some(b'{' | b'[') => Some(InputFormat::Json),
                Some(_) => Some(InputFormat::Ndjson),
                None if line_end.is_some() => Some(InputFormat::Ndjson),
                None => undecided,
            }
        }
        None if line_end.is_none() => undecided,
        // The object goes on behind the line's end: either it is laid out on several lines, or
        // this is NDJSON and its first line is broken.
        None if scan.is_in_string() => Some(InputFormat::Ndjson),
        None => match line.trim_ascii_end().last() {
            Some(b':' | b'[') => Some(InputFormat::Json),
            Some(b',') if scan.is_nested() => Some(InputFormat::Json),
            _ => match after.trim_ascii_start().first() {
                Some(b'{') => Some(InputFormat::Ndjson),
                Some(_) => Some(InputFormat::Json),
                None => undecided,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use InputFormat::{Csv, Json, Ndjson};

    #[test]
    fn formats_are_told_from_content() {
        for (text, expected, why) in [
            ("", Ndjson, "nothing"),
            (" \n\n", Ndjson, "blank"),
            (" \n[", Json, "an array"),
            ("{\"id\":\"1\"}\n{\"id\":\"2\"}\n", Ndjson, "two lines"),
            ("{\"id\":\"1\"}", Ndjson, "one line without its end"),
            ("{\"id\":\"1\"}{\"id\":\"2\"}", Json, "two objects on a line"),
            ("{\"id\":\"1\"} x\n{\"id\":\"2\"}", Ndjson, "a line with rubbish at its end"),
            ("{\n  \"id\": \"1\"\n}\n", Json, "an object on several lines"),
            ("{\"id\": \"1\",\n \"mail\": \"a\"}", Json, "the same, another layout"),
            ("{\"value\":[{\"id\":\"1\"}]}", Json, "a Graph list on a line"),
            ("{\"@odata.context\":\"x\",\"value\": [", Json, "a Graph list that goes on"),
            ("{\"value\":[1],\"id\":\"1\"}\n{\"id\":\"2\"}\n", Ndjson, "a user's own list"),
            ("{\"id\":\"1\",\"value\":[{}]}\n{\"id\":\"2\"}\n", Ndjson, "the same, behind"),
            (
                "{\"@odata.count\":1,\"value\":[{}],\"@odata.nextLink\":\"u\"}",
                Json,
                "all of Graph's",
            ),
            ("{\"@microsoft.graph.tips\":\"x\",\"value\":[{}]}", Json, "and its advice"),
            ("{\"value\":[{}],\"Count\":1}", Json, "as Windows PowerShell wraps a list"),
            ("{\"schemas\":[],\"Resources\":[{}]}", Json, "a list of a SCIM service"),
            ("{\"odata.metadata\":\"x\",\"value\":[{}]}", Json, "as Azure AD Graph had it"),
            ("{\"value\":\"x\"}\n", Ndjson, "a user with an attribute of that name"),
            ("{\"a\":{\"value\":[1]}}\n", Ndjson, "a list further inside is none"),
            ("{\"a\":\"{\\\"value\\\":[\"}\n", Ndjson, "a text that looks like one"),
            ("{\"id\":\"1\"\n{\"id\":\"2\"}\n", Ndjson, "a first line cut short"),
            ("{\"id\":\"1\",\n{\"id\":\"2\"}\n", Ndjson, "the same behind a comma"),
            ("{\"id\":\"1\n{\"id\":\"2\"}\n", Ndjson, "the same inside a text"),
            ("{\"value_\":[{\"id\":\"1\"},\n{\"id\":\"2\"}]}", Json, "a list on several lines"),
            ("{\"id\":", Ndjson, "an input cut short"),
            ("null\n{\"id\":\"2\"}\n", Ndjson, "a first line that is no user"),
            ("7\r\n", Ndjson, "a number and nothing more"),
            ("-1.5\nx\n", Ndjson, "a number and what is no JSON"),
            ("true", Ndjson, "a word of JSON"),
            ("\"x\"\n{\"id\":\"2\"}\n", Ndjson, "a text"),
            ("\"mail\"\n\"a\"\n", Csv, "a text that is the only column"),
            ("userName: x\n\n {\"id\":\"2\"}\n", Ndjson, "a broken first line"),
            ("\"id\":\"1\"}\n{\"id\":\"2\"}\n", Ndjson, "a first line without its bracket"),
            ("id,mail\n1,a\n", Csv, "a header row"),
            ("id,mail\n1,{\n", Csv, "a brace in a cell"),
            ("id,mail\n", Csv, "a header row alone"),
            ("id,mail\r1,a\r", Csv, "lone carriage returns"),
            ("\"id\";\"mail\"\n", Csv, "a header row in quotes"),
        ] {
            assert_eq!(
                InputFormat::detect(text.as_bytes(), true),
                Some(expected),
                "{text:?}: {why}"
            );
        }
    }

    #[test]
    fn a_decision_waits_for_the_bytes_it_takes() {
        for text in [
            "",
            " ",
            "{",
            "{\"id\":\"1\"}",
            "{\"id\":\"1\"\n",
            "{\"val",
            "{\"value\":[{}]",
            "id,mail",
            "id,mail\n",
            "nul",
            "null",
        ] {
            assert_eq!(InputFormat::detect(text.as_bytes(), false), None, "{text:?}");
        }
    }
}
