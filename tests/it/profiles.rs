//! Profiles of users: what they prove, and the JSON Schema of their files.

use std::sync::LazyLock;

use attrmap::check::Env;
use attrmap::profile::{CharacterClass, KeptValues, Profile, Profiler, TextKind};
use attrmap::record::{Cutter, Limits};
use attrmap::schema::SourceTable;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::generated::{expression, user};
use crate::json_schema::Schema;
use crate::language::{evaluate, evaluate_in};

const SCHEMA: &str = "docs/reference/schemas/profile.schema.json";

/// The profile of inputs, each with a name where there are several.
fn profile(inputs: &[String], kept: KeptValues) -> Profile {
    let mut profiler = Profiler::new(SourceTable::entra_user());
    for (number, input) in inputs.iter().enumerate() {
        let name = format!("users{number}.ndjson");
        let mut cutter = Cutter::new(None, Limits::default());
        cutter.buffer().extend_from_slice(input.as_bytes());
        while let Some(chunk) = cutter.take(true).expect("users") {
            let name = (inputs.len() > 1).then_some(name.as_str());
            profiler.add(&chunk, name).expect("JSON has no header");
        }
    }
    profiler.finish(kept)
}

fn kept() -> impl Strategy<Value = KeptValues> {
    select(&[KeptValues::None, KeptValues::Shared, KeptValues::All][..])
}

/// A user, some of whom were exported by somebody who likes capitals.
fn exported_user() -> impl Strategy<Value = String> {
    (user(), any::<bool>()).prop_map(|(user, is_loud)| {
        let Ok(Value::Object(members)) = serde_json::from_str(&user) else { return user };
        let spelt = |name: String| if is_loud { name.to_uppercase() } else { name };
        let members = members.into_iter().map(|(name, value)| (spelt(name), value));
        Value::Object(members.collect()).to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// `language::evaluate_in` compares each value, and each failure, with what was said
    /// beforehand.
    #[test]
    fn what_a_profile_proves_holds_for_its_users(
        expressions in vec(expression(), 1..4),
        users in vec(exported_user(), 1..5),
        kept in kept(),
    ) {
        let profile = profile(&[users.join("\n")], kept);
        prop_assert_eq!(profile.users + profile.unreadable, users.len() as u64);
        let env = Env::entra().with_known(profile.known());
        for expression in &expressions {
            for user in &users {
                evaluate_in(&env, expression, user);
            }
        }
    }

    #[test]
    fn profiles_are_what_their_schema_says(
        inputs in vec(vec(exported_user(), 0..30), 1..3),
        kept in kept(),
    ) {
        let inputs: Vec<String> = inputs.iter().map(|users| users.join("\n")).collect();
        let json = profile(&inputs, kept).to_json();
        let json: Value = serde_json::from_str(&json).expect("JSON");
        prop_assert_eq!(PUBLISHED.check(&json), Ok(()), "{:#}", json);
    }
}

/// That all users have one number says nothing of whether it is a time.
#[test]
fn a_known_number_can_be_out_of_range() {
    let user = r#"{"id": "u", "department": "-1"}"#;
    let profile = profile(&[vec![user; 20].join("\n")], KeptValues::All);
    let env = Env::entra().with_known(profile.known());
    evaluate_in(&env, "DateFromNum([department])", user);
}

fn schema() -> Value {
    let text = std::fs::read_to_string(SCHEMA).expect("the schema is readable");
    serde_json::from_str(&text).expect("the schema is JSON")
}

static PUBLISHED: LazyLock<Schema> = LazyLock::new(|| Schema::published("profile"));

#[test]
fn the_schema_knows_all_words_and_no_others() {
    let words =
        |name: &str| schema()["$defs"]["attribute"]["properties"][name]["items"]["enum"].take();
    let classes = serde_json::to_value(CharacterClass::ALL).expect("words");
    assert_eq!(words("characters"), classes);
    assert_eq!(words("kinds"), serde_json::to_value(TextKind::ALL).expect("words"));
    let users = std::fs::read_to_string("examples/users.ndjson").expect("the example is there");
    let good: Value =
        serde_json::from_str(&profile(&[users], KeptValues::All).to_json()).expect("JSON");
    assert!(PUBLISHED.is_met_by(&good));
    // What it does not know, it refuses, and what it asks for must be there.
    for (name, value) in [("version", 2.into()), ("users", "1".into()), ("other", 1.into())] {
        let mut bad = good.clone();
        bad[name] = value;
        assert!(!PUBLISHED.is_met_by(&bad), "{name}");
    }
    let members = good["attributes"]["mail"].as_object().expect("an attribute").clone();
    for name in members.keys() {
        let mut bad = good.clone();
        let attribute = bad["attributes"]["mail"].as_object_mut().expect("an attribute");
        attribute.remove(name);
        let is_optional = ["type", "minLength", "maxLength", "values"].contains(&name.as_str());
        assert_eq!(PUBLISHED.is_met_by(&bad), is_optional, "without {name}");
    }
}

/// What was found once: an expression, and users whose profile was to prove something about it.
#[test]
fn found_before() {
    let table: [(&str, &[&str], &str); 6] = [
        ("[shoeSize]", &[r#"{"shoeSize": "1"}"#, r#"{"SHOESIZE": "2"}"#], "two spellings"),
        ("[mobilePhone]", &[r#"{"mobilePhone": "1"}"#], "Graph's name of another attribute"),
        ("[org]", &[r#"{"org": "x"}"#, r#"{"org": {"unit": "y"}}"#], "a value, and an object"),
        ("[manager]", &[r#"{"manager": {"displayName": "x"}}"#], "an object without an id"),
        ("[IsSoftDeleted]", &[r#"{"accountEnabled": "no"}"#, "{}"], "derived from a fault"),
        ("Not([shoeSize])", &[r#"{"shoeSize": ["True"]}"#], "a list of one"),
    ];
    for (expression, users, why) in table {
        let users: Vec<String> = users.iter().map(|user| (*user).to_owned()).collect();
        let profile = profile(&[users.join("\n")], KeptValues::All);
        let env = Env::entra().with_known(profile.known());
        for user in &users {
            let plain = evaluate(expression, user);
            assert_eq!(evaluate_in(&env, expression, user), plain, "{expression}: {why}");
        }
    }
}
