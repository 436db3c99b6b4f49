//! What format an input is in, told from its first bytes.

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

/// True where the first bytes are those of UTF-16, with or without its byte order mark.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
        || matches!(bytes, [b'{' | b'[', 0, ..] | [0, b'{' | b'[', ..])
}

impl InputFormat {
    /// Tells the format from an input's first bytes (no byte order mark); nothing where it takes
    /// more of them. `is_end` says that there are no more.
    pub(super) fn detect(bytes: &[u8], is_end: bool) -> Option<InputFormat> {
        let bytes = bytes.trim_ascii_start();
        match bytes.first() {
            None => is_end.then_some(InputFormat::Ndjson),
            Some(b'[') => Some(InputFormat::Json),
            Some(b'{') => detect_object(bytes, is_end),
            Some(_) => Some(InputFormat::Csv),
        }
    }
}

/// An input that begins with `{`: a line of NDJSON, a Graph list, or an object on several lines.
fn detect_object(bytes: &[u8], is_end: bool) -> Option<InputFormat> {
    let line_end = memchr::memchr(b'\n', bytes);
    let (line, after) = bytes.split_at_checked(line_end.unwrap_or(bytes.len()))?;
    let undecided = is_end.then_some(InputFormat::Ndjson);
    let mut scan = ObjectScan::default();
    match scan.advance(line, 0) {
        Some((_, ObjectEvent::List)) => Some(InputFormat::Json),
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
            ("{\"value\":\"x\"}\n", Ndjson, "a user with an attribute of that name"),
            ("{\"a\":{\"value\":[1]}}\n", Ndjson, "a list further inside is none"),
            ("{\"a\":\"{\\\"value\\\":[\"}\n", Ndjson, "a text that looks like one"),
            ("{\"id\":\"1\"\n{\"id\":\"2\"}\n", Ndjson, "a first line cut short"),
            ("{\"id\":\"1\",\n{\"id\":\"2\"}\n", Ndjson, "the same behind a comma"),
            ("{\"id\":\"1\n{\"id\":\"2\"}\n", Ndjson, "the same inside a text"),
            ("{\"value_\":[{\"id\":\"1\"},\n{\"id\":\"2\"}]}", Json, "a list on several lines"),
            ("{\"id\":", Ndjson, "an input cut short"),
            ("id,mail\n1,a\n", Csv, "a header row"),
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
        for text in ["", " ", "{", "{\"id\":\"1\"}", "{\"id\":\"1\"\n", "{\"val"] {
            assert_eq!(InputFormat::detect(text.as_bytes(), false), None, "{text:?}");
        }
    }
}
