//! `Len`: how long a text is.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::dotnet::utf16_len;
use crate::types::{Facts, Texts, Type, Value};

/// The entry.
pub static LEN: Function = Function {
    name: "Len",
    category: Category::Text,
    summary: "gives the length of a text",
    prose: "The length of null and of the empty text is 0. A number is measured by its digits, its \
        sign and its decimal point included.",
    signature: Signature::fixed(&[Param::required("String", Takes::Text, "the text to measure")]),
    examples: &[
        Example {
            title: "a name",
            expression: r#"Len("John Doe")"#,
            given: "{}",
            gives: Gives::Value(r#""8""#),
        },
        Example {
            title: "a number is measured by its text",
            expression: "Len(42568.75)",
            given: "{}",
            gives: Gives::Value(r#""8""#),
        },
        Example {
            title: "null has no length",
            expression: "Len([surname])",
            given: "{}",
            gives: Gives::Value(r#""0""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[COUNTED_IN_UNITS],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#len",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Left", "Mid"],
    search: &["length", "count characters", "size"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

/// What a character is where characters are counted, here and in other functions.
pub(super) const COUNTED_IN_UNITS: Behaviour = Behaviour {
    certainty: Certainty::Assumed,
    what: "Characters are counted as .NET counts them, in UTF-16 units: a character above U+FFFF, \
        such as an emoji, counts as two.",
    why: "The reference says characters.",
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let mut texts = source.texts.map(|text| utf16_len(text).to_string());
    if source.states.can_be_missing() {
        texts = texts.union(Texts::one_of(["0"]));
    }
    Facts { texts, ..Facts::present(Type::INTEGER) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let length = args.text(0)?.map_or(0, |text| utf16_len(&text));
    Ok(Value::Integer(i64::try_from(length).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::Base;

    #[test]
    fn lengths_count_what_dot_net_counts() {
        for (value, expected) in [
            (Value::text("é"), 1),
            (Value::text("a😀"), 3),
            (Value::text("e\u{301}"), 2),
            (Value::text("\u{0}"), 1),
            (Value::Boolean(false), 5),
            (Value::Integer(-12), 3),
        ] {
            assert_eq!(
                call(&LEN, &[Some(value.clone())]),
                Ok(Value::Integer(expected)),
                "{value:?}"
            );
        }
    }

    #[test]
    fn the_length_of_a_known_text_is_known() {
        let arguments = [Some(Facts::constant(Base::String, "abc").join(Facts::null()))];
        let facts = (LEN.facts)(&Call { arguments: &arguments });
        assert_eq!(facts.texts, Texts::one_of(["0", "3"]));
        assert!(!facts.states.can_be_missing());
    }
}
