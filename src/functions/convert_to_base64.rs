//! `ConvertToBase64`: a text in base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::bytes::{are_bytes, holds_bytes, prepare_bytes};
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static CONVERT_TO_BASE64: Function = Function {
    name: "ConvertToBase64",
    category: Category::Encoding,
    summary: "encodes a text in base64",
    prose: "The text is encoded in UTF-16, two bytes for most characters, in little-endian order \
        and without a mark before it. A binary attribute is base64 already, and its bytes stay \
        what they are. Null gives null.",
    signature: Signature::fixed(&[Param::required("source", Takes::Text, "the text to encode")]),
    examples: &[
        Example {
            title: "a text",
            expression: r#"ConvertToBase64("Hello world!")"#,
            given: "{}",
            gives: Gives::Value(r#""SABlAGwAbABvACAAdwBvAHIAbABkACEA""#),
        },
        Example {
            title: "null gives null",
            expression: "ConvertToBase64([department])",
            given: "{}",
            gives: Gives::Value("null"),
        },
    ],
    certainty: Certainty::Example,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Example,
            what: "The encoding is UTF-16.",
            why: "The result in the reference is right only then.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Of a binary attribute the bytes themselves are encoded; null gives null.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#converttobase64",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["ConvertFromBase64", "ConvertToUTF8Hex"],
    search: &["encode", "base 64"],
    prepare: prepare_bytes,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let texts =
        source.texts.map(|text| if holds_bytes(call) { text.to_owned() } else { encode(text) });
    Facts { states: source.states, texts, ..Facts::any(Type::STRING) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    match args.text(0)? {
        None => Ok(Value::Null),
        // They are base64 already.
        Some(source) if are_bytes(args) => Ok(Value::Text(source)),
        Some(source) => args.limited(encode(&source)),
    }
}

fn encode(text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn every_character_is_encoded() {
        for (text, expected) in [("é", "6QA="), ("a\0b", "YQAAAGIA"), ("😀", "PdgA3g=="), ("", "")]
        {
            assert_eq!(
                call(&CONVERT_TO_BASE64, &[Some(Value::text(text))]),
                Ok(Value::text(expected))
            );
        }
    }
}
