//! `DateAdd`: a date some time later or earlier.

use super::failure::OUT_OF_RANGE;
use super::intervals::{interval, prepare_interval};
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static DATE_ADD: Function = Function {
    name: "DateAdd",
    category: Category::Date,
    summary: "adds a time to a date",
    prose: "The interval says what is added: `yyyy` years, `m` months, `ww` weeks, `d` days, `h` \
        hours, `n` minutes, `s` seconds. A negative number takes them away; of a number with \
        decimals the whole part counts. Where a month is too short for the day, the result is its \
        last day. A date may be text that `CDate` reads. Where one of the three is null, or the \
        date is empty text, the result is null.",
    signature: Signature::fixed(&[
        Param::required("interval", Takes::Text, "what is added, such as `\"d\"`"),
        Param::required("value", Takes::Number, "how many of them"),
        Param::required("dateTime", Takes::DateTime, "the date to start from"),
    ]),
    examples: &[
        Example {
            title: "seven days later",
            expression: r#"DateAdd("d", 7, CDate([employeeHireDate]))"#,
            given: r#"{"employeeHireDate": "2012-03-16-07:00"}"#,
            gives: Gives::Value(r#""3/23/2012 7:00:00 AM""#),
        },
        Example {
            title: "the end of a short month",
            expression: r#"DateAdd("m", 1, "2020-01-31")"#,
            given: "{}",
            gives: Gives::Value(r#""2/29/2020 12:00:00 AM""#),
        },
        Example {
            title: "a date that is missing",
            expression: r#"DateAdd("yyyy", -1, [employeeHireDate])"#,
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "an interval that is none",
            expression: "DateAdd([extensionAttribute1], 1, Now())",
            given: r#"{"extensionAttribute1": "days"}"#,
            gives: Gives::Error("eval::unknown-word"),
        },
        Example {
            title: "behind the last date there is",
            expression: r#"DateAdd("d", 1, [employeeHireDate])"#,
            given: r#"{"employeeHireDate": "9999-12-31"}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "a number that is none",
            expression: r#"DateAdd("d", [extensionAttribute1], Now())"#,
            given: r#"{"extensionAttribute1": "seven"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
        Example {
            title: "a date that is none",
            expression: r#"DateAdd("d", 7, [employeeHireDate])"#,
            given: r#"{"employeeHireDate": "soon"}"#,
            gives: Gives::Error("eval::not-a-date"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Contested,
            what: "The intervals `q` (quarter), `y` and `w` (day) are taken too.",
            why: "An older edition of the reference lists them, the present one does not. Visual \
                Basic knows them.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A day that the month does not have becomes its last; decimals are dropped; the \
                case of the interval does not count; more than 32 bits are out of range.",
            why: "The reference does not say. This is what Visual Basic's function of that name \
                answers.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Null in any place gives null.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#dateadd",
    services: Services::APPS_AND_HR,
    special: Special::NONE,
    see_also: &["DateDiff", "CDate", "Now"],
    search: &["add days", "add months", "subtract", "later", "earlier"],
    prepare: prepare_interval,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let [interval, value, date] = [0, 1, 2].map(|index| call.facts_or_null(index).states);
    let can_be_null = interval.can_be_null() || value.can_be_null() || date.can_be_missing();
    Facts::nullable(Type::DATE_TIME, can_be_null).failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(interval) = interval(args)? else { return Ok(Value::Null) };
    let (Some(count), Some(date)) = (args.number(1)?, args.date_time(2)?) else {
        return Ok(Value::Null);
    };
    let Some(count) = count.truncated().and_then(|count| i32::try_from(count).ok()) else {
        let message = "this number lies outside 32 bits: -2147483648 to 2147483647";
        return Err(args.fail(1, &OUT_OF_RANGE, message));
    };
    let later = interval.after(date, count).map(Value::DateTime);
    later.ok_or_else(|| args.fail(1, &OUT_OF_RANGE, "this leads outside the years 1 to 9999"))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    fn add(interval: &str, count: &str, date: &str) -> Result<Option<String>, String> {
        let result = call(&DATE_ADD, &[interval, count, date].map(|text| Some(Value::text(text))));
        result.map(|value| value.to_text().map(|text| text.into_owned()))
    }

    #[test]
    fn decimals_are_dropped_and_large_numbers_refused() {
        let later = |count, date| add("d", count, date).map(Option::unwrap_or_default);
        assert_eq!(later("-2.5", "2019-12-31T23:59:59"), Ok("12/29/2019 11:59:59 PM".into()));
        assert_eq!(later("2.5", "2006-11-24T14:44:05"), Ok("11/26/2006 2:44:05 PM".into()));
        assert_eq!(add("s", "2147483648", "2020-01-01"), Err("eval::out-of-range".to_owned()));
        assert_eq!(add("d", "7", ""), Ok(None));
    }

    #[test]
    fn a_constant_interval_is_checked_beforehand() {
        let fault = add("zz", "1", "2020-01-01");
        assert_eq!(fault, Err("argument 0: `interval` takes one of a few codes".to_owned()));
        assert_eq!(add("YYYY", "1", "2020-01-01"), Ok(Some("1/1/2021 12:00:00 AM".to_owned())));
    }
}
