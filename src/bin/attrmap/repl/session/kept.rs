//! Which entries are kept in the history: those that hold nothing of any user.
//!
//! In: an entry, and whether it could be done. Out: whether it may be kept. An expression is kept
//! with the texts in it, since a mapping would have them too; what only looks like one, as a row
//! that was pasted into the wrong window, is not.

use attrmap::source::Source;
use attrmap::syntax::{self, Token, TokenKind};

use super::commands::{self, Takes, diff, edit};
use super::{NAME, Session};

/// True for an entry that may be kept. A command without an expression names something, a file or
/// a function, and is kept where that was found.
pub(crate) fn is_kept(session: &Session, entry: &str, is_done: bool) -> bool {
    let Some(command) = entry.strip_prefix(commands::SIGN) else { return is_expression(entry) };
    let (name, rest) = commands::split(command);
    let Ok(command) = commands::find(name) else { return false };
    match command.takes {
        _ if command.is_private => false,
        Takes::Expression => are_expressions(rest),
        Takes::Edit => session.mapped.as_ref().is_some_and(|mapped| {
            let (target, expression) = edit::split(mapped, rest);
            mapped.find(target).is_some() && (expression.is_empty() || is_expression(expression))
        }),
        _ => is_done,
    }
}

fn are_expressions(text: &str) -> bool {
    match diff::split(text) {
        Some((one, other)) => is_expression(one) && is_expression(other),
        None => is_expression(text),
    }
}

/// True for what reads as an expression and asks for something: a text, a word or a number alone
/// can be anybody's.
fn is_expression(text: &str) -> bool {
    let asks = |token: &Token| {
        matches!(token.kind, TokenKind::Function | TokenKind::Attribute | TokenKind::Parameter)
    };
    let tokens = syntax::tokens(text);
    let mut attributes = tokens.iter().filter(|token| token.kind == TokenKind::Attribute);
    tokens.iter().any(asks)
        && attributes.all(|token| is_name(text.get(token.span.range()).unwrap_or_default()))
        && !syntax::parse(&Source::new(NAME, text)).diagnostics.has_errors()
}

/// True for brackets around the name of an attribute. A list of JSON stands in brackets too, and
/// no name has the sign of an address.
fn is_name(attribute: &str) -> bool {
    let name = attribute.trim_start_matches('[').trim_start();
    name.starts_with(|first: char| first.is_alphabetic() || first == '_') && !name.contains('@')
}
