//! The operators of scoping filters: what each takes and what it asks of a value.
//!
//! In: an operator as a file spells it. Out: its entry in the [catalogue](OPERATORS).
//!
//! No entry speaks of attributes without a value: a clause about one is false whatever the
//! operator, unless the operator asks for just that ([`Test::Presence`]).

mod catalogue;

pub use catalogue::OPERATORS;

use std::fmt;

use crate::functions::{Behaviour, Certainty};
use crate::types::Base;

/// One operator.
pub struct Operator {
    /// The name as files have it.
    pub name: &'static str,
    /// What it is true for: a sentence fragment without a full stop.
    pub summary: &'static str,
    /// The types of attributes it is for.
    pub types: &'static [Base],
    /// How sure we are of the whole.
    pub certainty: Certainty,
    /// Details that are less sure than the whole, each with what was chosen and why.
    pub behaviours: &'static [Behaviour],
    /// What people write who mean it.
    pub also_written: &'static [&'static str],
    /// What it asks.
    pub test: Test,
}

/// What an operator asks.
#[derive(Clone, Copy)]
pub enum Test {
    /// Whether the attribute has no value, or whether it has one.
    Presence {
        /// True for no value.
        is_null: bool,
    },
    /// Whether a boolean is this one.
    Truth(bool),
    /// Something of the attribute's text and the clause's.
    Text(TextTest),
    /// Something of two whole numbers.
    Integer(fn(found: i64, given: i64) -> bool),
    /// Whether the clause's pattern is found in the attribute's text.
    Pattern {
        /// True where it must be found, false where it must not.
        is_wanted: bool,
    },
    /// The name is known, and nothing else.
    Undocumented,
}

/// What is asked of two texts.
#[derive(Debug, Clone, Copy)]
pub enum TextTest {
    /// Whether they are one, or whether they are two.
    Equal {
        /// True where they must be one.
        is_wanted: bool,
    },
    /// Whether the attribute's ends with the clause's.
    End,
    /// Something else.
    Other(fn(found: &str, given: &str) -> bool),
}

impl TextTest {
    /// Whether it holds of the attribute's text and the clause's.
    pub fn holds(self, found: &str, given: &str) -> bool {
        match self {
            TextTest::Equal { is_wanted } => (found == given) == is_wanted,
            TextTest::End => found.ends_with(given),
            TextTest::Other(holds) => holds(found, given),
        }
    }
}

/// How many values a clause gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arity {
    /// None: the attribute is all there is.
    Unary,
    /// One.
    Binary,
    /// Nobody knows.
    Unknown,
}

impl Operator {
    /// How many values its clauses give.
    pub fn arity(&self) -> Arity {
        match self.test {
            Test::Presence { .. } | Test::Truth(_) => Arity::Unary,
            Test::Text(_) | Test::Integer(_) | Test::Pattern { .. } => Arity::Binary,
            Test::Undocumented => Arity::Unknown,
        }
    }
}

impl fmt::Debug for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The operator of that name: case is ignored, and `_` is a space.
pub fn find(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| are_same(operator.name, name))
}

/// The operator that somebody who wrote this may have meant: `NotEquals` is `NOT EQUALS`.
pub(super) fn meant_by(name: &str) -> Option<&'static Operator> {
    let name = joined(name);
    let is_it = |written: &&str| joined(written) == name;
    let says_so =
        |operator: &&Operator| is_it(&operator.name) || operator.also_written.iter().any(is_it);
    OPERATORS.iter().find(says_so)
}

/// True for names of the same words in any case. Filters are long and asked often.
fn are_same(one: &str, other: &str) -> bool {
    let mut others = words(other);
    let has_all =
        words(one).all(|word| others.next().is_some_and(|it| it.eq_ignore_ascii_case(word)));
    has_all && others.next().is_none()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|char: char| char == '_' || char.is_whitespace());
    words.filter(|word| !word.is_empty())
}

/// Upper case, the words without anything between them.
fn joined(name: &str) -> String {
    words(name).map(str::to_ascii_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_found_in_all_spellings() {
        for (written, expected, why) in [
            ("EQUALS", Some("EQUALS"), "the documented name"),
            ("equals", Some("EQUALS"), "another case"),
            ("NOT_EQUALS", Some("NOT EQUALS"), "an underscore for a space"),
            (" not  equals ", Some("NOT EQUALS"), "spaces"),
            ("ENDS WITH", Some("ENDS_WITH"), "a space for an underscore"),
            ("Greater_Than_OR_EQUALS", Some("GREATER_THAN_OR_EQUALS"), "the portal's label"),
            ("Includes", Some("INCLUDES"), "the portal's label"),
            ("&", Some("&"), "a sign"),
            ("!&", Some("!&"), "two signs"),
            ("valid cert match", Some("Valid Cert Match"), "known by name only"),
            ("NOTEQUALS", None, "one word"),
            ("=", None, "another language's"),
            ("", None, "nothing"),
            ("_", None, "a space"),
            ("EQUALS\0", None, "a character too many"),
        ] {
            assert_eq!(find(written).map(|found| found.name), expected, "{written:?}: {why}");
        }
    }

    #[test]
    fn habits_of_other_languages_are_understood() {
        for (written, expected) in [
            ("==", Some("EQUALS")),
            ("ne", Some("NOT EQUALS")),
            ("contains", Some("INCLUDES")),
            ("starts_with", Some("REGEX MATCH")),
            ("NotEquals", Some("NOT EQUALS")),
            ("IsNotNull", Some("IS NOT NULL")),
            ("RegexMatch", Some("REGEX MATCH")),
            ("NotRegexMatch", Some("NOT REGEX MATCH")),
            ("StartsWith", Some("REGEX MATCH")),
            ("EndsWith", Some("ENDS_WITH")),
            ("GreaterThanOrEquals", Some("GREATER_THAN_OR_EQUALS")),
            ("NotNull", Some("IS NOT NULL")),
            ("IsNullOrEmpty", Some("IS NULL")),
            ("does not contain", Some("NOT REGEX MATCH")),
            ("between", None),
        ] {
            assert_eq!(meant_by(written).map(|found| found.name), expected, "{written}");
        }
    }

    #[test]
    fn every_entry_is_complete() {
        for operator in OPERATORS {
            let name = operator.name;
            assert!(!operator.summary.is_empty() && !operator.summary.ends_with('.'), "{name}");
            let is_same = |other: &&Operator| joined(other.name) == joined(name);
            assert_eq!(OPERATORS.iter().filter(is_same).count(), 1, "{name} is there once");
            let is_unsure = operator.certainty != Certainty::Documented;
            assert!(!is_unsure || !operator.behaviours.is_empty(), "{name}: why is it unsure?");
            for spelling in operator.also_written {
                let is_meant = meant_by(spelling).is_some_and(|meant| meant.name == name);
                assert!(is_meant, "{name}: `{spelling}` means another");
            }
        }
    }
}
