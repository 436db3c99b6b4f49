//! Scoping filters: who is skipped, how it is counted, and how it is explained.

use serde_json::Value;

use super::{Folder, attrmap};

const STAFF: &str = r#"
schema = "workplace"
[map]
userName = '[userPrincipalName]'
name.formatted = '[displayName]'
'emails[type eq "work"].value' = '[userPrincipalName]'

[[scope]]
name = "employees"
clauses = [
    { attribute = "employeeType", operator = "EQUALS", value = "Employee" },
    { attribute = "department", operator = "NOT EQUALS", value = "Board" },
]

[[scope]]
name = "interns"
clauses = [{ attribute = "jobTitle", operator = "INCLUDES", value = "Intern" }]
"#;

const USERS: &str = "\
id,userPrincipalName,displayName,employeeType,department,jobTitle
1,ana@contoso.com,Ana,Employee,IT,
2,bo@contoso.com,Bo,Employee,,
3,cy@contoso.com,Cy,Secret,Board,
4,di@contoso.com,Di,,,Intern
";

fn staff(folder: &Folder) -> (String, String) {
    (folder.write("staff.attrmap.toml", STAFF), folder.write("users.csv", USERS))
}

#[test]
fn who_is_out_of_scope_is_skipped_and_counted_by_filter() {
    let folder = Folder::new();
    let (mapping, users) = staff(&folder);
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert_eq!(run.ended(), (0, [4, 2, 0, 2]), "{run:?}");
    assert_eq!(run.user_names(), ["ana@contoso.com", "di@contoso.com"]);
    let cause = "2 × out of scope of scoping filters `employees`, `interns` \
        [scope::out-of-scope], rows 2, 3\n";
    assert!(run.stderr.contains(cause), "{run:?}");
    let run = attrmap(&["run", "-m", &mapping, &users, "--summary", "json"]);
    let summary = run.stderr.lines().find_map(|line| serde_json::from_str::<Value>(line).ok());
    let summary = summary.unwrap_or_else(|| panic!("{run:?}"));
    assert_eq!(summary["causes"][0]["filter"], "scoping filters `employees`, `interns`");
    assert_eq!(summary["causes"][0]["users"], 2);
}

#[test]
fn each_set_of_filters_is_counted_by_itself() {
    let folder = Folder::new();
    let (_, users) = staff(&folder);
    let input = "[[scope]]\nkind = \"input\"\nname = \"not secret\"\nclauses = \
        [{ attribute = \"employeeType\", operator = \"NOT_EQUALS\", value = \"Secret\" }]\n";
    let mapping = folder.write("input.attrmap.toml", format!("{STAFF}\n{input}"));
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert_eq!(run.ended(), (0, [4, 1, 0, 3]), "a clause about null is false: {run:?}");
    for cause in [
        "2 × out of scope of input filter `not secret` [scope::out-of-scope], rows 3, 4\n",
        "1 × out of scope of scoping filters `employees`, `interns` [scope::out-of-scope], row 2\n",
    ] {
        assert!(run.stderr.contains(cause), "{cause}: {run:?}");
    }
}

#[test]
fn everybody_is_in_scope_where_it_is_ignored() {
    let folder = Folder::new();
    let (mapping, users) = staff(&folder);
    let run = attrmap(&["run", "-m", &mapping, &users, "--ignore-scope"]);
    assert_eq!(run.ended(), (0, [4, 4, 0, 0]), "{run:?}");
    assert!(!run.stderr.contains("no user has a value"), "filters read nothing then: {run:?}");
    // What is wrong with the scope does not matter then.
    let broken = folder.write("broken.attrmap.toml", STAFF.replace("employeeType", "userType"));
    let run = attrmap(&["run", "-m", &broken, &users]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("scope::unsupported-attribute"), "{run:?}");
    let run = attrmap(&["run", "-m", &broken, &users, "--ignore-scope"]);
    assert_eq!(run.ended(), (0, [4, 4, 0, 0]), "{run:?}");
}

#[test]
fn what_cannot_be_evaluated_rejects_those_it_decides_about() {
    let folder = Folder::new();
    let (_, users) = staff(&folder);
    let text = STAFF.replace("INCLUDES", "SOUNDS LIKE");
    let mapping = folder.write("odd.attrmap.toml", text);
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert_eq!(run.ended(), (1, [4, 1, 3, 0]), "{run:?}");
    assert!(run.stderr.contains("scope::unknown-operator"), "{run:?}");
    let cause = "3 × scope depends on the clause `jobTitle SOUNDS LIKE`, which attrmap does not \
        know [scope::undecided], rows 2, 3, 4\n";
    assert!(run.stderr.contains(cause), "{run:?}");
    // What explains the answer is said here too, and to scripts.
    let explain = ["run", "-m", &mapping, &users, "--explain-scope", "2"];
    let run = attrmap(&explain);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("scope::unknown-operator"), "{run:?}");
    let why = "attrmap does not know the operator";
    assert!(run.stdout.contains(&format!(": {why}\n")), "{run:?}");
    let run = attrmap(&[&explain[..], &["--format", "json"]].concat());
    let doubt = format!("\"answer\":null,\"isNull\":true,\"doubt\":\"{why}\"");
    assert!(run.stdout.contains(&doubt), "{run:?}");
}

#[test]
fn a_row_is_explained_clause_by_clause() {
    let folder = Folder::new();
    let (mapping, users) = staff(&folder);
    let explain = |row: &str, more: &[&str]| {
        let mut arguments = vec!["run", "-m", &mapping, &users, "--explain-scope", row];
        arguments.extend(more);
        let run = attrmap(&arguments);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
        run.stdout
    };
    let expected = "\
row 2 (2): out of scope

scoping filters, of which one is enough: false
  `employees`: false
    true     employeeType EQUALS \"Employee\"
    false    department NOT EQUALS \"Board\" (department is null or empty)
  `interns`: false
    false    jobTitle INCLUDES \"Intern\" (jobTitle is null or empty)
";
    assert_eq!(explain("2", &[]), expected);
    assert!(!explain("3", &[]).contains("Secret"), "values are private");
    let shown = explain("3", &["--show-values"]);
    let line = "false    employeeType EQUALS \"Employee\" (employeeType is \"Secret\")\n";
    assert!(shown.contains(line), "{shown}");
    assert!(explain("4", &[]).starts_with("row 4 (4): in scope\n"));
    let all = explain("3", &["--ignore-scope"]);
    let expected = "row 3 (3): in scope\nthe mapping's scoping filters are ignored because of \
        --ignore-scope\nleave it away, and they are explained\n";
    assert_eq!(all, expected);
    let all = explain("3", &["--ignore-scope", "--format", "json"]);
    let expected = "{\"version\":1,\"row\":3,\"key\":\"3\",\"inScope\":true,\
        \"ignoresFilters\":true,\"stages\":[]}\n";
    assert_eq!(all, expected);
    let json: Value = serde_json::from_str(&explain("4", &["--format", "json"])).expect("JSON");
    assert_eq!(json["inScope"], true);
    let groups = &json["stages"][0]["groups"];
    assert_eq!((&groups[0]["answer"], &groups[1]["name"]), (&false.into(), &"interns".into()));
    let clause = &groups[1]["clauses"][0];
    assert_eq!((&clause["isNull"], clause.get("found")), (&false.into(), None), "{json}");
}

/// An operator for whole numbers meets texts: a warning, and said of the value that is none.
#[test]
fn a_value_that_is_no_whole_number_is_said_to_be_none() {
    let folder = Folder::new();
    let users = folder.write(
        "users.ndjson",
        "{\"id\": \"1\", \"employeeId\": \"a7\", \"accountEnabled\": true}\n\
         {\"id\": \"2\", \"employeeId\": \"12\", \"accountEnabled\": true}\n",
    );
    let text = STAFF.split("[[scope]]").next().expect("a start").to_owned()
        + "[[scope]]\nname = \"new\"\nclauses = [{ attribute = \"employeeId\", \
           operator = \"GREATER_THAN\", value = \"7\" }, { attribute = \"employeeId\", \
           operator = \"IS TRUE\" }]\n";
    let mapping = folder.write("m.attrmap.toml", text);
    let explain = |row: &str, more: &[&str]| {
        let arguments = ["run", "-m", &mapping, &users, "--explain-scope", row];
        attrmap(&[&arguments[..], more].concat()).stdout
    };
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert!(run.stderr.contains("`GREATER_THAN` is not for attributes of type String"));
    assert!(run.stderr.contains("write `REGEX MATCH` and a pattern of the numbers"));
    let expected = "row 1 (1): out of scope\n\nscoping filter: false\n  `new`: false\n    \
        false    employeeId GREATER_THAN \"7\" (employeeId is no whole number)\n    \
        false    employeeId IS TRUE (employeeId is neither `True` nor `False`)\n";
    assert_eq!(explain("1", &[]), expected);
    let shown = explain("1", &["--show-values"]);
    let line = "GREATER_THAN \"7\" (employeeId is \"a7\", no whole number)\n";
    assert!(shown.contains(line), "{shown}");
    let json: Value = serde_json::from_str(&explain("1", &["--format", "json"])).expect("JSON");
    assert_eq!(json["stages"][0]["groups"][0]["clauses"][0]["unfit"], "no whole number");
    let second = explain("2", &[]);
    assert!(second.contains("true     employeeId GREATER_THAN \"7\"\n"), "{second}");
}

#[test]
fn without_filters_there_is_nothing_to_ignore() {
    let folder = Folder::new();
    let (_, users) = staff(&folder);
    let everybody = STAFF.split("[[scope]]").next().expect("a start");
    let mapping = folder.write("everybody.attrmap.toml", everybody);
    let explain = ["run", "-m", &mapping, &users, "--explain-scope", "1", "--ignore-scope"];
    let expected = "row 1 (1): in scope\nthe mapping has no scoping filters\n";
    assert_eq!(attrmap(&explain).stdout, expected);
}

/// What a mapping redacts is not shown on request either, nor what would tell it, however long its
/// name is: who differ in nothing else are explained alike.
#[test]
fn nothing_redacted_is_explained() {
    let folder = Folder::new();
    let extension = "extension_0123456789abcdef0123456789abcdef_securityClearance";
    assert_eq!(extension.len(), 60);
    for attribute in ["employeeType", extension] {
        let line = |operator: &str, given: &str| {
            format!("{{ attribute = '{attribute}', operator = '{operator}'{given} }}")
        };
        let mapping = folder.write(
            "m.attrmap.toml",
            format!(
                "schema = 'scim'\n[map]\nuserName = '[userPrincipalName]'\n\
                 title = 'Redact([{attribute}])'\n\
                 [[scope]]\nname = 'level'\nclauses = [{}, {{ attribute = 'city', operator = \
                 'EQUALS', value = 'Bern' }}]\n[[scope]]\nname = 'lake'\nclauses = \
                 [{}, {{ attribute = 'city', operator = 'EQUALS', value = 'Zug' }}]\n",
                line("GREATER_THAN", ", value = '3'"),
                line("IS NOT NULL", ""),
            ),
        );
        let user = |value: &str| {
            format!(
                "{{\"userPrincipalName\": \"a\", \"city\": \"Bern\", \"{attribute}\": {value}}}\n"
            )
        };
        let users = user("\"Secret\"") + &user("\"2\"") + &user("null");
        let users = folder.write("users.ndjson", users);
        let explain = |row: &str, more: &[&str]| {
            let run = ["run", "-m", &mapping, &users, "--explain-scope", row];
            let run = attrmap(&[&run[..], more].concat());
            assert_eq!(run.code, 0, "{run:?}");
            run.stdout.split_once('\n').map(|(_, rest)| rest.to_owned()).expect("two lines")
        };
        let expected = format!(
            "\nscoping filters, of which one is enough: false\n  `level`: [Redact]\n    \
             [Redact] {attribute} GREATER_THAN \"3\" ({attribute} is \"[Redact]\")\n    \
             true     city EQUALS \"Bern\" (city is \"Bern\")\n  `lake`: false\n    \
             [Redact] {attribute} IS NOT NULL ({attribute} is \"[Redact]\")\n    \
             false    city EQUALS \"Zug\" (city is \"Bern\")\n"
        );
        let clause = format!(
            "{{\"attribute\":\"{attribute}\",\"operator\":\"GREATER_THAN\",\"values\":[\"3\"],\
             \"answer\":null,\"isNull\":null,\"isRedacted\":true,\"found\":[\"[Redact]\"]}}"
        );
        for row in ["1", "2", "3"] {
            assert_eq!(explain(row, &["--show-values"]), expected, "{row}");
            let json = ["run", "-m", &mapping, &users, "--explain-scope", row];
            let json = [&json[..], &["--show-values", "--format", "json"]].concat();
            let run = attrmap(&json);
            assert!(run.stdout.contains(&clause) && !run.stdout.contains("Secret"), "{run:?}");
            assert!(run.stdout.contains(r#""name":"level","answer":null,"isRedacted":true"#));
            assert!(!explain(row, &[]).contains("is null"), "{row}");
        }
    }
}

#[test]
fn a_row_is_named_by_its_input_where_there_are_several() {
    let folder = Folder::new();
    let (mapping, users) = staff(&folder);
    let other = folder.write("other.ndjson", "{\"id\": \"9\", \"jobTitle\": \"Intern\"}\n");
    let (ninth, last) = (format!("{other}:1"), format!("{users}:5"));
    for (row, inputs, code, expected) in [
        (ninth.as_str(), &[&users, &other][..], 0, "row 1 (9): in scope\n"),
        ("1", &[&users, &other], 2, "there are several inputs"),
        (&last, &[&users, &other], 2, "has no user in row 5"),
        (&ninth, &[&users], 2, "is no row of an input"),
        ("5", &[&users], 2, "has no user in row 5"),
        ("0", &[&users], 2, "is no row of an input"),
        ("two", &[&users], 2, "is no row of an input"),
    ] {
        let mut arguments = vec!["run", "-m", &mapping, "--explain-scope", row];
        arguments.extend(inputs.iter().map(|input| input.as_str()));
        let run = attrmap(&arguments);
        let said = if code == 0 { &run.stdout } else { &run.stderr };
        assert_eq!(run.code, code, "{row}: {run:?}");
        assert!(said.contains(expected), "{row}: {run:?}");
        assert!(code == 0 || run.stdout.is_empty(), "{row}: {run:?}");
    }
    let run = attrmap(&["run", "-m", &mapping, &users, "--explain-scope", "1", "-o", "x.ndjson"]);
    assert_eq!(run.code, 2, "an explanation writes no payloads: {run:?}");
}
