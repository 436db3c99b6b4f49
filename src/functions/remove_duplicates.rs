//! `RemoveDuplicates`: each value once.

use std::collections::HashSet;

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value};

/// The entry.
pub static REMOVE_DUPLICATES: Function = Function {
    name: "RemoveDuplicates",
    category: Category::MultiValued,
    summary: "gives each of several values once",
    prose: "The first of equal values stays where it is, the others go. Case counts, so `SMTP:a` \
        and `smtp:a` are two values. A single value stays, and null gives null.",
    signature: Signature::fixed(&[Param::required(
        "attribute",
        Takes::Any,
        "the attribute, or a list such as `Split` gives",
    )]),
    examples: &[
        Example {
            title: "a value that comes twice",
            expression: "RemoveDuplicates([proxyAddresses])",
            given: r#"{"proxyAddresses": ["smtp:a@x", "smtp:b@x", "smtp:a@x"]}"#,
            gives: Gives::Value(r#"["smtp:a@x", "smtp:b@x"]"#),
        },
        Example {
            title: "case counts",
            expression: "RemoveDuplicates([proxyAddresses])",
            given: r#"{"proxyAddresses": ["SMTP:a@x", "smtp:a@x"]}"#,
            gives: Gives::Value(r#"["SMTP:a@x", "smtp:a@x"]"#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Values are compared character by character; the first stays.",
        why: "The reference does not say. In `proxyAddresses` case has a meaning.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#removeduplicates",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Count", "Item", "Split"],
    search: &["distinct", "unique values", "deduplicate"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    call.facts_or_null(0)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let values = match args.value(0)? {
        Value::List(values) => values,
        value => return Ok(value),
    };
    // What has a text is compared by it, what has parts by all of them.
    let mut seen = HashSet::with_capacity(values.len());
    let is_new: Vec<bool> =
        values.iter().map(|value| seen.insert(value.to_text().ok_or(value))).collect();
    drop(seen);
    let distinct = values.into_iter().zip(is_new);
    Ok(Value::list(distinct.filter_map(|(value, is_new)| is_new.then_some(value)).collect()))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::args::testing::call;
    use super::*;
    use crate::types::Member;

    fn role(name: String) -> Value<'static> {
        Value::complex(vec![Member { name: Cow::Borrowed("value"), value: Value::owned(name) }])
    }

    #[test]
    fn the_first_of_equals_stays_whatever_they_are() {
        let values = [
            Value::text("1"),
            role("1".to_owned()),
            Value::Integer(1),
            role("2".to_owned()),
            role("1".to_owned()),
            Value::text("2"),
        ];
        let expected =
            [Value::text("1"), role("1".to_owned()), role("2".to_owned()), Value::text("2")];
        let result = call(&REMOVE_DUPLICATES, &[Some(Value::list(values.to_vec()))]);
        assert_eq!(result, Ok(Value::list(expected.to_vec())));
        assert_eq!(call(&REMOVE_DUPLICATES, &[Some(Value::Null)]), Ok(Value::Null));
    }

    /// Each value is looked up, not compared with all others: that would take until tomorrow.
    #[test]
    fn a_great_many_values_with_parts_are_no_catastrophe() {
        let roles: Vec<Value<'_>> =
            (0..200_000).map(|number| role((number / 2).to_string())).collect();
        let result = call(&REMOVE_DUPLICATES, &[Some(Value::list(roles))]);
        assert!(matches!(result, Ok(Value::List(list)) if list.len() == 100_000));
    }
}
