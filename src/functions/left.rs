//! `Left`: the first characters of a text.

use super::args::part_of;
use super::len::COUNTED_IN_UNITS;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Letters, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::dotnet::cut;
use crate::types::{Facts, States, Texts, Type, Value};

/// The entry.
pub static LEFT: Function = Function {
    name: "Left",
    category: Category::Text,
    summary: "gives the first characters of a text",
    prose: "Where the number is 0 the result is empty, where it is negative the text is given \
        whole, and so it is where it has no more characters than that. A null text gives the \
        empty text.",
    signature: Signature::fixed(&[
        Param::required("String", Takes::Text, "the text to take from"),
        Param::required("NumChars", Takes::Integer, "how many characters to take"),
    ]),
    examples: &[
        Example {
            title: "three characters",
            expression: r#"Left("John Doe", 3)"#,
            given: "{}",
            gives: Gives::Value(r#""Joh""#),
        },
        Example {
            title: "fewer are there",
            expression: "Left([givenName], 10)",
            given: r#"{"givenName": "Zoë"}"#,
            gives: Gives::Value(r#""Zoë""#),
        },
        Example {
            title: "null gives the empty text",
            expression: "Left([givenName], 3)",
            given: "{}",
            gives: Gives::Value(r#""""#),
        },
        Example {
            title: "the number must be one",
            expression: "Left([givenName], [extensionAttribute1])",
            given: r#"{"givenName": "John", "extensionAttribute1": "three"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        COUNTED_IN_UNITS,
        Behaviour {
            certainty: Certainty::Different,
            what: "A character of two units is never split: it is left out where the cut would go \
                through it.",
            why: ".NET would cut it; half a character is no text that could be sent.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Where the number is null, the result is null.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#left",
    services: Services::ALL,
    special: Special { letters: Letters::Kept, keeps_its_own: true, ..Special::NONE },
    see_also: &["Mid", "Len"],
    search: &["prefix", "first", "truncate", "start"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let can_be_null = call.facts_or_null(1).states.can_be_null();
    let count = call.constant_integer(1);
    let texts = match count {
        Some(count) => source.texts.map(|text| first(text, count).to_owned()),
        None => Texts::Any,
    };
    let empty = Texts::one_of([""]);
    let texts = if source.states.can_be_null() { texts.union(empty) } else { texts };
    if texts != Texts::Any {
        return Facts::text(texts, can_be_null);
    }
    // One unit may be half a character, which is left out; two hold at least one.
    let keeps_some = count.is_some_and(|count| !(0..2).contains(&count));
    let mut states = States::PRESENT;
    if !keeps_some || source.states.can_be_missing() {
        states = states.union(States::EMPTY);
    }
    if can_be_null {
        states = states.union(States::NULL);
    }
    Facts { states, ..Facts::any(Type::STRING) }
}

fn first(text: &str, count: i64) -> &str {
    match usize::try_from(count) {
        Ok(count) => cut(text, 0, count),
        Err(_) => text,
    }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(count) = args.integer(1)? else { return Ok(Value::Null) };
    let source = args.text(0)?.unwrap_or_default();
    Ok(part_of(source, |text| first(text, count)))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::Base;

    #[test]
    fn the_number_decides_what_is_kept() {
        for (text, count, expected) in [
            ("John", "0", ""),
            ("John", "-1", "John"),
            ("John", "9223372036854775807", "John"),
            ("John", "&H2", "Jo"),
            ("😀a", "1", ""),
            ("😀a", "2", "😀"),
            ("", "2", ""),
        ] {
            let left = call(&LEFT, &[Some(Value::text(text)), Some(Value::text(count))]);
            assert_eq!(left, Ok(Value::text(expected)), "{text:?} {count}");
        }
        assert_eq!(call(&LEFT, &[Some(Value::text("a")), Some(Value::Null)]), Ok(Value::Null));
        assert_eq!(
            call(&LEFT, &[Some(Value::Null), Some(Value::Integer(-1))]),
            Ok(Value::text(""))
        );
    }

    #[test]
    fn what_is_there_stays_there_from_two_on() {
        let states = |source: Facts, count: &str| {
            let arguments = [Some(source), Some(Facts::constant(Base::Integer, count))];
            (LEFT.facts)(&Call { arguments: &arguments }).states
        };
        let present = || Facts::present(Type::STRING);
        assert_eq!(states(present(), "2"), States::PRESENT);
        assert_eq!(states(present(), "1"), States::EMPTY.union(States::PRESENT));
        assert_eq!(states(Facts::any(Type::STRING), "2"), States::EMPTY.union(States::PRESENT));
        assert_eq!(states(Facts::constant(Base::String, "a"), "1"), States::PRESENT);
        assert_eq!(states(Facts::null(), "1"), States::EMPTY);
    }
}
