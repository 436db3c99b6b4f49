//! The modes of `Replace` that look for a regular expression.
//!
//! A constant pattern is read once a mapping, any other once a user. Absent on purpose: what a
//! pattern means, which is .NET's business.

use std::borrow::Cow;

use super::mode::{
    Mode, REGEX_ATTRIBUTE_FORM, REGEX_GROUP_NAME, REGEX_PATTERN, REPLACEMENT_ATTRIBUTE_NAME,
    REPLACEMENT_VALUE,
};
use crate::dotnet::regex::{Budget, Exceeded, PatternError, Regex, Replacement};
use crate::functions::failure::{EMPTY_TEXT, PATTERN, PATTERN_TOO_COSTLY};
use crate::functions::{Args, ArgumentFault, Call, Stop};
use crate::types::{Facts, States, Texts, Value};

/// What is decided beforehand.
pub struct Plan {
    mode: Mode,
    /// The pattern, where it is a constant.
    regex: Option<Regex>,
    /// What takes the place of a match, where that and the pattern are constants.
    replacement: Option<Replacement>,
}

/// Reads what is constant.
pub fn prepare(mode: Mode, call: &Call<'_>) -> Result<Plan, ArgumentFault> {
    let regex = match call.constant(REGEX_PATTERN) {
        Some(pattern) => {
            Some(Regex::parse(pattern).map_err(|error| pattern_fault(pattern, error))?)
        }
        None => None,
    };
    let group = call.constant(REGEX_GROUP_NAME);
    if let (Some(regex), Some(group)) = (&regex, group)
        && !regex.has_group(group)
    {
        return Err(ArgumentFault {
            argument: REGEX_GROUP_NAME,
            message: "the pattern has no group of this name".to_owned(),
            help: Some(format!("name the group in the pattern: {REGEX_ATTRIBUTE_FORM}")),
        });
    }
    let replacement = match (&regex, call.constant(REPLACEMENT_VALUE)) {
        (Some(regex), Some(new)) if mode == Mode::Regex => Some(regex.replacement(new)),
        _ => None,
    };
    Ok(Plan { mode, regex, replacement })
}

fn pattern_fault(pattern: &str, error: PatternError) -> ArgumentFault {
    let place = pattern.get(..error.offset).unwrap_or(pattern).chars().count() + 1;
    ArgumentFault {
        argument: REGEX_PATTERN,
        message: format!("character {place} of the pattern: {}", error.message),
        help: error.help,
    }
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
    let kept = match source.texts {
        Texts::Any => Texts::Any,
        Texts::OneOf(texts) => texts.into_iter().filter(|text| !text.is_empty()).collect(),
    };
    let kept = Facts { states: States::PRESENT, ..Facts::text(kept, false) };
    if source.states.can_be_missing() { kept.join(found) } else { kept }
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
            &regex_of_user
        }
    };
    let mut budget = Budget::of(&text, args.most_value_bytes());
    let exceeded = |exceeded| match exceeded {
        Exceeded::Steps => {
            let message = "this pattern tries too many ways on the value";
            args.fail(REGEX_PATTERN, &PATTERN_TOO_COSTLY, message)
        }
        Exceeded::Bytes => args.too_long(),
    };
    let changed = match plan.mode {
        Mode::RegexAttribute => {
            let group = group(args, regex)?;
            let found = regex.group_of_first_match(&text, &group, &mut budget).map_err(exceeded)?;
            return Ok(found.map_or(Value::Null, |found| Value::owned(found.to_owned())));
        }
        Mode::RegexGroup => {
            let group = group(args, regex)?;
            let new = args.text(REPLACEMENT_VALUE)?.unwrap_or_default();
            regex.replace_group(&text, &group, &new, &mut budget)
        }
        Mode::Text | Mode::Template | Mode::Regex => {
            let replacement_of_user;
            let replacement = match &plan.replacement {
                Some(replacement) => replacement,
                None => {
                    let new = args.text(REPLACEMENT_VALUE)?.unwrap_or_default();
                    replacement_of_user = regex.replacement(&new);
                    &replacement_of_user
                }
            };
            regex.replace(&text, replacement, &mut budget)
        }
    };
    let changed = match changed.map_err(exceeded)? {
        Cow::Borrowed(_) => None,
        Cow::Owned(changed) => Some(changed),
    };
    Ok(changed.map_or(Value::Text(text), Value::owned))
}

fn pattern_of_user(args: &Args<'_, '_>) -> Result<Regex, Stop> {
    let Some(pattern) = args.text(REGEX_PATTERN)? else {
        return Err(args.fail(REGEX_PATTERN, &EMPTY_TEXT, "there is no pattern to look for"));
    };
    // What the error says may show the pattern, which is the user's: the kind is enough.
    Regex::parse(&pattern).map_err(|_| {
        let message = "this is no regular expression that can be used";
        args.fail_with(REGEX_PATTERN, &PATTERN, message, &pattern)
    })
}

fn group<'r>(args: &Args<'_, 'r>, regex: &Regex) -> Result<Cow<'r, str>, Stop> {
    let group = args.text(REGEX_GROUP_NAME)?.unwrap_or_default();
    if regex.has_group(&group) {
        return Ok(group);
    }
    let message = "the pattern has no group of this name";
    Err(args.fail_with(REGEX_GROUP_NAME, &PATTERN, message, &group))
}
