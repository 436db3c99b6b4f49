//! `ConvertFromBase64`: the text that base64 holds.

use std::collections::BTreeSet;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

use super::failure::NOT_BASE64;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::types::{Facts, Texts, Value};

/// The entry.
pub static CONVERT_FROM_BASE64: Function = Function {
    name: "ConvertFromBase64",
    category: Category::Encoding,
    summary: "gives the text that is encoded in base64",
    prose: "The bytes are read as UTF-16 in little-endian order, unless another encoding is \
        named: `ASCII` or `UTF8`. White space in the source does not count, nor do bits behind the \
        last whole byte. Bytes that are no \
        text in the encoding become `?` in ASCII and U+FFFD elsewhere. Null gives null.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the text in base64"),
        Param::optional("Encoding", Takes::Word(ENCODINGS), "`Unicode`, `ASCII` or `UTF8`"),
    ]),
    examples: &[
        Example {
            title: "UTF-16, as `ConvertToBase64` writes it",
            expression: r#"ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")"#,
            given: "{}",
            gives: Gives::Value(r#""Hello world!""#),
        },
        Example {
            title: "UTF-8",
            expression: "ConvertFromBase64([extensionAttribute1], UTF8)",
            given: r#"{"extensionAttribute1": "Wm/Dqw=="}"#,
            gives: Gives::Value(r#""Zoë""#),
        },
        Example {
            title: "text that is not base64",
            expression: "ConvertFromBase64([extensionAttribute1])",
            given: r#"{"extensionAttribute1": "Hello world!"}"#,
            gives: Gives::Error("eval::not-base64"),
        },
        Example {
            title: "an encoding that is none of the three",
            expression: "ConvertFromBase64([extensionAttribute1], [extensionAttribute2])",
            given: r#"{"extensionAttribute1": "Wm/Dqw==", "extensionAttribute2": "Latin1"}"#,
            gives: Gives::Error("eval::unknown-word"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Bytes that are no text are replaced, as .NET's encodings do it; null gives null.",
        why: "The page has no example of either.",
    }],
    page: "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/reference-expressions#convertfrombase64",
    services: Services::CLOUD_SYNC,
    special: Special::NONE,
    see_also: &["ConvertToBase64"],
    search: &["decode", "base 64"],
    prepare,
    facts,
    evaluate,
};

const ENCODINGS: &[&str] = &["Unicode", "ASCII", "UTF8"];

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    match call.constant(0).map(bytes_of) {
        Some(None) => {
            let help = "base64 looks like `\"SABpAA==\"`; its length is a multiple of four";
            Err(ArgumentFault::new(0, "`source` takes text in base64", help))
        }
        Some(Some(_)) | None => Ok(None),
    }
}

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let encoding = if call.is_given(1) { call.constant(1) } else { Some("Unicode") };
    let texts = encoding.map_or(Texts::Any, |encoding| {
        source.texts.try_map(|text| bytes_of(text).map(|bytes| decode(&bytes, encoding)))
    });
    let is_base64 = |texts: &BTreeSet<String>| texts.iter().all(|text| bytes_of(text).is_some());
    let can_fail = !source.texts.known().is_some_and(is_base64);
    Facts::text(texts, source.states.can_be_null()).failing(can_fail)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    let encoding = args.word(1, ENCODINGS)?.unwrap_or("Unicode");
    let bytes = bytes_of(&source)
        .ok_or_else(|| args.fail_with(0, &NOT_BASE64, "this is not base64", &source))?;
    args.limited(decode(&bytes, encoding))
}

/// What .NET reads: the bits behind the last whole byte are not looked at.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// The bytes of base64, white space left out as .NET does.
pub(super) fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let is_space = |character: char| matches!(character, ' ' | '\t' | '\r' | '\n');
    if text.contains(is_space) {
        return BASE64.decode(text.replace(is_space, "")).ok();
    }
    BASE64.decode(text).ok()
}

fn decode(bytes: &[u8], encoding: &str) -> String {
    if encoding.eq_ignore_ascii_case("ASCII") {
        let character = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { '?' };
        bytes.iter().map(character).collect()
    } else if encoding.eq_ignore_ascii_case("UTF8") {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        let (pairs, rest) = bytes.as_chunks();
        let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
        let characters = char::decode_utf16(units)
            .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER));
        // Half a unit is left where the number of bytes is odd.
        characters.chain(rest.iter().map(|_| char::REPLACEMENT_CHARACTER)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        for (source, encoding, expected) in [
            ("AAEC", "ASCII", "\u{0}\u{1}\u{2}"),
            ("gGE=", "ascii", "?a"),
            ("gGE=", "UTF8", "\u{fffd}a"),
            ("YQBi", "Unicode", "a\u{fffd}"),
            ("ANhhAA==", "unicode", "\u{fffd}a"),
            ("PdgA3g==", "Unicode", "😀"),
            (" YQ\r\nA= ", "Unicode", "a"),
            ("", "UTF8", ""),
            ("QR==", "UTF8", "A"),
            ("YWJ=", "UTF8", "ab"),
        ] {
            let arguments = [Some(Value::text(source)), Some(Value::text(encoding))];
            let result = call(&CONVERT_FROM_BASE64, &arguments);
            assert_eq!(result, Ok(Value::text(expected)), "{source} {encoding}");
        }
    }

    #[test]
    fn padding_and_alphabet_are_those_of_the_standard() {
        for source in ["YQ", "YQ=", "Y===", "YQ==YQ==", "-_==", "é"] {
            assert_eq!(bytes_of(source), None, "{source}");
        }
    }
}
