//! `Trim`: a text without the white space around it.

use super::args::part_of;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Letters, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value};

/// The entry.
pub static TRIM: Function = Function {
    name: "Trim",
    category: Category::Text,
    summary: "removes the white space around a text",
    prose: "White space is what .NET calls so: spaces, tabs, line ends and the other Unicode \
        spaces. White space inside the text stays, and so does null. Of several values each is \
        trimmed.",
    signature: Signature::fixed(&[Param::required("source", Takes::Text, "the text to trim")]),
    examples: &[
        Example {
            title: "a constant",
            expression: r#"Trim(" Test ")"#,
            given: "{}",
            gives: Gives::Value(r#""Test""#),
        },
        Example {
            title: "each of several values",
            expression: "Trim([proxyAddresses])",
            given: r#"{"proxyAddresses": [" a ", "b "]}"#,
            gives: Gives::Value(r#"["a", "b"]"#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Observed,
        what: "It works outside cloud sync too.",
        why: "Only the cloud sync reference lists it, but mappings that app provisioning brings \
            along use it.",
    }],
    page: "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/reference-expressions#trim",
    services: Services::UNLISTED,
    special: Special { letters: Letters::Kept, ..Special::NONE },
    see_also: &["StripSpaces"],
    search: &["strip", "whitespace", "ltrim", "rtrim"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    Facts::text(source.texts.map(|text| text.trim().to_owned()), source.states.can_be_null())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let source = args.text(0)?;
    // Rust and .NET agree on what white space is.
    Ok(source.map_or(Value::Null, |text| part_of(text, str::trim)))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::Texts;

    #[test]
    fn every_space_of_unicode_goes_and_nothing_else() {
        for (text, expected) in [
            ("\u{a0}\u{3000}a\tb\u{2028}\u{85}", "a\tb"),
            // A zero-width space is no white space in .NET.
            ("\u{200b}a", "\u{200b}a"),
            (" \r\n ", ""),
            ("", ""),
        ] {
            assert_eq!(call(&TRIM, &[Some(Value::text(text))]), Ok(Value::text(expected)));
        }
        assert_eq!(call(&TRIM, &[Some(Value::Null)]), Ok(Value::Null));
    }

    #[test]
    fn only_white_space_becomes_empty() {
        let facts = |texts: [&str; 2]| {
            let arguments = [Some(Facts::text(Texts::one_of(texts), false))];
            (TRIM.facts)(&Call { arguments: &arguments })
        };
        assert!(facts([" a", "b"]).states == crate::types::States::PRESENT);
        assert!(facts([" a", " "]).states.can_be_empty());
    }
}
