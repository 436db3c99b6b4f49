//! How rules read expressions: what becomes the value, and what only decides.
//!
//! Absent on purpose: what is wrong with any of it.

use super::Part;
use crate::check::{Typed, TypedArgument, TypedKind};
use crate::functions::{Category, Function, Letters, Special};
use crate::types::Number;

/// The whole number that it always is.
pub(super) fn integer(typed: &Typed) -> Option<i64> {
    typed.facts.constant_text().and_then(Number::parse).and_then(Number::to_integer)
}

/// The text, where it is written as one: in quotes.
pub(super) fn literal<'t>(typed: &'t Typed, written: &str) -> Option<&'t str> {
    typed.facts.constant_text().filter(|_| written.starts_with('"') && typed.call().is_none())
}

/// The formats of dates in a call of `FormatDateTime` that are written as texts, each with its
/// part. The older form has no styles; formats are the last two in either.
pub(super) fn date_formats<'t>(part: &Part<'t>) -> Vec<(&'t Typed, &'t str)> {
    let arguments = part.typed.call_of("FormatDateTime").unwrap_or_default();
    let formats = arguments.iter().skip(1).rev().take(2).rev();
    let formats = formats.filter_map(|argument| argument.value.as_ref());
    formats.filter_map(|format| Some((format, literal(format, part.slice(format))?))).collect()
}

/// The arguments that the value of a call is made of: without those that no user comes to, and
/// without those that only decide on others.
pub(super) fn values<'t>(
    function: &Function,
    arguments: &'t [TypedArgument],
) -> impl Iterator<Item = &'t Typed> {
    let gives = function.special.choice.map(|choice| choice.gives);
    let is_question = function.category == Category::Presence;
    let values = arguments.iter().enumerate().filter(move |(index, argument)| {
        argument.is_reachable && !is_question && gives.is_none_or(|gives| gives(*index))
    });
    values.filter_map(|(_, argument)| argument.value.as_ref())
}

/// True for a call that gives another value each time, whatever it is called with. Unique values
/// are none of them: they are drawn once.
fn changes_by_itself(typed: &Typed) -> bool {
    let Some((function, _)) = typed.call() else { return false };
    let is_steady = |part: &Typed| part.facts.is_deterministic;
    !is_steady(typed) && !function.special.is_unique && typed.parts().all(is_steady)
}

/// The first call that the value is made of and that gives another one each time, with its name.
/// Only calls are looked into that `is_meant` holds for; unique values are drawn once.
pub(super) fn changing(
    typed: &Typed,
    is_meant: impl Fn(&Typed) -> bool,
) -> Option<(&Typed, &'static str)> {
    let mut waiting = vec![typed];
    while let Some(part) = waiting.pop() {
        match &part.kind {
            TypedKind::Call { function, .. } if changes_by_itself(part) => {
                return Some((part, function.name));
            }
            TypedKind::Call { function, arguments, .. } => {
                if is_meant(part) && !function.special.is_unique {
                    let values: Vec<&Typed> = values(function, arguments).collect();
                    waiting.extend(values.into_iter().rev());
                }
            }
            TypedKind::Declared { .. } => waiting.extend(part.parts().rev()),
            TypedKind::Comparison { .. }
            | TypedKind::Constant(_)
            | TypedKind::Attribute(_)
            | TypedKind::Ignore(_)
            | TypedKind::Error => {}
        }
    }
    None
}

/// The function around the source that would change a text, so that it never gives it, and what
/// it would make of it. What is left of its value afterwards is as good as its value.
pub(super) fn changed(mut source: &Typed, text: &str) -> Option<(&'static Function, String)> {
    loop {
        let (function, _) = source.call()?;
        let Special { keeps_its_own, letters, .. } = function.special;
        if keeps_its_own && let Some(given) = source.of_text(text).filter(|it| it != text) {
            return Some((function, given));
        }
        source = source.argument(0).filter(|_| letters == Letters::Kept)?;
    }
}

/// What an attribute for active accounts is mapped from in the mappings that apps come with.
pub(super) fn active_unless(deleted: &str) -> String {
    format!(r#"Switch([{deleted}], , "False", "True", "True", "False")"#)
}

/// One value where something is present and another where it is missing, in a form that works
/// whatever a page says of questions in conditions; nothing where the target takes no such form.
pub(super) fn by_presence(
    part: &Part<'_>,
    asked: &str,
    present: &str,
    missing: &str,
) -> Option<String> {
    if asked == present {
        return Some(format!("Coalesce({asked}, {missing})"));
    }
    // `Switch` is not for references.
    let is_reference = part.mapped.target.is_some_and(|target| target.is_reference);
    (!is_reference).then(|| format!(r#"Switch({asked}, {present}, "", {missing})"#))
}

/// True where something holds of a part whatever users there are: that all users of an export have
/// a value makes no branch superfluous that is meant for those who come without.
pub(super) fn holds_for_any_user(part: &Part<'_>, holds: impl Fn(&Typed) -> bool) -> bool {
    part.for_anybody.is_none_or(holds)
}
