//! What is said of a text that is no JSON.

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::{Source, Span};

/// Every code of this room.
pub static CODES: &[&Code] = &[&SYNTAX, &TOO_DEEP];

/// No JSON.
pub static SYNTAX: Code = Code {
    path: "json::syntax",
    summary: "text that is not JSON",
    explanation: "The file breaks the rules of JSON (RFC 8259): no comments, no comma \
        after the last element, double quotes only, every key in quotes. The place shown is \
        where reading stopped; for brackets and quotes that are never closed it is the one that \
        opened.",
};

/// How a text breaks the rules of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Comment,
    TrailingComma,
    MissingComma,
    MissingColon,
    MissingValue,
    TextAfterEnd,
    SingleQuote,
    UnclosedString,
    UnclosedObject,
    UnclosedList,
    NoKey,
    LoneSurrogate,
    UnknownEscape,
    Number,
    OutOfPlace,
    Empty,
}

impl Fault {
    /// The message, the label and the help.
    fn words(self) -> (&'static str, &'static str, Option<&'static str>) {
        match self {
            Fault::Comment => ("JSON has no comments", "a comment starts here", Some("remove it")),
            Fault::TrailingComma => (
                "there is a comma after the last element",
                "nothing follows this comma",
                Some("remove it"),
            ),
            Fault::MissingComma => (
                "there is no comma between two elements",
                "a comma is missing here",
                Some("add `,`"),
            ),
            Fault::MissingColon => (
                "a key is not followed by `:`",
                "a colon belongs before this",
                Some("write \"key\": value"),
            ),
            Fault::MissingValue => {
                ("a key has no value", "a value belongs before this", Some("write \"key\": value"))
            }
            Fault::TextAfterEnd => (
                "there is text after the end of the JSON value",
                "the value before this is complete",
                Some("keep one JSON value in the file"),
            ),
            Fault::SingleQuote => (
                "JSON text stands in double quotes",
                "a single quote opens no text",
                Some("write \"…\""),
            ),
            Fault::UnclosedString => (
                "this quote is not closed",
                "the text that opens here does not end on its line",
                Some("close it with `\"`; write a line break as `\\n`"),
            ),
            Fault::UnclosedObject => {
                ("this `{` is not closed", "the file ends before its `}`", Some("add `}`"))
            }
            Fault::UnclosedList => {
                ("this `[` is not closed", "the file ends before its `]`", Some("add `]`"))
            }
            Fault::NoKey => (
                "an object holds keys in double quotes",
                "a key such as \"source\" belongs here",
                Some("write \"key\": value"),
            ),
            Fault::LoneSurrogate => (
                "this escape is half a character",
                "its other half is missing",
                Some("write both, as in `\\ud83d\\ude00`, or the character itself"),
            ),
            Fault::UnknownEscape => (
                "JSON does not know this escape",
                "the text after this backslash is no escape",
                Some("write a backslash as `\\\\`"),
            ),
            Fault::Number => {
                ("this is no JSON number", "numbers look like `1`, `-2` or `0.5`", None)
            }
            Fault::Empty => ("there is no JSON here", "nothing but white space", None),
            Fault::OutOfPlace => (
                "this is not JSON",
                "a value belongs here: text in quotes, a number, `{`, `[`",
                None,
            ),
        }
    }
}

pub(super) fn syntax(file: &Source, span: Span, fault: Fault) -> Diagnostic {
    let (message, label, help) = fault.words();
    let diagnostic = Diagnostic::error(&SYNTAX, file, message, Label::new(span, label));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Brackets inside brackets without end.
pub static TOO_DEEP: Code = Code {
    path: "json::too-deep",
    summary: "JSON nested deeper than attrmap reads",
    explanation: "Lists and objects are nested more than 512 deep, far more than any mapping file \
        or schema needs. The file is damaged, or was made to be refused.",
};

/// One bracket too many.
pub(super) fn too_deep(file: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "one level too many");
    Diagnostic::error(&TOO_DEEP, file, "this JSON is nested too deeply", label)
}
