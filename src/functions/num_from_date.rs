//! `NumFromDate`: a date as one of Active Directory's timestamps.

use super::failure::OUT_OF_RANGE;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::dotnet::to_file_time;
use crate::types::{Facts, Type, Value};

/// The entry.
pub static NUM_FROM_DATE: Function = Function {
    name: "NumFromDate",
    category: Category::Date,
    summary: "gives the timestamp of Active Directory for a date",
    prose: "Such a timestamp counts the time since the first of January 1601 in steps of 100 \
        nanoseconds. The date is text that `CDate` reads, best in ISO 8601; an offset in it is \
        taken off, and without one it is in UTC. Null and the empty text give null; a date before \
        1601, or one that its offset moves behind the year 9999, is an error.",
    signature: Signature::fixed(&[Param::required("value", Takes::DateTime, "the date")]),
    examples: &[
        Example {
            title: "a date and time",
            expression: r#"NumFromDate("2012-01-01 23:00:00")"#,
            given: "{}",
            gives: Gives::Value(r#""129699324000000000""#),
        },
        Example {
            title: "the end of a day on the west coast",
            expression: r#"NumFromDate(Join("", [employeeHireDate], " 23:59:59-08:00"))"#,
            given: r#"{"employeeHireDate": "2020-12-31"}"#,
            gives: Gives::Value(r#""132539615990000000""#),
        },
        Example {
            title: "null gives null",
            expression: "NumFromDate([employeeHireDate])",
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "a date before the first",
            expression: "NumFromDate([employeeHireDate])",
            given: r#"{"employeeHireDate": "1600-12-31"}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "text that is no date",
            expression: "NumFromDate([employeeHireDate])",
            given: r#"{"employeeHireDate": "never"}"#,
            gives: Gives::Error("eval::not-a-date"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A date without an offset is in UTC; null gives null.",
            why: "The reference does not say. The documentation of Entra Connect Sync has a result \
                that is right only in UTC.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A text with a time only means today.",
            why: "The reference does not say; .NET reads it so. It happens where the date that is \
                put before the time is missing.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#numfromdate",
    services: Services::APPS_AND_HR,
    special: Special::NONE,
    see_also: &["DateFromNum", "FormatDateTime", "CDate"],
    search: &["FILETIME", "timestamp", "accountExpires"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let can_be_null = call.facts_or_null(0).states.can_be_missing();
    Facts::nullable(Type::INTEGER, can_be_null).failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(date) = args.date_time(0)? else { return Ok(Value::Null) };
    to_file_time(date)
        .map(Value::Integer)
        .ok_or_else(|| args.fail(0, &OUT_OF_RANGE, "this date lies before the year 1601"))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn offsets_are_taken_off() {
        for (text, expected) in [
            ("1601-01-01T00:00:00Z", Ok(0)),
            ("1601-01-01T00:00:01Z", Ok(10_000_000)),
            ("2025-12-31T23:59:59-08:00", Ok(134_117_279_990_000_000)),
            ("2030-01-15 23:59:59-05:00", Ok(135_392_435_990_000_000)),
            ("1970-01-01", Ok(116_444_736_000_000_000)),
            ("9999-12-31T23:59:59-04:00", Err("eval::not-a-date".to_owned())),
        ] {
            let result = call(&NUM_FROM_DATE, &[Some(Value::text(text))]);
            assert_eq!(result, expected.map(Value::Integer), "{text}");
        }
    }
}
