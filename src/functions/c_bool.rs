//! `CBool`: a value as true or false.

use super::failure::NOT_A_CONDITION;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, SEVERAL_VALUES,
    Services, Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Base, Facts, Number, Texts, Value, truth_of_text};

/// The entry.
pub static C_BOOL: Function = Function {
    name: "CBool",
    category: Category::Number,
    summary: "gives true for what is not zero",
    prose: "A number is true unless it is zero, the texts `True` and `False` are what they say in \
        any case, and a comparison is what it comes to. Null and the empty text are false; any \
        other text is an error.",
    signature: Signature::fixed(&[Param::required(
        "Expression",
        Takes::Any,
        "a comparison, a number, or text that is one or reads `True` or `False`",
    )]),
    examples: &[
        Example {
            title: "a comparison",
            expression: "CBool([department] = [division])",
            given: r#"{"department": "x", "division": "x"}"#,
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "a number",
            expression: "CBool(BitAnd([extensionAttribute1], 2))",
            given: r#"{"extensionAttribute1": "512"}"#,
            gives: Gives::Value(r#""False""#),
        },
        Example {
            title: "nothing is false",
            expression: "CBool([extensionAttribute1])",
            given: "{}",
            gives: Gives::Value(r#""False""#),
        },
        Example {
            title: "text that is neither",
            expression: "CBool([extensionAttribute1])",
            given: r#"{"extensionAttribute1": "yes"}"#,
            gives: Gives::Error("eval::not-a-condition"),
        },
        Example {
            title: "several values",
            expression: "CBool([proxyAddresses])",
            given: r#"{"proxyAddresses": ["1", "2"]}"#,
            gives: Gives::Error("eval::several-values"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "`True` and `False` as text are read in any case, null and the empty text are false, \
            and other text is an error.",
        why: "The reference speaks of zero and nonzero only. Visual Basic, whose function this is, \
            throws for other text.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#cbool",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["BitAnd", "Not", "CStr"],
    search: &["boolean", "to bool", "convert", "true", "false"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

/// What a text means; nothing for text that means neither.
fn truth(text: &str) -> Option<bool> {
    if text.is_empty() {
        return Some(false);
    }
    truth_of_text(text).or_else(|| Number::parse(text).map(|number| !number.is_zero()))
}

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    if source.can_be_several {
        return Facts::boolean().failing(true);
    }
    match &source.texts {
        Texts::OneOf(texts) => {
            let truths: Vec<Option<bool>> = texts.iter().map(|text| truth(text)).collect();
            let can_be = |wanted| truths.contains(&Some(wanted));
            Facts::truth(can_be(true), can_be(false) || source.states.can_be_missing())
                .failing(truths.contains(&None))
        }
        Texts::Any | Texts::NoneOf(_) => Facts::boolean().failing(source.ty.base != Base::Integer),
    }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let value = match args.value(0)? {
        Value::List(_) | Value::Complex(_) => {
            return Err(args.fail(0, &SEVERAL_VALUES, "this has several values"));
        }
        value => value,
    };
    let Some(text) = value.into_text() else { return Ok(Value::Boolean(false)) };
    truth(&text).map(Value::Boolean).ok_or_else(|| {
        args.fail_with(
            0,
            &NOT_A_CONDITION,
            "this is neither a number nor `True` nor `False`",
            &text,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn only_zero_is_false_among_numbers() {
        for (value, expected) in [
            (Value::text("0.00"), Ok(false)),
            (Value::text("-0.5"), Ok(true)),
            (Value::text("&H0"), Ok(false)),
            (Value::text("tRUE"), Ok(true)),
            (Value::Integer(0), Ok(false)),
            (Value::Integer(-1), Ok(true)),
            (Value::Boolean(true), Ok(true)),
            (Value::text(""), Ok(false)),
            (Value::text(" "), Err("eval::not-a-condition".to_owned())),
        ] {
            let result = call(&C_BOOL, &[Some(value.clone())]);
            assert_eq!(result, expected.map(Value::Boolean), "{value:?}");
        }
    }
}
