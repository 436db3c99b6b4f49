//! `Error`: an error that the mapping's author raises.

use std::any::Any;
use std::sync::Arc;

use super::failure::RAISED;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::types::{Facts, Value};

/// The entry.
pub static ERROR: Function = Function {
    name: "Error",
    category: Category::Flow,
    summary: "ends in an error with a message of your own",
    prose: "The user is not provisioned, and the reason is the message. It makes sense in a branch \
        that is taken only where something is wrong.\n\nA message that is put together for each \
        user holds values of that user: attrmap shows it on demand only (`--show-values`).",
    signature: Signature::fixed(&[Param::required("message", Takes::Text, "what is wrong")]),
    examples: &[
        Example {
            title: "a value that must be there",
            expression: r#"IIF(IsPresent([mail]), [mail], Error("a mail address is required"))"#,
            given: "{}",
            gives: Gives::Error("eval::raised"),
        },
        Example {
            title: "the branch is not taken",
            expression: r#"IIF(IsPresent([mail]), [mail], Error("a mail address is required"))"#,
            given: r#"{"mail": "ana@contoso.com"}"#,
            gives: Gives::Value(r#""ana@contoso.com""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Example,
        what: "It is not evaluated in a branch that is not taken.",
        why: "The example of its page would always fail otherwise. A field report says that the \
            service evaluates both branches of `IIF`.",
    }],
    page: "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/reference-expressions#error",
    services: Services::CLOUD_SYNC,
    special: Special { fails_of_itself: true, ..Special::NONE },
    see_also: &["IIF", "IgnoreFlowIfNullOrEmpty"],
    search: &["raise", "throw", "fail", "required"],
    prepare,
    facts,
    evaluate,
};

/// What is said where the mapping says nothing.
const SILENT: &str = "the mapping raises an error without a message";

fn facts(_: &Call<'_>) -> Facts {
    Facts::never().failing(true)
}

/// The message, where it is the same for every user.
fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    let message = call.constant(0).map(str::to_owned);
    Ok(message.map(|message| Arc::new(message) as Arc<dyn Any + Send + Sync>))
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    if let Some(message) = args.prepared::<String>() {
        let message = if message.trim().is_empty() { SILENT } else { message.as_str() };
        return Err(args.fail_call(&RAISED, message));
    }
    let message = args.text(0)?.unwrap_or_default();
    Err(args.fail_with(0, &RAISED, "the mapping raises an error for this user", &message))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn a_branch_that_never_comes_back_adds_no_value() {
        assert_eq!(call(&ERROR, &[Some(Value::text("x"))]), Err("eval::raised".to_owned()));
        let arguments = [Some(Facts::any(crate::types::Type::STRING))];
        let facts = (ERROR.facts)(&Call { arguments: &arguments });
        let present = Facts::present(crate::types::Type::BOOLEAN);
        assert_eq!(present.clone().join(facts), present.failing(true));
    }
}
