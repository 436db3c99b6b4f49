//! Users that get no payload: where they go, what is said of them, and how they are counted.

use super::{Folder, MAPPING, attrmap, rejects_of, run_over, user, users};

const BROKEN: &str = "examples/broken-users.ndjson";

#[test]
fn rejects_are_lines_that_say_who_and_why() {
    let folder = Folder::new();
    let rejects = folder.path("rejects.ndjson");
    let run = attrmap(&["run", "--mapping", MAPPING, BROKEN, "--rejects", &rejects]);
    assert_eq!(run.ended(), (1, [8, 1, 7, 0]));
    assert_eq!(run.user_names(), ["fine@contoso.com"]);
    let expected = concat!(
        r#"{"version":1,"row":2,"key":"b0000002-0000-4000-8000-000000000002","target":"userName","#,
        r#""code":"plan::required-value-missing","message":"the target requires a user name, and this user has none"}"#,
        "\n",
        r#"{"version":1,"row":3,"key":"b0000003-0000-4000-8000-000000000003","target":"userName","#,
        r#""code":"plan::required-value-missing","message":"the target requires a user name, and this user has none"}"#,
        "\n",
        r#"{"version":1,"row":4,"key":"b0000004-0000-4000-8000-000000000004","#,
        r#""target":"urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate","#,
        r#""code":"eval::not-a-date","message":"this text denotes no date"}"#,
        "\n",
        r#"{"version":1,"row":5,"key":"b0000005-0000-4000-8000-000000000005","target":null,"#,
        r#""code":"record::not-json","message":"an object is not closed: the user ends at column 116"}"#,
        "\n",
        r#"{"version":1,"row":6,"key":"b0000006-0000-4000-8000-000000000006","target":"userName","#,
        r#""code":"plan::required-value-missing","message":"the target requires a user name, and this user has none"}"#,
        "\n",
        r#"{"version":1,"row":7,"key":"b0000007-0000-4000-8000-000000000007","target":null,"#,
        r#""code":"record::several-values","message":"`displayName`: several values stand where the attribute has one (2 of them)"}"#,
        "\n",
        r#"{"version":1,"row":8,"key":null,"target":null,"code":"record::not-an-object","message":"this user is no JSON object"}"#,
        "\n",
    );
    assert_eq!(folder.read("rejects.ndjson"), expected);
}

#[test]
fn values_are_shown_on_demand_only() {
    let secret = "\"employeeHireDate\": \"next Monday\"";
    let line = format!(
        "{{\"id\": \"1\", \"userPrincipalName\": \"a@b.c\", \"displayName\": \"A\", {secret}}}\n"
    );
    let quiet = rejects_of(&line, &["--format", "json"]);
    assert_eq!(quiet.ended(), (1, [1, 0, 1, 0]));
    assert!(!quiet.stdout.contains("next Monday") && !quiet.stderr.contains("next Monday"));
    let open = rejects_of(&line, &["--show-values"]);
    assert!(open.stdout.ends_with("\"value\":\"next Monday\"}\n"), "{open:?}");
}

#[test]
fn a_run_stops_at_the_most_rejects() {
    let some = format!("{}{{}}\n{}{{}}\n{}", user("a"), user("b"), users(5000));
    let run = run_over(&some, &["--max-rejects", "2"]);
    assert_eq!(run.ended(), (1, [4, 2, 2, 0]));
    assert!(run.stderr.contains("stopped early: --max-rejects is reached"), "{run:?}");
    let run = run_over(&some, &["--max-rejects", "3"]);
    assert_eq!(run.ended(), (1, [5004, 5002, 2, 0]), "fewer than the most");
}

#[test]
fn no_rejects_at_all_are_no_number_of_rejects() {
    let run = run_over(users(3), &["--max-rejects", "0"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("'0' for '--max-rejects <N>'"), "{run:?}");
    assert!(run.stderr.contains("write a whole number from 1 on"), "{run:?}");
    let run = run_over(users(3), &["--threads", "0"]);
    assert!(run.stderr.contains("write a whole number from 1 on"), "{run:?}");
}

/// The last user was read: nothing is missing of the result.
#[test]
fn the_most_rejects_at_the_very_end_are_no_early_end() {
    let folder = Folder::new();
    let out = folder.path("payloads.ndjson");
    let run = attrmap(&["run", "-m", MAPPING, BROKEN, "--max-rejects", "7", "-o", &out]);
    assert_eq!(run.ended(), (1, [8, 1, 7, 0]));
    assert_eq!(folder.read("payloads.ndjson").lines().count(), 1);
    assert!(!run.stderr.contains("stopped early"), "{run:?}");
    let run = attrmap(&["run", "-m", MAPPING, BROKEN, BROKEN, "--max-rejects", "7"]);
    assert_eq!(run.ended(), (1, [8, 1, 7, 0]), "another input follows");
    assert!(run.stderr.contains("stopped early"), "{run:?}");
}

/// Of causes as frequent, the one that came first stands first; each reads complete by itself.
#[test]
fn causes_stand_in_the_order_of_users() {
    let lines = format!("{{\"a\": 1}} x\n{}{{\"a\": tru}}\n{{\"a\": 1,}}\n", user("a"));
    let run = run_over(lines, &[]);
    assert_eq!(run.ended(), (1, [4, 1, 3, 0]));
    let expected = "rejected:
  1 × there is text after the end of the user [record::not-json], row 1
  1 × a word is none of `true`, `false` and `null` [record::not-json], row 3
  1 × a comma has nothing behind it [record::not-json], row 4\n";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    let run = run_over("{\n{\n", &[]);
    assert_eq!(run.ended(), (1, [2, 0, 2, 0]));
    assert!(!run.stderr.contains("no user has a value"), "nobody could be read: {run:?}");
    let run = run_over(user("a"), &[]);
    let expected = "warning: no user has a value for `employeeId`, `objectId`, `givenName`, \
                    `surname`, `jobTitle` and 18 more attributes\n";
    assert!(run.stderr.starts_with(expected), "{run:?}");
}

#[test]
fn a_run_that_stops_early_leaves_no_file() {
    let folder = Folder::new();
    let (out, rejects) = (folder.write("payloads.ndjson", "old"), folder.path("rejects.ndjson"));
    let some = format!("{}{{}}\n{}", user("a"), users(3));
    let run = run_over(some, &["--max-rejects", "1", "-o", &out, "--rejects", &rejects]);
    assert_eq!(run.ended(), (1, [2, 1, 1, 0]));
    assert_eq!(folder.read("payloads.ndjson"), "old", "what was there is kept");
    assert_eq!(folder.read("rejects.ndjson").lines().count(), 1, "each reject is one");
    assert_eq!(folder.files(), ["payloads.ndjson", "rejects.ndjson"], "nothing is left lying");
    assert!(run.stderr.contains("was not written: it would not be whole"), "{run:?}");
}

/// Same causes are one line of the summary, with three of their rows.
#[test]
fn causes_are_counted_with_examples() {
    let mut lines = users(2);
    lines.push_str(&"{\"displayName\": \"A\"}\n".repeat(5));
    lines.push_str(
        &"{\"userPrincipalName\": \"a@b.c\", \"displayName\": \"A\", \"jobTitle\": {}}\n".repeat(2),
    );
    let run = run_over(lines, &[]);
    assert_eq!(run.ended(), (1, [9, 2, 7, 0]));
    let expected = "rejected:
  5 × `userName`: the target requires a user name, and this user has none [plan::required-value-missing], rows 3, 4, 5, …
  2 × `jobTitle`: an object or nested list stands where a value belongs [record::object-value], rows 8, 9\n";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
}

/// The same name of a user with an unusual key: the row is all there is to say.
#[test]
fn users_without_an_id_have_no_key() {
    let run = rejects_of("{\"displayName\": \"A\"}\n", &[]);
    assert!(
        run.stdout.starts_with("{\"version\":1,\"row\":1,\"key\":null,\"target\":\"userName\"")
    );
}

#[test]
fn a_user_that_the_mapping_ignores_is_skipped() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = 'IIF([userType]=\"Guest\", IgnoreObjectFlow, [userPrincipalName])'\ntitle = 'IIF([jobTitle]=\"none\", IgnoreAttributeFlow, [jobTitle])'\n",
    );
    let lines = "{\"userPrincipalName\": \"a\", \"userType\": \"Guest\"}\n\
                 {\"userPrincipalName\": \"b\", \"jobTitle\": \"none\"}\n\
                 {\"userPrincipalName\": \"c\", \"jobTitle\": \"Cook\"}\n";
    let users = folder.write("users.ndjson", lines);
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert_eq!(run.ended(), (0, [3, 2, 0, 1]));
    assert_eq!(run.user_names(), ["b", "c"]);
    let titles: Vec<bool> = run.payloads().iter().map(|it| it.get("title").is_some()).collect();
    assert_eq!(titles, [false, true]);
    assert!(
        run.stderr.contains(
            "skipped:\n  1 × left out by `IgnoreObjectFlow` [plan::object-ignored], row 1"
        )
    );
}

/// A value that does not fit the target fails its user: each cause once.
#[test]
fn values_that_do_not_fit_the_target() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"workplace\"\n[map]\nuserName = '[userPrincipalName]'\nname.formatted = '[displayName]'\n'emails[type eq \"work\"].value' = '[userPrincipalName]'\nactive = '[extensionAttribute1]'\n'urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate' = '[extensionAttribute2]'\nexternalId = '[otherMails]'\n",
    );
    let user = |more: &str| {
        format!("{{\"userPrincipalName\": \"a@b.c\", \"displayName\": \"A\", {more}}}\n")
    };
    let lines = [
        user("\"extensionAttribute1\": \" tRUE \", \"extensionAttribute2\": \"-007\""),
        user("\"extensionAttribute1\": \"yes\""),
        user("\"extensionAttribute1\": \"\""),
        user("\"extensionAttribute2\": \"1.5\""),
        user("\"extensionAttribute2\": \"9223372036854775808\""),
        user("\"otherMails\": [\"x\", \"y\"]"),
        user("\"otherMails\": [\"x\"]"),
    ];
    let users = folder.write("users.ndjson", lines.concat());
    let run = attrmap(&["run", "-m", &mapping, &users, "--rejects", &folder.path("r")]);
    assert_eq!(run.ended(), (1, [7, 2, 5, 0]));
    let codes: Vec<(u64, String)> = super::json_lines(&folder.read("r"))
        .iter()
        .map(|line| {
            (line["row"].as_u64().unwrap_or(0), line["code"].as_str().unwrap_or("").to_owned())
        })
        .collect();
    let expected = [
        (2, "flow::not-a-boolean"),
        (3, "flow::not-a-boolean"),
        (4, "flow::not-an-integer"),
        (5, "flow::not-an-integer"),
        (6, "flow::several-values"),
    ];
    assert_eq!(codes, expected.map(|(row, code)| (row, code.to_owned())));
    let payloads = run.payloads();
    assert_eq!(payloads[0]["active"], true, "trimmed, any case");
    assert!(run.stdout.contains("{\"startDate\":-7}"), "written as a number is");
}

/// Places and counts differ from user to user, and causes do not: they are as few as the words.
#[test]
fn users_with_the_same_cause_are_counted_together() {
    let folder = Folder::new();
    let mut lines = String::new();
    for number in 1..=100 {
        let text = "x".repeat(number);
        let list = vec!["\"x\""; number + 1].join(",");
        lines.push_str(&format!("{{\"mail\": \"{text}\" 1}}\n"));
        lines.push_str(&format!("{{\"jobTitle\": [{list}]}}\n"));
    }
    let rejects = folder.path("rejects.ndjson");
    let run = run_over(lines, &["--rejects", &rejects]);
    assert_eq!(run.ended(), (1, [200, 0, 200, 0]));
    let expected = "rejected:
  100 × `,` or `}` is missing [record::not-json], rows 1, 3, 5, …
  100 × `jobTitle`: several values stand where the attribute has one [record::several-values], rows 2, 4, 6, …\n";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    // Each reject says where, or how many.
    let rejects = super::json_lines(&folder.read("rejects.ndjson"));
    assert_eq!(rejects[0]["message"], "`,` or `}` is missing at column 14");
    assert_eq!(rejects[198]["message"], "`,` or `}` is missing at column 113");
    let several = "`jobTitle`: several values stand where the attribute has one (3 of them)";
    assert_eq!(rejects[3]["message"], several);
}

/// `Redact` keeps a value out of all that is shown, whoever asks; the payload has it.
#[test]
fn what_is_redacted_stands_in_payloads_only() {
    let folder = Folder::new();
    let raised = "IIF(IsPresent([city]), Error(Append(\"no \", Redact([city]))), [state])";
    let mapping = folder.write(
        "m.attrmap.toml",
        format!(
            "schema = \"scim\"\n[map]\nuserName = 'Redact([userPrincipalName])'\n\
             active = 'Redact([extensionAttribute1])'\n\
             title = 'Coalesce(CDate(Append(Redact([jobTitle]), \"\")), \"none\")'\n\
             nickName = '{raised}'\n\
             externalId = 'SelectUniqueValue(Redact([mailNickname]), \"x\")'\n"
        ),
    );
    let lines = [
        r#"{"userPrincipalName": "secret", "mailNickname": "secret2"}"#,
        r#"{"userPrincipalName": "a", "extensionAttribute1": "secret"}"#,
        r#"{"userPrincipalName": "b", "jobTitle": "secret"}"#,
        r#"{"userPrincipalName": "c", "city": "secret"}"#,
        r#"{"userPrincipalName": "d", "mailNickname": "x"}"#,
        r#"{"userPrincipalName": "e", "mailNickname": "secret2"}"#,
    ];
    let users = folder.write("users.ndjson", lines.join("\n"));
    let rejects = folder.path("rejects.ndjson");
    let run = attrmap(&["run", "-m", &mapping, &users, "--rejects", &rejects, "--show-values"]);
    assert_eq!(run.ended(), (1, [6, 2, 4, 0]));
    assert_eq!(run.user_names(), ["secret", "d"]);
    assert_eq!(run.payloads()[0]["externalId"], "secret2");
    assert!(!run.stderr.contains("secret"), "{run:?}");
    let shown: Vec<(String, String)> = super::json_lines(&folder.read("rejects.ndjson"))
        .iter()
        .map(|line| (line["code"].to_string(), format!("{} {}", line["message"], line["value"])))
        .collect();
    let expected = [
        ("flow::not-a-boolean", "this target takes `True` or `False`"),
        ("eval::not-a-date", "this text denotes no date"),
        ("eval::raised", "the mapping raises an error for this user"),
        ("eval::not-unique", "every rule gives a value that is taken"),
    ];
    let expected = expected
        .map(|(code, message)| (format!("\"{code}\""), format!("\"{message}\" \"[Redact]\"")));
    assert_eq!(shown, expected);
}

/// What one mapping redacts no other one gives away, in whatever spelling it reads it.
#[test]
fn what_one_mapping_redacts_is_hidden_in_all() {
    let folder = Folder::new();
    let users = folder.write(
        "users.ndjson",
        r#"{"userPrincipalName": "a", "jobTitle": "secret", "mobilePhone": "secret"}"#,
    );
    let rejects = folder.path("rejects.ndjson");
    for (kept, told, message) in [
        ("[jobTitle]", "[jobTitle]", "this target takes `True` or `False`"),
        ("[jobTitle]", "[JobTitle]", "this target takes `True` or `False`"),
        ("Append([jobTitle], \"\")", "ToUpper([jobTitle])", "this target takes `True` or `False`"),
        (
            "[jobTitle]",
            "IIF([jobTitle], \"True\", \"False\")",
            "this is neither `True` nor `False`",
        ),
        (
            "[jobTitle]",
            "IIF(CDate([jobTitle]) < Now(), \"True\", \"False\")",
            "this text denotes no date",
        ),
        ("[jobTitle]", "Error([jobTitle])", "the mapping raises an error for this user"),
        ("[mobile]", "[mobilePhone]", "this target takes `True` or `False`"),
    ] {
        let active = format!("active = '{told}'\n");
        let nick_name = format!("nickName = 'Redact({kept})'\n");
        let orders = [format!("{active}{nick_name}"), format!("{nick_name}{active}")];
        for mappings in &orders {
            let start = "schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\n";
            let mapping = folder.write("m.attrmap.toml", format!("{start}{mappings}"));
            let run =
                attrmap(&["run", "-m", &mapping, &users, "--rejects", &rejects, "--show-values"]);
            assert_eq!(run.ended(), (1, [1, 0, 1, 0]), "{told}");
            let line = &super::json_lines(&folder.read("rejects.ndjson"))[0];
            assert_eq!((&line["message"], &line["value"]), (&message.into(), &"[Redact]".into()));
            assert!(!format!("{run:?}").to_lowercase().contains("secret"), "{run:?}");
        }
    }
}

/// A key that a mapping redacts is no key of a reject, whatever the user is rejected for.
#[test]
fn a_redacted_key_is_not_shown() {
    let folder = Folder::new();
    let users = folder.write(
        "users.ndjson",
        "{\"id\": \"SECRETKEY\", \"userPrincipalName\": \"a\", \"jobTitle\": \"x\"}\n\
         {\"id\": \"SECRETKEY\", \"userPrincipalName\": \"a\", \"jobTitle\": {}}\n\
         {\"id\": \"SECRETKEY\", \"userPrincipalName\": \"taken\"}\n\
         {\"id\": \"SECRETKEY\"}\n\
         {\"userPrincipalName\": \"a\", \"jobTitle\": \"x\"}\n",
    );
    let taken = folder.write("taken.txt", "taken\n");
    let rejects = folder.path("rejects.ndjson");
    for (nick_name, key) in [
        ("Redact([objectId])", "[Redact]"),
        ("Redact([OBJECTID])", "[Redact]"),
        ("Redact([id])", "[Redact]"),
        ("[objectId]", "SECRETKEY"),
        ("Redact([mail])", "SECRETKEY"),
    ] {
        let mapping = folder.write(
            "m.attrmap.toml",
            format!(
                "schema = \"scim\"\n[map]\nuserName = 'SelectUniqueValue([userPrincipalName], [userPrincipalName])'\n\
                 active = '[jobTitle]'\nnickName = '{nick_name}'\n"
            ),
        );
        let run = ["run", "-m", &mapping, &users, "--rejects", &rejects, "--show-values"];
        let run = attrmap(&[&run[..], &["--taken", &taken]].concat());
        assert_eq!(run.ended(), (1, [5, 0, 5, 0]), "{nick_name}: {run:?}");
        let lines = super::json_lines(&folder.read("rejects.ndjson"));
        let keys: Vec<&serde_json::Value> = lines.iter().map(|line| &line["key"]).collect();
        let key = serde_json::Value::from(key);
        assert_eq!(keys, [&key, &key, &key, &key, &serde_json::Value::Null], "{nick_name}");
        let explained = ["run", "-m", &mapping, &users, "--explain-scope", "1"];
        let first = format!("row 1 ({}): ", key.as_str().unwrap_or_default());
        assert!(attrmap(&explained).stdout.starts_with(&first), "{nick_name}");
    }
}

/// Nor is it shown where a user cannot be read because of it.
#[test]
fn what_cannot_be_read_is_redacted_too() {
    let folder = Folder::new();
    let users =
        folder.write("users.ndjson", r#"{"userPrincipalName": "a", "accountEnabled": "secret"}"#);
    let rejects = folder.path("rejects.ndjson");
    for (active, value) in
        [("[accountEnabled]", "secret"), ("Redact([accountEnabled])", "[Redact]")]
    {
        let mapping = folder.write(
            "m.attrmap.toml",
            format!(
                "schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\nactive = '{active}'\n"
            ),
        );
        let run = attrmap(&["run", "-m", &mapping, &users, "--rejects", &rejects, "--show-values"]);
        assert_eq!(run.ended(), (1, [1, 0, 1, 0]));
        assert_eq!(super::json_lines(&folder.read("rejects.ndjson"))[0]["value"], value);
    }
}

/// What the mapping's author says of everybody is a cause; what holds a user's values is private.
#[test]
fn errors_that_the_mapping_raises() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = '''Switch([city], [city], \
         \"a\", Error(Append(\"not \", \"a\")), \"b\", Error(Append(\"not \", [mail])))'''\n",
    );
    let users = folder.write(
        "users.ndjson",
        "{\"city\": \"a\"}\n{\"city\": \"b\", \"mail\": \"m@x\"}\n{\"city\": \"c\"}\n",
    );
    let rejects = folder.path("rejects.ndjson");
    let run = attrmap(&["run", "-m", &mapping, &users, "--rejects", &rejects, "--show-values"]);
    assert_eq!(run.ended(), (1, [3, 1, 2, 0]));
    let said = super::json_lines(&folder.read("rejects.ndjson"));
    assert_eq!((&said[0]["message"], &said[0]["value"]), (&"not a".into(), &().into()));
    let message = "the mapping raises an error for this user";
    assert_eq!((&said[1]["message"], &said[1]["value"]), (&message.into(), &"not m@x".into()));
    assert!(!run.stderr.contains("m@x"), "{run:?}");
}

#[test]
fn traces_keep_what_is_redacted_to_themselves() {
    for expression in [
        "Append(Redact([mail]), \"x\")",
        "IIF(Redact([mail])=\"a\", \"b\", Redact([mail]))",
        "SelectUniqueValue(\"\", Redact([mail]))",
        "CDate(Redact([mail]))",
        "Error(Redact([mail]))",
    ] {
        let set = ["--set", "mail=secret"];
        for form in [&["--format", "human"][..], &["--format", "json"], &["--target", "title"]] {
            let run = attrmap(&[&["eval", expression, "--trace"], &set[..], form].concat());
            assert!(!run.stdout.contains("secret"), "{run:?}");
            assert!(!run.stderr.contains("secret"), "{run:?}");
            assert!(run.stdout.contains("[Redact]"), "{run:?}");
        }
    }
    let run = attrmap(&["eval", "Append(Redact([mail]), \"x\")", "--set", "mail=secret"]);
    assert_eq!(run.stdout, "\"secretx\"\n", "asked for the value, it is the value");
}
