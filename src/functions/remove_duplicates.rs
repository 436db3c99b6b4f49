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
    let mut texts = HashSet::new();
    let mut distinct: Vec<Value<'r>> = Vec::with_capacity(values.len());
    for value in values {
        let is_new = match value.to_text() {
            Some(text) => texts.insert(text.into_owned()),
            None => !distinct.contains(&value),
        };
        if is_new {
            distinct.push(value);
        }
    }
    Ok(Value::list(distinct))
}
