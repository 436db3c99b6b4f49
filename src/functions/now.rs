//! `Now`: the current instant.

use super::{
    Args, Call, Category, Certainty, Example, Function, Gives, Services, Signature, Special, Stop,
    nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static NOW: Function = Function {
    name: "Now",
    category: Category::Date,
    summary: "gives the current date and time",
    prose: "The instant is in UTC, and one run has one: every user and every mapping of it sees \
        the same.",
    signature: Signature::fixed(&[]),
    examples: &[
        Example {
            title: "the clock of the examples",
            expression: "Now()",
            given: "{}",
            gives: Gives::Value(r#""7/30/2025 12:00:00 PM""#),
        },
        Example {
            title: "days until somebody starts",
            expression: r#"DateDiff("d", Now(), CDate([employeeHireDate]))"#,
            given: r#"{"employeeHireDate": "2025-08-04T12:00:00Z"}"#,
            gives: Gives::Value(r#""5""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#now",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["CDate", "DateDiff"],
    search: &["today", "utc now", "current date", "clock", "time"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(_: &Call<'_>) -> Facts {
    Facts { is_deterministic: false, ..Facts::present(Type::DATE_TIME) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(Value::DateTime(args.now()))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn the_clock_is_the_caller_s() {
        let now = call(&NOW, &[]).map(|now| now.to_text().map(|text| text.into_owned()));
        assert_eq!(now, Ok(Some("7/30/2025 12:00:00 PM".to_owned())));
    }
}
