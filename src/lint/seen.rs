//! What watchers have in common: where a mapping's value comes from, and the texts of a value.
//!
//! Absent on purpose: what is wrong with any of them.

use std::borrow::Cow;

use super::{Mapped, Subject};
use crate::plan::Outcome;
use crate::source::{Source, Span};
use crate::types::Value;

/// The texts of what a user would get; none where that is no text.
pub(super) fn texts<'o>(outcome: &'o Outcome<'_>) -> Vec<Cow<'o, str>> {
    let Outcome::Value(value) = outcome else { return Vec::new() };
    let text = |value: &'o Value<'_>| value.to_text().filter(|text| !text.is_empty());
    match value {
        Value::List(values) => values.iter().filter_map(text).collect(),
        value => text(value).into_iter().collect(),
    }
}

/// Where a mapping says what users get: its expression, else its default value, else its target.
pub(super) fn place<'a>(mapped: &Mapped<'a>, subject: &Subject<'a>) -> (&'a Source, Span) {
    match mapped.expression {
        Some(expression) => (expression.source(), expression.typed().span),
        None => {
            let default = mapped.default_value().map(|default| default.span);
            (subject.source(), default.unwrap_or(mapped.mapping.target.span))
        }
    }
}
