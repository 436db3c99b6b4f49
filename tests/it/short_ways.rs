//! Texts that flow as they are take short ways through reading, evaluating and flowing, and come
//! out as by the long ones.

use std::sync::LazyLock;

use attrmap::check::Env;
use attrmap::functions::{Randomness, Surroundings};
use attrmap::mapping::MappingFile;
use attrmap::plan::{Expression, NoValue, Plan, Verdict, Worker};
use attrmap::program::PartEnd;
use attrmap::record::{Layout, Record};
use attrmap::schema::{ScimVersion, SourceTable, built_in};
use attrmap::source::Source;
use attrmap::types::{DateTime, Value};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::generated;

/// Attributes of every kind: with one value, with several, a Boolean, an unknown one.
const NAMES: [&str; 5] = ["jobTitle", "otherMails", "accountEnabled", "mobilePhone", "shoeSize"];

fn value() -> impl Strategy<Value = serde_json::Value> {
    let text = || select(vec!["", " ", "a", "é\n", "True", " false ", "1"]);
    prop_oneof![
        6 => text().prop_map(|text| json!(text)),
        1 => Just(json!(null)),
        1 => any::<bool>().prop_map(|value| json!(value)),
        1 => any::<i64>().prop_map(|value| json!(value)),
        1 => vec(text(), 0..3).prop_map(|texts| json!(texts)),
    ]
}

/// A user with some of the attributes.
fn user() -> impl Strategy<Value = serde_json::Value> {
    vec(option::of(value()), NAMES.len()).prop_map(|values| {
        let members = NAMES.iter().zip(values);
        members.filter_map(|(name, value)| Some(((*name).to_owned(), value?))).collect()
    })
}

fn lent(value: &serde_json::Value) -> Value<'_> {
    match value {
        serde_json::Value::Null | serde_json::Value::Object(_) => Value::Null,
        serde_json::Value::Bool(value) => Value::Boolean(*value),
        serde_json::Value::Number(number) => number.as_i64().map_or(Value::Null, Value::Integer),
        serde_json::Value::String(text) => Value::owned(text.clone()),
        serde_json::Value::Array(values) => Value::list(values.iter().map(lent).collect()),
    }
}

/// A plan whose title comes of that expression.
fn plan(title: &str) -> Plan {
    let text = format!("schema = 'scim'\n[map]\nuserName = '\"x\"'\ntitle = '{title}'\n");
    let (file, _) = MappingFile::read("m.attrmap.toml", &text);
    let table = built_in("scim").expect("it is built in");
    let object_mapping = file.choose(None).expect("there is one");
    let compiled = Plan::compile(&file, object_mapping, &table, &Env::entra(), ScimVersion::V2_0);
    compiled.plan.unwrap_or_else(|| panic!("{}", compiled.diagnostics))
}

/// For each attribute the plan that lets it flow as it is, and one that evaluates it.
static PLANS: LazyLock<[[Plan; 2]; NAMES.len()]> = LazyLock::new(|| {
    NAMES.map(|name| {
        [plan(&format!("[{name}]")), plan(&format!("IIF(\"a\"=\"a\", [{name}], [{name}])"))]
    })
});

fn payload(plan: &Plan, user: &serde_json::Value) -> Result<String, String> {
    let mut worker = Worker::new(plan.clone(), Surroundings::at(DateTime::UNIX_EPOCH));
    match worker.value(user) {
        Ok(Verdict::Payload(payload)) => Ok(payload.json),
        Ok(Verdict::Skipped(skip)) => Err(skip.to_string()),
        Err(reject) => Err(reject.to_string()),
    }
}

/// What is sent of a value: a number is its text.
fn texts(value: &Value<'_>) -> Vec<Option<String>> {
    match value {
        Value::List(values) => values.iter().flat_map(texts).collect(),
        value => vec![value.to_text().map(String::from)],
    }
}

proptest! {
    #[test]
    fn a_text_comes_into_its_slot_as_any_value_does(user in user()) {
        let names = NAMES.map(str::to_owned);
        let layout = Layout::new(&SourceTable::entra_user(), &names);
        let text = user.to_string();
        let read = layout.read_json(&text, Record::new());
        let lent = layout.read_with(|name| user.get(name).map(lent), Record::new());
        match (read, lent) {
            (Ok(read), Ok(lent)) => prop_assert_eq!(read.slots(), lent.slots()),
            // Of several faults the one whose key comes first is told, and keys come in any order.
            (read, lent) => prop_assert_eq!(read.is_err(), lent.is_err()),
        }
    }

    #[test]
    fn a_text_flows_past_the_program_as_through_it(user in user()) {
        for [short, long] in PLANS.iter() {
            prop_assert_eq!(payload(short, &user), payload(long, &user));
        }
    }

    /// Where somebody looks on, every value is evaluated; where nobody does, texts are at hand.
    #[test]
    fn a_text_at_hand_is_the_one_that_is_evaluated(
        text in generated::expression(),
        user in generated::user(),
    ) {
        let compiled = Expression::compile(&Source::new("e", text.as_str()), &Env::entra());
        let Some(expression) = compiled.expression else { return Ok(()) };
        let Ok(record) = expression.layout().read_json(&user, Record::new()) else { return Ok(()) };
        // Functions that draw at random must have something to draw from.
        let randomness = Randomness::Seeded(1);
        let surroundings = Surroundings { randomness, ..Surroundings::at(DateTime::UNIX_EPOCH) };
        let trace = expression.trace(&record, &surroundings);
        match (expression.evaluate(&record, &surroundings), &trace.root.end) {
            (_, PartEnd::Redacted) => {}
            (Ok(value), PartEnd::Value(seen)) => prop_assert_eq!(texts(&value), texts(seen), "{}", text),
            (Err(NoValue::Ignored(left)), PartEnd::Ignored(seen)) => prop_assert_eq!(left, *seen),
            (Err(NoValue::Failed(failure)), PartEnd::Failed { code, .. }) => {
                prop_assert_eq!(failure.code.path, code.path, "{}", text);
            }
            (value, seen) => prop_assert!(false, "{}: {:?} and {:?}", text, value, seen),
        }
    }
}
