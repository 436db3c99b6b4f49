//! `Coalesce`: the first of several values that is there.

use super::{
    Args, Behaviour, Call, Category, Certainty, Choice, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Value};

/// The entry.
pub static COALESCE: Function = Function {
    name: "Coalesce",
    category: Category::Choice,
    summary: "gives the first value that is there",
    prose: "Sources that are null or empty are passed over; the last one is the fallback and is \
        given as it is, null and empty included. Sources behind the first one that is there are \
        not evaluated. A source with several values is given whole.",
    signature: Signature::repeating(
        &[Param::required("source", Takes::Any, "the value to give where it is there")],
        1,
        1,
    ),
    examples: &[
        Example {
            title: "a mail address or else the user name",
            expression: "Coalesce([mail], [userPrincipalName])",
            given: r#"{"userPrincipalName": "John.Doe@contoso.com"}"#,
            gives: Gives::Value(r#""John.Doe@contoso.com""#),
        },
        Example {
            title: "an empty text is passed over",
            expression: "Coalesce([mail], [userPrincipalName])",
            given: r#"{"mail": "", "userPrincipalName": "John.Doe@contoso.com"}"#,
            gives: Gives::Value(r#""John.Doe@contoso.com""#),
        },
        Example {
            title: "the last one is given as it is",
            expression: r#"Coalesce([mail], [otherMails], "")"#,
            given: "{}",
            gives: Gives::Value(r#""""#),
        },
        Example {
            title: "several values stay several",
            expression: "Coalesce([otherMails], [mail])",
            given: r#"{"otherMails": ["a@contoso.com", "b@contoso.com"]}"#,
            gives: Gives::Value(r#"["a@contoso.com", "b@contoso.com"]"#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Contested,
        what: "Empty texts are passed over as null is, except in last place.",
        why: "The reference speaks of null only; an example in Microsoft's SuccessFactors guide \
            is right only where empty texts are passed over too.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#coalesce",
    services: Services::ALL,
    special: Special { choice: Some(CHOICE), ..Special::NONE },
    see_also: &["IIF", "IsPresent", "Switch"],
    search: &["default", "fallback", "first", "ifnull", "nvl", "or else"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

/// Each source decides whether the next one is asked for.
const CHOICE: Choice = Choice { decides: |_| true, gives: |_| true, matches: |_| None, asks };

fn asks(call: &Call<'_>) -> Vec<bool> {
    let mut is_asked = true;
    let mut asks = Vec::with_capacity(call.arguments.len());
    for index in 0..call.arguments.len() {
        asks.push(is_asked);
        is_asked &= call.facts(index).is_none_or(|source| source.states.can_be_missing());
    }
    asks
}

/// One of the sources that are there, up to the first that always is, or else the last.
fn facts(call: &Call<'_>) -> Facts {
    let last = call.arguments.len().saturating_sub(1);
    let asked = asks(call).into_iter().enumerate().filter(|(_, is_asked)| *is_asked);
    asked
        .map(|(index, _)| match call.facts_or_null(index) {
            source if index == last => source,
            source => source.where_present(),
        })
        .fold(Facts::never(), Facts::join)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let last = args.count().saturating_sub(1);
    for index in 0..last {
        let value = args.value(index)?;
        if !value.is_null_or_empty() {
            return Ok(value);
        }
    }
    args.value(last)
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::{Base, States, Texts, Type};

    fn facts_of(sources: Vec<Facts>) -> Facts {
        let arguments: Vec<_> = sources.into_iter().map(Some).collect();
        facts(&Call { arguments: &arguments })
    }

    #[test]
    fn one_source_is_given_as_it_is() {
        assert_eq!(call(&COALESCE, &[Some(Value::text(""))]), Ok(Value::text("")));
        assert_eq!(call(&COALESCE, &[Some(Value::Null)]), Ok(Value::Null));
        assert_eq!(call(&COALESCE, &[None, Some(Value::text("b"))]), Ok(Value::text("b")));
    }

    #[test]
    fn a_present_source_ends_the_search() {
        let any = Facts::any(Type::STRING);
        let constant = Facts::constant(Base::String, "x");
        assert_eq!(facts_of(vec![any.clone(), constant.clone()]).states, States::PRESENT);
        assert_eq!(
            facts_of(vec![any.clone(), constant.clone(), any.clone()]).states,
            States::PRESENT
        );
        assert_eq!(facts_of(vec![constant.clone(), any.clone()]), constant);
        assert_eq!(facts_of(vec![any.clone(), any.clone()]).states, States::ANY);
        assert_eq!(facts_of(vec![Facts::null(), any]).states, States::ANY);
    }

    #[test]
    fn an_empty_text_is_only_possible_from_the_last_source() {
        let empty_or_a = Facts::constant(Base::String, "").join(Facts::constant(Base::String, "a"));
        let facts = facts_of(vec![empty_or_a.clone(), Facts::constant(Base::String, "b")]);
        assert_eq!(facts.texts, Texts::one_of(["a", "b"]));
        assert_eq!(facts.states, States::PRESENT);
        let facts =
            facts_of(vec![Facts::constant(Base::String, "b").join(Facts::null()), empty_or_a]);
        assert_eq!(facts.texts, Texts::one_of(["", "a", "b"]));
    }
}
