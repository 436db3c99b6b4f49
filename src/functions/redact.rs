//! `Redact`: a value that is not to be shown.

use super::{
    Args, Call, Category, Certainty, Example, Function, Gives, Param, Services, Signature, Special,
    Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Texts, Value};

/// What is shown in the place of a value that is not to be shown.
pub const REDACTED: &str = "[Redact]";

/// The entry.
pub static REDACT: Function = Function {
    name: "Redact",
    category: Category::Flow,
    summary: "hands a value through and keeps it out of the logs",
    prose: "The value flows as it is. In the service's provisioning logs, and in attrmap's traces, \
        rejects and reports, `[Redact]` stands in its place, and in that of whatever was made of \
        it. attrmap hides an attribute that stands in such a call in the whole expression, and no \
        trace tells which branch was taken because of it. Nor does `--explain-scope` tell what a \
        filter's clause finds there or answers; who is in scope it tells, as a run does, and which \
        set of filters leaves somebody out. It is meant for passwords.",
    signature: Signature::fixed(&[Param::required(
        "attribute/value",
        Takes::Any,
        "the value to keep out of the logs",
    )]),
    examples: &[
        Example {
            title: "the value flows",
            expression: "Redact([userPrincipalName])",
            given: r#"{"userPrincipalName": "ana@contoso.com"}"#,
            gives: Gives::Value(r#""ana@contoso.com""#),
        },
        Example {
            title: "a password",
            expression: "Len(Redact(RandomString(6, 3, 0, 0, 3)))",
            given: "{}",
            gives: Gives::Value(r#""6""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#redact",
    services: Services::APPS_AND_HR,
    special: Special { is_redacting: true, ..Special::NONE },
    see_also: &["RandomString"],
    search: &["hide", "passwords", "secret", "mask", "log"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

/// What the value is exactly is nobody's to know: no message can hold it then.
fn facts(call: &Call<'_>) -> Facts {
    Facts { texts: Texts::Any, ..call.facts_or_null(0) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    args.value(0)
}
