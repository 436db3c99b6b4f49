//! `Replace`: a text with parts of it replaced, in five modes that the given parameters choose.
//!
//! Here are the entry and the modes that look for plain text; `mode` chooses, `pattern` has the
//! modes that look for a regular expression.

mod mode;
mod pattern;

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memmem::Finder;

use self::mode::{Mode, OLD_VALUE, REGEX_PATTERN, REPLACEMENT_VALUE, TEMPLATE, TEXT_FORM};
use super::failure::EMPTY_TEXT;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::types::{Facts, States, Texts, Value};

/// The entry.
pub static REPLACE: Function = Function {
    name: "Replace",
    category: Category::Text,
    summary: "replaces parts of a text",
    prose: "Which parameters are given decides what happens; an empty slot is not given, the empty \
        text is.\n\n\
        - `oldValue` and `replacementValue`: every occurrence of the old value in the source \
        becomes the replacement, which may be empty.\n\
        - `oldValue` and `template`: every occurrence of the old value in the template becomes the \
        source.\n\
        - `regexPattern` and `replacementValue`: every match of the .NET regular expression becomes \
        the replacement, in which `$1`, `${name}`, `$&` and `$$` stand for what was matched.\n\
        - `regexPattern`, `regexGroupName` and `replacementValue`: in every match the group of that \
        name (or number, where it has no name) becomes the replacement, taken as it stands; the \
        rest of the match stays.\n\
        - `regexPattern`, `regexGroupName` and `replacementAttributeName`: a source with a value is \
        given as it is; in place of one that is null or empty comes what the group holds in the \
        first match in the other attribute, and null where nothing matches.\n\n\
        Case counts, unless a pattern says `(?i)`. Where nothing is found the text is given as it \
        is. A null source gives null, but for the last mode. A pattern that matches nothing \
        replaces it too: after each match, and at the end.",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the text to change"),
        Param::optional("oldValue", Takes::Text, "the text to look for").key("Find"),
        Param::optional("regexPattern", Takes::Text, "the regular expression to look for")
            .key("RegularExpression"),
        Param::optional("regexGroupName", Takes::Text, "the group of the pattern to replace")
            .key("RegularExpressionGroupName"),
        Param::optional("replacementValue", Takes::Text, "what stands there afterwards")
            .key("Replacement"),
        Param::optional(
            "replacementAttributeName",
            Takes::Text,
            "where to take the group from if the source is missing",
        )
        .key("ReplacementPropertyName"),
        Param::optional("template", Takes::Text, "the text into which the source is put")
            .key("Template"),
    ]),
    examples: &[
        Example {
            title: "a text for another",
            expression: r#"Replace([preferredLanguage], "-", , , "_", , )"#,
            given: r#"{"preferredLanguage": "EN-US"}"#,
            gives: Gives::Value(r#""EN_US""#),
        },
        Example {
            title: "a text for nothing",
            expression: r#"Replace([mail], "@contoso.com", , , "", , )"#,
            given: r#"{"mail": "john.doe@contoso.com"}"#,
            gives: Gives::Value(r#""john.doe""#),
        },
        Example {
            title: "a source put into a template",
            expression: r#"Replace([mailNickname], "<name>", , , , , "<name>@contoso.com")"#,
            given: r#"{"mailNickname": "jsmith"}"#,
            gives: Gives::Value(r#""jsmith@contoso.com""#),
        },
        Example {
            title: "a part of a pattern kept",
            expression: r#"Replace([telephoneNumber], , "\+(?<isdCode>\d* )(?<phoneNumber>\d{10})", , "${phoneNumber}", , )"#,
            given: r#"{"telephoneNumber": "+91 9998887777"}"#,
            gives: Gives::Value(r#""9998887777""#),
        },
        Example {
            title: "what a pattern matches removed",
            expression: r#"Replace([mobile], , "[()\s-]+", , "", , )"#,
            given: r#"{"mobile": "+1 (999) 888-7777"}"#,
            gives: Gives::Value(r#""+19998887777""#),
        },
        Example {
            title: "one group of a pattern replaced",
            expression: r#"Replace([streetAddress], , "(?<streetNumber>^\d*)", "streetNumber", "888", , )"#,
            given: r#"{"streetAddress": "545 Tremont Street"}"#,
            gives: Gives::Value(r#""888 Tremont Street""#),
        },
        Example {
            title: "a missing source taken from another attribute",
            expression: r#"Replace([telephoneNumber], , "\+(?<isdCode>\d* )(?<phoneNumber>\d{10})", "phoneNumber", , [mobile], )"#,
            given: r#"{"telephoneNumber": "", "mobile": "+91 8887779999"}"#,
            gives: Gives::Value(r#""8887779999""#),
        },
        Example {
            title: "null stays null",
            expression: r#"Replace([mail], "@contoso.com", , , "", , )"#,
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "nothing to look for fails the user",
            expression: r#"Replace([mail], [department], , , "", , )"#,
            given: r#"{"mail": "john.doe@contoso.com", "department": ""}"#,
            gives: Gives::Error("eval::empty-text"),
        },
        Example {
            title: "a pattern of the user that is none",
            expression: r#"Replace([mail], , [department], , "", , )"#,
            given: r#"{"mail": "john.doe@contoso.com", "department": "(R&D"}"#,
            gives: Gives::Error("eval::pattern"),
        },
        Example {
            title: "a pattern that tries too many ways",
            expression: r#"Replace([displayName], , "^(\w+\s?)+$", , "", , )"#,
            given: r#"{"displayName": "Wolfeschlegelsteinhausenbergerdorff!"}"#,
            gives: Gives::Error("eval::pattern-too-costly"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Where more is given than a mode needs, `template` decides first, then \
                `replacementValue` with `oldValue`, then `replacementAttributeName`, then \
                `regexGroupName`; the rest is not used.",
            why: "The reference describes each mode on its own.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A null source gives null, but for the mode with `replacementAttributeName`; so \
                does a null template. A null replacement counts as empty.",
            why: "The reference does not say.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "An old value that is null or empty is an error.",
            why: "The reference does not say; .NET throws.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A pattern that .NET refuses, one that is null, and a group that the pattern does \
                not have are errors.",
            why: "The reference does not say; .NET throws.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "With `replacementAttributeName` a pattern that does not match gives null, and a \
                group that takes no part in the match gives the empty text.",
            why: "The reference does not say; .NET's group is empty then.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "With `replacementAttributeName` a source that has a value is given as it is.",
            why: "The examples of the reference are right only then; older editions describe the \
                opposite.",
        },
        Behaviour {
            certainty: Certainty::Different,
            what: "Patterns have a budget of steps for each user and expression. Characters above U+FFFF match as \
                one character. Balancing groups are refused.",
            why: ".NET takes as long as it takes, counts such characters as two and has balancing \
                groups.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#replace",
    services: Services::ALL,
    special: Special {
        fails_of_itself: true,
        pattern: Some(REGEX_PATTERN),
        doubt,
        ..Special::NONE
    },
    see_also: &["StripSpaces", "Switch", "Mid"],
    search: &["substitute", "regex", "template", "remove", "find"],
    prepare,
    facts,
    evaluate,
};

/// A pattern that nobody looks for, or that is found everywhere.
fn doubt(call: &Call<'_>) -> Option<ArgumentFault> {
    let mode = Mode::of(call).ok()?;
    if matches!(mode, Mode::Text | Mode::Template) {
        let message = "with an `oldValue` no pattern is looked for";
        let help = "leave this slot empty, or that of `oldValue`";
        return call
            .is_given(REGEX_PATTERN)
            .then(|| ArgumentFault::new(REGEX_PATTERN, message, help));
    }
    let is_empty = call.constant(REGEX_PATTERN)?.is_empty();
    let message = "an empty pattern is found before, behind and between all characters";
    is_empty.then(|| ArgumentFault::new(REGEX_PATTERN, message, "write what is to be replaced"))
}

/// What is decided beforehand.
enum Plan {
    /// One text for another.
    Plain {
        /// True where the template is changed, false where the source is.
        is_template: bool,
        /// Looks for the old value, where that is a constant.
        finder: Option<Finder<'static>>,
    },
    /// A regular expression.
    Pattern(pattern::Plan),
}

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    let is_template = match Mode::of(call)? {
        Mode::Text => false,
        Mode::Template => true,
        mode @ (Mode::RegexAttribute | Mode::RegexGroup | Mode::Regex) => {
            return Ok(Some(Arc::new(Plan::Pattern(pattern::prepare(mode, call)?))));
        }
    };
    let finder = match call.constant(OLD_VALUE) {
        Some("") => {
            let message = "`oldValue` is empty, so there is nothing to look for";
            return Err(ArgumentFault::new(OLD_VALUE, message, TEXT_FORM));
        }
        Some(old) => Some(Finder::new(old).into_owned()),
        None => None,
    };
    Ok(Some(Arc::new(Plan::Plain { is_template, finder })))
}

fn facts(call: &Call<'_>) -> Facts {
    let facts = match Mode::of(call) {
        Ok(Mode::Text) => text_facts(call),
        Ok(Mode::Template) => template_facts(call),
        Ok(mode @ (Mode::RegexAttribute | Mode::RegexGroup | Mode::Regex)) => {
            return pattern::facts(mode, call);
        }
        Err(_) => return Facts::error(),
    };
    facts.failing(call.facts_or_null(OLD_VALUE).states.can_be_missing())
}

fn text_facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let new = call.facts_or_null(REPLACEMENT_VALUE);
    let texts = match (call.constant(OLD_VALUE), constant_or_empty(&new)) {
        (Some(old), Some(new)) => source.texts.try_map(|text| replaced(text, old, new)),
        _ => Texts::Any,
    };
    let can_be_emptied = source.states.can_be_present() && new.states.can_be_missing();
    let mut facts = Facts::text(texts, source.states.can_be_null());
    if facts.texts == Texts::Any && !source.states.can_be_empty() && !can_be_emptied {
        facts.states = facts.states.without(States::EMPTY);
    }
    facts
}

fn template_facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let template = call.facts_or_null(TEMPLATE);
    let texts = match (call.constant(OLD_VALUE), call.constant(TEMPLATE)) {
        (Some(old), Some(template)) => source.texts.try_map(|text| replaced(template, old, text)),
        _ => Texts::Any,
    };
    let can_be_null = source.states.can_be_null() || template.states.can_be_null();
    let mut facts = Facts::text(texts, can_be_null);
    let can_be_empty = source.states.can_be_empty() || template.states.can_be_empty();
    if facts.texts == Texts::Any && !can_be_empty {
        facts.states = facts.states.without(States::EMPTY);
    }
    facts
}

/// The one text it is, where null counts as empty.
fn constant_or_empty(facts: &Facts) -> Option<&str> {
    if facts.states == States::NULL { Some("") } else { facts.constant_text() }
}

/// The replaced text, unless it is empty what is looked for or too long what comes out.
fn replaced(text: &str, old: &str, new: &str) -> Option<String> {
    const MOST_BYTES: usize = 4096;
    if old.is_empty() {
        return None;
    }
    let grown = text.matches(old).count().saturating_mul(new.len());
    (text.len().saturating_add(grown) <= MOST_BYTES).then(|| text.replace(old, new))
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    match args.prepared::<Plan>() {
        Some(Plan::Pattern(plan)) => pattern::evaluate(plan, args),
        Some(Plan::Plain { is_template, finder }) => {
            replace_text(args, *is_template, finder.as_ref())
        }
        None => Ok(Value::Null),
    }
}

fn replace_text<'r>(
    args: &Args<'_, 'r>,
    is_template: bool,
    finder: Option<&Finder<'static>>,
) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    let new_of_user;
    let (text, new) = if is_template {
        let Some(template) = args.text(TEMPLATE)? else { return Ok(Value::Null) };
        (template, source)
    } else if let Some(new) = args.text_at_hand(REPLACEMENT_VALUE) {
        (source, Cow::Borrowed(new))
    } else {
        new_of_user = args.once(REPLACEMENT_VALUE, || {
            let new = args.text(REPLACEMENT_VALUE)?;
            Ok(Arc::new(new.unwrap_or_default().into_owned()))
        })?;
        (source, Cow::Borrowed(new_of_user.as_str()))
    };
    let finder_of_user;
    let finder = match finder {
        Some(finder) => finder,
        None => {
            finder_of_user = args.once(OLD_VALUE, || match args.text(OLD_VALUE)? {
                Some(old) if !old.is_empty() => {
                    Ok(Arc::new(Finder::new(old.as_bytes()).into_owned()))
                }
                Some(_) | None => {
                    Err(args.fail(OLD_VALUE, &EMPTY_TEXT, "there is nothing to look for"))
                }
            })?;
            &*finder_of_user
        }
    };
    let mut result = args.builder();
    let mut rest = text.as_ref();
    let mut is_changed = false;
    // UTF-8 is found in UTF-8 on character boundaries only, so no cut can miss.
    while let Some(position) = finder.find(rest.as_bytes()) {
        let (Some(before), Some(after)) =
            (rest.get(..position), rest.get(position + finder.needle().len()..))
        else {
            break;
        };
        result.push(before)?;
        result.push(&new)?;
        rest = after;
        is_changed = true;
    }
    if !is_changed {
        return Ok(Value::Text(text));
    }
    result.push(rest)?;
    Ok(result.finish())
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::{Base, Type};

    const NONE: Option<Value<'static>> = None;

    fn text(text: &str) -> Option<Value<'_>> {
        Some(Value::text(text))
    }

    fn replace<'r>(
        source: &'r str,
        old: Value<'r>,
        new: &'r str,
    ) -> Result<Value<'static>, String> {
        call(&REPLACE, &[text(source), Some(old), NONE, NONE, text(new)])
    }

    #[test]
    fn every_occurrence_goes_from_left_to_right() {
        for (source, old, new, expected) in [
            ("aXbX", "X", "-", "a-b-"),
            ("aaa", "aa", "b", "ba"),
            ("Éé", "é", "e", "Ée"),
            ("abc", "B", "x", "abc"),
            ("a", "a", "aa", "aa"),
            ("", "a", "b", ""),
            ("a\u{0}b", "\u{0}", "", "ab"),
        ] {
            assert_eq!(
                replace(source, Value::text(old), new),
                Ok(Value::text(expected)),
                "{source:?}"
            );
        }
        assert_eq!(replace("a1", Value::Integer(1), "2"), Ok(Value::text("a2")));
    }

    #[test]
    fn a_template_takes_the_source() {
        let template = |source: Option<Value<'static>>, template: Option<Value<'static>>| {
            call(&REPLACE, &[source, text("<u>"), NONE, NONE, NONE, NONE, template])
        };
        assert_eq!(template(text("j"), text("<u>.<u>")), Ok(Value::text("j.j")));
        assert_eq!(template(text("j"), text("plain")), Ok(Value::text("plain")));
        assert_eq!(template(text(""), text("<u>@x")), Ok(Value::text("@x")));
        assert_eq!(template(Some(Value::Null), text("<u>@x")), Ok(Value::Null));
        assert_eq!(template(text("j"), Some(Value::Null)), Ok(Value::Null));
    }

    #[test]
    fn nothing_to_look_for_is_an_error() {
        assert_eq!(replace("a", Value::Null, "b"), Err("eval::empty-text".to_owned()));
        assert!(
            replace("a", Value::text(""), "b").is_err_and(|fault| fault.starts_with("argument 1"))
        );
    }

    #[test]
    fn a_text_that_multiplies_stops_at_the_limit() {
        let long = "x".repeat(2000);
        assert_eq!(replace(&long, Value::Integer(1), &long), Ok(Value::text(&long)));
        let result = replace(&long, Value::text("x"), &long);
        assert_eq!(result, Err("eval::too-long".to_owned()));
    }

    #[test]
    fn facts_follow_the_mode() {
        let constant = |text| Some(Facts::constant(Base::String, text));
        let facts = |source: Facts, new: Option<Facts>, template: Option<Facts>| {
            let arguments = [Some(source), constant("a"), None, None, new, None, template];
            (REPLACE.facts)(&Call { arguments: &arguments })
        };
        let present = || Facts::present(Type::STRING);
        assert_eq!(facts(present(), constant("b"), None).states, States::PRESENT);
        assert!(facts(present(), constant(""), None).states.can_be_empty());
        assert!(!facts(present(), constant("b"), None).can_fail);
        assert_eq!(facts(present(), None, constant("a@x")).states, States::PRESENT);
        assert!(facts(Facts::any(Type::STRING), None, constant("a@x")).states.can_be_null());
        let known = Facts::constant(Base::String, "banana");
        assert_eq!(facts(known, constant("o"), None).constant_text(), Some("bonono"));
        // What would outgrow all reason is not kept.
        let long = "a".repeat(4000);
        let grown = facts(Facts::constant(Base::String, &long), constant(&long), None);
        assert_eq!(grown.texts, Texts::Any);
    }
}
