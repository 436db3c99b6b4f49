//! `Append`: a text behind a text.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Type, Value};

/// The entry.
pub static APPEND: Function = Function {
    name: "Append",
    category: Category::Text,
    summary: "puts a text behind another",
    prose: "The suffix follows the source directly: nothing is put between them and nothing is \
        trimmed. Where one of the two is null it counts as empty; where both are, the result is \
        null.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the text to start with"),
        Param::required("suffix", Takes::Text, "the text to put behind it"),
    ]),
    examples: &[
        Example {
            title: "a suffix behind a name",
            expression: r#"Append([userPrincipalName], ".test")"#,
            given: r#"{"userPrincipalName": "John.Doe@contoso.com"}"#,
            gives: Gives::Value(r#""John.Doe@contoso.com.test""#),
        },
        Example {
            title: "a null source counts as empty",
            expression: r#"Append([department], "-EU")"#,
            given: "{}",
            gives: Gives::Value(r#""-EU""#),
        },
        Example {
            title: "two nulls stay null",
            expression: "Append([department], [division])",
            given: "{}",
            gives: Gives::Value("null"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Contested,
        what: "A null operand counts as empty; the result is null only where both are null.",
        why: "The reference does not say what null does. Both operands are plain texts there, and \
            no example shows a null.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#append",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Join"],
    search: &["concat", "concatenate", "suffix", "add"],
    prepare: nothing_to_prepare,
    facts: facts_of_concatenation,
    evaluate: concatenate,
};

/// What is known of one text behind another.
pub(super) fn facts_of_concatenation(call: &Call<'_>) -> Facts {
    let (source, suffix) = (call.facts_or_null(0), call.facts_or_null(1));
    let texts = source.texts_or_empty();
    let texts =
        texts.with_each(&suffix.texts_or_empty(), |source, suffix| format!("{source}{suffix}"));
    let (source, suffix) = (source.states, suffix.states);
    let mut states = States::PRESENT;
    if source.can_be_null() && suffix.can_be_null() {
        states = states.union(States::NULL);
    }
    let is_empty_with = |one: States, other: States| one.can_be_empty() && other.can_be_missing();
    if is_empty_with(source, suffix) || is_empty_with(suffix, source) {
        states = states.union(States::EMPTY);
    }
    if !source.can_be_present() && !suffix.can_be_present() {
        states = states.without(States::PRESENT);
    }
    Facts::any(Type::STRING).within(states, &texts)
}

/// The first argument, then the second.
pub(super) fn concatenate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    match (args.text(0)?, args.text(1)?) {
        (None, None) => Ok(Value::Null),
        (Some(text), None) | (None, Some(text)) => Ok(Value::Text(text)),
        (Some(source), Some(suffix)) => {
            let mut text = args.builder();
            text.push(&source)?;
            text.push(&suffix)?;
            Ok(text.finish())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn an_empty_text_is_no_null() {
        let empty = [Some(Value::text("")), Some(Value::Null)];
        assert_eq!(call(&APPEND, &empty), Ok(Value::text("")));
    }
}
