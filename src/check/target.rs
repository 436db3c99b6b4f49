//! The result of an expression against the type of the attribute it is for.
//!
//! Only what fails for *every* user is an error here. What fails for some of them is the
//! linter's to find, and the run's to reject.

use super::messages;
use super::typed::Typed;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::types::{Base, Facts, boolean_from_text, date_time_from_text, integer_from_text};

/// What is wrong with an expression's result for a target attribute, if it is so for every user.
pub fn check_target(
    source: &Source,
    typed: &Typed,
    target_name: &str,
    target: Base,
) -> Option<Diagnostic> {
    let facts = &typed.facts;
    if !never_fits(target, facts) {
        return None;
    }
    Some(messages::target_type(source, typed.span, target_name, target, facts))
}

fn never_fits(target: Base, facts: &Facts) -> bool {
    let base = facts.ty.base;
    let is_wrong_type = match target {
        Base::Boolean => matches!(base, Base::Integer | Base::DateTime),
        Base::Integer => matches!(base, Base::Boolean | Base::DateTime),
        Base::DateTime => matches!(base, Base::Boolean | Base::Integer),
        Base::String | Base::Reference | Base::Binary | Base::AppRoleAssignment | Base::Error => {
            base == Base::AppRoleAssignment
        }
    };
    let fits = |text: &str| match target {
        Base::Boolean => boolean_from_text(text).is_ok(),
        Base::Integer => integer_from_text(text).is_ok(),
        Base::DateTime => date_time_from_text(text).is_ok(),
        Base::String | Base::Reference | Base::Binary | Base::AppRoleAssignment | Base::Error => {
            true
        }
    };
    let is_sure_text = facts
        .texts
        .known()
        .is_some_and(|texts| !texts.is_empty() && texts.iter().all(|text| !fits(text)));
    // A number literal is a number by its type and a text by its looks: its looks decide.
    is_sure_text || (is_wrong_type && facts.texts.known().is_none())
}
