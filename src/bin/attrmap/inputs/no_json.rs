//! Why a part of a text is no JSON, in a line.

/// What is wrong, and where in the whole text: the part begins in that line.
pub(crate) fn no_json(error: &serde_json::Error, begins: usize) -> String {
    let place = match (error.line().saturating_sub(1), error.column()) {
        // The line's end has been read when it is noticed.
        (lines @ 1.., 0) => format!("at the end of line {}", begins + lines - 1),
        (lines, column) => format!("line {}, column {column}", begins + lines),
    };
    format!("{} ({place})", no_json_anywhere(error))
}

/// What is wrong, without the place.
pub(crate) fn no_json_anywhere(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = match said.split(" at line ").next().unwrap_or(&said) {
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "an escape stands for half a character"
        }
        what => what,
    };
    format!("this is no JSON: {what}")
}
