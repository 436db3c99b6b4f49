//! `StripSpaces`: a text without any space.

use std::borrow::Cow;

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Letters, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value};

/// The entry.
pub static STRIP_SPACES: Function = Function {
    name: "StripSpaces",
    category: Category::Text,
    summary: "removes every space from a text",
    prose: "Only the space character (U+0020) goes, wherever it stands; tabs, line ends and \
        no-break spaces stay. Null stays null.",
    signature: Signature::fixed(&[Param::required(
        "source",
        Takes::Text,
        "the text to take the spaces from",
    )]),
    examples: &[
        Example {
            title: "a name for an address",
            expression: r#"Join("@", StripSpaces([displayName]), "contoso.com")"#,
            given: r#"{"displayName": "Mary Ann de Vries"}"#,
            gives: Gives::Value(r#""MaryAnndeVries@contoso.com""#),
        },
        Example {
            title: "null stays null",
            expression: "StripSpaces([displayName])",
            given: "{}",
            gives: Gives::Value("null"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Null gives null.",
        why: "The reference has no example of its own for this function.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#stripspaces",
    services: Services::ALL,
    special: Special { letters: Letters::Kept, keeps_its_own: true, ..Special::NONE },
    see_also: &["Trim", "Replace"],
    search: &["remove blanks", "whitespace"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    Facts::text(source.texts.map(|text| text.replace(' ', "")), source.states.can_be_null())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(match args.text(0)? {
        None => Value::Null,
        Some(text) if text.contains(' ') => Value::Text(Cow::Owned(text.replace(' ', ""))),
        Some(text) => Value::Text(text),
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn other_white_space_stays() {
        let source = [Some(Value::text(" a\u{a0} b\t "))];
        assert_eq!(call(&STRIP_SPACES, &source), Ok(Value::text("a\u{a0}b\t")));
    }
}
