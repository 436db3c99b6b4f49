//! Scoping filters as an embedder uses them: from both mapping formats to who is skipped, and why.
//! (`cli/scope.rs` runs the program.)

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
    let filter = "scoping filter `IsSoftDeleted IS FALSE`".into();
    assert_eq!(plan.decide_scope(&deleted), Decision::OutOfScope { filter });
    let explanation = plan.explain_scope(&deleted);
    let [stage] = explanation.stages.as_slice() else { panic!("{explanation:?}") };
    assert_eq!((explanation.answer, stage.kind), (Answer::No, Kind::Filter));
    let clause = stage.groups.first().and_then(|group| group.clauses.first()).expect("one");
    assert_eq!(
        (clause.answer, clause.found.as_slice()),
        (Some(Answer::No), &["True".to_owned()][..])
    );
}
