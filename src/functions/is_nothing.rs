//! `IsNothing`: an older name of `IsNull`.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Value};

/// The entry.
pub static IS_NOTHING: Function = Function {
    name: "IsNothing",
    category: Category::Presence,
    summary: "tells whether there is no value",
    prose: "True only for null. The empty text is a value.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Any, "the value to look at").listed_as("Boolean")
    ]),
    examples: &[
        Example {
            title: "no value",
            expression: "IsNothing([displayName])",
            given: "{}",
            gives: Gives::Value(r#""True""#),
        },
        Example {
            title: "the empty text is one",
            expression: "IsNothing([displayName])",
            given: r#"{"displayName": ""}"#,
            gives: Gives::Value(r#""False""#),
        },
    ],
    certainty: Certainty::Assumed,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "It does what `IsNull` does, of a value of any type.",
        why: "Microsoft Graph lists the function with one parameter of the type Boolean and says \
            no more.",
    }],
    page: "https://learn.microsoft.com/graph/api/synchronization-synchronizationschema-functions",
    services: Services::UNLISTED_APPS,
    special: Special::NONE,
    see_also: &["IsNull", "IsNullOrEmpty"],
    search: &["missing", "absent", "null"],
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
