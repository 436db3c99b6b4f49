//! `SelectUniqueValue` in the program: who gets which value, and what is taken beforehand.

use super::{Finished, Folder, attrmap, attrmap_with, json_lines};
use std::path::Path;

const MAPPING: &str = "schema = \"scim\"\n[map]\n\
    userName = 'SelectUniqueValue([mailNickname], Append([mailNickname], \"2\"), [mail])'\n\
    active = '[extensionAttribute1]'\n";

/// Users of whom many want the same name, and some are rejected for other reasons.
fn crowd(count: usize) -> String {
    let user = |number: usize| {
        let nickname = format!("Name{}", number % (count / 4));
        let active = if number % 7 == 3 { "maybe" } else { "True" };
        // Some of the names are written in another case.
        let nickname = if number % 11 < 4 { nickname.to_uppercase() } else { nickname };
        let mail = if number.is_multiple_of(2) { "" } else { "shared@contoso.com" };
        format!(
            "{{\"id\": \"{number}\", \"mailNickname\": \"{nickname}\", \"mail\": \"{mail}\", \
             \"extensionAttribute1\": \"{active}\"}}\n"
        )
    };
    (0..count).map(user).collect()
}

/// What everybody should get, one after the other.
fn expected(users: &str) -> (Vec<String>, Vec<u64>) {
    let mut taken = std::collections::BTreeSet::new();
    let (mut names, mut rejected) = (Vec::new(), Vec::new());
    for (row, user) in (1..).zip(json_lines(users)) {
        let text = |key: &str| user[key].as_str().unwrap_or_default().to_owned();
        let nickname = text("mailNickname");
        let candidates = [nickname.clone(), format!("{nickname}2"), text("mail")];
        let mut candidates = candidates.into_iter().filter(|it| !it.is_empty());
        let free = candidates.find(|it| !taken.contains(&it.to_uppercase()));
        match free.filter(|_| text("extensionAttribute1") == "True") {
            Some(name) => {
                taken.insert(name.to_uppercase());
                names.push(name);
            }
            None => rejected.push(row),
        }
    }
    (names, rejected)
}

#[test]
fn threads_and_the_form_of_the_input_change_nothing() {
    let folder = Folder::new();
    let mapping = folder.write("m.attrmap.toml", MAPPING);
    let lines = crowd(12_000);
    let (names, rejected) = expected(&lines);
    assert!(names.len() > 5_000 && rejected.len() > 5_000, "both are many");
    let ndjson = folder.write("users.ndjson", &lines);
    let array = format!("[{}]", lines.trim_end().replace('\n', ","));
    let array = folder.write("users.json", array);
    let rejects = folder.path("rejects.ndjson");
    let mut first: Option<(String, String)> = None;
    for (users, threads) in [(&ndjson, "1"), (&ndjson, "2"), (&ndjson, "8"), (&array, "2")] {
        let arguments = ["run", "-m", &mapping, users, "--rejects", &rejects];
        let run = attrmap(&[&arguments[..], &["--threads", threads]].concat());
        let (payloads, others) = (names.len() as u64, rejected.len() as u64);
        assert_eq!(run.ended(), (1, [12_000, payloads, others, 0]), "{threads}");
        let found = (run.stdout.clone(), folder.read("rejects.ndjson"));
        let first = first.get_or_insert_with(|| {
            assert_eq!(run.user_names(), names);
            let rows = json_lines(&found.1);
            let rows: Vec<u64> = rows.iter().filter_map(|line| line["row"].as_u64()).collect();
            assert_eq!(rows, rejected);
            found.clone()
        });
        assert!(found == *first, "{users} with {threads} threads");
    }
}

#[test]
fn who_finds_every_value_taken_is_rejected() {
    let folder = Folder::new();
    let mapping = folder.write("m.attrmap.toml", MAPPING);
    let user = "{\"id\": \"7\", \"mailNickname\": \"ana\"}\n";
    let users = folder.write("users.ndjson", user.repeat(5));
    let rejects = folder.path("rejects.ndjson");
    let arguments = ["run", "-m", &mapping, &users, "--rejects", &rejects];
    let run = attrmap(&arguments);
    assert_eq!(run.ended(), (1, [5, 2, 3, 0]));
    assert_eq!(run.user_names(), ["ana", "ana2"]);
    let cause =
        "3 × `userName`: every rule gives a value that is taken [eval::not-unique], rows 3, 4, 5\n";
    assert!(run.stderr.contains(cause), "{run:?}");
    let line = "{\"version\":1,\"row\":3,\"key\":\"7\",\"target\":\"userName\",\"code\":\"eval::not-unique\",\
        \"message\":\"every rule gives a value that is taken\"";
    assert!(folder.read("rejects.ndjson").starts_with(&format!("{line}}}\n")));
    attrmap(&[&arguments[..], &["--show-values"]].concat());
    let shown = format!("{line},\"value\":\"ana, ana2\"}}\n");
    assert!(folder.read("rejects.ndjson").starts_with(&shown));
    let run = attrmap(&[&arguments[..], &["--max-rejects", "2"]].concat());
    assert_eq!(run.ended(), (1, [4, 2, 2, 0]), "cut behind the second reject");
}

/// One mapping over users of whom each wants a name, with names that are taken.
fn names_beside(taken: &str, users: &[&str]) -> (Vec<String>, Finished) {
    let folder = Folder::new();
    let mapping = folder.write("m.attrmap.toml", MAPPING);
    let user = |name: &&str| format!("{{\"mailNickname\": \"{name}\"}}\n");
    let users = folder.write("users.ndjson", users.iter().map(user).collect::<String>());
    let taken = folder.write("taken", taken);
    let run = attrmap(&["run", "-m", &mapping, &users, "--taken", &taken]);
    (run.user_names(), run)
}

#[test]
fn what_the_target_has_is_read_in_any_form() {
    let response = r#"{"Resources": [{"userName": "ANA"}, {"userName": "bo", "title": "x"}], "totalResults": 2}"#;
    for (taken, why) in [
        ("ana\nbo\n", "lines"),
        ("\u{feff}  Ana \r\n\r\nBO", "with a mark, spaces, and ends of lines as Windows has them"),
        (r#"["ana", "bo"]"#, "a list"),
        ("\"ana\"\n\"bo\"\n", "texts of JSON"),
        (
            "{\"target\": \"UserName\", \"value\": \"ana\"}\n{\"value\": \"bo\", \"target\": \"userName\"}",
            "of a target",
        ),
        (response, "users of the target"),
        (
            "{\"userName\":\"ana\",\"active\":true}\n{\"schemas\":[],\"userName\":\"bo\"}\n",
            "payloads",
        ),
        (r#"{"value": [{"target": "userName", "value": "ana"}, "bo"]}"#, "a list under `value`"),
        ("{\"value\": \"ana\"}\nbo\n", "JSON before a plain line"),
        ("ana\n[\n  \"bo\"\n]\nzoe", "a plain line before JSON"),
        ("\"ana\" \"bo\"", "two texts on a line"),
    ] {
        let (names, run) = names_beside(taken, &["ana", "bo", "cy"]);
        assert_eq!(names, ["ana2", "bo2", "cy"], "{why}: {run:?}");
        assert_eq!(run.stderr.matches("warning").count(), 1, "the service's only: {why}: {run:?}");
    }
}

#[test]
fn what_is_taken_in_vain_is_said() {
    for (taken, said) in [
        ("{\"target\": \"title\", \"value\": \"ana\"}", "nothing gives unique values to `title`"),
        ("{\"id\": \"7\"}", "no user has a value for `userName`"),
    ] {
        let (names, run) = names_beside(taken, &["ana"]);
        assert_eq!((names, run.code), (vec!["ana".to_owned()], 0), "{run:?}");
        assert!(run.stderr.contains(said), "{run:?}");
    }
    for (taken, said) in [
        ("[\"ana\"", "this is no JSON"),
        ("{\"target\": \"userName\", \"value\": 7}", "`target` and `value` are texts"),
        ("[null]", "`null` is no value to take (line 1)"),
        ("bo\n\"ana\n", "found while parsing a string (at the end of line 2)"),
        ("bo\n\n\"ana\" Lee\n", "text stands behind JSON (line 3)"),
        ("{\n\"value\": x}", "this is no JSON: expected value (line 2, column 10)"),
    ] {
        let (_, run) = names_beside(taken, &["ana"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        assert!(run.stderr.contains(said), "{run:?}");
    }
    let folder = Folder::new();
    let taken = folder.write("taken", "ana");
    let run = attrmap(&["run", "-m", super::MAPPING, super::USERS, "--taken", &taken]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("--taken: nothing calls `SelectUniqueValue`"), "{run:?}");
    let run = attrmap(&["run", "-m", super::MAPPING, "-", "--taken", "-"]);
    assert!(run.stderr.contains("standard input (`-`) is asked for twice"), "{run:?}");
    let run =
        attrmap(&["run", "-m", super::MAPPING, super::USERS, "--taken", &taken, "-o", &taken]);
    assert!(run.stderr.contains("is a file that is read"), "{run:?}");
}

#[test]
fn eval_gives_values_in_order_too() {
    let expression = r#"SelectUniqueValue([mailNickname], Append([mailNickname], "2"))"#;
    let users = "{\"mailNickname\": \"ana\"}\n".repeat(3);
    let eval = |more: &[&str]| {
        let arguments = [&["eval", expression, "--user", "-"], more].concat();
        attrmap_with(&arguments, Path::new("."), users.as_bytes())
    };
    let run = eval(&[]);
    let message = "every rule gives a value that is taken";
    let third = format!(
        "{{\"version\":1,\"row\":3,\"error\":\"eval::not-unique\",\"message\":\"{message}\"}}"
    );
    let lines = format!(
        "{{\"version\":1,\"row\":1,\"value\":\"ana\"}}\n{{\"version\":1,\"row\":2,\"value\":\"ana2\"}}\n{third}\n"
    );
    assert_eq!((run.code, run.stdout), (1, lines));
    assert_eq!(eval(&["--row", "3", "-r"]).stdout, "ana\n", "a row by itself comes alone");
    let folder = Folder::new();
    let taken = folder.write("taken", "{\"target\": \"userName\", \"value\": \"ana\"}\n");
    let run = eval(&["--taken", &taken, "--row", "1", "-r", "--target", "userName"]);
    assert_eq!(run.stdout, "ana2\n");
    let run = eval(&["--taken", &taken, "--row", "1", "-r"]);
    assert_eq!(run.stdout, "ana\n");
    assert!(run.stderr.contains("--target says which of these values count"), "{run:?}");
    let run = eval(&["--taken", &taken, "--row", "1", "--trace", "--target", "userName"]);
    let first = run.stdout.lines().next().unwrap_or_default();
    assert!(first.ends_with("→ \"ana2\""), "the trace shows what was chosen: {run:?}");
}

#[test]
fn a_trace_says_which_rule_won_and_which_were_taken() {
    let folder = Folder::new();
    let taken = folder.write("taken", "ANA\nb\n");
    let expression = r#"SelectUniqueValue([mailNickname], "b", [mail], "c", "d")"#;
    let arguments = ["eval", expression, "--set", "mailNickname=ana", "--taken", &taken, "--trace"];
    let expected = r#"
SelectUniqueValue([mailNickname], "b", [mail], "c", "d")  → "c"
├─ uniqueValueRule  [mailNickname]                        → "ana"  · taken
├─ uniqueValueRule  "b"                                   · taken
├─ uniqueValueRule  [mail]                                → null
├─ uniqueValueRule  "c"                                   ✓ chosen
└─ uniqueValueRule  "d"
"#;
    let run = attrmap(&arguments);
    assert!(run.stdout.starts_with(expected.trim_start()), "{run:?}");
    let run = attrmap(&[&arguments[..], &["--format", "json"]].concat());
    let roles: Vec<&str> = run.stdout.split("\"role\":").skip(1).collect();
    let roles: Vec<&str> = roles.iter().filter_map(|rest| rest.split('"').nth(1)).collect();
    assert_eq!(roles, ["taken", "taken", "chosen"], "{run:?}");
}
