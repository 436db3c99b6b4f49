//! How rules read expressions: what becomes the value, and what only decides.
//!
//! Absent on purpose: what is wrong with any of it.

use super::Part;
use crate::check::{Typed, TypedArgument, check};
use crate::functions::{Category, Function};
use crate::types::{Known, Number};

/// The whole number that it always is.
pub(super) fn integer(typed: &Typed) -> Option<i64> {
    typed.facts.constant_text().and_then(Number::parse).and_then(Number::to_integer)
}

/// The text, where it is written as one: in quotes.
pub(super) fn literal<'t>(typed: &'t Typed, written: &str) -> Option<&'t str> {
    typed.facts.constant_text().filter(|_| written.starts_with('"') && typed.call().is_none())
}

/// The arguments that the value of a call is made of: without those that no user comes to, and
/// without those that only decide on others.
pub(super) fn values<'t>(
    function: &Function,
    arguments: &'t [TypedArgument],
) -> impl Iterator<Item = &'t Typed> {
    // Where all of them decide, as in `Coalesce`, they are what is chosen from.
    let decides = function.special.choice.map(|choice| choice.decides);
    let decides = decides.filter(|decides| !(0..arguments.len()).all(decides));
    let only_decides = move |index| decides.is_some_and(|decides| decides(index));
    let is_question = function.category == Category::Presence;
    let values = arguments.iter().enumerate().filter(move |(index, argument)| {
        argument.is_reachable && !is_question && !only_decides(*index)
    });
    values.filter_map(|(_, argument)| argument.value.as_ref())
}

/// One value where something is present and another where it is missing, in a form that works
/// whatever a page says of questions in conditions.
pub(super) fn by_presence(asked: &str, present: &str, missing: &str) -> String {
    if asked == present {
        format!("Coalesce({asked}, {missing})")
    } else {
        format!(r#"Switch({asked}, {present}, "", {missing})"#)
    }
}

/// True where something holds of a part whatever users there are: that all users of an export have
/// a value makes no branch superfluous that is meant for those who come without.
pub(super) fn holds_for_any_user(part: &Part<'_>, holds: impl Fn(&Typed) -> bool) -> bool {
    if part.subject.profile.is_none() {
        return true;
    }
    let env = part.subject.env.clone().with_known(Known::default());
    let anybody = check(part.source(), &env);
    let mut same = anybody.typed().nodes().filter(|node| node.span == part.typed.span);
    same.any(holds)
}
