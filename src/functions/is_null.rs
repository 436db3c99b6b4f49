//! `IsNull`: whether there is no value at all.

use super::{
    Args, Call, Category, Certainty, Example, Function, Gives, Param, Services, Signature, Special,
    Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Value};

/// The entry.
pub static IS_NULL: Function = Function {
    name: "IsNull",
    category: Category::Presence,
    summary: "tells whether there is no value",
    prose: "True for null alone, which is what an absent attribute gives. An empty text is a value \
        here: use `IsNullOrEmpty` to catch both.",
    signature: Signature::fixed(&[Param::required("Expression", Takes::Any, "the value to ask")]),
    examples: &[
        Example {
            title: "an absent attribute",
            expression: "IsNull([displayName])",
            given: "{}",
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "an empty text is no null",
            expression: "IsNull([displayName])",
            given: r#"{"displayName": ""}"#,
            gives: Gives::Value(r#""False""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#isnull",
    services: Services::ALL,
    special: Special { asks_for_presence: Some(false), ..Special::NONE },
    see_also: &["IsNullOrEmpty", "IsPresent"],
    search: &["missing", "absent", "nothing", "isnothing"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let states = call.facts_or_null(0).states;
    Facts::truth(states.can_be_null(), states.without(States::NULL) != States::NONE)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(Value::Boolean(args.value(0)?.is_null()))
}
