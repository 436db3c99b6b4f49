//! `Not`: the opposite of true.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Texts, Value};

/// The entry.
pub static NOT: Function = Function {
    name: "Not",
    category: Category::Choice,
    summary: "turns true into false and all else into true",
    prose: "Only the text `True`, in any case, and the Boolean true become false. Everything else \
        becomes true: `False`, null, the empty text, any other text.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the value to turn").listed_as("Boolean")
    ]),
    examples: &[
        Example {
            title: "a deleted user is not active",
            expression: "Not([IsSoftDeleted])",
            given: r#"{"IsSoftDeleted": "True"}"#,
            gives: Gives::Value(r#""False""#),
        },
        Example {
            title: "a user that is not deleted is",
            expression: "Not([IsSoftDeleted])",
            given: r#"{"IsSoftDeleted": "False"}"#,
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "nothing is not true",
            expression: "Not([extensionAttribute1])",
            given: "{}",
            gives: Gives::Value(r#""True""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "`true` and `TRUE` count as `True`.",
            why: "The reference writes `True` only and does not speak of case; its own test \
                inputs are in lower case.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "It takes any text.",
            why: "Graph's list of functions says Boolean; the reference speaks of other texts, \
                and gives true for them.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#not",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["IIF", "Switch"],
    search: &["negate", "invert", "opposite"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let (some_true, some_other) = match &source.texts {
        Texts::Any | Texts::NoneOf(_) => (source.states.can_be_present(), true),
        Texts::OneOf(texts) => {
            (texts.iter().any(|text| is_true(text)), texts.iter().any(|text| !is_true(text)))
        }
    };
    Facts::truth(some_other || source.states.can_be_missing(), some_true)
}

fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let source = args.text(0)?;
    Ok(Value::Boolean(!source.is_some_and(|text| is_true(&text))))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::{Base, Type};

    #[test]
    fn only_true_is_turned_into_false() {
        for (value, expected) in [
            (Value::text("True"), false),
            (Value::text("tRUE"), false),
            (Value::Boolean(true), false),
            (Value::Boolean(false), true),
            (Value::text(" True"), true),
            (Value::text("1"), true),
            (Value::text(""), true),
            (Value::Null, true),
        ] {
            assert_eq!(
                call(&NOT, &[Some(value.clone())]),
                Ok(Value::Boolean(expected)),
                "{value:?}"
            );
        }
    }

    #[test]
    fn a_known_source_gives_a_known_result() {
        let constant = |source: Facts| {
            let arguments = [Some(source)];
            (NOT.facts)(&Call { arguments: &arguments }).constant_text().map(str::to_owned)
        };
        assert_eq!(constant(Facts::constant(Base::String, "true")).as_deref(), Some("False"));
        assert_eq!(constant(Facts::constant(Base::String, "no")).as_deref(), Some("True"));
        assert_eq!(constant(Facts::null()).as_deref(), Some("True"));
        assert_eq!(constant(Facts::boolean()), None);
        assert_eq!(constant(Facts::any(Type::STRING)), None);
        assert_eq!(constant(Facts::constant(Base::String, "true").join(Facts::null())), None);
    }
}
