//! What is said of calls that can be read but do not belong where they stand, or as they stand.

use super::messages::BARE_WORD;
use crate::diagnostic::{Code, Diagnostic, Fix, Label};
use crate::functions::{Param, Signature, Takes};
use crate::source::{Source, Span};
use crate::syntax::{Expr, ExprKind};

pub(super) static OLDER_FORM: Code = Code {
    path: "check::older-form",
    summary: "an older form of a function",
    explanation: "The function is called with the parameters of an older edition of the reference. \
        Pages of Microsoft's still show that form and attrmap evaluates it, but the present \
        reference does not have it, and tenants were seen to refuse it.",
};

/// A call in a form that the reference no longer has.
pub(super) fn older_form(
    source: &Source,
    span: Span,
    function: &str,
    second: Span,
    form: &str,
) -> Diagnostic {
    let label = Label::new(span, "the reference has one parameter more");
    let message = format!("this is an older form of `{function}`");
    let start = second.start as usize;
    Diagnostic::warning(&OLDER_FORM, source, message, label)
        .help(format!("the form is `{form}`"))
        .fix(Fix { span: Span::new(start, start), replacement: ", ".to_owned(), is_safe: true })
}

pub(super) static ONLY_OUTERMOST: Code = Code {
    path: "check::only-outermost",
    summary: "a function inside another that must stand outside",
    explanation: "`SelectUniqueValue` asks the target which values are taken, and must be the \
        outermost call of its expression: it cannot be an argument of another function.",
};

/// `Join("", SelectUniqueValue(…))`.
pub(super) fn only_outermost(source: &Source, span: Span, function: &str) -> Diagnostic {
    let label = Label::new(span, "this stands inside another call");
    let message = format!("`{function}` must be the outermost call");
    Diagnostic::error(&ONLY_OUTERMOST, source, message, label)
        .help(format!("put `{function}(…)` around the whole expression"))
}

pub(super) static NO_WRAPPER: Code = Code {
    path: "check::no-wrapper",
    summary: "a flow wrapper that wraps nothing",
    explanation: "`IgnoreFlowIfNullOrEmpty` decides whether an attribute flows at all, so it is \
        put around the whole expression. Inside another call it decides nothing: attrmap hands \
        its argument through, and the reference says not to write it there.",
};

/// `IIF(IgnoreFlowIfNullOrEmpty(…), …)`.
pub(super) fn no_wrapper(source: &Source, span: Span, function: &str) -> Diagnostic {
    let label = Label::new(span, "this stands inside another call and does nothing");
    let message = format!("`{function}` works around the whole expression only");
    Diagnostic::warning(&NO_WRAPPER, source, message, label)
        .help(format!("put `{function}(…)` around the whole expression"))
}

/// A word of a later parameter, in a place that takes no such word.
pub(super) struct EarlyWord {
    word: &'static str,
    param: &'static Param,
    /// The one that the place belongs to.
    left_out: &'static Param,
    /// How many places further it belongs.
    places: usize,
}

/// `InStr([a], "x", vbTextCompare)`: the last argument is a word that a later parameter takes.
pub(super) fn early_word(
    signature: &'static Signature,
    index: usize,
    expr: &Expr,
) -> Option<EarlyWord> {
    let left_out = signature.param(index)?;
    let text = match (&expr.kind, left_out.takes) {
        (ExprKind::Text(_), Takes::Text | Takes::Any) => return None,
        (ExprKind::Word(text) | ExprKind::Text(text), _) => text,
        _ => return None,
    };
    let word = |param: &'static Param| match param.takes {
        Takes::Word(words) => words.iter().find(|word| word.eq_ignore_ascii_case(text)),
        _ => None,
    };
    let mut later = signature.params.iter().enumerate().skip(index);
    let (at, param, word) = later.find_map(|(at, param)| Some((at, param, word(param)?)))?;
    (at > index).then_some(EarlyWord { word, param, left_out, places: at - index })
}

impl EarlyWord {
    /// What is said of it.
    pub(super) fn message(&self, source: &Source, span: Span) -> Diagnostic {
        let EarlyWord { word, param, left_out, places } = self;
        let label = Label::new(span, format!("this is the place of `{}`", left_out.name));
        let message = format!("`{word}` is a word of `{}`, not of `{}`", param.name, left_out.name);
        let replacement = format!("{}{word}", ", ".repeat(*places));
        Diagnostic::error(&BARE_WORD, source, message, label)
            .help(format!("leave the place empty: write `{replacement}`"))
            .fix(Fix { span, replacement, is_safe: false })
    }
}
