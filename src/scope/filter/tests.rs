//! What clauses answer for values of every kind.

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
    let scope = Scope { groups: vec![group("", std::slice::from_ref(clause))], ..Scope::default() };
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
    let together = Scope { groups: vec![group("", &[is("a"), odd.clone()])], ..Scope::default() };
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
