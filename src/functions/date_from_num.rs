//! `DateFromNum`: the date of one of Active Directory's timestamps.

use super::failure::OUT_OF_RANGE;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::dotnet::from_file_time;
use crate::types::{Facts, Type, Value};

/// The entry.
pub static DATE_FROM_NUM: Function = Function {
    name: "DateFromNum",
    category: Category::Date,
    summary: "gives the date of a timestamp of Active Directory",
    prose: "Such a timestamp counts the time since the first of January 1601 in steps of 100 \
        nanoseconds: 10,000,000 of them are a second. The result is in UTC. The number that \
        Active Directory writes for \"never\", 9223372036854775807, is no date and an error; 0 is \
        the first instant of 1601. Null and the empty text give null.",
    signature: Signature::fixed(&[Param::required("value", Takes::Timestamp, "the timestamp")]),
    examples: &[
        Example {
            title: "a timestamp",
            expression: "DateFromNum(129699324000000000)",
            given: "{}",
            gives: Gives::Value(r#""1/1/2012 11:00:00 PM""#),
        },
        Example {
            title: "null gives null",
            expression: "DateFromNum([extensionAttribute1])",
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "never is no date",
            expression: "DateFromNum([extensionAttribute1])",
            given: r#"{"extensionAttribute1": "9223372036854775807"}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "text that is no number",
            expression: "DateFromNum([extensionAttribute1])",
            given: r#"{"extensionAttribute1": "never"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "0 is a date in 1601, numbers out of range are errors, and null and the empty text give null.",
        why: "The reference does not say. .NET answers so to numbers, and the date functions \
            give null for a date that is not there.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#datefromnum",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["NumFromDate", "FormatDateTime"],
    search: &["FILETIME", "timestamp", "lastLogonTimestamp", "accountExpires"],
    prepare,
    facts,
    evaluate,
};

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    match call.constant_integer(0).map(from_file_time) {
        Some(None) => {
            let message = "this timestamp lies outside the years 1601 to 9999";
            Err(ArgumentFault::new(0, message, "write a number up to 2650467743999999999"))
        }
        Some(Some(_)) | None => Ok(None),
    }
}

fn facts(call: &Call<'_>) -> Facts {
    let states = call.facts_or_null(0).states;
    let can_be_null = states.can_be_null() || states.can_be_empty();
    Facts::nullable(Type::DATE_TIME, can_be_null)
        .failing(call.constant_integer(0).and_then(from_file_time).is_none())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(timestamp) = args.timestamp(0)? else { return Ok(Value::Null) };
    from_file_time(timestamp).map(Value::DateTime).ok_or_else(|| {
        args.fail(0, &OUT_OF_RANGE, "this timestamp lies outside the years 1601 to 9999")
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn a_constant_is_checked_beforehand() {
        let fault = call(&DATE_FROM_NUM, &[Some(Value::text("-1"))]);
        let message = "argument 0: this timestamp lies outside the years 1601 to 9999";
        assert_eq!(fault, Err(message.to_owned()));
        let first = call(&DATE_FROM_NUM, &[Some(Value::text("0"))]);
        let text = first.map(|value| value.to_text().map(|text| text.into_owned()));
        assert_eq!(text, Ok(Some("1/1/1601 12:00:00 AM".to_owned())));
    }
}
