//! JSON documents with places, for files that a person may have to mend: mapping files, schemas.
//!
//! In: the text of a file. Out: its tree, every part of which knows where it stands, or one
//! diagnostic that says where it stops being JSON. Strict: RFC 8259 and nothing more.
//!
//! Absent on purpose: what the keys mean, and users: those are read by `record`, without places.

mod messages;

pub(crate) use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind};

pub use messages::CODES;
use messages::Fault;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// JSON and nothing but JSON.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The tree of a text; `text` is that of `file`, a byte order mark blanked out.
pub(crate) fn parse<'t>(file: &Source, text: &'t str) -> Result<Value<'t>, Box<Diagnostic>> {
    if let Some(opener) = unclosed_string(text) {
        return Err(Box::new(messages::syntax(file, opener, Fault::UnclosedString)));
    }
    match jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => match parsed.value {
            Some(value) => Ok(value),
            None => Err(Box::new(messages::syntax(file, file.whole(), Fault::Empty))),
        },
        Err(error) => Err(Box::new(syntax(file, &error))),
    }
}

/// The opening quote of the first string that does not end on its line. The parser would let it
/// run on to the next quote and complain there.
fn unclosed_string(text: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(opener) = memchr::memchr(b'"', bytes.get(at..)?).map(|found| at + found) {
        at = opener + 1;
        loop {
            at += memchr::memchr3(b'"', b'\\', b'\n', bytes.get(at..)?).unwrap_or(bytes.len());
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                Some(_) | None => return Some(Span::new(opener, opener + 1)),
            }
        }
        at += 1;
    }
    None
}

fn syntax(file: &Source, error: &ParseError) -> Diagnostic {
    let range = error.range();
    let span = Span::new(range.start, range.end);
    let opener = Span::new(range.start, range.start + 1);
    let (span, fault) = match error.kind() {
        ParseErrorKind::NestingDepthExceeded => return messages::too_deep(file, opener),
        ParseErrorKind::CommentsNotAllowed | ParseErrorKind::UnterminatedCommentBlock => {
            (span, Fault::Comment)
        }
        ParseErrorKind::TrailingCommasNotAllowed => (span, Fault::TrailingComma),
        ParseErrorKind::ExpectedComma => (span, Fault::MissingComma),
        ParseErrorKind::ExpectedColonAfterObjectKey => (span, Fault::MissingColon),
        ParseErrorKind::ExpectedObjectValue => (span, Fault::MissingValue),
        ParseErrorKind::MultipleRootJsonValues => (span, Fault::TextAfterEnd),
        ParseErrorKind::SingleQuotedStringsNotAllowed => (span, Fault::SingleQuote),
        ParseErrorKind::UnterminatedObject => (opener, Fault::UnclosedObject),
        ParseErrorKind::UnterminatedArray => (opener, Fault::UnclosedList),
        ParseErrorKind::ExpectedStringObjectProperty | ParseErrorKind::UnexpectedTokenInObject => {
            (span, Fault::NoKey)
        }
        ParseErrorKind::String(kind) => match kind {
            ParseStringErrorKind::UnterminatedStringLiteral => (opener, Fault::UnclosedString),
            ParseStringErrorKind::InvalidUnicodeEscapeSequence(_) => {
                (Span::new(range.start, range.start + 6), Fault::LoneSurrogate)
            }
            _ => (Span::new(range.start, range.start + 2), Fault::UnknownEscape),
        },
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => (span, Fault::Number),
        // A token out of place. (The parser's list can grow by its features.)
        _ => (span, Fault::OutOfPlace),
    };
    messages::syntax(file, span, fault)
}

/// Where a value, a key or an object stands.
pub(crate) fn span(part: &impl Ranged) -> Span {
    let range = part.range();
    Span::new(range.start, range.end)
}

/// The opening bracket of a value, or the value itself where it has none.
pub(crate) fn opening(value: &Value<'_>) -> Span {
    match value {
        Value::Object(_) | Value::Array(_) => Span::new(value.start(), value.start() + 1),
        Value::StringLit(_)
        | Value::NumberLit(_)
        | Value::BooleanLit(_)
        | Value::NullKeyword(_) => span(value),
    }
}

/// What stands between the quotes of a string literal.
pub(crate) fn content(value: &Value<'_>) -> Span {
    Span::new(value.start() + 1, value.end().saturating_sub(1))
}

/// What a value is, for people.
pub(crate) fn words(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "text",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "true or false",
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::NullKeyword(_) => "null",
    }
}
