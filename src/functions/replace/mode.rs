//! Which of `Replace`'s five modes is asked for, and what is missing where none is.

use crate::functions::{ArgumentFault, Call};

/// The parameters by their place.
pub const OLD_VALUE: usize = 1;
pub const REGEX_PATTERN: usize = 2;
pub const REGEX_GROUP_NAME: usize = 3;
pub const REPLACEMENT_VALUE: usize = 4;
pub const REPLACEMENT_ATTRIBUTE_NAME: usize = 5;
pub const TEMPLATE: usize = 6;

/// What the given parameters ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
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

impl Mode {
    /// Decides by the slots that are filled.
    pub fn of(call: &Call<'_>) -> Result<Mode, ArgumentFault> {
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
        Err(ArgumentFault::new(argument, message, help))
    }
}

/// How the modes are written.
pub const TEXT_FORM: &str = r#"write `Replace(source, "old", , , "new", , )`"#;
pub const TEMPLATE_FORM: &str =
    r#"write `Replace(source, "<name>", , , , , "<name>@contoso.com")`"#;
pub const REGEX_FORM: &str = r#"write `Replace(source, , "pattern", , "new", , )`"#;
pub const REGEX_GROUP_FORM: &str =
    r#"write `Replace(source, , "(?<group>pattern)", "group", "new", , )`"#;
pub const REGEX_ATTRIBUTE_FORM: &str =
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Facts, Type};

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
}
