//! `Count`: how many values there are.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Texts, Type, Value};

/// The entry.
pub static COUNT: Function = Function {
    name: "Count",
    category: Category::MultiValued,
    summary: "gives the number of values of an attribute",
    prose: "An attribute without a value has none, so the result is 0; one value counts as one, be \
        it an empty text.",
    signature: Signature::fixed(&[Param::required(
        "attribute",
        Takes::Any,
        "the attribute, or a list such as `Split` gives",
    )]),
    examples: &[
        Example {
            title: "several values",
            expression: "Count([proxyAddresses])",
            given: r#"{"proxyAddresses": ["SMTP:a@contoso.com", "smtp:b@contoso.com"]}"#,
            gives: Gives::Value(r#""2""#),
        },
        Example {
            title: "no value",
            expression: "Count([proxyAddresses])",
            given: "{}",
            gives: Gives::Value(r#""0""#),
        },
        Example {
            title: "words of a name",
            expression: r#"Count(Split([displayName], " "))"#,
            given: r#"{"displayName": "Ana Maria Silva"}"#,
            gives: Gives::Value(r#""3""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "An absent attribute has 0 values, a single value counts as 1.",
        why: "The reference has no example.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#count",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Item", "Split"],
    search: &["number of values", "length of a list"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let texts = match (source.can_be_several, source.states.can_be_null()) {
        (true, _) => Texts::Any,
        (false, false) => Texts::one_of(["1"]),
        (false, true) if source.states == States::NULL => Texts::one_of(["0"]),
        (false, true) => Texts::one_of(["0", "1"]),
    };
    Facts { texts, ..Facts::present(Type::INTEGER) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let count = match args.value(0)? {
        Value::Null => 0,
        Value::List(values) => values.len(),
        Value::Text(_)
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::DateTime(_)
        | Value::Complex(_) => 1,
    };
    Ok(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn one_value_is_one_even_where_it_is_empty() {
        assert_eq!(call(&COUNT, &[Some(Value::text(""))]), Ok(Value::Integer(1)));
        assert_eq!(call(&COUNT, &[Some(Value::list(Vec::new()))]), Ok(Value::Integer(0)));
    }
}
