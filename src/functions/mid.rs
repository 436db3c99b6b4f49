//! `Mid`: a part of a text.

use super::args::part_of;
use super::failure::OUT_OF_RANGE;
use super::len::COUNTED_IN_UNITS;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Letters,
    Param, Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::dotnet::cut;
use crate::types::{Facts, States, Texts, Value};

/// The entry.
pub static MID: Function = Function {
    name: "Mid",
    category: Category::Text,
    summary: "gives a part of a text",
    prose: "Characters are counted from 1. A part that would run past the end of the text stops \
        there; one that would start behind it is empty. Where one of the three is null, so is the \
        result.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the text to take from"),
        Param::required("start", Takes::Integer, "the first character to take, from 1"),
        Param::required("length", Takes::Integer, "how many characters to take at most"),
    ]),
    examples: &[
        Example {
            title: "the first eight characters",
            expression: "Mid([userPrincipalName], 1, 8)",
            given: r#"{"userPrincipalName": "johnsmith@contoso.com"}"#,
            gives: Gives::Value(r#""johnsmit""#),
        },
        Example {
            title: "the text ends before the part does",
            expression: r#"Mid("John Doe", 6, 999)"#,
            given: "{}",
            gives: Gives::Value(r#""Doe""#),
        },
        Example {
            title: "the text ends before the part starts",
            expression: r#"Mid("John Doe", 9, 2)"#,
            given: "{}",
            gives: Gives::Value(r#""""#),
        },
        Example {
            title: "null stays null",
            expression: "Mid([surname], 1, 5)",
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "there is no character 0",
            expression: "Mid([surname], [extensionAttribute1], 5)",
            given: r#"{"surname": "Doe", "extensionAttribute1": "0"}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "the length must be a number",
            expression: "Mid([surname], 1, [extensionAttribute1])",
            given: r#"{"surname": "Doe", "extensionAttribute1": "five"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A start behind the end gives the empty text; a start below 1 and a negative \
                length are errors.",
            why: "The reference does not say. The function of the same name in Connect Sync gives \
                its input back, but that is another engine.",
        },
        COUNTED_IN_UNITS,
        Behaviour {
            certainty: Certainty::Different,
            what: "A character of two units is never split: a cut through it is moved to where it \
                begins.",
            why: ".NET would cut it; half a character is no text that could be sent.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Null in any place gives null.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#mid",
    services: Services::ALL,
    special: Special { letters: Letters::Kept, ..Special::NONE },
    see_also: &["Left", "Len"],
    search: &["substring", "substr", "slice", "part"],
    prepare,
    facts,
    evaluate,
};

/// The least `start` and `length`, with what is said of less.
const LEAST: [(usize, i64, &str, &str); 2] = [
    (1, 1, "`start` counts from 1", "write `1` for the first character"),
    (2, 0, "`length` is not negative", "write `0` or more characters"),
];

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    for (argument, least, message, help) in LEAST {
        if call.constant_integer(argument).is_some_and(|number| number < least) {
            return Err(ArgumentFault::new(argument, message, help));
        }
    }
    Ok(None)
}

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let can_be_null = (0..3).any(|index| call.facts_or_null(index).states.can_be_null());
    let (start, length) = (call.constant_integer(1), call.constant_integer(2));
    let texts = match (start, length) {
        (Some(start), Some(length)) => {
            source.texts.map(|text| part(text, start, length).to_owned())
        }
        _ => Texts::Any,
    };
    let can_fail = LEAST
        .into_iter()
        .zip([start, length])
        .any(|((_, least, ..), number)| number.is_none_or(|number| number < least));
    // From the first unit on, two hold at least one character.
    let keeps_some = start == Some(1) && length.is_some_and(|length| length >= 2);
    let mut facts = Facts::text(texts, can_be_null).failing(can_fail);
    if facts.texts == Texts::Any && keeps_some && !source.states.can_be_empty() {
        facts.states = facts.states.without(States::EMPTY);
    }
    facts
}

fn part(text: &str, start: i64, length: i64) -> &str {
    let units = |number: i64| usize::try_from(number).unwrap_or(0);
    cut(text, units(start.saturating_sub(1)), units(length))
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    let (Some(start), Some(length)) = (args.integer(1)?, args.integer(2)?) else {
        return Ok(Value::Null);
    };
    for ((argument, least, message, _), number) in LEAST.into_iter().zip([start, length]) {
        if number < least {
            return Err(args.fail_with(argument, &OUT_OF_RANGE, message, &number.to_string()));
        }
    }
    Ok(part_of(source, |text| part(text, start, length)))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::{Base, Type};

    fn mid(text: &str, start: i64, length: i64) -> Result<Value<'static>, String> {
        let number = |value| Some(Value::Integer(value));
        call(&MID, &[Some(Value::text(text)), number(start), number(length)])
    }

    #[test]
    fn parts_are_counted_from_one() {
        assert_eq!(mid("John Doe", 3, 5), Ok(Value::text("hn Do")));
        assert_eq!(mid("John Doe", 8, 1), Ok(Value::text("e")));
        assert_eq!(mid("John Doe", 1, 0), Ok(Value::text("")));
        assert_eq!(mid("John Doe", i64::MAX, i64::MAX), Ok(Value::text("")));
        assert_eq!(mid("a😀é", 4, 1), Ok(Value::text("é")));
    }

    #[test]
    fn what_is_out_of_range_fails_at_run_time_and_beforehand() {
        assert_eq!(mid("John", 0, 1), Err("eval::out-of-range".to_owned()));
        assert_eq!(mid("John", 1, -1), Err("eval::out-of-range".to_owned()));
        let constants = ["John", "1", "-1"].map(|text| Some(Value::text(text)));
        assert_eq!(call(&MID, &constants), Err("argument 2: `length` is not negative".to_owned()));
    }

    #[test]
    fn facts_follow_the_constants() {
        let facts = |source: Facts, start: &str, length: &str| {
            let number = |text| Some(Facts::constant(Base::Integer, text));
            let arguments = [Some(source), number(start), number(length)];
            (MID.facts)(&Call { arguments: &arguments })
        };
        let present = || Facts::present(Type::STRING);
        assert_eq!(facts(present(), "1", "8").states, States::PRESENT);
        assert_eq!(facts(present(), "2", "8").states, States::EMPTY.union(States::PRESENT));
        assert!(facts(Facts::any(Type::STRING), "1", "8").states.can_be_empty());
        assert_eq!(
            facts(Facts::constant(Base::String, "abc"), "2", "1").constant_text(),
            Some("b")
        );
        assert!(!facts(present(), "1", "8").can_fail);
    }
}
