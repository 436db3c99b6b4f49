//! `Prepend`: a text before a text.

use super::append::{concatenate, facts_of_concatenation};
use super::{
    Behaviour, Category, Certainty, Example, Function, Gives, Param, Services, Signature, Special,
    Takes, nothing_to_prepare,
};

/// The entry.
pub static PREPEND: Function = Function {
    name: "Prepend",
    category: Category::Text,
    summary: "puts a text before another",
    prose: "The prefix stands directly before the source: nothing is put between them and nothing \
        is trimmed. Where one of the two is null it counts as empty; where both are, the result \
        is null.",
    signature: Signature::fixed(&[
        Param::required("prefix", Takes::Text, "the text to put before it"),
        Param::required("source", Takes::Text, "the text that follows"),
    ]),
    examples: &[
        Example {
            title: "a prefix before a name",
            expression: r#"Prepend("t-", [mailNickname])"#,
            given: r#"{"mailNickname": "ana"}"#,
            gives: Gives::Value(r#""t-ana""#),
        },
        Example {
            title: "two nulls stay null",
            expression: "Prepend([department], [division])",
            given: "{}",
            gives: Gives::Value("null"),
        },
    ],
    certainty: Certainty::Assumed,
    behaviours: &[Behaviour {
        certainty: Certainty::Contested,
        what: "A null operand counts as empty; the result is null only where both are null.",
        why: "Microsoft Graph lists the function with its two parameters and says no more. It does \
            what `Append` does.",
    }],
    page: "https://learn.microsoft.com/graph/api/synchronization-synchronizationschema-functions",
    services: Services::UNLISTED_APPS,
    special: Special::NONE,
    see_also: &["Append", "Join"],
    search: &["prefix", "concat", "concatenate", "before"],
    prepare: nothing_to_prepare,
    facts: facts_of_concatenation,
    evaluate: concatenate,
};
