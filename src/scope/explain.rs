//! Why a user is in scope or out of it, clause by clause.
//!
//! What a mapping redacts is hidden with everything that would tell it, but for the decision itself
//! and for which set of filters it is made by: a run tells both, by who has a payload and how many
//! are skipped because of what.
//!
//! Absent on purpose: how it is printed (`report` does), and so whether the user's values are.

use std::collections::BTreeSet;

use super::answer::Answer;
use super::filter::{ClauseTest, Filter, GroupTest, OperatorTest, Stage, ValueTest};
use super::model::Kind;
use super::pattern::DecisionBudget;
use crate::functions::REDACTED;
use crate::types::{Value, integer_from_text, truth_of_text};

/// A decision with all its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Whether every stage lets the user through.
    pub answer: Answer,
    /// The sets of filters that are not empty, in the order in which they are asked.
    pub stages: Vec<StageExplanation>,
}

/// A set of groups, of which one is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageExplanation {
    /// Which of the three sets.
    pub kind: Kind,
    /// Whether one group lets the user through.
    pub answer: Answer,
    /// The groups.
    pub groups: Vec<GroupExplanation>,
}

/// Clauses that must all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupExplanation {
    /// The title; empty where the file gives none.
    pub name: String,
    /// What to call it: its title, or its clauses where it has none.
    pub label: String,
    /// Whether all clauses hold; nothing where that would tell what is redacted.
    pub answer: Option<Answer>,
    /// The clauses.
    pub clauses: Vec<ClauseExplanation>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseExplanation {
    /// The attribute as the file names it.
    pub attribute: String,
    /// Where its values stand.
    pub slot: usize,
    /// The operator.
    pub operator: String,
    /// What the file compares with.
    pub given: Vec<String>,
    /// Whether it holds; nothing where the attribute is redacted.
    pub answer: Option<Answer>,
    /// The user's values, none where the attribute is null or empty: private. `[Redact]` where it
    /// is redacted, whether there are any or not.
    pub found: Vec<String>,
    /// What a value is not that the operator asks for; nothing where each of them is.
    pub unfit: Option<&'static str>,
    /// Why it cannot be told whether it holds; nothing where it can.
    pub doubt: Option<&'static str>,
}

impl Filter {
    /// Explains the decision about a user, every clause looked at.
    pub fn explain(&self, slots: &[Value<'_>]) -> Explanation {
        let mut budgets =
            Budgets { decision: DecisionBudget::new(), beside: DecisionBudget::new() };
        let (mut answer, mut stages) = (Answer::Yes, Vec::new());
        for stage in &self.stages {
            let stage = stage.explain(slots, &mut budgets, answer == Answer::No);
            answer = answer.min(stage.answer);
            stages.push(stage);
        }
        Explanation { answer, stages }
    }
}

/// What answers are paid from. Each clause is asked once, and groups and stages are told from the
/// answers of their clauses.
struct Budgets {
    /// For what the decision asks, in the same order, so that both say the same.
    decision: DecisionBudget,
    /// For what it does not ask, as what comes before is enough.
    beside: DecisionBudget,
}

impl Explanation {
    /// Hides what would tell the values in these slots.
    pub fn redact(&mut self, slots: &BTreeSet<usize>) {
        for group in self.stages.iter_mut().flat_map(|stage| &mut stage.groups) {
            group.redact(slots);
        }
    }
}

impl GroupExplanation {
    fn redact(&mut self, slots: &BTreeSet<usize>) {
        let is_redacted = |clause: &ClauseExplanation| slots.contains(&clause.slot);
        for clause in self.clauses.iter_mut().filter(|clause| is_redacted(clause)) {
            clause.answer = None;
            clause.found = vec![REDACTED.to_owned()];
            clause.unfit = None;
            clause.doubt = None;
        }
        // One clause that does not hold is enough, whatever the others are.
        let decides = |clause: &ClauseExplanation| clause.answer == Some(Answer::No);
        if self.clauses.iter().any(is_redacted) && !self.clauses.iter().any(decides) {
            self.answer = None;
        }
    }
}

impl Stage {
    fn explain(
        &self,
        slots: &[Value<'_>],
        budgets: &mut Budgets,
        is_decided: bool,
    ) -> StageExplanation {
        let (mut answer, mut groups) = (Answer::No, Vec::new());
        for group in &self.groups {
            let is_decided = is_decided || answer == Answer::Yes;
            let (its_answer, group) = group.explain(slots, budgets, is_decided);
            answer = answer.max(its_answer);
            groups.push(group);
        }
        StageExplanation { kind: self.kind, answer, groups }
    }
}

impl GroupTest {
    fn explain(
        &self,
        slots: &[Value<'_>],
        budgets: &mut Budgets,
        is_decided: bool,
    ) -> (Answer, GroupExplanation) {
        let (mut answer, mut clauses) = (Answer::Yes, Vec::new());
        for clause in &self.clauses {
            let is_beside = is_decided || answer == Answer::No;
            let budget = if is_beside { &mut budgets.beside } else { &mut budgets.decision };
            let its_answer = clause.ask(slots, budget);
            answer = answer.min(its_answer);
            clauses.push(clause.explain(slots, its_answer));
        }
        let (name, label) = (self.name.clone(), self.label.clone());
        (answer, GroupExplanation { name, label, answer: Some(answer), clauses })
    }
}

impl ClauseTest {
    fn explain(&self, slots: &[Value<'_>], answer: Answer) -> ClauseExplanation {
        let found = match slots.get(self.slot) {
            None => Vec::new(),
            Some(Value::List(values)) => values.iter().filter_map(text).collect(),
            Some(value) => text(value).into_iter().collect(),
        };
        ClauseExplanation {
            attribute: self.written.attribute.clone(),
            slot: self.slot,
            operator: self.written.operator.clone(),
            given: self.written.values.clone(),
            answer: Some(answer),
            unfit: self.test.unfit(&found),
            doubt: (answer == Answer::Unknown).then(|| self.test.doubt()),
            found,
        }
    }
}

impl OperatorTest {
    /// Why its answer is unknown.
    fn doubt(&self) -> &'static str {
        match self {
            OperatorTest::Value(_) => "the pattern takes too many steps or too much memory",
            OperatorTest::Unknown | OperatorTest::Presence { .. } => {
                "attrmap does not know the operator"
            }
        }
    }

    /// What one of these values is not that the test asks for.
    fn unfit(&self, found: &[String]) -> Option<&'static str> {
        let is_one = |is: fn(&str) -> bool| found.iter().all(|text| is(text));
        match self {
            OperatorTest::Value(ValueTest::Integer(..)) => {
                (!is_one(|text| integer_from_text(text).is_some())).then_some("no whole number")
            }
            OperatorTest::Value(ValueTest::Truth(_)) => {
                let unfit = "neither `True` nor `False`";
                (!is_one(|text| truth_of_text(text).is_some())).then_some(unfit)
            }
            OperatorTest::Value(ValueTest::Text(..) | ValueTest::Pattern { .. })
            | OperatorTest::Presence { .. }
            | OperatorTest::Unknown => None,
        }
    }
}

fn text(value: &Value<'_>) -> Option<String> {
    value.to_text().filter(|text| !text.is_empty()).map(String::from)
}
