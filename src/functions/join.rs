//! `Join`: several values in one text.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Texts, Type, Value};

/// The entry.
pub static JOIN: Function = Function {
    name: "Join",
    category: Category::Text,
    summary: "puts several values together, with a separator between them",
    prose: "A source with several values brings each of them. What is null or empty is left out, \
        and its separator with it; a space is not empty. Where nothing is left, the result is the \
        empty text. A separator that is null counts as empty.",
    signature: Signature::repeating(
        &[
            Param::required("separator", Takes::Text, "the text between two values"),
            Param::required("source", Takes::Any, "a value, or several"),
        ],
        1,
        1,
    ),
    examples: &[
        Example {
            title: "what is empty is left out",
            expression: r#"Join(", ", "", [surname], [givenName])"#,
            given: r#"{"surname": "Doe", "givenName": "John"}"#,
            gives: Gives::Value(r#""Doe, John""#),
        },
        Example {
            title: "each of several values",
            expression: r#"Join(";", [mail], [otherMails])"#,
            given: r#"{"mail": "a@contoso.com", "otherMails": ["b@contoso.com", "c@contoso.com"]}"#,
            gives: Gives::Value(r#""a@contoso.com;b@contoso.com;c@contoso.com""#),
        },
        Example {
            title: "nothing left is the empty text",
            expression: r#"Join(" ", [givenName], [surname])"#,
            given: "{}",
            gives: Gives::Value(r#""""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Example,
            what: "Null and empty sources are left out with their separator.",
            why: "The reference does not say so, but its examples are right only then.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Where every source is left out, the result is the empty text and not null.",
            why: "The reference has no such example.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#join",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Append"],
    search: &["concat", "concatenate", "combine", "&", "+"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let sources = || call.arguments.iter().skip(1).flatten();
    let some_present = sources().any(|source| source.states.can_be_present());
    // Several values may all be empty texts.
    let one_always_present =
        sources().any(|source| !source.can_be_several && !source.states.can_be_missing());
    let states = match (some_present, one_always_present) {
        (false, _) => States::EMPTY,
        (true, false) => States::EMPTY.union(States::PRESENT),
        (true, true) => States::PRESENT,
    };
    let separators = call.facts_or_null(0).texts_or_empty();
    let texts = separators.known().map_or(Texts::Any, |separators| {
        let joined = separators.iter().map(|separator| joined(separator, sources()));
        joined.reduce(Texts::union).unwrap_or(Texts::Any)
    });
    Facts::any(Type::STRING).within(states, &texts)
}

/// The results with that separator, where all sources are known; what is missing adds nothing.
fn joined<'f>(separator: &str, sources: impl Iterator<Item = &'f Facts>) -> Texts {
    sources.fold(Texts::one_of([""]), |so_far, source| {
        so_far.with_each(&source.texts_or_empty(), |so_far, piece| match (so_far, piece) {
            (text, "") | ("", text) => text.to_owned(),
            (so_far, piece) => [so_far, piece].join(separator),
        })
    })
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let separator = args.text(0)?.unwrap_or_default();
    let mut joined = args.builder();
    let mut is_first = true;
    let mut push = |piece: &str| {
        if piece.is_empty() {
            return Ok(());
        }
        if !is_first {
            joined.push(&separator)?;
        }
        is_first = false;
        joined.push(piece)
    };
    for index in 1..args.count() {
        if let Some(text) = args.text_at_hand(index) {
            push(text)?;
            continue;
        }
        match args.value(index)? {
            Value::List(values) => {
                for value in values.iter() {
                    push(&value.to_text().unwrap_or_default())?;
                }
            }
            value => push(&value.to_text().unwrap_or_default())?,
        }
    }
    Ok(joined.finish())
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::Base;

    fn facts_of(arguments: Vec<Facts>) -> Facts {
        let arguments: Vec<_> = arguments.into_iter().map(Some).collect();
        facts(&Call { arguments: &arguments })
    }

    #[test]
    fn values_of_every_kind_are_joined_as_text() {
        let list = Value::list(vec![Value::text(""), Value::text("b"), Value::Null]);
        let arguments = [
            Some(Value::text("-")),
            Some(Value::Integer(1000)),
            None,
            Some(list),
            Some(Value::Boolean(true)),
            Some(Value::text(" ")),
        ];
        assert_eq!(call(&JOIN, &arguments), Ok(Value::text("1000-b-True- ")));
        let null_separator = [Some(Value::Null), Some(Value::text("a")), Some(Value::text("b"))];
        assert_eq!(call(&JOIN, &null_separator), Ok(Value::text("ab")));
    }

    #[test]
    fn a_result_that_outgrows_the_limit_fails() {
        let long = "x".repeat(600_000);
        let arguments = [Some(Value::text("")), Some(Value::text(&long)), Some(Value::text(&long))];
        assert_eq!(call(&JOIN, &arguments), Err("eval::too-long".to_owned()));
    }

    #[test]
    fn the_result_is_never_null() {
        let any = Facts::any(Type::STRING);
        let constant = |text| Facts::constant(Base::String, text);
        let states = |sources: Vec<Facts>| facts_of(sources).states;
        assert_eq!(states(vec![constant(" "), any.clone()]), States::EMPTY.union(States::PRESENT));
        assert_eq!(states(vec![any.clone(), any, constant("x")]), States::PRESENT);
        assert_eq!(states(vec![constant(" "), Facts::null()]), States::EMPTY);
        // A list that is there may hold empty texts only.
        let list = Facts::present(Type::STRINGS);
        assert_eq!(states(vec![constant(" "), list]), States::EMPTY.union(States::PRESENT));
    }

    #[test]
    fn constants_are_joined_beforehand() {
        let constant = |text| Facts::constant(Base::String, text);
        let joined = facts_of(vec![
            constant("-"),
            constant("a"),
            constant(""),
            Facts::null(),
            constant("b"),
        ]);
        assert_eq!(joined.constant_text(), Some("a-b"));
    }
}
