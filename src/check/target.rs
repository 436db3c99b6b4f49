//! The result of an expression against the target attribute it is for.
//!
//! Only what fails for *every* user is an error here. What fails for some of them is the
//! linter's to find, and the run's to reject.

use super::messages::found;
use super::outcomes::outcomes;
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::schema::Target;
use crate::source::{Source, Span};
use crate::types::{Base, Facts, Texts, is_taken, takes_every_text};

/// What is wrong with an expression's result for a target attribute, if it is so for every user.
/// `target_name` is what the mapping calls it.
pub fn check_target(
    source: &Source,
    typed: &Typed,
    target_name: &str,
    target: &Target,
) -> Option<Diagnostic> {
    let fits = match typed.facts.ty.base {
        // As the directory has them, they are good for the role functions alone.
        Base::AppRoleAssignment => false,
        Base::Complex => target.takes_objects,
        _ => return check_type(source, typed, target_name, target.ty),
    };
    if fits {
        return None;
    }
    let mut parts = outcomes(typed).into_iter().map(|outcome| outcome.typed);
    let is_it = |part: &&Typed| part.facts.ty.base == typed.facts.ty.base;
    let part = parts.find(is_it).unwrap_or(typed);
    Some(target_of_roles(source, part.span, target_name, target, &part.facts))
}

fn check_type(
    source: &Source,
    typed: &Typed,
    target_name: &str,
    target: Base,
) -> Option<Diagnostic> {
    let facts = &typed.facts;
    if !never_fits(target, facts) {
        return None;
    }
    Some(target_type(source, typed.span, target_name, target, facts))
}

fn never_fits(target: Base, facts: &Facts) -> bool {
    let base = facts.ty.base;
    let is_wrong_type = match target {
        Base::Boolean => matches!(base, Base::Integer | Base::DateTime),
        Base::Integer => matches!(base, Base::Boolean | Base::DateTime),
        Base::DateTime => matches!(base, Base::Boolean | Base::Integer),
        Base::String
        | Base::Reference
        | Base::Binary
        | Base::AppRoleAssignment
        | Base::Complex
        | Base::Error => false,
    };
    let is_sure_text = facts
        .texts
        .known()
        .is_some_and(|texts| !texts.is_empty() && texts.iter().all(|text| !is_taken(text, target)));
    // A number literal is a number by its type and a text by its looks: its looks decide.
    is_sure_text || (is_wrong_type && facts.texts.known().is_none())
}

/// True where a value can come that a target of that type does not take: some text of those that
/// are known, or any at all. What fits no user is an error already ([`check_target`]).
pub fn may_miss(facts: &Facts, target: Base) -> bool {
    match &facts.texts {
        Texts::OneOf(texts) => texts.iter().any(|text| !is_taken(text, target)),
        Texts::Any | Texts::NoneOf(_) => facts.ty.base == Base::String && !takes_every_text(target),
    }
}

pub(super) static TARGET_TYPE: Code = Code {
    path: "check::target-type",
    summary: "a value that the target attribute can never take",
    explanation: "A Boolean target takes `True` and `False`, an Integer target whole numbers, a \
        DateTime target dates in ISO 8601. This expression gives none of them, for any user.",
};

/// A result that no user's target takes.
fn target_type(
    source: &Source,
    span: Span,
    target_name: &str,
    target: Base,
    facts: &Facts,
) -> Diagnostic {
    let label = Label::new(span, format!("this is {}", found(facts)));
    let message = format!("`{target_name}` takes {}", takes(target));
    let help = match target {
        Base::Boolean => {
            "give `\"True\"` or `\"False\"`, as with `Switch([a], , \"yes\", \"True\")`"
        }
        Base::Integer => {
            "give digits; for a date, its seconds: `DateDiff(\"s\", CDate(\"1970-01-01\"), …)`"
        }
        Base::DateTime => "give a date such as `\"2025-07-30T00:00:00Z\"`",
        Base::String
        | Base::Reference
        | Base::Binary
        | Base::AppRoleAssignment
        | Base::Complex
        | Base::Error => "give a text or an attribute",
    };
    Diagnostic::error(&TARGET_TYPE, source, message, label).help(help)
}

/// App roles for a target that takes none of that shape.
fn target_of_roles(
    source: &Source,
    span: Span,
    target_name: &str,
    target: &Target,
    facts: &Facts,
) -> Diagnostic {
    let takes = if target.takes_objects { "texts and objects" } else { takes(target.ty) };
    let label = Label::new(span, format!("this is {}", found(facts)));
    let message = format!("`{target_name}` takes {takes}");
    let roles = source.slice(span);
    let help = match (facts.ty.base, target.takes_objects) {
        (Base::Complex, _) => {
            "objects go to an attribute that takes several values, named as a whole; the value of \
             one role is `SingleAppRoleAssignment(…)`"
                .to_owned()
        }
        (_, true) => format!("make objects of them: `AppRoleAssignmentsComplex({roles})`"),
        (_, false) => format!("take the value of a role: `SingleAppRoleAssignment({roles})`"),
    };
    Diagnostic::error(&TARGET_TYPE, source, message, label).help(help)
}

fn takes(target: Base) -> &'static str {
    match target {
        Base::Boolean => "true or false",
        Base::Integer => "a whole number",
        Base::DateTime => "a date",
        Base::Reference => "a reference",
        Base::String | Base::Binary | Base::AppRoleAssignment | Base::Complex | Base::Error => {
            "text"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Env, check};
    use super::*;

    #[test]
    fn what_may_miss_its_target_is_told() {
        for (text, target, expected, why) in [
            ("[jobTitle]", Base::Boolean, true, "any text"),
            ("[jobTitle]", Base::DateTime, true, "any text"),
            ("[jobTitle]", Base::String, false, "any text will do"),
            ("[accountEnabled]", Base::Boolean, false, "the type says so"),
            (r#"Switch([state], "False", "NY", "True")"#, Base::Boolean, false, "each fits"),
            (r#"Switch([state], "No", "NY", "True")"#, Base::Boolean, true, "one does not"),
            (r#"Switch([state], "", "NY", "1")"#, Base::Integer, true, "nor does the empty text"),
            ("Len([mail])", Base::Integer, false, "a number"),
        ] {
            let analysis = check(&Source::new("expression", text), &Env::entra());
            assert_eq!(may_miss(&analysis.typed().facts, target), expected, "{text}: {why}");
        }
    }
}
