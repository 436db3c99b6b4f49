//! Values that nobody else must have, as a program gives them that uses the library.

use attrmap::check::Env;
use attrmap::functions::Surroundings;
use attrmap::mapping::MappingFile;
use attrmap::plan::{Batch, Fate, Plan, TakenByTarget, Verdict, Worker};
use attrmap::record::{Chunk, Cutter, Limits};
use attrmap::schema::{ScimVersion, built_in};
use attrmap::types::DateTime;
use serde_json::{Value, json};

/// Two targets with unique values, and some that can go wrong.
const MAPPINGS: &[(&str, &str)] = &[
    ("userName", "SelectUniqueValue([mailNickname], [mail])"),
    ("displayName", "[displayName]"),
    ("active", "[extensionAttribute1]"),
    ("nickName", r#"SelectUniqueValue([city], Append([city], "2"))"#),
];

fn plan(mappings: &[(&str, &str)]) -> Plan {
    let row = |(target, expression): &(&str, &str)| json!({"targetAttributeName": target, "source": {"expression": expression}});
    let text = mappings.iter().map(row).collect::<Value>().to_string();
    let (file, diagnostics) = MappingFile::read("mapping", &text);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let table = built_in("scim").expect("a built-in table");
    let chosen = file.object_mappings.first().expect("one object mapping");
    let compilation = Plan::compile(&file, chosen, &table, &Env::entra(), ScimVersion::V2_0);
    compilation.plan.unwrap_or_else(|| panic!("{}", compilation.diagnostics))
}

fn worker(plan: &Plan) -> Worker {
    Worker::new(plan.clone(), Surroundings::at(DateTime::UNIX_EPOCH))
}

/// A user: mailNickname, mail, city, and what should read as a condition.
fn user(nickname: &str, mail: &str, city: &str, active: &str) -> Value {
    json!({"mailNickname": nickname, "mail": mail, "city": city, "extensionAttribute1": active})
}

fn chunk(users: &[Value]) -> Chunk {
    let mut cutter = Cutter::new(None, Limits::default());
    for user in users {
        cutter.buffer().extend(format!("{user}\n").bytes());
    }
    cutter.take(true).expect("it can be read").expect("there are users")
}

/// The batch of these users, not settled yet.
fn batch(plan: &Plan, users: &[Value]) -> Batch {
    let mut batch = Batch::new();
    worker(plan).run(&chunk(users), &mut batch).expect("it can be read");
    batch
}

/// What became of each user: its unique values, or a code.
fn fates(batch: &Batch) -> Vec<String> {
    let text = std::str::from_utf8(batch.payloads()).expect("payloads are text");
    let mut lines = text.lines();
    let fates = batch.users().iter().map(|user| match &user.fate {
        Fate::Payload => {
            let line = lines.next().expect("there is a line for each payload");
            let payload: Value = serde_json::from_str(line).expect("a payload is JSON");
            format!("{} {}", payload["userName"], payload["nickName"]).replace('"', "")
        }
        Fate::Rejected(reject) => {
            let target = reject.target.as_deref().unwrap_or("-");
            format!("{} {target} {}", reject.row, reject.code)
        }
        Fate::Skipped { row, .. } => format!("{row} skipped"),
    });
    let fates = fates.collect();
    assert_eq!(lines.next(), None, "there is a payload for each line");
    fates
}

#[test]
fn values_are_given_in_the_order_of_the_input() {
    let plan = plan(MAPPINGS);
    let users = [
        user("ana", "ana@x", "Rome", "True"),
        user("ANA", "ana.b@x", "rome", "True"),
        user("ana", "ana@x", "Rome", "True"),
        user("bo", "bo@x", "ROME", "True"),
        user("bo", "bo@x", "Oslo", "True"),
        user("bo", "bo@x", "Oslo", "True"),
        user("ana", "ana@x", "Lima", "True"),
    ];
    let mut batch = batch(&plan, &users);
    assert_eq!(fates(&batch)[0], "1 - plan::unsettled", "nobody has chosen yet");
    assert_eq!(batch.rejects().count(), users.len());
    batch.settle(&plan, &mut plan.taken());
    let expected = [
        "ana Rome",
        "ana.b@x rome2",
        "3 nickName eval::not-unique",
        "4 nickName eval::not-unique",
        "bo Oslo",
        "bo@x Oslo2",
        "ana@x Lima",
    ];
    assert_eq!(fates(&batch), expected, "without a city's name nobody takes a user's");
}

#[test]
fn who_is_rejected_takes_nothing() {
    let plan = plan(MAPPINGS);
    let users = [
        user("ana", "", "Rome", "maybe"),
        json!({"mailNickname": "ana", "city": "Rome", "displayName": {}}),
        user("ana", "", "Rome", "True"),
        json!([]),
        user("ana", "", "Oslo", "True"),
        user("bo", "", "Oslo", "True"),
    ];
    let mut batch = batch(&plan, &users);
    batch.settle(&plan, &mut plan.taken());
    let expected = [
        "1 active flow::not-a-boolean",
        "2 - record::object-value",
        "ana Rome",
        "4 - record::not-an-object",
        "5 userName eval::not-unique",
        "bo Oslo",
    ];
    assert_eq!(fates(&batch), expected);
}

/// A unique value is converted and required like any other.
#[test]
fn a_unique_value_is_one_of_its_target() {
    let plan = plan(&[
        ("userName", "[mail]"),
        ("active", "SelectUniqueValue([city], [state])"),
        ("externalId", r#"SelectUniqueValue([mailNickname], "x")"#),
    ]);
    let user = |city: &str, mail: &str| json!({"city": city, "state": "false", "mail": mail});
    let users = [
        user("yes", "a"),
        user("True", ""),
        user("true", "a"),
        user("TRUE", "b"),
        user("true", "c"),
    ];
    let mut batch = batch(&plan, &users);
    batch.settle(&plan, &mut plan.taken());
    let codes: Vec<String> = batch.rejects().map(|it| format!("{} {}", it.row, it.code)).collect();
    let expected = [
        "1 flow::not-a-boolean",
        "2 plan::required-value-missing",
        "4 eval::not-unique",
        "5 eval::not-unique",
    ];
    assert_eq!(codes, expected, "neither of the first two took `x`");
    let payload: Value = serde_json::from_slice(batch.payloads()).expect("one payload");
    assert_eq!((&payload["active"], &payload["externalId"]), (&json!(true), &json!("x")));
}

#[test]
fn what_the_target_has_is_taken() {
    let plan = plan(MAPPINGS);
    let mut taken = plan.taken();
    assert_eq!(taken.targets().collect::<Vec<_>>(), ["userName", "nickName"]);
    assert!(taken.insert("USERNAME", "ana"), "in any case");
    assert!(!taken.insert("displayName", "ana"), "no unique values there");
    taken.insert_everywhere("Rome");
    let held = json!({"schemas": [], "UserName": "bo", "emails": [{"value": "ana@x"}]});
    assert!(taken.insert_user(&held));
    assert!(!taken.insert_user(&json!({"userPrincipalName": "ana@x"})));
    let users = [user("ana", "ana@x", "Rome", "True"), user("bo", "rome", "Oslo", "True")];
    let mut batch = batch(&plan, &users);
    batch.settle(&plan, &mut taken);
    assert_eq!(fates(&batch), ["ana@x Rome2", "2 userName eval::not-unique"]);
}

#[test]
fn lists_are_kept_from_batch_to_batch() {
    let plan = plan(MAPPINGS);
    let mut taken = plan.taken();
    let users = [user("ana", "ana@x", "Rome", "True")];
    let given = |taken: &mut TakenByTarget| {
        let mut batch = batch(&plan, &users);
        batch.settle(&plan, taken);
        fates(&batch)
    };
    assert_eq!(given(&mut taken), ["ana Rome"]);
    assert_eq!(given(&mut taken), ["ana@x Rome2"]);
    assert_eq!(given(&mut taken), ["1 userName eval::not-unique"]);
}

#[test]
fn users_that_come_alone_get_values_as_they_come() {
    let plan = plan(MAPPINGS);
    let mut worker = worker(&plan);
    worker.taken().insert("userName", "ana");
    let user = user("ana", "ana@x", "Rome", "True");
    let Ok(Verdict::Payload(payload)) = worker.json(&user.to_string()) else { panic!("a payload") };
    assert!(payload.json.contains(r#""userName":"ana@x""#), "{}", payload.json);
    for way in ["as a value", "lent"] {
        let lend = |name: &str| user.get(name)?.as_str().map(attrmap::types::Value::text);
        let verdict = if way == "lent" { worker.lent(lend) } else { worker.value(&user) };
        assert_eq!(verdict.map_err(|reject| reject.code.path), Err("eval::not-unique"), "{way}");
    }
}

/// Lines and users are cut together, before and after.
#[test]
fn a_batch_is_cut_where_it_was() {
    let plan = plan(MAPPINGS);
    let users: Vec<Value> = (0..6)
        .map(|number| match number {
            1 | 4 => user("", "", "Rome", "True"),
            _ => user(&format!("u{number}"), "", &format!("c{number}"), "True"),
        })
        .collect();
    let settled = || {
        let mut batch = batch(&plan, &users);
        batch.settle(&plan, &mut plan.taken());
        batch
    };
    let mut cut = settled();
    assert!(cut.cut_at_rejects(1));
    assert_eq!(fates(&cut), ["u0 c0", "2 userName eval::not-unique"]);
    let mut cut = settled();
    let second = settled().payloads().iter().position(|byte| *byte == b'\n').expect("a line") + 1;
    cut.cut_at_bytes(second + 10);
    assert_eq!(fates(&cut), ["u0 c0", "2 userName eval::not-unique"], "half a line is none");
    let mut cut = batch(&plan, &users);
    assert!(cut.cut_at_rejects(1), "who waits counts as rejected");
    cut.settle(&plan, &mut plan.taken());
    assert_eq!(fates(&cut), ["u0 c0"]);
}

#[test]
fn other_plans_have_nothing_to_choose() {
    let plan = plan(&[("userName", "[mail]")]);
    assert_eq!(plan.taken().targets().count(), 0);
    let mut batch = batch(&plan, &[user("", "ana@x", "", "")]);
    let before = batch.payloads().to_vec();
    batch.settle(&plan, &mut plan.taken());
    assert_eq!(batch.payloads(), before);
}
