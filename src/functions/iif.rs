//! `IIF`: one of two values, as a condition says.

use super::{
    Args, Behaviour, Call, Category, Certainty, Choice, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value, truth_of_text};

/// The entry.
pub static IIF: Function = Function {
    name: "IIF",
    category: Category::Choice,
    summary: "chooses between two values by a condition",
    prose: "The condition is a comparison such as `[country]=\"USA\"`, a function such as \
        `IsPresent([mail])`, or a text that reads `True` or `False` in any case; null counts as \
        false, any other text is an error. Only the chosen value is evaluated. There is no `And` \
        and no `Or`: write another `IIF` in the place of one of the values.",
    signature: Signature::fixed(&[
        Param::required("condition", Takes::Condition, "what decides").key("one"),
        Param::required("valueIfTrue", Takes::Any, "the value where it holds").key("two"),
        Param::required("valueIfFalse", Takes::Any, "the value where it does not").key("three"),
    ]),
    examples: &[
        Example {
            title: "the condition holds",
            expression: r#"IIF([country]="USA", [country], [department])"#,
            given: r#"{"country": "USA", "department": "Sales"}"#,
            gives: Gives::Value(r#""USA""#),
        },
        Example {
            title: "the condition does not hold",
            expression: r#"IIF([country]="USA", [country], [department])"#,
            given: r#"{"country": "Mexico", "department": "Sales"}"#,
            gives: Gives::Value(r#""Sales""#),
        },
        Example {
            title: "two conditions that must both hold",
            expression: r#"IIF([country]="USA", IIF([state]="CA", "True", "False"), "False")"#,
            given: r#"{"country": "USA", "state": "CA"}"#,
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "a comparison with null does not hold",
            expression: r#"IIF([country]="", "Other", [country])"#,
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "a text that is no condition fails the user",
            expression: r#"IIF([extensionAttribute1], "a", "b")"#,
            given: r#"{"extensionAttribute1": "yes"}"#,
            gives: Gives::Error("eval::not-a-condition"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Contested,
            what: "Only the chosen value is evaluated, so an error in the other one does no harm.",
            why: "A field report says that the service evaluates both; Microsoft's guides have \
                expressions that need the contrary.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "`IsPresent`, `IsNull` and `IsNullOrEmpty` are conditions like others.",
            why: "The reference calls them unsupported here; Microsoft's guides and default \
                mappings use them.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A condition that is null is false.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#iif",
    services: Services::ALL,
    special: Special { choice: Some(CHOICE), ..Special::NONE },
    see_also: &["Switch", "Coalesce", "Not"],
    search: &["if", "condition", "ternary", "when", "else", "and", "or"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

/// The condition decides on both values.
const CHOICE: Choice =
    Choice { decides: |index| index == 0, gives: |index| index > 0, matches: |_| None, asks };

fn asks(call: &Call<'_>) -> Vec<bool> {
    let (can_be_true, can_be_false) = truths(&call.facts_or_null(0));
    vec![true, can_be_true, can_be_false]
}

/// Whether the condition can be true, and whether it can be false; other text is an error.
fn truths(condition: &Facts) -> (bool, bool) {
    let states = condition.states;
    match condition.texts.known().filter(|_| !condition.can_be_several) {
        Some(texts) => {
            let some = |truth| texts.iter().any(|text| truth_of_text(text) == Some(truth));
            (some(true), some(false) || states.can_be_null())
        }
        None => {
            // A list without values is as good as null.
            let is_null = states.can_be_null() || condition.can_be_several;
            (states.can_be_present(), states.can_be_present() || is_null)
        }
    }
}

fn facts(call: &Call<'_>) -> Facts {
    let value = |index| call.facts_or_null(index);
    match truths(&value(0)) {
        (true, true) => value(1).join(value(2)),
        (true, false) => value(1),
        (false, true) => value(2),
        (false, false) => Facts::never(),
    }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    if args.condition(0)? { args.value(1) } else { args.value(2) }
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::{Base, Texts};

    #[test]
    fn the_condition_is_read_as_truth() {
        let chosen = |condition| {
            call(&IIF, &[Some(condition), Some(Value::text("yes")), Some(Value::text("no"))])
        };
        assert_eq!(chosen(Value::Boolean(true)), Ok(Value::text("yes")));
        assert_eq!(chosen(Value::text("tRUE")), Ok(Value::text("yes")));
        assert_eq!(chosen(Value::text("FALSE")), Ok(Value::text("no")));
        assert_eq!(chosen(Value::Null), Ok(Value::text("no")));
        assert_eq!(chosen(Value::text("")), Err("eval::not-a-condition".to_owned()));
        assert_eq!(chosen(Value::Integer(1)), Err("eval::not-a-condition".to_owned()));
    }

    #[test]
    fn a_value_can_be_several() {
        let list = Value::list(vec![Value::text("a"), Value::text("b")]);
        let arguments = [Some(Value::text("true")), Some(list.clone()), None];
        assert_eq!(call(&IIF, &arguments), Ok(list));
    }

    #[test]
    fn a_decided_condition_rules_a_branch_out() {
        let texts = |condition: Facts| {
            let arguments = [
                Some(condition),
                Some(Facts::constant(Base::String, "yes")),
                Some(Facts::constant(Base::String, "no")),
            ];
            facts(&Call { arguments: &arguments }).texts
        };
        assert_eq!(texts(Facts::truth(true, false)), Texts::one_of(["yes"]));
        assert_eq!(texts(Facts::null()), Texts::one_of(["no"]));
        assert_eq!(texts(Facts::boolean()), Texts::one_of(["yes", "no"]));
        assert_eq!(
            texts(Facts::truth(true, false).join(Facts::null())),
            Texts::one_of(["yes", "no"])
        );
    }
}
