//! `SelectUniqueValue`: the first value that nobody has yet.

use super::failure::{NOT_UNIQUE, Reason};
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Nesting, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Texts, Type, Value};

/// The entry.
pub static SELECT_UNIQUE_VALUE: Function = Function {
    name: "SelectUniqueValue",
    category: Category::Random,
    summary: "gives the first value that is not taken in the target",
    prose: "The rules are evaluated in order, and the first value that no other object of the \
        target has is the result; case does not count. A rule that gives null or the empty text is \
        passed over. Where all values are taken, the user is put aside. It must be the outermost \
        call, is meant for users that are created, and must not be used for a matching \
        attribute.\n\nattrmap asks no target: taken is what it is told (`--taken`) and what \
        earlier users of the run were given. A user that is rejected for another reason takes \
        nothing.",
    signature: Signature::repeating(
        &[Param::required("uniqueValueRule", Takes::Any, "an expression for a value")],
        1,
        2,
    ),
    examples: &[
        Example {
            title: "nobody has the first one",
            expression: r#"SelectUniqueValue(Join(".", [givenName], [surname]), Join(".", Left([givenName], 1), [surname]))"#,
            given: r#"{"givenName": "John", "surname": "Smith"}"#,
            gives: Gives::Value(r#""John.Smith""#),
        },
        Example {
            title: "a rule that gives nothing is passed over",
            expression: "SelectUniqueValue([mail], [userPrincipalName])",
            given: r#"{"userPrincipalName": "john@contoso.com"}"#,
            gives: Gives::Value(r#""john@contoso.com""#),
        },
        Example {
            title: "no rule gives anything",
            expression: "SelectUniqueValue([mail], [mailNickname])",
            given: "{}",
            gives: Gives::Error("eval::not-unique"),
        },
        Example {
            title: "a rule gives one value",
            expression: "SelectUniqueValue([mail], [proxyAddresses])",
            given: r#"{"proxyAddresses": ["a@x", "b@x"]}"#,
            gives: Gives::Error("eval::several-values"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Case does not count when values are compared.",
            why: "The check is a search in Active Directory, which ignores case.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Null and empty values are passed over; all rules are evaluated, so an error in \
                any of them is one of the whole.",
            why: "The reference does not say.",
        },
        Behaviour {
            certainty: Certainty::Different,
            what: "Taken is what other users of the same run were given, and what `--taken` lists.",
            why: "The service asks the target, which is not at hand here.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#selectuniquevalue",
    services: Services::HR,
    special: Special { nesting: Nesting::Refused, is_unique: true, ..Special::NONE },
    see_also: &["Guid", "RandomString", "NormalizeDiacritics"],
    search: &["unique", "duplicate", "collision", "taken", "user name"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let mut texts = Texts::none();
    for rule in call.arguments.iter().flatten() {
        texts = texts.union(rule.texts.clone());
    }
    if let Texts::OneOf(texts) = &mut texts {
        texts.remove("");
    }
    let facts = Facts { texts, is_deterministic: false, ..Facts::present(Type::STRING) };
    facts.failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let mut candidates = Vec::with_capacity(args.count());
    for rule in 0..args.count() {
        let candidate = args.one_text(rule)?.filter(|candidate| !candidate.is_empty());
        candidates.extend(candidate.map(|candidate| candidate.into_owned()));
    }
    if candidates.is_empty() {
        return Err(args.fail_call(&NOT_UNIQUE, "no rule gives a value"));
    }
    Err(Stop::new(Reason::Candidates(candidates)))
}
