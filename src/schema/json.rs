//! JSON with places, for documents a person may have to mend.
//!
//! Strict: what RFC 8259 does not allow is refused. Members are found ignoring case, as SCIM's
//! names are the same in any case.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::messages;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// The document, or where it stops being JSON.
pub(super) fn parse(source: &Source) -> Result<Value<'_>, Box<Diagnostic>> {
    let strict = ParseOptions {
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
    match parse_to_ast(source.text(), &CollectOptions::default(), &strict) {
        Ok(parsed) => parsed.value.ok_or_else(|| {
            Box::new(messages::not_json(source, source.whole(), "there is nothing here"))
        }),
        Err(error) => {
            let place = span(error.range());
            Err(Box::new(messages::not_json(source, place, words(error.kind()))))
        }
    }
}

/// The span of a part of the document.
pub(super) fn span_of(part: &impl Ranged) -> Span {
    span(part.range())
}

/// The value of the first member of that name.
pub(super) fn member<'d>(object: &'d Object<'d>, name: &str) -> Option<&'d Value<'d>> {
    let mut members = object.properties.iter();
    members.find(|member| member.name.as_str().eq_ignore_ascii_case(name)).map(|found| &found.value)
}

fn span(range: Range) -> Span {
    Span::new(range.start, range.end)
}

/// What is wrong, for people.
fn words(kind: &ParseErrorKind) -> &'static str {
    match kind {
        ParseErrorKind::CommentsNotAllowed | ParseErrorKind::UnterminatedCommentBlock => {
            "JSON has no comments"
        }
        ParseErrorKind::ExpectedColonAfterObjectKey => "a colon is missing behind this name",
        ParseErrorKind::ExpectedObjectValue => "a value is missing here",
        ParseErrorKind::ExpectedStringObjectProperty
        | ParseErrorKind::SingleQuotedStringsNotAllowed => "names and texts stand in double quotes",
        ParseErrorKind::ExpectedComma => "a comma is missing here",
        ParseErrorKind::TrailingCommasNotAllowed => "nothing follows this comma",
        ParseErrorKind::MultipleRootJsonValues => "the document ends before this",
        ParseErrorKind::UnterminatedArray => "this `[` is never closed",
        ParseErrorKind::UnterminatedObject => "this `{` is never closed",
        ParseErrorKind::NestingDepthExceeded => "these brackets are nested too deep",
        ParseErrorKind::String(_) => "this text is not closed, or has an escape that JSON lacks",
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => "this is no number in JSON",
        _ => "this does not belong here",
    }
}
