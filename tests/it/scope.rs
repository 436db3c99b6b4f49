//! Scoping filters from end to end: from both mapping formats to who is skipped, and why.

use std::path::PathBuf;
use std::process::{Command, Output};

use attrmap::check::Env;
use attrmap::functions::Surroundings;
use attrmap::mapping::MappingFile;
use attrmap::plan::{Plan, Verdict, Worker};
use attrmap::record::Record;
use attrmap::schema::{ScimVersion, built_in};
use attrmap::scope::{Answer, Decision, Kind};
use attrmap::types::DateTime;

/// A mapping for Workplace with that at its end.
fn toml(scope: &str) -> String {
    format!(
        "schema = \"workplace\"\n\
         [map]\n\
         userName = '[userPrincipalName]'\n\
         name.formatted = '[displayName]'\n\
         'emails[type eq \"work\"].value' = '[userPrincipalName]'\n\
         {scope}\n"
    )
}

/// The same for a Graph schema.
fn graph(scope: &str) -> String {
    let mapping = |target: &str, source: &str| {
        format!(r#"{{"targetAttributeName": "{target}", "source": {{"expression": "{source}"}}}}"#)
    };
    let mappings = [
        mapping("userName", "[userPrincipalName]"),
        mapping("name.formatted", "[displayName]"),
        mapping(r#"emails[type eq \"work\"].value"#, "[userPrincipalName]"),
    ];
    format!(
        r#"{{"id": "FacebookWorkplace.x.y", "synchronizationRules": [{{"editable": true,
            "sourceDirectoryName": "Entra", "targetDirectoryName": "Workplace", "objectMappings": [{{
            "name": "Users", "enabled": true, "sourceObjectName": "User", "targetObjectName": "User",
            "attributeMappings": [{}], "scope": {scope}}}]}}]}}"#,
        mappings.join(", ")
    )
}

fn plan(mapping: &str) -> Plan {
    let (file, diagnostics) = MappingFile::read("mapping", mapping);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let table = built_in("workplace").expect("a built-in table");
    let chosen = file.choose(None).expect("one object mapping");
    let compilation = Plan::compile(&file, chosen, &table, &Env::entra(), ScimVersion::V2_0);
    compilation.plan.unwrap_or_else(|| panic!("{}", compilation.diagnostics))
}

/// What becomes of a user.
fn fate(plan: &Plan, user: &str) -> String {
    let mut worker = Worker::new(plan.clone(), Surroundings::at(DateTime::UNIX_EPOCH));
    match worker.json(user) {
        Ok(Verdict::Payload(_)) => "payload".to_owned(),
        Ok(Verdict::Skipped(skip)) => {
            assert_eq!(skip.code.path, "scope::out-of-scope");
            skip.to_string()
        }
        Err(reject) => reject.to_string(),
    }
}

const EMPLOYEE: &str = r#"{"userPrincipalName": "a@b.c", "displayName": "Ana", "employeeType": "Employee", "accountEnabled": true, "businessPhones": ["+1"]}"#;
const CONTRACTOR: &str =
    r#"{"userPrincipalName": "d@b.c", "displayName": "Dan", "employeeType": "Contractor"}"#;
const NOBODY: &str = r#"{"userPrincipalName": "n@b.c", "displayName": "Nil", "employeeType": ""}"#;

#[test]
fn both_formats_decide_alike() {
    let toml_scope = "[[scope]]\nname = 'employees'\n\
        clauses = [{ attribute = 'employeeType', operator = 'EQUALS', value = 'Employee' }]\n\
        [[scope]]\nkind = 'input'\nname = 'reachable'\n\
        clauses = [{ attribute = 'telephoneNumber', operator = 'is_not_null' }]";
    let graph_scope = r#"{"groups": [{"name": "employees", "clauses": [
            {"sourceOperandName": "employeeType", "operatorName": "EQUALS", "targetOperand": {"values": ["Empl\u006fyee"]}}]}],
        "inputFilterGroups": [{"name": "reachable", "clauses": [
            {"sourceOperandName": "telephoneNumber", "operatorName": "IS NOT NULL", "targetOperand": null}]}],
        "categoryFilterGroups": []}"#;
    let without_phone = EMPLOYEE.replace("+1", "");
    for mapping in [toml(toml_scope), graph(graph_scope)] {
        let plan = plan(&mapping);
        for (user, expected) in [
            (EMPLOYEE, "payload"),
            (&without_phone, "out of scope of input filter `reachable`"),
            (CONTRACTOR, "out of scope of input filter `reachable`"),
            (
                &CONTRACTOR.replace('}', r#", "businessPhones": ["1"]}"#),
                "out of scope of scoping filter `employees`",
            ),
        ] {
            assert_eq!(fate(&plan, user), expected, "{user}");
        }
        assert!(plan.attributes().iter().any(|name| name == "employeeType"), "filters read too");
    }
}

#[test]
fn without_clauses_everybody_is_in_scope() {
    for mapping in [
        graph("null"),
        graph(r#"{"groups": [], "inputFilterGroups": [], "categoryFilterGroups": null}"#),
        graph(r#"{"groups": [{"name": "", "clauses": []}]}"#),
        graph("{}"),
    ] {
        assert_eq!(fate(&plan(&mapping), NOBODY), "payload", "{mapping}");
    }
}

#[test]
fn nothing_is_evaluated_for_who_is_out_of_scope() {
    let scope = "[[scope]]\nname = 'employees'\n\
        clauses = [{ attribute = 'employeeType', operator = 'EQUALS', value = 'Employee' }]";
    let mapping = toml(scope).replace("'[displayName]'", "'CDate([displayName])'");
    let plan = plan(&mapping);
    assert!(fate(&plan, EMPLOYEE).contains("name.formatted"), "{}", fate(&plan, EMPLOYEE));
    assert_eq!(fate(&plan, CONTRACTOR), "out of scope of scoping filter `employees`");
}

#[test]
fn a_clause_nobody_knows_rejects_those_it_decides_about() {
    let scope = "[[scope]]\nname = 'x'\nclauses = [\n\
        { attribute = 'employeeType', operator = 'EQUALS', value = 'Employee' },\n\
        { attribute = 'displayName', operator = 'SOUNDS LIKE', value = 'Ann' },\n]";
    let plan = plan(&toml(scope));
    assert_eq!(
        fate(&plan, EMPLOYEE),
        "scope depends on the clause `displayName SOUNDS LIKE`, which attrmap does not know \
         [scope::undecided]"
    );
    assert_eq!(fate(&plan, CONTRACTOR), "out of scope of scoping filter `x`");
}

#[test]
fn one_user_can_be_asked_about() {
    let scope = "[[scope]]\nclauses = [{ attribute = 'IsSoftDeleted', operator = 'IS FALSE' }]";
    let plan = plan(&toml(scope));
    let read = |user: &'static str| plan.layout().read_json(user, Record::new()).expect("a user");
    assert_eq!(plan.decide_scope(&read(EMPLOYEE)), Decision::InScope);
    let deleted = read(r#"{"accountEnabled": false}"#);
    let filter = "scoping filter number 1".into();
    assert_eq!(plan.decide_scope(&deleted), Decision::OutOfScope { filter });
    let explanation = plan.explain_scope(&deleted);
    let [stage] = explanation.stages.as_slice() else { panic!("{explanation:?}") };
    assert_eq!((explanation.answer, stage.kind), (Answer::No, Kind::Filter));
    let clause = stage.groups.first().and_then(|group| group.clauses.first()).expect("one");
    assert_eq!((clause.answer, clause.found.as_slice()), (Answer::No, &["True".to_owned()][..]));
}

/// A file in a folder of its own, which tests share.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("the folder for tests can be written");
    path
}

fn run(mapping: &PathBuf, users: &PathBuf, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attrmap"));
    command.arg("run").arg("--mapping").arg(mapping).args(more).arg(users);
    command.output().expect("the program starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

const STAFF: &str = "[[scope]]\nname = 'employees'\nclauses = [\n\
    { attribute = 'employeeType', operator = 'EQUALS', value = 'Employee' },\n\
    { attribute = 'department', operator = 'NOT EQUALS', value = 'Board' },\n]\n\
    [[scope]]\nname = 'interns'\n\
    clauses = [{ attribute = 'employeeType', operator = 'INCLUDES', value = 'ntern' }]";

fn staff(name: &str) -> (PathBuf, PathBuf) {
    let mapping = toml(STAFF);
    let users = "userPrincipalName,displayName,employeeType,department\n\
        a@b.c,Ana,Employee,IT\n\
        b@b.c,Bo,Employee,\n\
        c@b.c,Cy,Secret,Board\n\
        d@b.c,Di,Intern,\n";
    (file(&format!("{name}.attrmap.toml"), &mapping), file(&format!("{name}.csv"), users))
}

#[test]
fn run_skips_and_counts_by_filter() {
    let (mapping, users) = staff("counted");
    let output = run(&mapping, &users, &[]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(text(&output.stdout).lines().count(), 2, "{said}");
    let first = "4 users read = 2 payloads + 0 rejected + 2 skipped";
    assert_eq!(said.lines().next(), Some(first), "{said}");
    let cause = "2 × out of scope of scoping filters `employees`, `interns` \
        [scope::out-of-scope], rows 2, 3";
    assert!(said.contains(cause), "{said}");
    let json = run(&mapping, &users, &["--summary", "json"]);
    let filter = r#""filter":"scoping filters `employees`, `interns`""#;
    assert!(text(&json.stderr).contains(filter), "{}", text(&json.stderr));
}

#[test]
fn everybody_is_in_scope_where_it_is_ignored() {
    let (mapping, users) = staff("ignored");
    let output = run(&mapping, &users, &["--ignore-scope"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 4);
    // What is wrong with the scope does not matter then.
    let broken =
        text(&std::fs::read(&mapping).expect("it is there")).replace("employeeType", "userType");
    let broken = file("ignored-broken.attrmap.toml", &broken);
    let refused = run(&broken, &users, &[]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("scope::unsupported-attribute"));
    assert_eq!(run(&broken, &users, &["--ignore-scope"]).status.code(), Some(0));
}

#[test]
fn a_row_is_explained_clause_by_clause() {
    let (mapping, users) = staff("explained");
    let output = run(&mapping, &users, &["--explain-scope", "2"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let expected = "\
row 2: out of scope

scoping filters, of which one is enough: false
  `employees`: false
    true     employeeType EQUALS \"Employee\"
    false    department NOT EQUALS \"Board\" (department is null or empty)
  `interns`: false
    false    employeeType INCLUDES \"ntern\"
";
    assert_eq!(text(&output.stdout), expected);
    assert_eq!(text(&output.stderr), "");
    let third = run(&mapping, &users, &["--explain-scope", "3"]);
    assert!(!text(&third.stdout).contains("Secret"), "values are private");
    let shown = run(&mapping, &users, &["--explain-scope", "3", "--show-values"]);
    let line = "false    employeeType EQUALS \"Employee\" (employeeType is \"Secret\")";
    assert!(text(&shown.stdout).contains(line), "{}", text(&shown.stdout));
    let json = run(&mapping, &users, &["--explain-scope", "4", "--format", "json"]);
    let parsed: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(parsed["inScope"], true);
    assert_eq!(parsed["stages"][0]["groups"][1]["name"], "interns");
    assert!(parsed["stages"][0]["groups"][0]["clauses"][0].get("found").is_none(), "{parsed}");
}

#[test]
fn a_row_that_is_not_there_is_not_explained() {
    let (mapping, users) = staff("missing");
    let name = users.display().to_string();
    let several = format!("{name}:1");
    for (row, inputs, code, expected) in [
        ("5", 1, 2, "has no user in row 5"),
        ("0", 1, 2, "is no row of an input"),
        ("two", 1, 2, "is no row of an input"),
        ("1", 2, 2, "there are several inputs"),
        (several.as_str(), 2, 0, ""),
        (several.as_str(), 1, 0, ""),
    ] {
        let more = vec![name.as_str(); inputs - 1];
        let more: Vec<&str> = ["--explain-scope", row].into_iter().chain(more).collect();
        let output = run(&mapping, &users, &more);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{row}: {said}");
        assert!(said.contains(expected), "{row}: {said}");
        assert!(code == 0 || output.stdout.is_empty(), "{row}");
    }
}
