//! `ConvertFromBase64`: the text that base64 holds.

use std::collections::BTreeSet;
use std::sync::Arc;

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

/// What the bytes of a text can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// UTF-16 in little-endian order.
    Unicode,
    Ascii,
    Utf8,
}

const ENCODINGS: &[&str] =
    &[Encoding::Unicode.word(), Encoding::Ascii.word(), Encoding::Utf8.word()];

impl Encoding {
    const fn word(self) -> &'static str {
        match self {
            Encoding::Unicode => "Unicode",
            Encoding::Ascii => "ASCII",
            Encoding::Utf8 => "UTF8",
        }
    }

    /// The encoding of that name, in any case.
    fn of(word: &str) -> Option<Encoding> {
        let all = [Encoding::Unicode, Encoding::Ascii, Encoding::Utf8];
        all.into_iter().find(|encoding| encoding.word().eq_ignore_ascii_case(word))
    }

    /// The one that is named for every user, or that holds where none is.
    fn constant(call: &Call<'_>) -> Option<Encoding> {
        if call.is_given(1) { Encoding::of(call.constant(1)?) } else { Some(Encoding::Unicode) }
    }
}

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    match call.constant(0).map(bytes_of) {
        Some(None) => {
            let help = "base64 looks like `\"SABpAA==\"`; its length is a multiple of four";
            Err(ArgumentFault::new(0, "`source` takes text in base64", help))
        }
        Some(Some(_)) | None => {
            Ok(Encoding::constant(call).map(|encoding| Arc::new(encoding) as _))
        }
    }
}

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let texts = Encoding::constant(call).map_or(Texts::Any, |encoding| {
        source.texts.try_map(|text| bytes_of(text).map(|bytes| decode(&bytes, encoding)))
    });
    let is_base64 = |texts: &BTreeSet<String>| texts.iter().all(|text| bytes_of(text).is_some());
    let can_fail = !source.texts.known().is_some_and(is_base64);
    Facts::text(texts, source.states.can_be_null()).failing(can_fail)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    let encoding = match args.prepared::<Encoding>() {
        Some(encoding) => *encoding,
        None => args.word(1, ENCODINGS)?.and_then(Encoding::of).unwrap_or(Encoding::Unicode),
    };
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

fn decode(bytes: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Ascii => {
            let character = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { '?' };
            bytes.iter().map(character).collect()
        }
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Unicode => {
            let (pairs, rest) = bytes.as_chunks();
            let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
            let characters = char::decode_utf16(units)
                .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER));
            // Half a unit is left where the number of bytes is odd.
            characters.chain(rest.iter().map(|_| char::REPLACEMENT_CHARACTER)).collect()
        }
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
    fn every_name_is_that_of_an_encoding() {
        assert_eq!(ENCODINGS, ["Unicode", "ASCII", "UTF8"]);
        for name in ENCODINGS {
            assert_eq!(Encoding::of(&name.to_lowercase()).map(Encoding::word), Some(*name));
        }
        assert_eq!(Encoding::of("Latin1"), None);
        let by_user = |encoding| call(&CONVERT_FROM_BASE64, &[Some(Value::text("YQA=")), encoding]);
        assert_eq!(by_user(Some(Value::Null)), Ok(Value::text("a")));
        assert_eq!(by_user(Some(Value::Integer(1))), Err("eval::unknown-word".to_owned()));
    }

    #[test]
    fn padding_and_alphabet_are_those_of_the_standard() {
        for source in ["YQ", "YQ=", "Y===", "YQ==YQ==", "-_==", "é"] {
            assert_eq!(bytes_of(source), None, "{source}");
        }
    }
}
