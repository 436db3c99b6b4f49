//! `IsString`: whether a value is a text.

use super::bytes::{are_bytes, holds_bytes, prepare_bytes};
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes,
};
use crate::types::{Base, Facts, States, Value};

/// The entry.
pub static IS_STRING: Function = Function {
    name: "IsString",
    category: Category::Presence,
    summary: "tells whether a value can be taken as one text",
    prose: "True for a single value that can be written as text: a text, a number, a Boolean, a \
        date. False for null, for several values and for bytes.",
    signature: Signature::fixed(&[Param::required(
        "Expression",
        Takes::Any,
        "the value to look at",
    )]),
    examples: &[
        Example {
            title: "a text",
            expression: "IsString([displayName])",
            given: r#"{"displayName": "Ana"}"#,
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "several values",
            expression: "IsString([proxyAddresses])",
            given: r#"{"proxyAddresses": ["SMTP:a@contoso.com", "smtp:b@contoso.com"]}"#,
            gives: Gives::Value(r#""False""#),
        },
        Example {
            title: "no value",
            expression: "IsString([displayName])",
            given: "{}",
            gives: Gives::Value(r#""False""#),
        },
    ],
    certainty: Certainty::Assumed,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "True for every single value but bytes, false for null and several values.",
        why: "The reference has one line and no example; another page ties it to whether `CStr` \
            would succeed.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#isstring",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["CStr", "IsPresent"],
    search: &["type of", "is text"],
    prepare: prepare_bytes,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let is_no_text =
        holds_bytes(call) || source.states == States::NULL || source.ty.base == Base::Complex;
    if is_no_text {
        return Facts::truth(false, true);
    }
    Facts::truth(true, source.can_be_several || source.states.can_be_null())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let is_text = match args.value(0)? {
        Value::Null | Value::List(_) | Value::Complex(_) => false,
        Value::Text(_) | Value::Boolean(_) | Value::Integer(_) | Value::DateTime(_) => {
            !are_bytes(args)
        }
    };
    Ok(Value::Boolean(is_text))
}
