//! JSON with places: the thin layer between the parser's tree and the reader of Graph files.
//!
//! In: the text of a file. Out: its tree, or one diagnostic that says where it stops being JSON;
//! and [`Fields`], an object whose keys are found ignoring case, as PowerShell writes them
//! `PascalCase` and Graph `camelCase`.
//!
//! Absent on purpose: what the keys mean.

use std::collections::BTreeMap;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind};

use crate::diagnostic::Diagnostic;
use crate::mapping::messages::{self, JsonFault};
use crate::mapping::reports::Reports;
use crate::source::{Located, Source, Span};

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
pub(super) fn parse<'t>(file: &Source, text: &'t str) -> Result<Value<'t>, Box<Diagnostic>> {
    if let Some(opener) = unclosed_string(text) {
        return Err(Box::new(messages::json_syntax(file, opener, JsonFault::UnclosedString)));
    }
    match jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => match parsed.value {
            Some(value) => Ok(value),
            None => Err(Box::new(messages::empty_file(file))),
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
            (span, JsonFault::Comment)
        }
        ParseErrorKind::TrailingCommasNotAllowed => (span, JsonFault::TrailingComma),
        ParseErrorKind::ExpectedComma => (span, JsonFault::MissingComma),
        ParseErrorKind::ExpectedColonAfterObjectKey => (span, JsonFault::MissingColon),
        ParseErrorKind::ExpectedObjectValue => (span, JsonFault::MissingValue),
        ParseErrorKind::MultipleRootJsonValues => (span, JsonFault::TextAfterEnd),
        ParseErrorKind::SingleQuotedStringsNotAllowed => (span, JsonFault::SingleQuote),
        ParseErrorKind::UnterminatedObject => (opener, JsonFault::UnclosedObject),
        ParseErrorKind::UnterminatedArray => (opener, JsonFault::UnclosedList),
        ParseErrorKind::ExpectedStringObjectProperty | ParseErrorKind::UnexpectedTokenInObject => {
            (span, JsonFault::NoKey)
        }
        ParseErrorKind::String(kind) => match kind {
            ParseStringErrorKind::UnterminatedStringLiteral => (opener, JsonFault::UnclosedString),
            ParseStringErrorKind::InvalidUnicodeEscapeSequence(_) => {
                (Span::new(range.start, range.start + 6), JsonFault::LoneSurrogate)
            }
            _ => (Span::new(range.start, range.start + 2), JsonFault::UnknownEscape),
        },
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => (span, JsonFault::Number),
        // A token out of place. (The parser's list can grow by its features.)
        _ => (span, JsonFault::OutOfPlace),
    };
    messages::json_syntax(file, span, fault)
}

/// Where a value stands.
pub(super) fn span(value: &Value<'_>) -> Span {
    let range = value.range();
    Span::new(range.start, range.end)
}

/// The opening bracket of a value, or the value itself where it has none.
pub(super) fn opening(value: &Value<'_>) -> Span {
    match value {
        Value::Object(_) | Value::Array(_) => Span::new(value.start(), value.start() + 1),
        Value::StringLit(_)
        | Value::NumberLit(_)
        | Value::BooleanLit(_)
        | Value::NullKeyword(_) => span(value),
    }
}

/// What stands between the quotes of a string literal.
pub(super) fn content(value: &Value<'_>) -> Span {
    Span::new(value.start() + 1, value.end().saturating_sub(1))
}

/// What a value is, for people.
pub(super) fn words(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "text",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "true or false",
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::NullKeyword(_) => "null",
    }
}

/// An object with its keys in lower case. Keys about the response itself (`@odata.context`) are
/// left out.
pub(super) struct Fields<'v, 't> {
    by_key: BTreeMap<String, &'v ObjectProp<'t>>,
    /// The opening brace: what is missing in the object is missing there.
    pub(super) opening: Span,
    /// The whole object.
    pub(super) span: Span,
}

impl<'v, 't> Fields<'v, 't> {
    /// The fields of an object. Keys given twice are reported: the first one counts.
    pub(super) fn of(object: &'v Object<'t>, file: &Source, reports: &mut Reports) -> Self {
        let mut by_key: BTreeMap<String, &'v ObjectProp<'t>> = BTreeMap::new();
        for property in &object.properties {
            let key = property.name.as_str().to_ascii_lowercase();
            if key.contains("@odata.") {
                continue;
            }
            if let Some(first) = by_key.get(&key) {
                let (first, second) = (key_span(first), key_span(property));
                reports.push(messages::duplicate_key(file, property.name.as_str(), first, second));
            } else {
                by_key.insert(key, property);
            }
        }
        let span = Span::new(object.range.start, object.range.end);
        Fields { by_key, opening: Span::new(object.range.start, object.range.start + 1), span }
    }

    /// The value of a key; nothing where it is absent or null.
    pub(super) fn get(&self, key: &str) -> Option<&'v Value<'t>> {
        match self.by_key.get(&key.to_ascii_lowercase()).map(|property| &property.value) {
            Some(Value::NullKeyword(_)) | None => None,
            Some(value) => Some(value),
        }
    }

    /// True where the object has the key, be it with null.
    pub(super) fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(&key.to_ascii_lowercase())
    }

    /// The keys as written, each with its place.
    pub(super) fn keys(&self) -> impl Iterator<Item = Located<&'v str>> {
        self.by_key
            .values()
            .map(|property| Located::new(property.name.as_str(), key_span(property)))
    }
}

fn key_span(property: &ObjectProp<'_>) -> Span {
    let range = property.name.range();
    Span::new(range.start + 1, range.end.saturating_sub(1))
}
