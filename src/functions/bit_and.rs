//! `BitAnd`: the bits that two numbers share.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Number, Texts, Type, Value};

/// The entry.
pub static BIT_AND: Function = Function {
    name: "BitAnd",
    category: Category::Number,
    summary: "gives the bits that two whole numbers share",
    prose: "Each bit of the result is set where it is set in both numbers. So \
        `BitAnd([userAccountControl], 2) = 0` asks whether a flag is missing. Numbers have 64 bits \
        and are written in decimal or, behind `&H`, in hexadecimal digits. Null gives null.",
    signature: Signature::fixed(&[
        Param::required("value1", Takes::Integer, "a whole number"),
        Param::required("value2", Takes::Integer, "another whole number, such as a mask"),
    ]),
    examples: &[
        Example {
            title: "hexadecimal numbers",
            expression: "BitAnd(&HF, &HF7)",
            given: "{}",
            gives: Gives::Value(r#""7""#),
        },
        Example {
            title: "a flag of an attribute",
            expression: r#"IIF(BitAnd([extensionAttribute1], 2) = 0, "enabled", "disabled")"#,
            given: r#"{"extensionAttribute1": "514"}"#,
            gives: Gives::Value(r#""disabled""#),
        },
        Example {
            title: "null gives null",
            expression: "BitAnd([extensionAttribute1], 2)",
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "text that is no number",
            expression: "BitAnd([extensionAttribute1], 2)",
            given: r#"{"extensionAttribute1": "two"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Numbers have 64 bits; null gives null.",
        why: "The reference does not say. Masks such as that of Exchange's recipient types need \
            more than 32 bits.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#bitand",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["CBool"],
    search: &["flag", "mask", "bitwise", "userAccountControl"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let can_be_null = |index| call.facts_or_null(index).states.can_be_null();
    let texts = match (numbers(call, 0), numbers(call, 1)) {
        (Some(left), Some(right)) => {
            let pairs = left.iter().flat_map(|left| right.iter().map(move |right| left & right));
            pairs.map(|bits| bits.to_string()).collect()
        }
        (None, _) | (_, None) => Texts::Any,
    };
    let states = Facts::nullable(Type::INTEGER, can_be_null(0) || can_be_null(1)).states;
    Facts::any(Type::INTEGER).within(states, &texts)
}

/// The numbers an argument can be, where they are known; other text is an error.
fn numbers(call: &Call<'_>, index: usize) -> Option<Vec<i64>> {
    let argument = call.facts_or_null(index);
    let texts = argument.texts.known().filter(|_| !argument.can_be_several)?;
    Some(texts.iter().filter_map(|text| Number::parse(text)?.to_integer()).collect())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(match (args.integer(0)?, args.integer(1)?) {
        (Some(left), Some(right)) => Value::Integer(left & right),
        (None, _) | (_, None) => Value::Null,
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn bits_are_those_of_sixty_four() {
        for (left, right, expected) in [
            ("2147483648", "-1", 2_147_483_648),
            ("-1", "-2", -2),
            ("9223372036854775807", "&H7FFFFFFFFFFFFFFF", i64::MAX),
            ("512", "2", 0),
        ] {
            let result = call(&BIT_AND, &[Some(Value::text(left)), Some(Value::text(right))]);
            assert_eq!(result, Ok(Value::Integer(expected)), "{left} {right}");
        }
    }
}
