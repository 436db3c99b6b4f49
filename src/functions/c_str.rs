//! `CStr`: a value as text.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static C_STR: Function = Function {
    name: "CStr",
    category: Category::Text,
    summary: "gives a value as text",
    prose: "Booleans become `True` and `False`, numbers their digits, dates read like \
        `3/16/2020 7:00:00 AM`, references are the text they are. Text stays as it is, and null \
        gives null.",
    signature: Signature::fixed(&[Param::required(
        "value",
        Takes::Text,
        "a number, a Boolean, a date, a reference or a text",
    )]),
    examples: &[
        Example {
            title: "a number is no longer one",
            expression: r#"IIF(CStr(Len([givenName])) = "04", "equal", "not equal")"#,
            given: r#"{"givenName": "John"}"#,
            gives: Gives::Value(r#""not equal""#),
        },
        Example {
            title: "a reference",
            expression: "CStr([manager])",
            given: r#"{"manager": {"id": "cn=Joe,dc=contoso,dc=com"}}"#,
            gives: Gives::Value(r#""cn=Joe,dc=contoso,dc=com""#),
        },
        Example {
            title: "a Boolean",
            expression: "CStr(IsPresent([mail]))",
            given: "{}",
            gives: Gives::Value(r#""False""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Null gives null.",
        why: "The reference does not say.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#cstr",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["CBool", "CDate"],
    search: &["to string", "convert", "text of"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    Facts { states: source.states, texts: source.texts, ..Facts::any(Type::STRING) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(args.text(0)?.map_or(Value::Null, Value::Text))
}
