//! `ToLower`: a text in lower case; and what it shares with `ToUpper`.

use std::borrow::Cow;
use std::sync::Arc;

use super::failure::UNKNOWN_WORD;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Letters,
    Param, Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::dotnet::{Culture, to_lower};
use crate::types::{Facts, Texts, Type, Value};

/// The entry.
pub static TO_LOWER: Function = Function {
    name: "ToLower",
    category: Category::Text,
    summary: "puts a text into lower case",
    prose: "Each letter is mapped on its own, so the text keeps its length and no letter looks at \
        its neighbours. Without a culture the invariant one holds; only Turkish (`tr`) and \
        Azerbaijani (`az`) have rules of their own, for the letter i. Null stays null.",
    signature: Signature::fixed(&PARAMS),
    examples: &[
        Example {
            title: "an address in lower case",
            expression: "ToLower([mail])",
            given: r#"{"mail": "John.SMITH@Contoso.com"}"#,
            gives: Gives::Value(r#""john.smith@contoso.com""#),
        },
        Example {
            title: "Turkish has two letters i",
            expression: r#"ToLower([city], "tr-TR")"#,
            given: r#"{"city": "DIYARBAKIR"}"#,
            gives: Gives::Value(r#""dıyarbakır""#),
        },
        Example {
            title: "a culture nobody knows fails the user",
            expression: "ToLower([city], [extensionAttribute1])",
            given: r#"{"city": "Oslo", "extensionAttribute1": "Norwegian, please"}"#,
            gives: Gives::Error("eval::unknown-word"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[LETTER_BY_LETTER, UNKNOWN_CULTURE],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#tolower",
    services: Services::ALL,
    special: Special { letters: Letters::Recased, keeps_its_own: true, ..Special::NONE },
    see_also: &["ToUpper"],
    search: &["lowercase", "to lowercase", "lcase", "downcase"],
    prepare: prepare_culture,
    facts: |call| facts_of_casing(call, to_lower),
    evaluate: |args| evaluate_casing(args, to_lower),
};

/// The parameters of both functions.
pub(super) static PARAMS: [Param; 2] = [
    Param::required("source", Takes::Text, "the text to change"),
    Param::optional("culture", Takes::Text, "the culture whose rules hold, such as `tr-TR`"),
];

/// Length is kept.
pub(super) const LETTER_BY_LETTER: Behaviour = Behaviour {
    certainty: Certainty::Example,
    what: "One character becomes one character: `ß` has no upper case and sigma no final form.",
    why: "The reference speaks of .NET's cultures, and this is what .NET answers.",
};

/// A name that is none.
pub(super) const UNKNOWN_CULTURE: Behaviour = Behaviour {
    certainty: Certainty::Assumed,
    what: "A culture that has not the form of a name such as `en-US` is an error; null counts as \
        no culture.",
    why: "The reference does not say what happens then. .NET throws for some (`Norwegian, please`) \
        and takes others (`en us`, `!!`) for a culture without special letters; it throws for \
        names with an extension too (`en-US-u-ca-buddhist`), which are taken here.",
};

type Casing = for<'a> fn(Cow<'a, str>, Culture) -> Cow<'a, str>;

/// Decides a constant culture.
pub(super) fn prepare_culture(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    let Some(name) = call.constant(1) else { return Ok(None) };
    match Culture::from_name(name) {
        Some(culture) => Ok(Some(Arc::new(culture))),
        None => {
            let help = "write a name such as `\"en-US\"`, or leave the parameter out";
            Err(ArgumentFault::new(1, "`culture` takes the name of a culture", help))
        }
    }
}

/// Casing makes no text empty and none out of nothing.
pub(super) fn facts_of_casing(call: &Call<'_>, casing: Casing) -> Facts {
    let source = call.facts_or_null(0);
    let culture = if call.is_given(1) {
        call.constant(1).and_then(Culture::from_name)
    } else {
        Some(Culture::Invariant)
    };
    let texts = match culture {
        Some(culture) => source.texts.map(|text| casing(Cow::Borrowed(text), culture).into_owned()),
        None => Texts::Any,
    };
    Facts { states: source.states, texts, ..Facts::any(Type::STRING) }.failing(culture.is_none())
}

/// The text under the prepared culture, or the one this user brings.
pub(super) fn evaluate_casing<'r>(args: &Args<'_, 'r>, casing: Casing) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    let culture = match args.prepared::<Culture>() {
        Some(culture) => *culture,
        None => match args.text(1)? {
            None => Culture::Invariant,
            Some(name) => Culture::from_name(&name).ok_or_else(|| {
                args.fail_with(1, &UNKNOWN_WORD, "this is no name of a culture", &name)
            })?,
        },
    };
    Ok(Value::Text(casing(source, culture)))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::dotnet::to_upper;
    use crate::types::{Base, States};

    #[test]
    fn cultures_are_decided_beforehand_or_for_the_user() {
        let lower =
            |culture: Option<Value<'static>>| call(&TO_LOWER, &[Some(Value::text("I")), culture]);
        assert_eq!(lower(None), Ok(Value::text("i")));
        assert_eq!(lower(Some(Value::text("az"))), Ok(Value::text("ı")));
        assert_eq!(lower(Some(Value::Null)), Ok(Value::text("i")));
        assert_eq!(
            lower(Some(Value::text("no culture"))),
            Err("argument 1: `culture` takes the name of a culture".to_owned())
        );
        assert_eq!(call(&TO_LOWER, &[Some(Value::Null)]), Ok(Value::Null));
    }

    #[test]
    fn a_cased_text_is_changed_no_more() {
        let every_letter: String = (char::MIN..=char::MAX).collect();
        for casing in [to_lower as Casing, to_upper] {
            for culture in [Culture::Invariant, Culture::Named, Culture::Turkic] {
                let once = casing(Cow::Borrowed(&every_letter), culture);
                assert!(casing(Cow::Borrowed(&*once), culture) == once, "{culture:?}");
            }
        }
    }

    #[test]
    fn known_texts_stay_known() {
        let source = Facts::constant(Base::String, "A")
            .join(Facts::constant(Base::String, "B"))
            .join(Facts::null());
        let arguments = [Some(source)];
        let facts = facts_of_casing(&Call { arguments: &arguments }, to_lower);
        assert_eq!(facts.texts, Texts::one_of(["a", "b"]));
        assert_eq!(facts.states, States::NULL.union(States::PRESENT));
        assert!(!facts.can_fail);
    }
}
