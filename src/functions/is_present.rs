//! `IsPresent`: whether there is a value that is not empty.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value};

/// The entry.
pub static IS_PRESENT: Function = Function {
    name: "IsPresent",
    category: Category::Presence,
    summary: "tells whether there is a value that is not empty",
    prose: "False for null and for the empty text, true for everything else: text of white space, \
        numbers, Booleans, several values. It always says the opposite of `IsNullOrEmpty`.",
    signature: Signature::fixed(&[Param::required("Expression", Takes::Any, "the value to ask")]),
    examples: &[
        Example {
            title: "a value is there",
            expression: "IsPresent([jobTitle])",
            given: r#"{"jobTitle": "Engineer"}"#,
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "an empty text is not",
            expression: "IsPresent([jobTitle])",
            given: r#"{"jobTitle": ""}"#,
            gives: Gives::Value(r#""False""#),
        },
        Example {
            title: "as the source of a Switch it is text",
            expression: r#"Switch(IsPresent([jobTitle]), "Employee", "True", [jobTitle])"#,
            given: "{}",
            gives: Gives::Value(r#""Employee""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Several values are present, even where each of them is an empty text.",
            why: "The reference speaks of one text.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "It works as the condition of `IIF`.",
            why: "The reference calls that unsupported; Microsoft's default mappings do it.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "As the source of `Switch` it is the text `True` or `False`.",
            why: "The reference advises against it; another page of Microsoft's shows it.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#ispresent",
    services: Services::ALL,
    special: Special { asks_for_presence: Some(true), ..Special::NONE },
    see_also: &["IsNullOrEmpty", "IsNull", "Coalesce"],
    search: &["exists", "has value", "not empty"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let states = call.facts_or_null(0).states;
    Facts::truth(states.can_be_present(), states.can_be_missing())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(Value::Boolean(!args.value(0)?.is_null_or_empty()))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::super::is_null::IS_NULL;
    use super::super::is_null_or_empty::IS_NULL_OR_EMPTY;
    use super::*;
    use crate::types::{States, Type};

    #[test]
    fn the_three_questions() {
        let list = Value::list(vec![Value::text("")]);
        //  value, IsNull, IsNullOrEmpty, IsPresent
        for (value, is_null, is_missing, is_present) in [
            (Value::Null, true, true, false),
            (Value::text(""), false, true, false),
            (Value::text(" "), false, false, true),
            (Value::Boolean(false), false, false, true),
            (Value::Integer(0), false, false, true),
            (list, false, false, true),
        ] {
            let value = [Some(value)];
            assert_eq!(call(&IS_NULL, &value), Ok(Value::Boolean(is_null)), "{value:?}");
            assert_eq!(
                call(&IS_NULL_OR_EMPTY, &value),
                Ok(Value::Boolean(is_missing)),
                "{value:?}"
            );
            assert_eq!(call(&IS_PRESENT, &value), Ok(Value::Boolean(is_present)), "{value:?}");
        }
    }

    #[test]
    fn the_states_decide_where_they_can() {
        let constant = |function: &Function, states: States| {
            let arguments = [Some(Facts { states, ..Facts::any(Type::STRING) })];
            let facts = (function.facts)(&Call { arguments: &arguments });
            facts.constant_text().map(str::to_owned)
        };
        let missing = States::NULL.union(States::EMPTY);
        assert_eq!(constant(&IS_PRESENT, States::PRESENT).as_deref(), Some("True"));
        assert_eq!(constant(&IS_PRESENT, missing).as_deref(), Some("False"));
        assert_eq!(constant(&IS_PRESENT, States::ANY), None);
        assert_eq!(constant(&IS_NULL_OR_EMPTY, missing).as_deref(), Some("True"));
        assert_eq!(constant(&IS_NULL, missing), None);
        assert_eq!(constant(&IS_NULL, States::NULL).as_deref(), Some("True"));
        assert_eq!(constant(&IS_NULL, States::PRESENT).as_deref(), Some("False"));
    }
}
