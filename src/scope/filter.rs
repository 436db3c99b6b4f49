//! A compiled filter, and its decision for one user.
//!
//! Absent on purpose: names (attributes are slots), and anything that allocates for a user who is
//! in scope or out of it.

use std::sync::Arc;

use super::answer::Answer;
use super::model::{Kind, Quantifier};
use super::operators::{Operator, Test, TextTest};
use super::pattern::{DecisionBudget, Pattern};
use crate::diagnostic::shortened;
use crate::dotnet::regex::PatternError;
use crate::types::{Value, integer_from_text, truth_of_text};

/// Which users are in scope: compiled once, asked for every user.
#[derive(Debug, Default)]
pub struct Filter {
    /// Those that are not empty, in the order in which they are asked.
    pub(super) stages: Vec<Stage>,
}

/// A set of groups, of which one must let a user through.
#[derive(Debug)]
pub(super) struct Stage {
    pub kind: Kind,
    /// What the whole set is called.
    pub label: Arc<str>,
    pub groups: Vec<GroupTest>,
}

/// Clauses that must all hold.
#[derive(Debug)]
pub(super) struct GroupTest {
    /// The title; empty where the file gives none.
    pub name: String,
    /// What it is called: its title, or its clauses where it has none.
    pub label: String,
    pub clauses: Vec<ClauseTest>,
}

/// One condition, its attribute a slot and its value prepared.
#[derive(Debug)]
pub(super) struct ClauseTest {
    pub slot: usize,
    pub quantifier: Quantifier,
    pub test: OperatorTest,
    pub written: Written,
}

/// A clause as people read it.
#[derive(Debug)]
pub(super) struct Written {
    pub attribute: String,
    pub operator: String,
    pub values: Vec<String>,
}

/// What a clause asks.
#[derive(Debug)]
pub(super) enum OperatorTest {
    /// Whether there is no value, or one.
    Presence { is_null: bool },
    /// Something of each value.
    Value(ValueTest),
    /// It cannot be evaluated.
    Unknown,
}

/// An operator's test of a value, with what the clause compares with.
#[derive(Debug)]
pub(super) enum ValueTest {
    Truth(bool),
    Text(TextTest, String),
    Integer(fn(i64, i64) -> bool, i64),
    Pattern { pattern: Pattern, is_wanted: bool },
}

/// Why an operator cannot compare with a value.
pub(super) enum Unfit {
    /// It is no whole number.
    NoInteger,
    /// It is no pattern.
    Pattern(PatternError),
}

/// Whether a user is in scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Every set of filters lets the user through.
    InScope,
    /// One of them does not.
    OutOfScope {
        /// What it is called.
        filter: Arc<str>,
    },
    /// It depends on a clause that cannot be evaluated for this user.
    Undecided {
        /// Which clause, in words without values of the user.
        message: String,
    },
}

impl Filter {
    /// True where everybody is in scope.
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    /// Decides about a user whose values stand in the slots the filter was compiled over.
    pub fn decide(&self, slots: &[Value<'_>]) -> Decision {
        let mut budget = DecisionBudget::new();
        let mut undecided = None;
        for stage in &self.stages {
            match stage.ask(slots, &mut budget) {
                (Answer::Yes, _) => {}
                (Answer::No, _) => {
                    return Decision::OutOfScope { filter: Arc::clone(&stage.label) };
                }
                (Answer::Unknown, clause) => undecided = undecided.or(clause),
            }
        }
        match undecided {
            None => Decision::InScope,
            Some(clause) => Decision::Undecided { message: clause.doubt() },
        }
    }
}

/// An answer, with the first clause that makes it unknown where it is.
type Asked<'f> = (Answer, Option<&'f ClauseTest>);

impl Stage {
    pub fn ask(&self, slots: &[Value<'_>], budget: &mut DecisionBudget) -> Asked<'_> {
        let mut unknown = None;
        let answer = Answer::any(self.groups.iter().map(|group| {
            let (answer, clause) = group.ask(slots, budget);
            unknown = unknown.or(clause);
            answer
        }));
        (answer, unknown.filter(|_| answer == Answer::Unknown))
    }
}

impl GroupTest {
    pub fn ask(&self, slots: &[Value<'_>], budget: &mut DecisionBudget) -> Asked<'_> {
        let mut unknown = None;
        let answer = Answer::all(self.clauses.iter().map(|clause| {
            let answer = clause.ask(slots, budget);
            unknown = unknown.or((answer == Answer::Unknown).then_some(clause));
            answer
        }));
        (answer, unknown.filter(|_| answer == Answer::Unknown))
    }
}

impl ClauseTest {
    pub fn ask(&self, slots: &[Value<'_>], budget: &mut DecisionBudget) -> Answer {
        let value = slots.get(self.slot).unwrap_or(&Value::Null);
        self.test.ask(value, self.quantifier, budget)
    }

    fn doubt(&self) -> String {
        let (attribute, operator) =
            (shortened(&self.written.attribute), shortened(&self.written.operator));
        let why = match self.test {
            OperatorTest::Value(_) => "whose pattern takes too many steps or too much memory",
            OperatorTest::Unknown | OperatorTest::Presence { .. } => "which attrmap does not know",
        };
        format!("scope depends on the clause `{attribute} {operator}`, {why}")
    }
}

impl OperatorTest {
    /// What an operator asks, with the value that the clause gives it, where it takes one.
    pub fn prepare(operator: &Operator, given: &str) -> Result<OperatorTest, Unfit> {
        Ok(OperatorTest::Value(match operator.test {
            Test::Undocumented => return Ok(OperatorTest::Unknown),
            Test::Presence { is_null } => return Ok(OperatorTest::Presence { is_null }),
            Test::Truth(wanted) => ValueTest::Truth(wanted),
            Test::Text(test) => ValueTest::Text(test, given.to_owned()),
            Test::Integer(holds) => {
                ValueTest::Integer(holds, integer_from_text(given).ok_or(Unfit::NoInteger)?)
            }
            Test::Pattern { is_wanted } => {
                let pattern = Pattern::compile(given).map_err(Unfit::Pattern)?;
                ValueTest::Pattern { pattern, is_wanted }
            }
        }))
    }

    /// Whether it holds for a value, and of several for all or for any.
    pub fn ask(
        &self,
        value: &Value<'_>,
        quantifier: Quantifier,
        budget: &mut DecisionBudget,
    ) -> Answer {
        match self {
            OperatorTest::Unknown => Answer::Unknown,
            OperatorTest::Presence { is_null } => Answer::from(is_missing(value) == *is_null),
            // A clause about no value is false, whatever it asks.
            OperatorTest::Value(_) if is_missing(value) => Answer::No,
            OperatorTest::Value(test) => match value {
                Value::List(values) => {
                    let answers = values.iter().map(|value| test.ask(value, budget));
                    match quantifier {
                        Quantifier::All => Answer::all(answers),
                        Quantifier::Any => Answer::any(answers),
                    }
                }
                value => test.ask(value, budget),
            },
        }
    }
}

impl ValueTest {
    fn ask(&self, value: &Value<'_>, budget: &mut DecisionBudget) -> Answer {
        // Only an instant, which a caller may lend, is not text already.
        let text = value.to_text();
        let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else {
            return Answer::No;
        };
        match self {
            ValueTest::Truth(wanted) => Answer::from(truth_of_text(text) == Some(*wanted)),
            ValueTest::Text(test, given) => Answer::from(test.holds(text, given)),
            ValueTest::Integer(holds, given) => {
                Answer::from(integer_from_text(text).is_some_and(|found| holds(found, *given)))
            }
            ValueTest::Pattern { pattern, is_wanted } => match pattern.is_match(text, budget) {
                Some(is_found) => Answer::from(is_found == *is_wanted),
                None => Answer::Unknown,
            },
        }
    }
}

/// True for null, the empty text, and a list of nothing else.
pub(super) fn is_missing(value: &Value<'_>) -> bool {
    match value {
        Value::List(values) => values.iter().all(Value::is_null_or_empty),
        value => value.is_null_or_empty(),
    }
}

#[cfg(test)]
mod tests;
