//! `Split`: a text cut into several values.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memmem::Finder;

use super::failure::EMPTY_TEXT;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static SPLIT: Function = Function {
    name: "Split",
    category: Category::MultiValued,
    summary: "cuts a text into several values",
    prose: "The text is cut wherever the delimiter stands, and white space around each piece is \
        taken off. Pieces without a character are kept. Of a source with several values each is \
        cut. Null gives null.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the text to cut"),
        Param::required("delimiter", Takes::Text, "what stands between the values")
            .listed_as_optional(),
    ]),
    examples: &[
        Example {
            title: "a list in an attribute",
            expression: r#"Split([extensionAttribute5], ",")"#,
            given: r#"{"extensionAttribute5": "PermissionSetOne, PermissionSetTwo"}"#,
            gives: Gives::Value(r#"["PermissionSetOne", "PermissionSetTwo"]"#),
        },
        Example {
            title: "empty pieces are kept",
            expression: r#"Split("a,,b", ",")"#,
            given: "{}",
            gives: Gives::Value(r#"["a", "", "b"]"#),
        },
        Example {
            title: "null gives null",
            expression: r#"Split([extensionAttribute5], ",")"#,
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "no delimiter",
            expression: "Split([displayName], [extensionAttribute5])",
            given: r#"{"displayName": "Ana"}"#,
            gives: Gives::Error("eval::empty-text"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Contested,
            what: "White space around the pieces is taken off.",
            why: "The result in the reference has none; its text does not say so, and .NET would \
                leave it.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Empty pieces are kept; a delimiter of several characters counts as a whole; an \
                empty one is an error; null gives null.",
            why: "The reference does not say.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "The delimiter cannot be left out.",
            why: "The reference requires it; Graph's list of functions calls it optional, and \
                nobody says what would be cut at then.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#split",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Item", "Join", "Word", "Count"],
    search: &["separate", "list", "array", "cut"],
    prepare,
    facts,
    evaluate,
};

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    match call.constant(1) {
        Some("") => {
            let help = "write what stands between the values, such as `\",\"`";
            Err(ArgumentFault::new(1, "`delimiter` takes at least one character", help))
        }
        Some(delimiter) => Ok(Some(Arc::new(finder(delimiter)))),
        None => Ok(None),
    }
}

/// Looks for a delimiter.
fn finder(delimiter: &str) -> Finder<'static> {
    Finder::new(delimiter.as_bytes()).into_owned()
}

fn facts(call: &Call<'_>) -> Facts {
    let can_be_null = call.facts_or_null(0).states.can_be_null();
    let can_fail = call.facts_or_null(1).states.can_be_missing();
    Facts::nullable(Type::STRINGS, can_be_null).failing(can_fail)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    let delimiter_of_user;
    let delimiter = match args.prepared::<Finder<'static>>() {
        Some(delimiter) => delimiter,
        None => {
            delimiter_of_user = args.once(1, || match args.one_text(1)? {
                Some(delimiter) if !delimiter.is_empty() => Ok(Arc::new(finder(&delimiter))),
                Some(_) | None => Err(args.fail(1, &EMPTY_TEXT, "there is nothing to cut at")),
            })?;
            &*delimiter_of_user
        }
    };
    match source {
        Cow::Borrowed(source) => args.limited_list(pieces(source, delimiter).map(Value::text)),
        Cow::Owned(source) => args
            .limited_list(pieces(&source, delimiter).map(|piece| Value::owned(piece.to_owned()))),
    }
}

fn pieces<'t>(source: &'t str, delimiter: &Finder<'_>) -> impl Iterator<Item = &'t str> {
    let mut cuts = delimiter.find_iter(source.as_bytes());
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let cut = cuts.next();
        next = cut.map(|cut| cut + delimiter.needle().len());
        source.get(start..cut.unwrap_or(source.len())).map(str::trim)
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn pieces_are_trimmed_and_kept() {
        for (source, delimiter, expected) in [
            ("a ; b;", ";", vec!["a", "b", ""]),
            ("a, b", ", ", vec!["a", "b"]),
            ("a,b", ";", vec!["a,b"]),
            ("", ",", vec![""]),
            ("\u{a0}é\t|é", "|", vec!["é", "é"]),
        ] {
            let result = call(&SPLIT, &[Some(Value::text(source)), Some(Value::text(delimiter))]);
            let expected = expected.into_iter().map(Value::text).collect();
            assert_eq!(result, Ok(Value::list(expected)), "{source} {delimiter}");
        }
        let empty = call(&SPLIT, &[Some(Value::text("a")), Some(Value::text(""))]);
        assert!(empty.is_err_and(|fault| fault.starts_with("argument 1")));
    }
    #[test]
    fn a_million_empty_pieces_are_too_many() {
        let many = ";".repeat(1_000_000);
        let result = call(&SPLIT, &[Some(Value::text(&many)), Some(Value::text(";"))]);
        assert_eq!(result, Err("eval::too-long".to_owned()));
    }
}
