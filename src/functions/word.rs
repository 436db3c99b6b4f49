//! `Word`: one word of a text.

use std::sync::Arc;

use super::args::part_of;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::dotnet::Characters;
use crate::types::{Facts, Texts, Value};

/// The entry.
pub static WORD: Function = Function {
    name: "Word",
    category: Category::Text,
    summary: "gives one word of a text",
    prose: "Each of the delimiters ends a word, and several in a row end one word. Words are \
        counted from 1. Where there is no such word, the text is null or the number is less than \
        1, the result is the empty text.",
    signature: Signature::fixed(&[
        Param::required("String", Takes::Text, "the text to take the word from"),
        Param::required("WordNumber", Takes::Integer, "which word, from 1"),
        Param::required("Delimiters", Takes::Text, "the characters that end a word"),
    ]),
    examples: &[
        Example {
            title: "the third word",
            expression: r#"Word("The quick brown fox", 3, " ")"#,
            given: "{}",
            gives: Gives::Value(r#""brown""#),
        },
        Example {
            title: "several delimiters",
            expression: r#"Word("This,string!has&many separators", 3, ",!&#")"#,
            given: "{}",
            gives: Gives::Value(r#""has""#),
        },
        Example {
            title: "a word that is not there",
            expression: r#"Word([displayName], 3, " ")"#,
            given: r#"{"displayName": "Ana Silva"}"#,
            gives: Gives::Value(r#""""#),
        },
        Example {
            title: "the number must be one",
            expression: r#"Word([displayName], [extensionAttribute1], " ")"#,
            given: r#"{"displayName": "Ana Silva", "extensionAttribute1": "last"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Several delimiters in a row end one word; without delimiters the text is one word; \
            a number that is null gives null.",
        why: "The reference does not say.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#word",
    services: Services::ALL,
    special: Special { counts_from_one: Some((1, "words")), ..Special::NONE },
    see_also: &["Split", "Item"],
    search: &["nth word", "first word", "token"],
    prepare,
    facts,
    evaluate,
};

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    Ok(call.constant(2).map(|delimiters| Arc::new(Characters::of(delimiters)) as _))
}

fn facts(call: &Call<'_>) -> Facts {
    let number = call.constant_integer(1);
    let delimiters = if call.is_given(2) { call.constant(2) } else { Some("") };
    let texts = match (number, delimiters) {
        (Some(number), Some(delimiters)) => {
            let texts = call.facts_or_null(0).texts_or_empty();
            let delimiters = Characters::of(delimiters);
            texts.map(|text| word(text, number, &delimiters).to_owned())
        }
        (None, _) | (_, None) => Texts::Any,
    };
    Facts::text(texts, call.facts_or_null(1).states.can_be_null())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(number) = args.integer(1)? else { return Ok(Value::Null) };
    let source = args.text(0)?.unwrap_or_default();
    if let Some(delimiters) = args.prepared::<Characters>() {
        return Ok(part_of(source, |text| word(text, number, delimiters)));
    }
    let delimiters =
        args.once(2, || Ok(args.characters(&args.one_text(2)?.unwrap_or_default())))?;
    Ok(part_of(source, |text| word(text, number, &delimiters)))
}

/// The word of that number from 1, empty where there is none.
fn word<'t>(text: &'t str, number: i64, delimiters: &Characters) -> &'t str {
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let mut words = text.split(|character| delimiters.contains(character));
    let mut words = words.by_ref().filter(|word| !word.is_empty());
    index.and_then(|index| words.nth(index)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn words_stand_between_delimiters() {
        for (text, number, delimiters, expected) in [
            ("  a  b ", "2", " ", "b"),
            ("a b", "0", " ", ""),
            ("a b", "-1", " ", ""),
            ("a b", "1", "", "a b"),
            ("äéä", "1", "ä", "é"),
            ("", "1", " ", ""),
        ] {
            let arguments = [text, number, delimiters].map(|text| Some(Value::text(text)));
            assert_eq!(call(&WORD, &arguments), Ok(Value::text(expected)), "{text:?} {number}");
        }
        // Each character is looked up at once, however many delimiters there are.
        let (text, delimiters) = ("é".repeat(100_000), "ä".repeat(500_000));
        let arguments = [&text, "1", &delimiters].map(|text| Some(Value::text(text)));
        assert_eq!(call(&WORD, &arguments), Ok(Value::text(&text)));
        let null = [Some(Value::Null), Some(Value::Integer(1)), Some(Value::text(" "))];
        assert_eq!(call(&WORD, &null), Ok(Value::text("")));
    }
}
