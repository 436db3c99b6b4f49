//! `DefaultDomain`: the tenant's default domain.

use super::failure::NO_DEFAULT_DOMAIN;
use super::{
    Args, Call, Category, Certainty, Example, Function, Gives, Services, Signature, Special, Stop,
    nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static DEFAULT_DOMAIN: Function = Function {
    name: "DefaultDomain",
    category: Category::Text,
    summary: "gives the tenant's default domain",
    prose: "It is the name of the verified domain that is marked as the tenant's default. attrmap \
        knows no tenant, so the name is given to it (`--default-domain`); where it is not, the \
        evaluation ends in an error, as it does for a tenant without a default domain.",
    signature: Signature::fixed(&[]),
    examples: &[Example {
        title: "a name in the default domain, which is contoso.com here",
        expression: r#"Join("@", [mailNickname], DefaultDomain())"#,
        given: r#"{"mailNickname": "ana"}"#,
        gives: Gives::Value(r#""ana@contoso.com""#),
    }],
    certainty: Certainty::Documented,
    behaviours: &[],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#defaultdomain",
    services: Services::APPS_AND_HR,
    special: Special::NONE,
    see_also: &["Join"],
    search: &["tenant domain", "verified domain", "suffix"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(_: &Call<'_>) -> Facts {
    Facts::present(Type::STRING).failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    match args.default_domain().filter(|domain| !domain.is_empty()) {
        Some(domain) => Ok(Value::owned(domain.to_owned())),
        None => Err(args.fail_call(
            &NO_DEFAULT_DOMAIN,
            "no default domain is given: say it with `--default-domain contoso.com`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::{Frame, Occasion, Place, Purse, Reason, Recent, Surroundings};
    use crate::source::Span;
    use crate::types::DateTime;

    struct Nowhere(Surroundings, Purse, Recent);

    impl Frame<'static> for Nowhere {
        fn count(&self) -> usize {
            0
        }

        fn is_given(&self, _: usize) -> bool {
            false
        }

        fn value(&self, _: usize) -> Result<Value<'static>, Stop> {
            Ok(Value::Null)
        }

        fn text_at_hand(&self, _: usize) -> Option<&'static str> {
            None
        }

        fn span(&self, _: Option<usize>) -> Span {
            Span::new(0, 1)
        }

        fn surroundings(&self) -> &Surroundings {
            &self.0
        }

        fn purse(&self) -> &Purse {
            &self.1
        }

        fn recent(&self) -> &Recent {
            &self.2
        }

        fn place(&self) -> Place<'_> {
            Occasion::default().place(0, 0)
        }
    }

    #[test]
    fn what_nobody_gave_is_an_error() {
        let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
        let purse = Purse::of(&surroundings);
        let nowhere = Nowhere(surroundings, purse, Recent::default());
        for (function, code) in [
            (&DEFAULT_DOMAIN, "eval::no-default-domain"),
            (&crate::functions::guid::GUID, "eval::no-randomness"),
        ] {
            match (function.evaluate)(&Args::new(&nowhere, &None)).map_err(Stop::reason) {
                Err(Reason::Failed(failure)) => assert_eq!(failure.code.path, code),
                other => panic!("{other:?}"),
            }
        }
    }
}
