//! What `Redact` keeps to itself: nobody can tell two users by their traces who differ in what it
//! was given.

use attrmap::check::Env;
use attrmap::functions::{Randomness, Surroundings};
use attrmap::plan::{Expression, NoValue};
use attrmap::program::Trace;
use attrmap::record::Record;
use attrmap::source::Source;
use attrmap::types::DateTime;
use proptest::prelude::*;

use crate::generated;

/// What somebody is told of one user.
#[derive(Debug)]
struct Told {
    /// What is said without a trace: that there is a value, that it is left out, or what is wrong
    /// and where.
    end: String,
    trace: Trace,
}

/// What is told of a user; nothing where the expression cannot be evaluated.
fn told(expression: &str, user: &str) -> Option<Told> {
    let compiled = Expression::compile(&Source::new("expression", expression), &Env::entra());
    let expression = compiled.expression?;
    let record = expression.layout().read_json(user, Record::new()).ok()?;
    let randomness = Randomness::Seeded(1);
    let surroundings = Surroundings { randomness, ..Surroundings::at(DateTime::UNIX_EPOCH) };
    let end = match expression.evaluate(&record, &surroundings) {
        Ok(_) => "a value".to_owned(),
        Err(NoValue::Ignored(ignored)) => format!("{ignored:?}"),
        Err(NoValue::Failed(failure)) => expression.diagnostic(&failure).to_string(),
    };
    Some(Told { end, trace: expression.trace(&record, &surroundings) })
}

/// How the expression comes to its value; nothing where it cannot be evaluated.
fn trace(expression: &str, user: &str) -> Option<Trace> {
    told(expression, user).map(|told| told.trace)
}

fn shown(expression: &str, user: &str) -> String {
    trace(expression, user).expect("it can be evaluated").to_string()
}

#[test]
fn a_choice_by_a_secret_is_one() {
    let expression = r#"Switch(Redact([state]), "x", "a", CDate([city]), "b", ToLower([city]), [state], [city])"#;
    let expected = r#"
Switch(Redact([state]), "x", "a", CDate([city]), "b", ToLower([city]),…)  → [Redact]
├─ source        Redact([state])                                          → [Redact]
│  └─ attribute/value  [state]                                            → [Redact]
├─ defaultValue  "x"
├─ key           "a"
├─ value         CDate([city])                                            → [Redact]
│  └─ expression  [city]                                                  → "2020"
├─ key           "b"
├─ value         ToLower([city])                                          → [Redact]
│  └─ source  [city]                                                      → "2020"
├─ key           [state]                                                  → [Redact]
└─ value         [city]                                                   → "2020"
"#;
    for state in [r#""b""#, r#""c""#, "null", r#"["b", "c"]"#] {
        let user = format!(r#"{{"state": {state}, "city": "2020"}}"#);
        let found = trace(expression, &user).map(|trace| trace.to_string());
        // A user whose attribute has several values where it has one is no user.
        if state.starts_with('[') {
            assert_eq!(found, None);
        } else {
            assert_eq!(found.as_deref(), Some(expected.trim_start()), "{state}");
        }
    }
}

#[test]
fn a_condition_on_a_secret_tells_nothing() {
    let expression = r#"IIF([mail]="a", Redact([mail]), Join("-", [city], [otherMails]))"#;
    let expected = r#"
IIF([mail]="a", Redact([mail]), Join("-", [city], [otherMails]))  → [Redact]
├─ condition     [mail]="a"                                       → [Redact]
│  ├─ [mail]                                                      → [Redact]
│  └─ "a"
├─ valueIfTrue   Redact([mail])                                   → [Redact]
│  └─ attribute/value  [mail]                                     → [Redact]
└─ valueIfFalse  Join("-", [city], [otherMails])                  → [Redact]
   ├─ separator  "-"
   ├─ source     [city]                                           → "Bern"
   └─ source     [otherMails]                                     → ["x", "y"]
"#;
    for mail in ["a", "b"] {
        let user = format!(r#"{{"mail": "{mail}", "city": "Bern", "otherMails": ["x", "y"]}}"#);
        assert_eq!(shown(expression, &user), expected.trim_start(), "{mail}");
    }
}

#[test]
fn how_many_secrets_there_are_is_one() {
    let expected = r#"
ToLower(Redact([otherMails]))        → [Redact]
└─ source  Redact([otherMails])      → [Redact]
   └─ attribute/value  [otherMails]  → [Redact]
"#;
    for mails in [r#"[]"#, r#"["A"]"#, r#"["A", "B", "C"]"#] {
        let user = format!(r#"{{"otherMails": {mails}}}"#);
        let found = shown("ToLower(Redact([otherMails]))", &user);
        assert_eq!(found, expected.trim_start(), "{mails}");
    }
}

/// What no secret decided on is as visible as without one.
#[test]
fn a_secret_that_is_only_the_result_hides_no_choice() {
    let expression = r#"IIF([city]="Bern", Redact([mail]), [state])"#;
    let taken = r#"
IIF([city]="Bern", Redact([mail]), [state])  → [Redact]
├─ condition     [city]="Bern"               → True
│  ├─ [city]                                 → "Bern"
│  └─ "Bern"
├─ valueIfTrue   Redact([mail])              → [Redact]  ✓ chosen
│  └─ attribute/value  [mail]                → [Redact]
└─ valueIfFalse  [state]                     · skipped
"#;
    assert_eq!(shown(expression, r#"{"city": "Bern", "mail": "a"}"#), taken.trim_start());
    let not_taken = r#"
IIF([city]="Bern", Redact([mail]), [state])  → "BE"
├─ condition     [city]="Bern"               → False
│  ├─ [city]                                 → "Thun"
│  └─ "Bern"
├─ valueIfTrue   Redact([mail])              · skipped
└─ valueIfFalse  [state]                     → "BE"  ✓ chosen
"#;
    assert_eq!(shown(expression, r#"{"city": "Thun", "state": "BE"}"#), not_taken.trim_start());
    let expected = r#"
Coalesce([city], Redact([mail]))  → [Redact]
├─ source  [city]                 → null
└─ source  Redact([mail])         → [Redact]  ✓ chosen
   └─ attribute/value  [mail]     → [Redact]
"#;
    assert_eq!(shown("Coalesce([city], Redact([mail]))", "{}"), expected.trim_start());
}

/// What is wrong is told, as it is without a trace; where, only as far as no secret decided on it.
#[test]
fn an_error_behind_a_secret_is_told_at_the_choice() {
    let expression = r#"IIF(Redact([mail])="a", CDate([city]), "x")"#;
    let expected = r#"
IIF(Redact([mail])="a", CDate([city]), "x")  ✗ this text denotes no date [eval::not-a-date]
├─ condition     Redact([mail])="a"          → [Redact]
│  ├─ Redact([mail])                         → [Redact]
│  │  └─ attribute/value  [mail]             → [Redact]
│  └─ "a"
├─ valueIfTrue   CDate([city])               → [Redact]
│  └─ expression  [city]                     → "Bern"
└─ valueIfFalse  "x"
"#;
    let found = shown(expression, r#"{"mail": "a", "city": "Bern"}"#);
    assert_eq!(found, expected.trim_start());
}

/// The expression with one mention of each of two attributes redacted.
fn redacted(text: &str) -> String {
    let redacted = text.replacen("[mail]", "Redact([mail])", 1);
    redacted.replacen("[otherMails]", "Redact([otherMails])", 1)
}

proptest! {
    /// Two users about whom the same is said without a trace have the same trace.
    #[test]
    fn traces_do_not_depend_on_what_is_redacted(
        text in prop_oneof![generated::choice(), generated::expression()],
        user in generated::user_of_choices(),
        other in generated::user_of_choices(),
        lists in proptest::array::uniform2(proptest::collection::vec("[a-b]?", 0..3)),
    ) {
        let redacted = redacted(&text);
        let user: serde_json::Value = serde_json::from_str(&user).expect("a user");
        let other: serde_json::Value = serde_json::from_str(&other).expect("a user");
        let of = |secrets: &serde_json::Value, list: &Vec<String>| {
            let mut user = user.clone();
            user["mail"] = secrets["mail"].clone();
            if redacted.contains("Redact([otherMails])") {
                user["otherMails"] = list.clone().into();
            }
            told(&redacted, &user.to_string())
        };
        let (Some(one), Some(two)) = (of(&user, &lists[0]), of(&other, &lists[1])) else {
            return Ok(());
        };
        let is_used = redacted.contains("Redact([mail])");
        if one.end == two.end && (is_used || user["mail"] == other["mail"]) {
            prop_assert_eq!(one.trace.to_string(), two.trace.to_string(), "{}", redacted);
            prop_assert_eq!(one.trace, two.trace, "{}", redacted);
        }
    }

    /// However it ends, no secret stands in what is told.
    #[test]
    fn no_secret_is_told(
        text in prop_oneof![generated::choice(), generated::expression()],
        user in generated::user_of_choices(),
    ) {
        const SECRET: &str = "Wn5kz";
        let redacted = redacted(&text);
        let mut user: serde_json::Value = serde_json::from_str(&user).expect("a user");
        if redacted.contains("Redact([mail])") {
            user["mail"] = SECRET.into();
        }
        if redacted.contains("Redact([otherMails])") {
            user["otherMails"] = vec![SECRET, SECRET].into();
        }
        if let Some(told) = told(&redacted, &user.to_string()) {
            let shown = format!("{told:?} {}", told.trace).to_lowercase();
            prop_assert!(!shown.contains(&SECRET.to_lowercase()), "{redacted}: {shown}");
        }
    }
}

/// Graph and mappings have two names for one attribute.
#[test]
fn what_is_redacted_is_hidden_under_its_other_name() {
    let user = r#"{"mobilePhone": "SECRET", "onPremisesExtensionAttributes": {"extensionAttribute1": "SECRET"}}"#;
    for text in [
        "Append([mobilePhone], Redact([mobile]))",
        "Append([mobile], Redact([mobilePhone]))",
        "Append([extensionAttribute1], Redact([onPremisesExtensionAttributes.extensionAttribute1]))",
    ] {
        let source = Source::new("expression", text);
        let compiled = Expression::compile(&source, &Env::entra());
        let expression = compiled.expression.expect(text);
        let record = expression.layout().read_json(user, Record::new()).expect("a user");
        let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
        let trace = expression.trace(&record, &surroundings).to_string();
        assert!(trace.contains("[Redact]") && !trace.contains("SECRET"), "{trace}");
    }
}
