//! `PCase`: words that begin with a capital letter.

use std::sync::Arc;

use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Letters,
    Param, Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::dotnet::{Characters, to_title_case, to_title_case_at};
use crate::types::{Facts, Texts, Type, Value};

/// The entry.
pub static P_CASE: Function = Function {
    name: "PCase",
    category: Category::Text,
    summary: "puts the first letter of each word into upper case and all others into lower case",
    prose: "Without separators, words are parted by spaces, punctuation, symbols and control \
        characters, but neither by digits nor by an apostrophe: `o'neil` becomes `O'neil`. With \
        separators, each of their characters ends a word, and nothing else does. Null gives null.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the text to change"),
        Param::optional("wordSeparators", Takes::Text, "the characters that end a word"),
    ]),
    examples: &[
        Example {
            title: "a name in capitals",
            expression: "PCase([displayName])",
            given: r#"{"displayName": "PABLO GONSALVES (SECOND)"}"#,
            gives: Gives::Value(r#""Pablo Gonsalves (Second)""#),
        },
        Example {
            title: "an apostrophe as a separator",
            expression: r#"PCase([surname], " '-")"#,
            given: r#"{"surname": "PINTO-DE'SILVA"}"#,
            gives: Gives::Value(r#""Pinto-De'Silva""#),
        },
        Example {
            title: "without it",
            expression: "PCase([surname])",
            given: r#"{"surname": "PINTO-DE'SILVA"}"#,
            gives: Gives::Value(r#""Pinto-De'silva""#),
        },
        Example {
            title: "null gives null",
            expression: "PCase([surname])",
            given: "{}",
            gives: Gives::Value("null"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Contested,
            what: "An apostrophe inside a word does not end it.",
            why: "The reference names .NET's `ToTitleCase`, which does so, and lists single quotes \
                among the separators all the same.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "The text is put into lower case first; with separators, the first character is \
                always a capital.",
            why: "An example has a name all in capitals, which `ToTitleCase` would leave alone.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#pcase",
    services: Services::APPS_AND_HR,
    special: Special { letters: Letters::Recased, ..Special::NONE },
    see_also: &["ToLower", "ToUpper"],
    search: &["proper case", "title case", "capitalize", "initcap"],
    prepare,
    facts,
    evaluate,
};

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    Ok(call.constant(1).map(|separators| Arc::new(Characters::of(separators)) as _))
}

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let texts = match (call.is_given(1), call.constant(1)) {
        (false, _) => source.texts.map(to_title_case),
        (true, Some(separators)) => {
            let separators = Characters::of(separators);
            source.texts.map(|text| to_title_case_at(text, &separators))
        }
        (true, None) => Texts::Any,
    };
    // Casing makes no text empty and none out of nothing.
    Facts { states: source.states, texts, ..Facts::any(Type::STRING) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    if let Some(separators) = args.prepared::<Characters>() {
        return Ok(Value::owned(to_title_case_at(&source, separators)));
    }
    Ok(Value::owned(match args.text(1)? {
        Some(separators) => to_title_case_at(&source, &args.characters(&separators)),
        None => to_title_case(&source),
    }))
}
