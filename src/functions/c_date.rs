//! `CDate`: a text read as a date and time.

use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Services, Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::dotnet;
use crate::types::{Facts, States, Type, Value};

/// The entry.
pub static C_DATE: Function = Function {
    name: "CDate",
    category: Category::Date,
    summary: "reads a text as a date and time",
    prose: "It reads what .NET reads in the invariant culture: ISO 8601 such as `2020-03-16`, \
        `2020-03-16-07:00` and `2020-03-16T07:00:00Z`, American dates such as `3/16/2020 7:00 AM`, \
        and names of months such as `16 Mar 2020`. The result is in UTC: an offset in the text is \
        taken off. Written as text it reads like `3/16/2020 7:00:00 AM`. Null and the empty text \
        give null; a text that denotes no date is an error.",
    signature: Signature::fixed(&[Param::required(
        "expression",
        Takes::DateTime,
        "the text to read",
    )]),
    examples: &[
        Example {
            title: "a date with an offset",
            expression: "CDate([employeeHireDate])",
            given: r#"{"employeeHireDate": "2020-03-16-07:00"}"#,
            gives: Gives::Value(r#""3/16/2020 7:00:00 AM""#),
        },
        Example {
            title: "the offset is taken off",
            expression: r#"CDate("2021-06-30+08:00")"#,
            given: "{}",
            gives: Gives::Value(r#""6/29/2021 4:00:00 PM""#),
        },
        Example {
            title: "a date as Americans write it",
            expression: r#"CDate("8/25/2021 5:41:18 PM")"#,
            given: "{}",
            gives: Gives::Value(r#""8/25/2021 5:41:18 PM""#),
        },
        Example {
            title: "nothing gives nothing",
            expression: "CDate([employeeHireDate])",
            given: r#"{"employeeHireDate": ""}"#,
            gives: Gives::Value("null"),
        },
        Example {
            title: "not every text is a date",
            expression: "CDate([employeeHireDate])",
            given: r#"{"employeeHireDate": "next Monday"}"#,
            gives: Gives::Error("eval::not-a-date"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A text without an offset is in UTC.",
            why: "The reference does not say; `Now()` is in UTC.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Null and the empty text give null.",
            why: "The reference does not say; `FormatDateTime` was seen to let them pass.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A text with a time only means today, and a date without a year this year.",
            why: "The reference does not say; .NET reads them so.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Years of two digits lie between 1930 and 2029.",
            why: "The reference does not say; this is where the .NET versions of the time put them.",
        },
        Behaviour {
            certainty: Certainty::Different,
            what: "Eras (`A.D.`), `#` around the date, the marks of Chinese and Japanese dates, `PM` \
                at the beginning, and a time behind two of day, month and year are errors.",
            why: ".NET reads them, the last ones as something that nobody means: `Dec 20, 12:00 PM` \
                is twelve past eight in the evening of today.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#cdate",
    services: Services::ALL,
    special: Special { doubt, ..Special::NONE },
    see_also: &["DateDiff", "Now"],
    search: &["parse date", "to date", "convert date", "datetime"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

/// A constant date changes with the clock: somebody forgot its year, or it is a number.
fn doubt(call: &Call<'_>) -> Option<ArgumentFault> {
    let text = call.constant(0)?;
    dotnet::is_completed_by_the_clock(text).then(|| {
        let message = "this text leaves its year or its day to the clock";
        ArgumentFault::new(0, message, "write the whole date, such as `\"2025-07-30\"`")
    })
}

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0).states;
    if !source.can_be_present() {
        return Facts { ty: Type::DATE_TIME, ..Facts::null() };
    }
    let null = if source.can_be_missing() { States::NULL } else { States::PRESENT };
    Facts { states: States::PRESENT.union(null), ..Facts::any(Type::DATE_TIME) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(args.date_time(0)?.map_or(Value::Null, Value::DateTime))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_changes_with_the_clock_is_doubtful() {
        use crate::types::Base;
        let doubtful = |facts| doubt(&Call { arguments: &[Some(facts)] }).is_some();
        for (text, expected) in [("1.5", true), ("16:00", true), ("2025-01-05", false)] {
            assert_eq!(doubtful(Facts::constant(Base::String, text)), expected, "{text}");
        }
        assert!(!doubtful(Facts::any(Type::STRING)));
    }

    #[test]
    fn an_empty_text_becomes_null() {
        let arguments = [Some(Facts {
            states: States::EMPTY.union(States::PRESENT),
            ..Facts::any(Type::STRING)
        })];
        let facts = (C_DATE.facts)(&Call { arguments: &arguments });
        assert_eq!(facts.states, States::NULL.union(States::PRESENT));
    }
}
