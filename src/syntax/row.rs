//! A row of terms: what stands between two commas, before it is an expression.
//!
//! In: terms as the grammar finds them. Out: operands and comparisons one after the other, and the
//! mistakes that show in how terms stand side by side.
//!
//! Absent on purpose: words for people, and the order in which mistakes are looked for.

use super::ast::{Comparison, Expr, ExprKind};
use super::messages;
use crate::source::Span;

/// One thing in a row.
pub(super) enum Term {
    Operand(Expr),
    Comparison(Comparison, Span),
    Foreign(String, Span),
    Stray(Span),
    Comma(Span),
    Closer(Span),
}

impl Term {
    pub(super) fn span(&self) -> Span {
        match self {
            Term::Operand(expr) => expr.span,
            Term::Comparison(_, span)
            | Term::Foreign(_, span)
            | Term::Stray(span)
            | Term::Comma(span)
            | Term::Closer(span) => *span,
        }
    }
}

pub(super) type Terms = std::iter::Peekable<std::vec::IntoIter<Term>>;

/// Where a row stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Row {
    WholeText,
    Argument,
}

pub(super) fn next_operand(terms: &mut Terms) -> Option<Expr> {
    match terms.next_if(|term| matches!(term, Term::Operand(_)))? {
        Term::Operand(expr) => Some(expr),
        Term::Comparison(..)
        | Term::Foreign(..)
        | Term::Stray(_)
        | Term::Comma(_)
        | Term::Closer(_) => None,
    }
}

pub(super) fn next_comparison(terms: &mut Terms) -> Option<(Comparison, Span)> {
    match terms.next_if(|term| matches!(term, Term::Comparison(..)))? {
        Term::Comparison(operator, span) => Some((operator, span)),
        Term::Operand(_)
        | Term::Foreign(..)
        | Term::Stray(_)
        | Term::Comma(_)
        | Term::Closer(_) => None,
    }
}

/// The values among the remaining terms, which are checked although their row is wrong. Words
/// are left out: there they are operators more often than values.
pub(super) fn operands(mut terms: Terms) -> impl Iterator<Item = Expr> {
    std::iter::from_fn(move || {
        while terms.peek().is_some() {
            match next_operand(&mut terms) {
                Some(Expr { kind: ExprKind::Word(_), .. }) => {}
                Some(expr) => return Some(expr),
                None => drop(terms.next()),
            }
        }
        None
    })
}

pub(super) fn is_logical(word: &str) -> bool {
    ["and", "or", "not"].iter().any(|logical| word.eq_ignore_ascii_case(logical))
}

/// The word of a `NOT` that stands before a condition.
pub(super) fn negation(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Word(word) if word.eq_ignore_ascii_case("not") => Some(word),
        _ => None,
    }
}

/// A comparison as another language names it, and what to do instead.
pub(super) fn foreign_word(expr: &Expr) -> Option<(Span, &'static str)> {
    let (word, span) = match &expr.kind {
        ExprKind::Word(word) => (word, expr.span),
        ExprKind::Call { name, .. } => (&name.text, name.span),
        ExprKind::Attribute(_)
        | ExprKind::Text(_)
        | ExprKind::Number(_)
        | ExprKind::Parameter(_)
        | ExprKind::Comparison { .. }
        | ExprKind::Error(_) => return None,
    };
    messages::foreign_word(word).map(|help| (span, help))
}

/// Where a row begins with what looks like a hexadecimal number and is none.
pub(super) fn false_hex(terms: &[Term]) -> Option<Span> {
    match terms {
        [
            Term::Foreign(symbol, and),
            Term::Operand(Expr { kind: ExprKind::Word(word), span }),
            ..,
        ] if symbol == "&" && and.end == span.start && word.starts_with(['h', 'H']) => {
            Some(and.to(*span))
        }
        _ => None,
    }
}

/// True for digits with a sign before them and a point among them.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The number in brackets that stands directly behind a value.
pub(super) fn index_behind<'t>(before: &Expr, term: &'t Term) -> Option<&'t str> {
    let Term::Operand(Expr { kind: ExprKind::Attribute(name), span }) = term else { return None };
    let is_number =
        !name.is_empty() && name.len() < 9 && name.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && before.span.end == span.start).then_some(name)
}
