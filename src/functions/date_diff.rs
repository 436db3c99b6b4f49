//! `DateDiff`: how far two dates lie apart.

use super::failure::OUT_OF_RANGE;
use super::intervals::{interval, prepare_interval};
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes,
};
use crate::dotnet::Interval;
use crate::types::{Facts, States, Texts, Type, Value};

/// The entry.
pub static DATE_DIFF: Function = Function {
    name: "DateDiff",
    category: Category::Date,
    summary: "gives the time from one date to another, in whole units",
    prose: "The result is positive where the second date is later. The interval says what is \
        counted:\n\n\
        | interval | counts |\n|---|---|\n\
        | `yyyy` | years, by the calendar: from December to January is one |\n\
        | `m` | months, by the calendar |\n\
        | `ww` | weeks, by the Sundays passed |\n\
        | `d` | whole days of 24 hours |\n\
        | `h` | whole hours |\n\
        | `n` | whole minutes |\n\
        | `s` | whole seconds |\n\n\
        Of what is not whole the rest is dropped. A date may be text that `CDate` reads. Where one \
        of the three is null, or a date is empty text, the result is null.",
    signature: Signature::fixed(&[
        Param::required("interval", Takes::Text, "what is counted, such as `\"d\"`"),
        Param::required("date1", Takes::DateTime, "the date to count from"),
        Param::required("date2", Takes::DateTime, "the date to count to"),
    ]),
    examples: &[
        Example {
            title: "days",
            expression: r#"DateDiff("d", CDate([employeeHireDate]), CDate("2021-08-31"))"#,
            given: r#"{"employeeHireDate": "2021-08-18"}"#,
            gives: Gives::Value(r#""13""#),
        },
        Example {
            title: "months, backwards",
            expression: r#"DateDiff("m", "8/25/2021 5:41:18 PM", "2012-03-16-07:00")"#,
            given: "{}",
            gives: Gives::Value(r#""-113""#),
        },
        Example {
            title: "a date that is missing",
            expression: r#"DateDiff("d", Now(), [employeeHireDate])"#,
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "a date that is none",
            expression: r#"DateDiff("d", Now(), [employeeHireDate])"#,
            given: r#"{"employeeHireDate": "soon"}"#,
            gives: Gives::Error("eval::not-a-date"),
        },
        Example {
            title: "an interval that is none",
            expression: r#"DateDiff([extensionAttribute1], Now(), Now())"#,
            given: r#"{"extensionAttribute1": "days"}"#,
            gives: Gives::Error("eval::unknown-word"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Example,
            what: "Years, months and weeks are counted by the calendar, as Visual Basic does.",
            why: "The results in the reference are right only then.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Weeks of the first six days of the year 1 are an error.",
            why: "The reference does not say. Visual Basic goes back to the Saturday before the \
                week, which is no date there; some systems write 0001-01-01 for no date.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Days are whole days of 24 hours, not dates passed.",
            why: "Visual Basic counts so; the results in the reference fit both.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "The intervals `q` (quarter), `y` (day) and `w` (seven days) are taken too.",
            why: "An older edition of the reference lists them for `DateAdd`, the present one \
                does not.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "The case of the interval does not count; a date may be given as text.",
            why: "The reference does not say; Visual Basic does so, and the reference's table has \
                dates as text.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Null in any place gives null.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#datediff",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["CDate", "Now"],
    search: &["days between", "age", "duration", "subtract dates"],
    prepare: prepare_interval,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let [interval, from, to] = [0, 1, 2].map(|index| call.facts_or_null(index).states);
    let interval_code = call.constant(0).and_then(Interval::from_code);
    let can_fail = interval_code.is_none_or(Interval::can_be_uncountable);
    if interval == States::NULL || !from.can_be_present() || !to.can_be_present() {
        return Facts { ty: Type::INTEGER, texts: Texts::none(), ..Facts::null() }
            .failing(can_fail);
    }
    let can_be_null = interval.can_be_null() || from.can_be_missing() || to.can_be_missing();
    let null = if can_be_null { States::NULL } else { States::PRESENT };
    let states = States::PRESENT.union(null);
    Facts { states, ..Facts::any(Type::INTEGER) }.failing(can_fail)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(interval) = interval(args)? else { return Ok(Value::Null) };
    let (Some(from), Some(to)) = (args.date_time(1)?, args.date_time(2)?) else {
        return Ok(Value::Null);
    };
    interval
        .between(from, to)
        .map(Value::Integer)
        .ok_or_else(|| args.fail_call(&OUT_OF_RANGE, "a week would begin before the year 1"))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::Base;

    fn days(interval: &str, from: &str, to: &str) -> Result<Value<'static>, String> {
        call(&DATE_DIFF, &[interval, from, to].map(|text| Some(Value::text(text))))
    }

    #[test]
    fn the_units_are_those_of_the_reference() {
        for (interval, from, to, expected) in [
            ("d", "2021-08-18+08:00", "2021-08-31+08:00", 13),
            ("d", "8/25/2021 5:41:18 PM", "2012-03-16-07:00", -3449),
            ("ww", "8/25/2021 5:41:18 PM", "2012-03-16-07:00", -493),
            ("m", "8/25/2021 5:41:18 PM", "2012-03-16-07:00", -113),
            ("yyyy", "8/25/2021 5:41:18 PM", "2012-03-16-07:00", -9),
            ("H", "2021-08-24", "2021-08-25", 24),
            ("n", "2021-08-24", "2021-08-25", 1440),
            ("s", "2021-08-24", "2021-08-25", 86400),
        ] {
            assert_eq!(days(interval, from, to), Ok(Value::Integer(expected)), "{interval} {from}");
        }
    }

    #[test]
    fn a_constant_interval_is_checked_beforehand() {
        let fault = days("days", "2021-08-24", "2021-08-25");
        assert_eq!(fault, Err("argument 0: `interval` takes one of a few codes".to_owned()));
    }

    #[test]
    fn weeks_of_the_first_days_cannot_be_counted() {
        let out_of_range = Err("eval::out-of-range".to_owned());
        assert_eq!(days("ww", "0001-01-01", "2021-08-25"), out_of_range);
        assert_eq!(days("d", "0001-01-01", "0001-01-02"), Ok(Value::Integer(1)));
    }

    #[test]
    fn missing_dates_give_null() {
        assert_eq!(days("d", "", "2021-08-25"), Ok(Value::Null));
        let arguments = [Some(Value::Null), Some(Value::text("x")), Some(Value::text("y"))];
        assert_eq!(call(&DATE_DIFF, &arguments), Ok(Value::Null));
        let facts = |from: Facts| {
            let interval = Some(Facts::constant(Base::String, "d"));
            let arguments = [interval, Some(from), Some(Facts::present(Type::DATE_TIME))];
            (DATE_DIFF.facts)(&Call { arguments: &arguments })
        };
        assert_eq!(facts(Facts::present(Type::DATE_TIME)).states, States::PRESENT);
        assert!(facts(Facts::any(Type::STRING)).states.can_be_null());
        assert!(!facts(Facts::any(Type::STRING)).can_fail);
    }
}
