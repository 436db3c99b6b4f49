//! `ConvertToUTF8Hex`: a text's bytes in hexadecimal digits.

use std::fmt::Write;

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static CONVERT_TO_UTF8_HEX: Function = Function {
    name: "ConvertToUTF8Hex",
    category: Category::Encoding,
    summary: "writes the bytes of a text in hexadecimal digits",
    prose: "The text is encoded in UTF-8, and each byte is written as two digits, with capital \
        letters and nothing between them. Null gives null.",
    signature: Signature::fixed(&[Param::required("source", Takes::Text, "the text to encode")]),
    examples: &[
        Example {
            title: "a text",
            expression: r#"ConvertToUTF8Hex("Hello world!")"#,
            given: "{}",
            gives: Gives::Value(r#""48656C6C6F20776F726C6421""#),
        },
        Example {
            title: "a letter of two bytes",
            expression: "ConvertToUTF8Hex([givenName])",
            given: r#"{"givenName": "Zoë"}"#,
            gives: Gives::Value(r#""5A6FC3AB""#),
        },
    ],
    certainty: Certainty::Example,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Null gives null.",
        why: "The reference does not say.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#converttoutf8hex",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["ConvertToBase64"],
    search: &["hexadecimal", "encode", "bytes"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    Facts { states: source.states, texts: source.texts.map(hex), ..Facts::any(Type::STRING) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    match args.text(0)? {
        None => Ok(Value::Null),
        Some(source) => args.limited(hex(&source)),
    }
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len() * 2), |mut digits, byte| {
        // Writing into a text cannot fail.
        let _ = write!(digits, "{byte:02X}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn every_byte_has_two_digits() {
        for (text, expected) in [("\0\n", "000A"), ("😀", "F09F9880"), ("", "")] {
            let result = call(&CONVERT_TO_UTF8_HEX, &[Some(Value::text(text))]);
            assert_eq!(result, Ok(Value::text(expected)));
        }
    }
}
