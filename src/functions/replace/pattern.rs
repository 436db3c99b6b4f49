//! The modes of `Replace` that look for a regular expression.
//!
//! A constant pattern is read once a mapping, any other when a user brings it who is not the next
//! with the same. Absent on purpose: what a pattern means, which is .NET's business.

use std::borrow::Cow;
use std::sync::Arc;

use super::mode::{
    Mode, REGEX_ATTRIBUTE_FORM, REGEX_GROUP_NAME, REGEX_PATTERN, REPLACEMENT_ATTRIBUTE_NAME,
    REPLACEMENT_VALUE,
};
use crate::dotnet::regex::{Exceeded, Group, PatternError, Regex, Replacement};
use crate::functions::failure::{EMPTY_TEXT, PATTERN, PATTERN_TOO_COSTLY};
use crate::functions::{Args, ArgumentFault, Call, Stop};
use crate::types::{Facts, States, Texts, Type, Value};

/// What is decided beforehand.
pub struct Plan {
    mode: Mode,
    /// The pattern, where it is a constant.
    regex: Option<Regex>,
    /// Its group that is meant, where the name and the pattern are constants.
    group: Option<Group>,
    /// What takes the place of a match, where that and the pattern are constants.
    replacement: Option<Replacement>,
}

/// Reads what is constant.
pub fn prepare(mode: Mode, call: &Call<'_>) -> Result<Plan, ArgumentFault> {
    let regex = match call.constant(REGEX_PATTERN) {
        Some(pattern) => {
            let fault = |error| fault(REGEX_PATTERN, "pattern", pattern, error);
            Some(Regex::parse(pattern).map_err(fault)?)
        }
        None => None,
    };
    let group = match (&regex, call.constant(REGEX_GROUP_NAME)) {
        (Some(regex), Some(name)) => {
            let unknown = || {
                let message = "the pattern has no group of this name";
                let help = format!("name the group in the pattern: {REGEX_ATTRIBUTE_FORM}");
                ArgumentFault::new(REGEX_GROUP_NAME, message, help)
            };
            Some(regex.group(name).ok_or_else(unknown)?)
        }
        _ => None,
    };
    let replacement = match (&regex, call.constant(REPLACEMENT_VALUE)) {
        (Some(regex), Some(new)) if mode == Mode::Regex => {
            let fault = |error| fault(REPLACEMENT_VALUE, "replacement", new, error);
            Some(regex.replacement(new).map_err(fault)?)
        }
        _ => None,
    };
    Ok(Plan { mode, regex, group, replacement })
}

fn fault(argument: usize, what: &str, text: &str, error: PatternError) -> ArgumentFault {
    let place = text.get(..error.offset).unwrap_or(text).chars().count() + 1;
    let message = format!("character {place} of the {what}: {}", error.message);
    // Not every fault of a pattern has a help.
    ArgumentFault { argument, at: Some(error.offset), message, help: error.help }
}

/// What is known of the result. Any pattern can turn out too costly for some text.
pub fn facts(mode: Mode, call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    if mode != Mode::RegexAttribute {
        let is_always_null = source.states == States::NULL;
        let texts = if is_always_null { Texts::none() } else { Texts::Any };
        return Facts::text(texts, source.states.can_be_null()).failing(!is_always_null);
    }
    let attribute = call.facts_or_null(REPLACEMENT_ATTRIBUTE_NAME);
    let is_missing = attribute.states == States::NULL;
    let found = if is_missing { Facts::null() } else { Facts::text(Texts::Any, true) };
    let found = found.failing(!is_missing);
    if !source.states.can_be_present() {
        return found;
    }
    let is_missing = source.states.can_be_missing();
    let kept = source.where_present();
    let kept = Facts { states: kept.states, texts: kept.texts, ..Facts::any(Type::STRING) };
    if is_missing { kept.join(found) } else { kept }
}

/// The value for one user.
pub fn evaluate<'r>(plan: &Plan, args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let source = args.text(0)?;
    let text = match (plan.mode, source) {
        (Mode::RegexAttribute, Some(source)) if !source.is_empty() => {
            return Ok(Value::Text(source));
        }
        (Mode::RegexAttribute, _) => args.text(REPLACEMENT_ATTRIBUTE_NAME)?,
        (Mode::Text | Mode::Template | Mode::Regex | Mode::RegexGroup, source) => source,
    };
    let Some(text) = text else { return Ok(Value::Null) };
    let regex_of_user;
    let regex = match &plan.regex {
        Some(regex) => regex,
        None => {
            regex_of_user = pattern_of_user(args)?;
            &*regex_of_user
        }
    };
    let exceeded = |exceeded| match exceeded {
        Exceeded::Steps => {
            let message = "this pattern tries too many ways on the value";
            args.fail(REGEX_PATTERN, &PATTERN_TOO_COSTLY, message)
        }
        Exceeded::Memory => {
            let message = "the value is too long for a pattern with so many ways open";
            args.fail(REGEX_PATTERN, &PATTERN_TOO_COSTLY, message)
        }
        Exceeded::Bytes => args.too_long(),
    };
    let changed = match plan.mode {
        Mode::RegexAttribute => {
            let group = plan.group.map_or_else(|| group_of_user(args, regex), Ok)?;
            let find = |budget: &mut _| regex.group_of_first_match(&text, group, budget);
            let found = args.search(&text, find).map_err(exceeded)?;
            return Ok(found.map_or(Value::Null, |found| Value::owned(found.to_owned())));
        }
        Mode::RegexGroup => {
            let group = plan.group.map_or_else(|| group_of_user(args, regex), Ok)?;
            let new = args.text(REPLACEMENT_VALUE)?.unwrap_or_default();
            args.search(&text, |budget| regex.replace_group(&text, group, &new, budget))
        }
        Mode::Text | Mode::Template | Mode::Regex => {
            let replacement_of_user;
            let replacement = match &plan.replacement {
                Some(replacement) => replacement,
                None => {
                    let new = args.text(REPLACEMENT_VALUE)?.unwrap_or_default();
                    replacement_of_user = regex.replacement(&new).map_err(|_| {
                        let message = "this is no replacement that can be used";
                        args.fail_with(REPLACEMENT_VALUE, &PATTERN, message, &new)
                    })?;
                    &replacement_of_user
                }
            };
            args.search(&text, |budget| regex.replace(&text, replacement, budget))
        }
    };
    let changed = match changed.map_err(exceeded)? {
        Cow::Borrowed(_) => None,
        Cow::Owned(changed) => Some(changed),
    };
    Ok(changed.map_or(Value::Text(text), Value::owned))
}

fn pattern_of_user(args: &Args<'_, '_>) -> Result<Arc<Regex>, Stop> {
    args.once(REGEX_PATTERN, || {
        let Some(pattern) = args.text(REGEX_PATTERN)? else {
            return Err(args.fail(REGEX_PATTERN, &EMPTY_TEXT, "there is no pattern to look for"));
        };
        // What the error says may show the pattern, which is the user's: the kind is enough.
        args.reading(&[&pattern], || Regex::parse(&pattern)).map_err(|_| {
            let message = "this is no regular expression that can be used";
            args.fail_with(REGEX_PATTERN, &PATTERN, message, &pattern)
        })
    })
}

fn group_of_user(args: &Args<'_, '_>, regex: &Regex) -> Result<Group, Stop> {
    let name = args.text(REGEX_GROUP_NAME)?.unwrap_or_default();
    regex.group(&name).ok_or_else(|| {
        let message = "the pattern has no group of this name";
        args.fail_with(REGEX_GROUP_NAME, &PATTERN, message, &name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::args::testing::call;
    use crate::functions::replace::REPLACE;
    use crate::types::{Base, Type};

    type Given<'a> = Option<&'a str>;

    /// A call of `Replace` without `oldValue` and `template`; no text is an empty slot.
    fn replace(
        source: Option<Value<'_>>,
        [pattern, group, new, attribute]: [Given<'_>; 4],
    ) -> Result<Value<'static>, String> {
        let [pattern, group, new, attribute] =
            [pattern, group, new, attribute].map(|text| text.map(Value::text));
        call(&REPLACE, &[source, None, pattern, group, new, attribute])
    }

    fn text(text: &str) -> Option<Value<'_>> {
        Some(Value::text(text))
    }

    #[test]
    fn every_match_is_replaced() {
        for (source, pattern, new, expected) in [
            ("john.doe@contoso.com", "@.*$", "", "john.doe"),
            ("Doe, John", r"(\w+), (\w+)", "$2 $1", "John Doe"),
            ("abc", "", "-", "-a-b-c-"),
            ("", "^", "x", "x"),
            ("abc", "x", "y", "abc"),
        ] {
            let result = replace(text(source), [Some(pattern), None, Some(new), None]);
            assert_eq!(result, Ok(Value::text(expected)), "{pattern} on {source}");
        }
        let null = replace(Some(Value::Null), [Some("a"), None, Some("b"), None]);
        assert_eq!(null, Ok(Value::Null));
    }

    #[test]
    fn a_group_is_replaced_by_text_as_it_stands() {
        let result = replace(text("a1b"), [Some("a(?<n>1)"), Some("n"), Some("$0"), None]);
        assert_eq!(result, Ok(Value::text("a$0b")));
        let result = replace(text("a1b"), [Some("a(?<n>1)"), Some("x"), Some("2"), None]);
        let fault = "argument 3: the pattern has no group of this name";
        assert_eq!(result, Err(fault.to_owned()));
    }

    #[test]
    fn a_missing_source_is_taken_from_another_attribute() {
        let taken = |source, pattern, attribute| {
            replace(source, [Some(pattern), Some("n"), None, Some(attribute)])
        };
        assert_eq!(taken(text(""), r"\+(?<n>\d+)", "+49 1"), Ok(Value::text("49")));
        assert_eq!(taken(Some(Value::Null), r"(?<n>\d+)", "49"), Ok(Value::text("49")));
        assert_eq!(taken(text("kept"), r"(?<n>\d+)", "49"), Ok(Value::text("kept")));
        assert_eq!(taken(text(""), r"(?<n>\d+)", "none"), Ok(Value::Null));
        assert_eq!(taken(text(""), r"(?<n>\d+)?e", "e"), Ok(Value::text("")));
    }

    #[test]
    fn a_constant_pattern_is_checked_beforehand() {
        for (pattern, fault) in [
            ("é(a", "argument 2: character 2 of the pattern: `(` is not closed"),
            ("a++", "argument 2: character 3 of the pattern: `+` repeats what is repeated already"),
        ] {
            let result = replace(text("a"), [Some(pattern), None, Some(""), None]);
            assert_eq!(result, Err(fault.to_owned()));
        }
        let result = replace(text("a"), [Some("a"), None, Some("é$99999999999"), None]);
        let fault = "argument 4: character 3 of the replacement: this number is too large";
        assert_eq!(result, Err(fault.to_owned()));
    }

    #[test]
    fn a_constant_group_is_looked_up_beforehand() {
        let constant = |text| Some(Facts::constant(Base::String, text));
        let any = || Some(Facts::any(Type::STRING));
        for (pattern, group, is_known) in [
            (constant("(?<n>a)"), constant("n"), true),
            (constant("(?<n>a)"), any(), false),
            (any(), constant("n"), false),
        ] {
            let arguments = [any(), None, pattern, group, constant("x"), None];
            let plan = prepare(Mode::RegexGroup, &Call { arguments: &arguments });
            assert_eq!(plan.map(|plan| plan.group.is_some()).ok(), Some(is_known));
        }
    }

    #[test]
    fn what_comes_from_a_user_fails_that_user() {
        // A number is no constant text here: it is read for each user.
        let by_user =
            |pattern| call(&REPLACE, &[text("a1b"), None, Some(pattern), None, text("x")]);
        assert_eq!(by_user(Value::Integer(1)), Ok(Value::text("axb")));
        assert_eq!(by_user(Value::Null), Err("eval::empty-text".to_owned()));
        let group = [text("a1b"), None, Some(Value::Integer(1)), Some(Value::Integer(7)), text("")];
        assert_eq!(call(&REPLACE, &group), Err("eval::pattern".to_owned()));
    }

    #[test]
    fn a_pattern_that_runs_away_fails_that_user() {
        let row = format!("{}!", "a".repeat(40));
        let result = replace(text(&row), [Some("^(a+)+$"), None, Some(""), None]);
        assert_eq!(result, Err("eval::pattern-too-costly".to_owned()));
        let long = "x".repeat(2000);
        let result = replace(text(&long), [Some("x"), None, Some("$_"), None]);
        assert_eq!(result, Err("eval::too-long".to_owned()));
    }

    #[test]
    fn facts_follow_the_mode() {
        let facts = |source: Facts, group: bool, new: Option<Facts>, attribute: Option<Facts>| {
            let constant = |text| Some(Facts::constant(Base::String, text));
            let group = if group { constant("n") } else { None };
            let arguments = [Some(source), None, constant("(?<n>a)"), group, new, attribute];
            (REPLACE.facts)(&Call { arguments: &arguments })
        };
        let any = || Some(Facts::any(Type::STRING));
        let present = || Facts::present(Type::STRING);
        let replaced = facts(present(), false, any(), None);
        assert!(!replaced.states.can_be_null() && replaced.states.can_be_empty());
        assert!(replaced.can_fail, "a pattern can turn out too costly");
        assert_eq!(facts(Facts::null(), false, any(), None).states, States::NULL);
        // A source that is never missing is what comes out.
        let kept = facts(Facts::constant(Base::String, "a"), true, None, any());
        assert_eq!((kept.constant_text(), kept.can_fail), (Some("a"), false));
        assert_eq!(facts(Facts::any(Type::STRING), true, None, any()).states, States::ANY);
        assert_eq!(facts(Facts::null(), true, None, Some(Facts::null())).states, States::NULL);
    }
}
