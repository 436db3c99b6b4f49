//! `IsNullOrEmpty`: whether there is no value, or an empty text.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value};

/// The entry.
pub static IS_NULL_OR_EMPTY: Function = Function {
    name: "IsNullOrEmpty",
    category: Category::Presence,
    summary: "tells whether there is no value or an empty one",
    prose: "True for null and for the empty text, false for everything else, text of white space \
        included. It always says the opposite of `IsPresent`.",
    signature: Signature::fixed(&[Param::required("Expression", Takes::Any, "the value to ask")]),
    examples: &[
        Example {
            title: "an absent attribute",
            expression: "IsNullOrEmpty([displayName])",
            given: "{}",
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "an empty text",
            expression: "IsNullOrEmpty([displayName])",
            given: r#"{"displayName": ""}"#,
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "a space is not empty",
            expression: "IsNullOrEmpty([displayName])",
            given: r#"{"displayName": " "}"#,
            gives: Gives::Value(r#""False""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "White space is not empty.",
            why: "The reference speaks of the empty string only.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "It works as the condition of `IIF`.",
            why: "The reference calls that unsupported; Microsoft's guides and default mappings \
                do it.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#isnullorempty",
    services: Services::ALL,
    special: Special { asks_for_presence: Some(false), ..Special::NONE },
    see_also: &["IsPresent", "IsNull", "Coalesce"],
    search: &["missing", "absent", "blank", "is blank"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let states = call.facts_or_null(0).states;
    Facts::truth(states.can_be_missing(), states.can_be_present())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(Value::Boolean(args.value(0)?.is_null_or_empty()))
}
