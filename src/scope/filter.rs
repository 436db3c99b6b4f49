//! A compiled filter, and its decision for one user.
//!
//! Absent on purpose: names (attributes are slots), and anything that allocates for a user who is
//! in scope or out of it.

use std::sync::Arc;

use super::answer::Answer;
use super::model::{Kind, Quantifier};
use super::operators::TextTest;
use super::pattern::{DecisionBudget, Pattern};
use crate::diagnostic::shortened;
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
        match &self.test {
            OperatorTest::Unknown => Answer::Unknown,
            OperatorTest::Presence { is_null } => Answer::from(is_missing(value) == *is_null),
            // A clause about no value is false, whatever it asks.
            OperatorTest::Value(_) if is_missing(value) => Answer::No,
            OperatorTest::Value(test) => match value {
                Value::List(values) => {
                    let answers = values.iter().map(|value| test.ask(value, budget));
                    match self.quantifier {
                        Quantifier::All => Answer::all(answers),
                        Quantifier::Any => Answer::any(answers),
                    }
                }
                value => test.ask(value, budget),
            },
        }
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
mod tests {
    use super::Answer::{self, No, Unknown, Yes};
    use super::*;
    use crate::schema::SourceTable;
    use crate::scope::{Clause, Group, Scope, SourceAttributes};
    use crate::source::{Located, Source, Span};

    fn written(text: &str) -> Located<String> {
        Located::new(text.to_owned(), Span::default())
    }

    fn clause(attribute: &str, operator: &str, values: &[&str]) -> Clause {
        Clause {
            attribute: written(attribute),
            operator: written(operator),
            values: values.iter().map(|value| written(value)).collect(),
            quantifier: Quantifier::All,
        }
    }

    fn group(name: &str, clauses: &[Clause]) -> Group {
        Group { name: written(name), clauses: clauses.to_vec() }
    }

    /// The filter over the slots `a`, `b`, ….
    fn compile(scope: &Scope) -> Filter {
        let attributes = SourceAttributes {
            table: &SourceTable::entra_user(),
            listed: &[],
            known: &crate::types::Known::default(),
        };
        let file = Source::new("filter", "");
        let slot = |name: &str| usize::from(name.as_bytes()[0] - b'a');
        let (filter, diagnostics) = Filter::compile(scope, &file, attributes, slot);
        assert!(!diagnostics.has_errors(), "{diagnostics}");
        filter
    }

    fn answer(clause: &Clause, value: Value<'_>) -> Answer {
        let scope =
            Scope { groups: vec![group("", std::slice::from_ref(clause))], ..Scope::default() };
        compile(&scope).explain(&[value]).answer
    }

    fn texts(texts: &[&'static str]) -> Value<'static> {
        Value::list(texts.iter().copied().map(Value::text).collect())
    }

    #[test]
    fn every_operator_meets_every_kind_of_value() {
        let found = || {
            [
                Value::Null,
                Value::text(""),
                Value::text("abc"),
                Value::text("7"),
                Value::text("True"),
                texts(&["abc", "abd"]),
                texts(&[""]),
            ]
        };
        for (operator, values, expected) in [
            ("EQUALS", &["abc"][..], [No, No, Yes, No, No, No, No]),
            ("EQUALS", &["ABC"], [No, No, No, No, No, No, No]),
            ("EQUALS", &["7"], [No, No, No, Yes, No, No, No]),
            ("EQUALS", &["7.0"], [No, No, No, No, No, No, No]),
            ("EQUALS", &["True"], [No, No, No, No, Yes, No, No]),
            ("EQUALS", &["true"], [No, No, No, No, No, No, No]),
            ("EQUALS", &[""], [No, No, No, No, No, No, No]),
            ("NOT EQUALS", &["abc"], [No, No, No, Yes, Yes, No, No]),
            ("NOT EQUALS", &["ABC"], [No, No, Yes, Yes, Yes, Yes, No]),
            ("NOT EQUALS", &[""], [No, No, Yes, Yes, Yes, Yes, No]),
            ("IS TRUE", &[], [No, No, No, No, Yes, No, No]),
            ("IS TRUE", &[""], [No, No, No, No, Yes, No, No]),
            ("IS FALSE", &[], [No, No, No, No, No, No, No]),
            ("IS NULL", &[], [Yes, Yes, No, No, No, No, Yes]),
            ("IS NOT NULL", &[], [No, No, Yes, Yes, Yes, Yes, No]),
            ("ENDS_WITH", &["c"], [No, No, Yes, No, No, No, No]),
            ("ENDS_WITH", &["C"], [No, No, No, No, No, No, No]),
            ("GREATER_THAN", &["6"], [No, No, No, Yes, No, No, No]),
            ("GREATER_THAN", &["7"], [No, No, No, No, No, No, No]),
            ("GREATER_THAN", &["-10"], [No, No, No, Yes, No, No, No]),
            ("GREATER_THAN_OR_EQUALS", &["7"], [No, No, No, Yes, No, No, No]),
            ("GREATER_THAN_OR_EQUALS", &["8"], [No, No, No, No, No, No, No]),
            ("INCLUDES", &["b"], [No, No, Yes, No, No, Yes, No]),
            ("INCLUDES", &["B"], [No, No, No, No, No, No, No]),
            ("&", &["xabcx7"], [No, No, Yes, Yes, No, No, No]),
            ("!&", &["xabcx7"], [No, No, No, No, Yes, No, No]),
            ("REGEX MATCH", &["b"], [No, No, Yes, No, No, Yes, No]),
            ("REGEX MATCH", &["^b"], [No, No, No, No, No, No, No]),
            ("REGEX MATCH", &[r"^\d$"], [No, No, No, Yes, No, No, No]),
            ("REGEX MATCH", &["^$"], [No, No, No, No, No, No, No]),
            ("REGEX MATCH", &[""], [No, No, Yes, Yes, Yes, Yes, No]),
            ("REGEX MATCH", &["(?i)^A"], [No, No, Yes, No, No, Yes, No]),
            ("NOT REGEX MATCH", &["b"], [No, No, No, Yes, Yes, No, No]),
            ("NOT REGEX MATCH", &["c$"], [No, No, No, Yes, Yes, No, No]),
            ("Present", &[], [Unknown; 7]),
            ("Valid Cert Match", &["x"], [Unknown; 7]),
            ("SOUNDS LIKE", &["x"], [Unknown; 7]),
        ] {
            for (value, expected) in found().into_iter().zip(expected) {
                let shown = format!("{value:?} {operator} {values:?}");
                assert_eq!(answer(&clause("a", operator, values), value), expected, "{shown}");
            }
        }
    }

    #[test]
    fn booleans_and_numbers_are_told_by_their_text() {
        for (operator, values, found, expected, why) in [
            ("IS FALSE", &[][..], "False", Yes, "as records hold it"),
            ("IS FALSE", &[], "FALSE", Yes, "case is no part of a boolean"),
            ("IS FALSE", &[], "no", No, "no boolean"),
            ("IS TRUE", &[], "1", No, "no boolean"),
            ("GREATER_THAN", &["9"], "10", Yes, "not as text"),
            ("GREATER_THAN", &["9"], "9.5", No, "no whole number"),
            ("GREATER_THAN", &["9"], "99999999999999999999", No, "no number of 64 bits"),
            ("GREATER_THAN", &[" 9 "], " 10 ", Yes, "space around it"),
        ] {
            let answer = answer(&clause("a", operator, values), Value::text(found));
            assert_eq!(answer, expected, "{found} {operator} {values:?}: {why}");
        }
    }

    #[test]
    fn of_several_values_all_or_any_must_satisfy() {
        for (operator, given, found, all, any) in [
            ("EQUALS", "x", &["x", "x"][..], Yes, Yes),
            ("EQUALS", "x", &["x", "y"], No, Yes),
            ("EQUALS", "x", &["y", "z"], No, No),
            ("NOT EQUALS", "x", &["x", "y"], No, Yes),
            ("NOT EQUALS", "x", &["x", ""], No, No),
            ("EQUALS", "x", &["x", ""], No, Yes),
            ("EQUALS", "x", &["", ""], No, No),
            ("EQUALS", "x", &[], No, No),
        ] {
            for (quantifier, expected) in [(Quantifier::All, all), (Quantifier::Any, any)] {
                let clause = Clause { quantifier, ..clause("a", operator, &[given]) };
                let shown = format!("{quantifier:?} of {found:?} {operator} {given}");
                assert_eq!(answer(&clause, texts(found)), expected, "{shown}");
            }
        }
    }

    /// The decision about a user whose `a`, `b`, … are these.
    fn decide(scope: &Scope, user: &[&'static str]) -> String {
        let slots: Vec<Value<'_>> = user.iter().copied().map(Value::text).collect();
        match compile(scope).decide(&slots) {
            Decision::InScope => "in".to_owned(),
            Decision::OutOfScope { filter } => filter.to_string(),
            Decision::Undecided { message } => message,
        }
    }

    #[test]
    fn clauses_hold_together_and_one_group_is_enough() {
        let is = |attribute: &str| clause(attribute, "IS TRUE", &[]);
        let (both, third) = (group("both", &[is("a"), is("b")]), group(" ", &[is("c")]));
        let scope = Scope { groups: vec![both, third], ..Scope::default() };
        let out = "scoping filters `both`, `c IS TRUE`";
        for (user, expected) in [
            (["True", "True", "True"], "in"),
            (["True", "True", "False"], "in"),
            (["False", "False", "True"], "in"),
            (["True", "False", "False"], out),
            (["False", "True", ""], out),
        ] {
            assert_eq!(decide(&scope, &user), expected, "{user:?}");
        }
    }

    #[test]
    fn every_set_must_let_a_user_through() {
        let one = |name: &str, attribute: &str| group(name, &[clause(attribute, "IS TRUE", &[])]);
        let scope = Scope {
            groups: vec![one("a", "a")],
            input_groups: vec![one("b", "b")],
            category_groups: vec![one("c", "c")],
            span: Span::default(),
        };
        for (user, expected) in [
            (["True", "True", "True"], "in"),
            (["False", "True", "True"], "scoping filter `a`"),
            (["True", "False", "True"], "input filter `b`"),
            (["True", "True", "False"], "category filter `c`"),
            (["False", "False", "False"], "input filter `b`"),
        ] {
            assert_eq!(decide(&scope, &user), expected, "{user:?}");
        }
        assert_eq!(decide(&Scope::default(), &["False"]), "in", "no filter at all");
        let empty = Scope { groups: vec![group("all", &[])], ..scope };
        assert_eq!(decide(&empty, &["False", "True", "True"]), "in", "a group without clauses");
    }

    #[test]
    fn what_cannot_be_told_counts_where_it_decides() {
        let is = |attribute: &str| clause(attribute, "IS TRUE", &[]);
        let odd = clause("b", "NEAR", &["x"]);
        let together =
            Scope { groups: vec![group("", &[is("a"), odd.clone()])], ..Scope::default() };
        let groups = vec![group("", &[odd]), group("", &[is("a")])];
        let alternatives = Scope { groups, ..Scope::default() };
        let unknown = "scope depends on the clause `b NEAR`, which attrmap does not know";
        for (scope, found, expected) in [
            (&together, "False", "scoping filter `a IS TRUE and b NEAR x`"),
            (&together, "True", unknown),
            (&alternatives, "True", "in"),
            (&alternatives, "False", unknown),
        ] {
            assert_eq!(decide(scope, &[found, "x"]), expected);
        }
    }

    #[test]
    fn patterns_are_those_of_dotnet_found_anywhere() {
        for (pattern, found, expected, why) in [
            (r".*\@domain.com", "a@domain.com", Yes, "the documentation's example"),
            (r".*\@domain.com", "a@domainxcom.org", Yes, "a dot is any character"),
            (r"([1-9][0-9])", "123", Yes, "part of the text is enough"),
            (r"^([1-9][0-9])$", "123", No, "anchored"),
            (r"^CAS_([^{]*){", "CAS_9f{3b1a}", Yes, "a template's pattern"),
            (r"^CN\s*=\s*([^\,]*)\0ACNF", "CN=Ana", No, "another one's"),
            ("^ana$", "ana\n", Yes, "the end is before a final newline too"),
            (r"^\d+$", "\u{0663}", Yes, "any digit of Unicode"),
            ("(?<!x)a", "xa", No, "a look-behind"),
        ] {
            let answer = answer(&clause("a", "REGEX MATCH", &[pattern]), Value::text(found));
            assert_eq!(answer, expected, "{found} ~ {pattern}: {why}");
        }
    }

    #[test]
    fn a_pattern_that_takes_too_long_is_undecided() {
        let runs_away = clause("a", "NOT REGEX MATCH", &["^(a+)+$"]);
        let scope = Scope { groups: vec![group("", &[runs_away])], ..Scope::default() };
        let text: &'static str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
        assert_eq!(
            decide(&scope, &[text]),
            "scope depends on the clause `a NOT REGEX MATCH`, whose pattern takes too many steps or too much memory"
        );
        assert_eq!(decide(&scope, &["b"]), "in");
    }

    #[test]
    fn many_values_have_one_budget() {
        let clause = clause("a", "NOT REGEX MATCH", &[r"(.*)(.*)(.*)\1x"]);
        let scope = Scope { groups: vec![group("", &[clause])], ..Scope::default() };
        let filter = compile(&scope);
        let values = |count| Value::list(vec![Value::text("abcdefghijklmnopqrstuvwabcde"); count]);
        assert_eq!(filter.decide(&[values(2)]), Decision::InScope);
        let Decision::Undecided { message } = filter.decide(&[values(1_000)]) else {
            panic!("a thousand values are too many for this pattern");
        };
        let why = "whose pattern takes too many steps or too much memory";
        assert_eq!(message, format!("scope depends on the clause `a NOT REGEX MATCH`, {why}"));
    }

    /// Where the budget ends, the explanation ends as the decision does, and each answer in it is
    /// that of its parts.
    #[test]
    fn an_explanation_spends_what_the_decision_does() {
        let costly = clause("a", "REGEX MATCH", &[r"(.*)(.*)(.*)\1x"]);
        let group = group("", &[costly.clone(), costly]);
        let user = [Value::text("abcdefghijklmnopqrstuvwabcde")];
        for (count, expected) in [(1, No), (20, Unknown)] {
            let groups = vec![group.clone(); count];
            let scope = Scope { groups: groups.clone(), input_groups: groups, ..Scope::default() };
            let filter = compile(&scope);
            let explanation = filter.explain(&user);
            let decision = match filter.decide(&user) {
                Decision::InScope => Yes,
                Decision::OutOfScope { .. } => No,
                Decision::Undecided { .. } => Unknown,
            };
            let answers = (explanation.answer, decision);
            assert_eq!(answers, (expected, expected), "{count} groups");
            for stage in explanation.stages {
                let groups = stage.groups.iter().filter_map(|group| group.answer);
                assert_eq!(stage.answer, Answer::any(groups), "{count} groups");
                for group in stage.groups {
                    let clauses = group.clauses.iter().filter_map(|clause| clause.answer);
                    assert_eq!(group.answer, Some(Answer::all(clauses)), "{count} groups");
                }
            }
        }
    }

    #[test]
    fn many_filters_are_named_in_short() {
        let never = |name: &str| group(name, &[clause("a", "EQUALS", &["x"])]);
        let groups = ["a", "b", "c", "d", "e"].map(never).to_vec();
        let scope = Scope { groups, ..Scope::default() };
        assert_eq!(decide(&scope, &["y"]), "scoping filters `a`, `b`, `c` and 2 more");
        assert_eq!(decide(&scope, &[]), "scoping filters `a`, `b`, `c` and 2 more", "no slots");
    }
}
