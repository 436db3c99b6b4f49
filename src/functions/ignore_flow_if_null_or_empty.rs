//! `IgnoreFlowIfNullOrEmpty`: leaves an attribute out where it has no value.

use super::failure::Reason;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Nesting, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value};

/// The entry.
pub static IGNORE_FLOW_IF_NULL_OR_EMPTY: Function = Function {
    name: "IgnoreFlowIfNullOrEmpty",
    category: Category::Flow,
    summary: "leaves the attribute out where the value is null or empty",
    prose: "What the target has already stays as it is. Any other value is handed through. It is \
        put around a whole expression: inside another call it decides nothing and is its argument \
        alone, with a warning. A default value of the mapping does not step in.",
    signature: Signature::fixed(&[Param::required(
        "expression",
        Takes::Any,
        "the expression whose value flows",
    )]),
    examples: &[
        Example {
            title: "there is a value",
            expression: "IgnoreFlowIfNullOrEmpty([department])",
            given: r#"{"department": "Sales"}"#,
            gives: Gives::Value(r#""Sales""#),
        },
        Example {
            title: "there is none: nothing flows",
            expression: "IgnoreFlowIfNullOrEmpty([department])",
            given: "{}",
            gives: Gives::Ignored,
        },
        Example {
            title: "around a `Switch` whose default value is empty",
            expression: r#"IgnoreFlowIfNullOrEmpty(Switch([jobTitle], "", "3443", "Dr."))"#,
            given: r#"{"jobTitle": "3444"}"#,
            gives: Gives::Ignored,
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Inside another call it hands its argument through.",
            why: "The reference calls it a wrapper for the flow, which must not be `IIF`'s \
                condition, and does not say what it is there.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "The mapping's default value does not step in.",
            why: "The reference does not say; a default value would make the wrapper useless.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#ignoreflowifnullorempty",
    services: Services::APPS_AND_HR,
    special: Special { nesting: Nesting::HandsThrough, ..Special::NONE },
    see_also: &["IsNullOrEmpty", "Coalesce", "Switch"],
    search: &["skip", "drop attribute", "keep existing value"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let can_be_ignored = source.can_be_ignored || source.states.can_be_missing();
    Facts { can_be_ignored, ..source.where_present() }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let value = args.value(0)?;
    if value.is_null_or_empty() {
        return Err(Stop::new(Reason::IgnoreAttribute));
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Base, States, Texts};

    #[test]
    fn what_flows_is_never_missing() {
        let source = Facts::constant(Base::String, "")
            .join(Facts::constant(Base::String, "Dr."))
            .join(Facts::null());
        let arguments = [Some(source)];
        let facts = facts(&Call { arguments: &arguments });
        assert_eq!(facts.states, States::PRESENT);
        assert_eq!(facts.texts, Texts::one_of(["Dr."]));
    }
}
