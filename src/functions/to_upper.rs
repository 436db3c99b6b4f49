//! `ToUpper`: a text in upper case. What it shares with `ToLower` stands there.

use super::to_lower::{
    LETTER_BY_LETTER, PARAMS, UNKNOWN_CULTURE, evaluate_casing, facts_of_casing, prepare_culture,
};
use super::{Category, Certainty, Example, Function, Gives, Letters, Services, Signature, Special};
use crate::dotnet::to_upper;

/// The entry.
pub static TO_UPPER: Function = Function {
    name: "ToUpper",
    category: Category::Text,
    summary: "puts a text into upper case",
    prose: "Each letter is mapped on its own, so the text keeps its length: `ß` stays as it is. \
        Without a culture the invariant one holds; only Turkish (`tr`) and Azerbaijani (`az`) have \
        rules of their own, for the letter i. Null stays null.",
    signature: Signature::fixed(&PARAMS),
    examples: &[
        Example {
            title: "a country code in upper case",
            expression: "ToUpper([usageLocation])",
            given: r#"{"usageLocation": "us"}"#,
            gives: Gives::Value(r#""US""#),
        },
        Example {
            title: "Turkish dots its capital I",
            expression: r#"ToUpper([city], "tr-TR")"#,
            given: r#"{"city": "izmir"}"#,
            gives: Gives::Value(r#""İZMİR""#),
        },
        Example {
            title: "no letter becomes two",
            expression: "ToUpper([streetAddress])",
            given: r#"{"streetAddress": "Lange Straße 1"}"#,
            gives: Gives::Value(r#""LANGE STRAßE 1""#),
        },
        Example {
            title: "a culture nobody knows fails the user",
            expression: "ToUpper([city], [extensionAttribute1])",
            given: r#"{"city": "Oslo", "extensionAttribute1": "Norwegian, please"}"#,
            gives: Gives::Error("eval::unknown-word"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[LETTER_BY_LETTER, UNKNOWN_CULTURE],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#toupper",
    services: Services::ALL,
    special: Special { letters: Letters::Recased, keeps_its_own: true, ..Special::NONE },
    see_also: &["ToLower"],
    search: &["uppercase", "to uppercase", "ucase", "capitals", "upcase"],
    prepare: prepare_culture,
    facts: |call| facts_of_casing(call, to_upper),
    evaluate: |args| evaluate_casing(args, to_upper),
};
