//! Clauses of scoping filters, as rules compare them.
//!
//! In: clauses as the file writes them. Out: what they ask, of what, and whether two are one.
//!
//! Absent on purpose: what is wrong with a single clause (the room `scope` says so).

use std::cell::OnceCell;

use crate::functions::Certainty;
use crate::scope::operators::{self, Arity, Operator, Test, TextTest};
use crate::scope::{Answer, Clause, DecisionBudget, Group, Kind, Quantifier, Question, Scope};

/// So many clauses are compared with each other: the portal's filters have a handful, and each is
/// compared with all others.
const MOST_COMPARED: usize = 500;

/// The filters whose clauses are compared: those that have no more of them together.
pub(super) fn compared<'g>(groups: impl IntoIterator<Item = &'g Group>) -> Vec<&'g Group> {
    let mut clauses = 0;
    let is_compared = |group: &&Group| {
        clauses += group.clauses.len();
        clauses <= MOST_COMPARED
    };
    groups.into_iter().take_while(is_compared).collect()
}

impl Scope {
    /// The attributes that everybody in scope has, as clauses name them: those that every group
    /// of some set demands, since one group of each set is enough.
    pub(super) fn demanded(&self) -> Vec<&str> {
        let is_demanded = |group: &Group, name: &str| {
            let mut clauses = group.clauses.iter();
            clauses.any(|it| it.attribute.value.eq_ignore_ascii_case(name) && it.demands_value())
        };
        let of_set = |kind: Kind| {
            let groups = self.groups(kind);
            let (first, others) = groups.split_first()?;
            // A group that nobody looked at may demand nothing.
            if compared(groups).len() < groups.len() {
                return None;
            }
            let names = first.clauses.iter().map(|clause| clause.attribute.value.as_str());
            let of_all = names.filter(move |name| {
                is_demanded(first, name) && others.iter().all(|group| is_demanded(group, name))
            });
            Some(of_all)
        };
        Kind::ALL.into_iter().filter_map(of_set).flatten().collect()
    }
}

impl Clause {
    /// What it asks; nothing for an operator that is not known, or hardly.
    pub(super) fn asks(&self) -> Option<&'static Operator> {
        operators::find(&self.operator.value).filter(|it| it.certainty != Certainty::Assumed)
    }

    /// Its one value.
    pub(super) fn value(&self) -> Option<&str> {
        match self.values.as_slice() {
            [value] => Some(value.value.as_str()),
            _ => None,
        }
    }

    /// Its pattern, and whether values are to match it; nothing where it asks something else.
    pub(super) fn pattern(&self) -> Option<(&str, bool)> {
        let Test::Pattern { is_wanted } = self.asks()?.test else { return None };
        let pattern = self.value().filter(|text| !text.is_empty())?;
        Some((pattern, is_wanted))
    }

    /// True where both look at one attribute.
    pub(super) fn looks_where(&self, other: &Clause) -> bool {
        self.attribute.value.eq_ignore_ascii_case(&other.attribute.value)
    }

    /// Its values but for empty ones.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|value| value.value.as_str()).filter(|text| !text.is_empty())
    }

    /// True where both ask the same.
    pub(super) fn is_same_as(&self, other: &Clause) -> bool {
        let name = |clause: &Clause| clause.asks().map(|operator| operator.name);
        self.looks_where(other)
            && name(self).is_some()
            && name(self) == name(other)
            && self.texts().eq(other.texts())
            && self.quantifier == other.quantifier
    }

    /// True where it asks for users without a value.
    pub(super) fn asks_for_null(&self) -> bool {
        self.asks().is_some_and(|it| matches!(it.test, Test::Presence { is_null: true }))
    }

    /// True where it is false of all who have one value, and of those who have none as well.
    pub(super) fn is_negative(&self) -> bool {
        self.asks().is_some_and(|it| match it.test {
            Test::Pattern { is_wanted } => !is_wanted,
            Test::Text(TextTest::Equal { is_wanted }) => !is_wanted,
            Test::Presence { .. }
            | Test::Truth(_)
            | Test::Text(TextTest::End | TextTest::Other(_))
            | Test::Integer(_)
            | Test::Undocumented => false,
        })
    }

    /// True where nobody without a value satisfies it, and it is meant so: what a negative operator
    /// makes of them surprises people.
    fn demands_value(&self) -> bool {
        let of_known = self.asks().filter(|_| !self.asks_for_null() && !self.is_negative());
        of_known.is_some_and(|operator| match operator.arity() {
            Arity::Unary => true,
            Arity::Binary => self.value().is_some_and(|text| !text.is_empty()),
            Arity::Unknown => false,
        })
    }

    /// The text that every value must have, where that is what it asks.
    pub(super) fn equals(&self) -> Option<&str> {
        let is_equality = self
            .asks()
            .is_some_and(|it| matches!(it.test, Test::Text(TextTest::Equal { is_wanted: true })));
        let is_of_all = self.quantifier == Quantifier::All;
        self.value().filter(|text| is_equality && is_of_all && !text.is_empty())
    }

    /// True where both ask for an end of the text, and no text has both.
    fn ends_otherwise(&self, other: &Clause) -> bool {
        // That case counts is not documented, so ends that differ in case only may be one.
        let end = |clause: &Clause| {
            let is_end =
                clause.asks().is_some_and(|it| matches!(it.test, Test::Text(TextTest::End)));
            let is_of_all = clause.quantifier == Quantifier::All;
            clause.value().filter(|_| is_end && is_of_all).map(str::to_lowercase)
        };
        let (Some(one), Some(other)) = (end(self), end(other)) else { return false };
        !one.ends_with(&other) && !other.ends_with(&one)
    }

    /// True where one asks for a truth and the other for its contrary.
    fn is_opposite_of(&self, other: &Clause) -> bool {
        let truth = |clause: &Clause| match clause.asks().map(|operator| operator.test) {
            Some(Test::Truth(wanted)) => Some(wanted),
            _ => None,
        };
        matches!((truth(self), truth(other)), (Some(a), Some(b)) if a != b)
    }
}

/// The first two clauses of a group that no user can satisfy both.
pub(super) fn contradiction(group: &Group) -> Option<(&Clause, &Clause)> {
    let mut budget = DecisionBudget::new();
    let clauses: Vec<Compared<'_>> = group.clauses.iter().map(Compared::new).collect();
    clauses.iter().enumerate().find_map(|(index, second)| {
        let mut before = clauses.iter().take(index);
        let first = before.find(|first| first.contradicts(second, &mut budget))?;
        Some((first.clause, second.clause))
    })
}

/// A clause that is compared with others.
struct Compared<'g> {
    clause: &'g Clause,
    /// What it asks, prepared when it is first asked.
    question: OnceCell<Option<Question>>,
}

impl<'g> Compared<'g> {
    fn new(clause: &'g Clause) -> Compared<'g> {
        Compared { clause, question: OnceCell::new() }
    }

    /// True where no user can satisfy both.
    fn contradicts(&self, other: &Compared<'_>, budget: &mut DecisionBudget) -> bool {
        self.clause.looks_where(other.clause)
            && (self.clause.is_opposite_of(other.clause)
                || self.clause.ends_otherwise(other.clause)
                || self.excludes(other, budget)
                || other.excludes(self, budget))
    }

    /// True where whoever satisfies it does not satisfy the other.
    fn excludes(&self, other: &Compared<'_>, budget: &mut DecisionBudget) -> bool {
        let is_known = || other.clause.asks().is_some();
        match self.clause.equals() {
            Some(text) => {
                let prepare = || is_known().then(|| Question::of(other.clause)).flatten();
                let question = other.question.get_or_init(prepare).as_ref();
                question.is_some_and(|it| it.holds_for(text, budget) == Answer::No)
            }
            // All but one operator are false for users without a value.
            None => self.clause.asks_for_null() && is_known() && !other.clause.asks_for_null(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Located, Span};

    fn clause(attribute: &str, operator: &str, values: &[&str]) -> Clause {
        let written = |text: &str| Located::new(text.to_owned(), Span::default());
        Clause {
            attribute: written(attribute),
            operator: written(operator),
            values: values.iter().map(|value| written(value)).collect(),
            quantifier: Quantifier::All,
        }
    }

    #[test]
    fn clauses_that_nobody_satisfies_together() {
        let equals = |value| clause("a", "EQUALS", &[value]);
        let contradict = |one: &Clause, other: &Clause| {
            let budget = &mut DecisionBudget::new();
            Compared::new(one).contradicts(&Compared::new(other), budget)
        };
        for (one, other, expected) in [
            (equals("x"), equals("y"), true),
            (equals("x"), equals("x"), false),
            (equals("x"), clause("b", "EQUALS", &["y"]), false),
            (equals("x"), clause("A", "NOT EQUALS", &["x"]), true),
            (equals("x"), clause("a", "NOT EQUALS", &["y"]), false),
            (equals("x1"), clause("a", "REGEX MATCH", &["^x"]), false),
            (equals("x1"), clause("a", "REGEX MATCH", &["^y"]), true),
            (equals("5"), clause("a", "GREATER_THAN", &["7"]), true),
            (equals("9"), clause("a", "greater than", &["7"]), false),
            (clause("a", "IS NULL", &[]), equals("x"), true),
            (clause("a", "IS NULL", &[]), clause("a", "NOT EQUALS", &["x"]), true),
            (clause("a", "IS NULL", &[]), clause("a", "IS NULL", &[""]), false),
            (clause("a", "IS TRUE", &[]), clause("a", "IS FALSE", &[]), true),
            (clause("a", "IS TRUE", &[]), clause("a", "IS NOT NULL", &[]), false),
            (equals("x"), clause("a", "&", &["y"]), false),
            (clause("a", "ENDS_WITH", &["@a.com"]), clause("a", "ENDS_WITH", &["@b.com"]), true),
            (clause("a", "ENDS_WITH", &["@a.com"]), clause("a", "ENDS_WITH", &[".com"]), false),
            (clause("a", "ENDS_WITH", &["@a.com"]), clause("a", "ENDS_WITH", &["@A.com"]), false),
        ] {
            assert_eq!(contradict(&one, &other), expected, "{one:?} {other:?}");
            assert_eq!(contradict(&other, &one), expected, "{other:?} {one:?}");
        }
    }

    #[test]
    fn clauses_that_ask_the_same() {
        let one = clause("a", "EQUALS", &["x"]);
        assert!(one.is_same_as(&clause("A", "equals", &["x"])));
        assert!(!one.is_same_as(&clause("a", "EQUALS", &["X"])));
        assert!(clause("a", "IS NULL", &[]).is_same_as(&clause("a", "IS_NULL", &[""])));
        assert!(!clause("a", "NEAR", &[]).is_same_as(&clause("a", "NEAR", &[])));
    }
}
