//! `Replace`: a text with parts of it replaced, in five modes that the given parameters choose.
//!
//! Absent for now: the three modes that use regular expressions; they are recognised and refused.

use std::sync::Arc;

use memchr::memmem::Finder;

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
        source.\n\n\
        Case counts. Where nothing is found the text is given as it is. A null source gives null. \
        The modes with `regexPattern` are not available in this version yet.",
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
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Where more is given than a mode needs, `template` decides first, then \
                `replacementValue` with `oldValue`; the rest is not used.",
            why: "The reference describes each mode on its own.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A null source gives null in both modes, and so does a null template; a null \
                replacement counts as empty.",
            why: "The reference does not say.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "An old value that is null or empty is an error.",
            why: "The reference does not say; .NET throws.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#replace",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["StripSpaces", "Switch", "Mid"],
    search: &["substitute", "regex", "template", "remove", "find"],
    prepare,
    facts,
    evaluate,
};

const OLD_VALUE: usize = 1;
const REGEX_PATTERN: usize = 2;
const REGEX_GROUP_NAME: usize = 3;
const REPLACEMENT_VALUE: usize = 4;
const REPLACEMENT_ATTRIBUTE_NAME: usize = 5;
const TEMPLATE: usize = 6;

/// What the given parameters ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The old value in the source becomes the replacement.
    Text,
    /// The old value in the template becomes the source.
    Template,
    /// A source that is missing is taken from another text, by a group of a pattern.
    RegexAttribute,
    /// A group of each match becomes the replacement.
    RegexGroup,
    /// Each match becomes the replacement.
    Regex,
}

/// What is decided beforehand.
struct Plan {
    /// True where the template is changed, false where the source is.
    is_template: bool,
    /// Looks for the old value, where that is a constant.
    finder: Option<Finder<'static>>,
}

impl Mode {
    /// Decides by the slots that are filled.
    fn of(call: &Call<'_>) -> Result<Mode, ArgumentFault> {
        let has = |index| call.is_given(index);
        if has(TEMPLATE) && has(OLD_VALUE) {
            return Ok(Mode::Template);
        }
        if has(OLD_VALUE) && has(REPLACEMENT_VALUE) {
            return Ok(Mode::Text);
        }
        match (has(REGEX_PATTERN), has(REGEX_GROUP_NAME)) {
            (true, true) if has(REPLACEMENT_ATTRIBUTE_NAME) => return Ok(Mode::RegexAttribute),
            (true, true) if has(REPLACEMENT_VALUE) => return Ok(Mode::RegexGroup),
            (true, false) if has(REPLACEMENT_VALUE) => return Ok(Mode::Regex),
            (true | false, true | false) => {}
        }
        let missing = WHAT_IS_MISSING.iter().find(|missing| has(missing.argument));
        let (argument, message, help) = match missing {
            Some(missing) => (missing.argument, missing.message, missing.help),
            None => (0, "`Replace` needs an `oldValue` to look for", TEXT_FORM),
        };
        Err(ArgumentFault { argument, message: message.to_owned(), help: Some(help.to_owned()) })
    }
}

const TEXT_FORM: &str = r#"write `Replace(source, "old", , , "new", , )`"#;
const TEMPLATE_FORM: &str = r#"write `Replace(source, "<name>", , , , , "<name>@contoso.com")`"#;
const REGEX_FORM: &str = r#"write `Replace(source, , "pattern", , "new", , )`"#;
const REGEX_GROUP_FORM: &str =
    r#"write `Replace(source, , "(?<group>pattern)", "group", "new", , )`"#;
const REGEX_ATTRIBUTE_FORM: &str =
    r#"write `Replace(source, , "(?<group>pattern)", "group", , [attribute], )`"#;

/// What a parameter that is given lacks.
struct Missing {
    argument: usize,
    message: &'static str,
    help: &'static str,
}

/// Looked through in this order, once no mode fits.
const WHAT_IS_MISSING: [Missing; 6] = [
    Missing {
        argument: TEMPLATE,
        message: "`template` needs an `oldValue` to replace in it",
        help: TEMPLATE_FORM,
    },
    Missing {
        argument: OLD_VALUE,
        message: "`oldValue` needs a `replacementValue` or a `template` beside it",
        help: TEXT_FORM,
    },
    Missing {
        argument: REPLACEMENT_ATTRIBUTE_NAME,
        message: "`replacementAttributeName` needs `regexPattern` and `regexGroupName`",
        help: REGEX_ATTRIBUTE_FORM,
    },
    Missing {
        argument: REGEX_GROUP_NAME,
        message: "`regexGroupName` needs a `regexPattern` and a `replacementValue`",
        help: REGEX_GROUP_FORM,
    },
    Missing {
        argument: REGEX_PATTERN,
        message: "`regexPattern` needs a `replacementValue`",
        help: REGEX_FORM,
    },
    Missing {
        argument: REPLACEMENT_VALUE,
        message: "`replacementValue` needs an `oldValue` or a `regexPattern`",
        help: TEXT_FORM,
    },
];

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    let is_template = match Mode::of(call)? {
        Mode::Text => false,
        Mode::Template => true,
        Mode::RegexAttribute | Mode::RegexGroup | Mode::Regex => {
            return Err(ArgumentFault {
                argument: REGEX_PATTERN,
                message:
                    "`regexPattern`: regular expressions are not available in this version yet"
                        .to_owned(),
                help: Some(TEXT_FORM.to_owned()),
            });
        }
    };
    let finder = match call.constant(OLD_VALUE) {
        Some("") => {
            return Err(ArgumentFault {
                argument: OLD_VALUE,
                message: "`oldValue` is empty, so there is nothing to look for".to_owned(),
                help: Some(TEXT_FORM.to_owned()),
            });
        }
        Some(old) => Some(Finder::new(old).into_owned()),
        None => None,
    };
    Ok(Some(Arc::new(Plan { is_template, finder })))
}

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let old = call.facts_or_null(OLD_VALUE);
    let can_fail = old.states.can_be_missing();
    let facts = match Mode::of(call) {
        Ok(Mode::Text) => {
            let new = call.facts_or_null(REPLACEMENT_VALUE);
            let texts = match (call.constant(OLD_VALUE), constant_or_empty(&new)) {
                (Some(old), Some(new)) => map_texts(&source.texts, |text| replaced(text, old, new)),
                _ => Texts::Any,
            };
            let can_be_emptied = source.states.can_be_present() && new.states.can_be_missing();
            let mut facts = Facts::text(texts, source.states.can_be_null());
            if facts.texts == Texts::Any && !source.states.can_be_empty() && !can_be_emptied {
                facts.states = facts.states.without(States::EMPTY);
            }
            facts
        }
        Ok(Mode::Template) => {
            let template = call.facts_or_null(TEMPLATE);
            let texts = match (call.constant(OLD_VALUE), call.constant(TEMPLATE)) {
                (Some(old), Some(template)) => {
                    map_texts(&source.texts, |text| replaced(template, old, text))
                }
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
        Ok(Mode::RegexAttribute | Mode::RegexGroup | Mode::Regex) | Err(_) => Facts::error(),
    };
    facts.failing(can_fail)
}

/// The one text it is, where null counts as empty.
fn constant_or_empty(facts: &Facts) -> Option<&str> {
    if facts.states == States::NULL { Some("") } else { facts.constant_text() }
}

/// What the texts become; anything, where one of them grows too long to be kept.
fn map_texts(texts: &Texts, function: impl Fn(&str) -> Option<String>) -> Texts {
    match texts {
        Texts::Any => Texts::Any,
        Texts::OneOf(texts) => {
            let mapped: Option<Vec<String>> = texts.iter().map(|text| function(text)).collect();
            mapped.map_or(Texts::Any, Texts::from_iter)
        }
    }
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
    let (Some(source), Some(plan)) = (args.text(0)?, args.prepared::<Plan>()) else {
        return Ok(Value::Null);
    };
    let (text, new) = if plan.is_template {
        let Some(template) = args.text(TEMPLATE)? else { return Ok(Value::Null) };
        (template, source)
    } else {
        (source, args.text(REPLACEMENT_VALUE)?.unwrap_or_default())
    };
    let old;
    let finder_of_user;
    let finder = match &plan.finder {
        Some(finder) => finder,
        None => {
            old = args.text(OLD_VALUE)?.unwrap_or_default();
            if old.is_empty() {
                return Err(args.fail(OLD_VALUE, &EMPTY_TEXT, "there is nothing to look for"));
            }
            finder_of_user = Finder::new(old.as_bytes());
            &finder_of_user
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
    fn what_is_given_decides_or_what_is_missing_is_named() {
        let slots = |given: &[usize]| {
            let facts: Vec<Option<Facts>> = (0..7)
                .map(|index| given.contains(&index).then(|| Facts::any(Type::STRING)))
                .collect();
            Mode::of(&Call { arguments: &facts }).map_err(|fault| fault.argument)
        };
        for (given, expected) in [
            (&[0, 1, 4][..], Ok(Mode::Text)),
            (&[0, 1, 6], Ok(Mode::Template)),
            (&[0, 2, 4], Ok(Mode::Regex)),
            (&[0, 2, 3, 4], Ok(Mode::RegexGroup)),
            (&[0, 2, 3, 5], Ok(Mode::RegexAttribute)),
            // More than a mode needs: the order of precedence decides.
            (&[0, 1, 2, 3, 4, 5, 6], Ok(Mode::Template)),
            (&[0, 1, 2, 4], Ok(Mode::Text)),
            (&[0, 2, 3, 4, 5], Ok(Mode::RegexAttribute)),
            // Less than any mode needs: the fault points at what lacks something.
            (&[0], Err(0)),
            (&[0, 1], Err(OLD_VALUE)),
            (&[0, 6], Err(TEMPLATE)),
            (&[0, 4], Err(REPLACEMENT_VALUE)),
            (&[0, 2], Err(REGEX_PATTERN)),
            (&[0, 2, 3], Err(REGEX_GROUP_NAME)),
            (&[0, 2, 5], Err(REPLACEMENT_ATTRIBUTE_NAME)),
            (&[0, 3, 4], Err(REGEX_GROUP_NAME)),
        ] {
            assert_eq!(slots(given), expected, "{given:?}");
        }
    }

    #[test]
    fn regular_expressions_are_refused_by_name() {
        let fault = call(&REPLACE, &[text("a"), NONE, text("a+"), NONE, text("b")]);
        assert!(fault.is_err_and(|fault| fault.starts_with("argument 2: `regexPattern`")));
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
