//! Rejected users as lines of JSON.
//!
//! In: a reject. Out: its line, behind what a buffer holds already, so that those of a batch can
//! be written at once.

use serde::Serialize;

use crate::plan::Reject;

/// The version of the lines' form.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    version: u32,
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

/// Writes the line, with its end, behind what the buffer holds. The input's name is given where
/// there are several; the value only where the caller was asked to show values.
pub fn write_reject(reject: &Reject, input: Option<&str>, shows_values: bool, out: &mut Vec<u8>) {
    let line = Line {
        version: VERSION,
        input,
        row: reject.row,
        key: reject.key.as_deref(),
        target: reject.target.as_deref(),
        code: reject.code.path,
        message: &reject.sentence(),
        value: reject.value.as_deref().filter(|_| shows_values),
    };
    // Strings and numbers always serialize, and a buffer takes all there is.
    let _ = serde_json::to_writer(&mut *out, &line);
    out.push(b'\n');
}
