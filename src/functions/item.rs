//! `Item`: one of several values.

use super::failure::OUT_OF_RANGE;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Type, Value};

/// The entry.
pub static ITEM: Function = Function {
    name: "Item",
    category: Category::MultiValued,
    summary: "gives one of several values",
    prose: "Values are counted from 1. A number that leads outside the list is an error; an \
        attribute without values gives null, and a single value is a list of one.",
    signature: Signature::fixed(&[
        Param::required("attribute", Takes::Any, "the attribute, or a list such as `Split` gives"),
        Param::required("index", Takes::Integer, "which value, from 1"),
    ]),
    examples: &[
        Example {
            title: "the first value",
            expression: "Item([proxyAddresses], 1)",
            given: r#"{"proxyAddresses": ["SMTP:a@x.com", "smtp:b@x.com"]}"#,
            gives: Gives::Value(r#""SMTP:a@x.com""#),
        },
        Example {
            title: "what stands before the @",
            expression: r#"Item(Split([userPrincipalName], "@"), 1)"#,
            given: r#"{"userPrincipalName": "ana@contoso.com"}"#,
            gives: Gives::Value(r#""ana""#),
        },
        Example {
            title: "no values give null",
            expression: "Item([proxyAddresses], 1)",
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "a value that is not there",
            expression: "Item([proxyAddresses], 3)",
            given: r#"{"proxyAddresses": ["SMTP:a@x.com"]}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "the number must be one",
            expression: "Item([proxyAddresses], [extensionAttribute1])",
            given: r#"{"proxyAddresses": ["SMTP:a@x.com"], "extensionAttribute1": "first"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "0 and numbers outside the list are errors.",
            why: "The reference says not to use 0; the page of cloud sync calls a number outside \
                an error.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Null in either place gives null.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#item",
    services: Services::ALL,
    special: Special { counts_from_one: Some((1, "values")), ..Special::NONE },
    see_also: &["Split", "Count"],
    search: &["element", "nth value", "first value", "index"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let can_be_null = source.states.can_be_null() || call.facts_or_null(1).states.can_be_null();
    let null = if can_be_null { States::NULL } else { States::NONE };
    let states = States::EMPTY.union(States::PRESENT).union(null);
    Facts { states, ..Facts::any(Type::single(source.ty.base)) }.failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let value = args.value(0)?;
    let (false, Some(number)) = (value.is_null(), args.integer(1)?) else {
        return Ok(Value::Null);
    };
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let item = match (value, index) {
        (Value::List(values), Some(index)) => values.into_iter().nth(index),
        (value, Some(0)) => Some(value),
        (_, _) => None,
    };
    item.ok_or_else(|| args.fail(1, &OUT_OF_RANGE, "there is no value of this number"))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn values_count_from_one() {
        let list = || Value::list(vec![Value::text("a"), Value::text("b")]);
        let out_of_range = || Err("eval::out-of-range".to_owned());
        for (value, index, expected) in [
            (list(), "2", Ok(Value::text("b"))),
            (list(), "0", out_of_range()),
            (list(), "-1", out_of_range()),
            (list(), "3", out_of_range()),
            (Value::text("a"), "1", Ok(Value::text("a"))),
            (Value::text("a"), "2", out_of_range()),
            (Value::Null, "0", Ok(Value::Null)),
        ] {
            let result = call(&ITEM, &[Some(value.clone()), Some(Value::text(index))]);
            assert_eq!(result, expected, "{value:?} {index}");
        }
    }
}
