//! What one clause asks, by itself: whether it holds for a text, as the filter would answer.
//!
//! In: a clause as a file gives it. Out: an [`Answer`] for a value of its attribute.
//!
//! Absent on purpose: what is wrong with the clause (compiling its filter says so).

use super::Answer;
use super::filter::OperatorTest;
use super::model::{Clause, Quantifier};
use super::operators::{self, Arity};
use super::pattern::DecisionBudget;
use crate::types::Value;

/// A clause, its value prepared.
#[derive(Debug)]
pub(crate) struct Question(OperatorTest);

impl Question {
    /// What a clause asks; nothing where it is wrong.
    pub fn of(clause: &Clause) -> Option<Question> {
        let operator = operators::find(&clause.operator.value)?;
        let given = match (operator.arity(), clause.values.as_slice()) {
            (Arity::Binary, [value]) => &value.value,
            (Arity::Binary, _) => return None,
            (Arity::Unary | Arity::Unknown, _) => "",
        };
        OperatorTest::prepare(operator, given).ok().map(Question)
    }

    /// Whether it holds for an attribute with that one text.
    pub fn holds_for(&self, text: &str, budget: &mut DecisionBudget) -> Answer {
        self.0.ask(&Value::text(text), Quantifier::All, budget)
    }
}
