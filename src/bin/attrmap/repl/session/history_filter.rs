//! Which entries are kept in the history: those that hold nothing of any user.
//!
//! In: an entry, and whether it could be done. Out: whether it may be kept. An expression is kept
//! with the texts in it, since a mapping would have them too, unless one is an address or what the
//! current user has. What only looks like an expression, as a row that was pasted into the wrong
//! window, has names that nobody knows, and is not.

use std::ops::Range;

use attrmap::check::{BARE_WORD, UNKNOWN_FUNCTION, UNKNOWN_PARAMETER, check};
use attrmap::diagnostic::Diagnostic;
use attrmap::source::Source;
use attrmap::syntax::{self, Token, TokenKind, quote};
use attrmap::types::{Value, boolean_from_text};

use super::Session;
use super::commands;
use super::loaded_mapping::expression_of;
use super::loaded_users::LoadedUsers;
use crate::inputs::unknown::Unknown;

/// True for an entry that may be kept. A command without an expression names something, a file or
/// a function, and is kept where that was found.
pub(crate) fn is_kept(session: &Session, entry: &str, is_done: bool) -> bool {
    let Some(command) = entry.strip_prefix(commands::SIGN) else {
        return is_expression(session, entry);
    };
    let (name, rest) = commands::split(command);
    let Ok(command) = commands::find(name) else { return false };
    if command.is_private || !command.argument.takes_expression() {
        return is_done && !command.is_private;
    }
    let is_kept = |range: Range<usize>| {
        rest.get(range).is_some_and(|text| is_expression(session, text.trim()))
    };
    let expressions = command.argument.expressions(session, rest);
    expressions.is_some_and(|ranges| ranges.into_iter().all(is_kept))
}

/// True for what reads as an expression and asks for something that there is: a text, a word or a
/// number alone can be anybody's.
fn is_expression(session: &Session, text: &str) -> bool {
    let source = session.source(text);
    let tokens = syntax::tokens(text);
    let has = |kind: TokenKind| tokens.iter().any(|token| token.kind == kind);
    let has_attribute = has(TokenKind::Attribute);
    (has_attribute || has(TokenKind::Function) || has(TokenKind::Parameter))
        && !syntax::parse(&source).diagnostics.has_errors()
        && knows_names(session, &source, has_attribute)
        && !has_somebodys_text(session, text, &tokens)
}

/// True where all names in it are those of something. A function that there is not is a typing
/// error, to be mended, where it is given an attribute that there is.
fn knows_names(session: &Session, source: &Source, has_attribute: bool) -> bool {
    let mut said = check(source, session.env()).diagnostics().clone();
    let of_users = session.users.iter().flat_map(LoadedUsers::names).map(String::as_str);
    let mapping = session.mapping.iter().flat_map(|mapping| mapping.mappings());
    let mapping: Vec<&str> =
        mapping.filter_map(expression_of).flat_map(|text| attributes(text.text())).collect();
    let unknown = Unknown::of(&mut said, of_users.chain(mapping));
    let is_no_name = |it: &Diagnostic| {
        it.code == &BARE_WORD
            || it.code == &UNKNOWN_PARAMETER
            || it.code == &UNKNOWN_FUNCTION && !has_attribute
    };
    unknown.all().is_empty() && !said.iter().any(is_no_name)
}

/// The attributes that a text names.
fn attributes(text: &str) -> impl Iterator<Item = &str> {
    let tokens = syntax::tokens(text).into_iter();
    let attributes = tokens.filter(|token| token.kind == TokenKind::Attribute);
    attributes
        .filter_map(|token| Some(text.get(token.span.range())?.trim_matches(['[', ']']).trim()))
}

/// True where a text in it is an address, or what the current user has, in any case.
fn has_somebodys_text(session: &Session, text: &str, tokens: &[Token]) -> bool {
    let texts = tokens.iter().filter(|token| token.kind == TokenKind::Text);
    let texts: Vec<String> =
        texts.filter_map(|token| text.get(token.span.range())).map(str::to_lowercase).collect();
    let is_there = |value: &Value<'_>| {
        let value = value.to_text().filter(|value| is_telling(value));
        value.is_some_and(|value| texts.contains(&quote(&value).to_lowercase()))
    };
    let is_among = |values: &[Value<'_>]| {
        values.iter().any(|value| match value {
            Value::List(values) => values.iter().any(is_there),
            value => is_there(value),
        })
    };
    // The sign by itself is what addresses are split at.
    texts.iter().any(|text| text.contains('@') && text != "\"@\"")
        || !texts.is_empty()
            // Of a user who cannot be read it is not known.
            && session
                .with_all_of_current(|_, record, _| is_among(record.slots()))
                .unwrap_or(true)
}

/// True for a value that tells something of its user: `True` and nothing at all do not.
fn is_telling(value: &str) -> bool {
    !value.trim().is_empty() && boolean_from_text(value).is_none()
}
