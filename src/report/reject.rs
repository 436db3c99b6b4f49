//! A rejected user as a line of JSON.

use serde::Serialize;

use crate::plan::Reject;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'a str>,
    row: u64,
    key: Option<&'a str>,
    target: Option<&'a str>,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
}

/// The line, with its end. The input's name is given where there are several; the value only
/// where the caller was asked to show values.
pub fn reject_line(reject: &Reject, input: Option<&str>, shows_values: bool) -> Vec<u8> {
    let line = Line {
        input,
        row: reject.row,
        key: reject.key.as_deref(),
        target: reject.target.as_deref(),
        code: reject.code.path,
        message: &reject.message,
        value: reject.value.as_deref().filter(|_| shows_values),
    };
    // Strings and numbers always serialize.
    let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
