//! App roles from end to end: what the four functions make of a user's assignments in a payload,
//! and what is said where an export lacks the roles' values.

use serde_json::{Value, json};

use super::{Folder, attrmap};

/// Users with no, one and three assignments.
const USERS: &str = r#"{"id":"1","userPrincipalName":"a@x.com","appRoleAssignments":[]}
{"id":"2","userPrincipalName":"b@x.com","appRoleAssignments":[{"appRoleId":"1","value":"admin","displayName":"Admin"}]}
{"id":"3","userPrincipalName":"c@x.com","appRoleAssignments":[{"value":"admin","displayName":"Admin"},{"value":"reader","displayName":"Reader"},{"displayName":"Writer"}]}
"#;

/// The `roles` of each payload, null where there are none, and the rows' end: read, payloads,
/// rejected, skipped.
fn roles(mapping: &str, more: &[&str]) -> (Vec<Value>, [u64; 4]) {
    let folder = Folder::new();
    let mapping =
        format!("schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\n{mapping}\n");
    let mapping = folder.write("m.attrmap.toml", mapping);
    let users = folder.write("users.ndjson", USERS);
    let run = attrmap(&[&["run", "-m", &mapping, &users], more].concat());
    let roles = run.payloads().iter().map(|payload| payload["roles"].clone()).collect();
    (roles, run.ended().1)
}

#[test]
fn every_role_is_an_element_of_its_own() {
    let of = |name_key: &str| {
        let role = |value: &str, name: &str| {
            json!({
                "primary": false,
                "type": "WindowsAzureActiveDirectoryRole",
                name_key: name,
                "value": value,
            })
        };
        let mut writer = role("", "Writer");
        writer.as_object_mut().expect("an object").remove("value");
        vec![
            Value::Null,
            json!([role("admin", "Admin")]),
            json!([role("admin", "Admin"), role("reader", "Reader"), writer]),
        ]
    };
    for (function, name_key) in [
        ("AppRoleAssignmentsComplex", "displayName"),
        ("AssertiveAppRoleAssignmentsComplex", "display"),
    ] {
        for version in ["2.0", "1.1"] {
            let mapping = format!("roles = '{function}([appRoleAssignments])'");
            let (found, counts) = roles(&mapping, &["--scim", version]);
            assert_eq!((found, counts), (of(name_key), [3, 3, 0, 0]), "{function} in {version}");
        }
    }
}

#[test]
fn a_part_with_a_mapping_of_its_own_is_that_mappings() {
    let mapping = "roles = 'AssertiveAppRoleAssignmentsComplex([appRoleAssignments])'\n\
        'roles.display' = '[userPrincipalName]'";
    let (found, counts) = roles(mapping, &[]);
    let kind = "WindowsAzureActiveDirectoryRole";
    assert_eq!(counts, [3, 3, 0, 0]);
    assert_eq!(found[0], json!([{ "display": "a@x.com" }]));
    let role = json!({ "primary": false, "type": kind, "value": "admin", "display": "b@x.com" });
    assert_eq!(found[1], json!([role]));
}

#[test]
fn values_of_roles_are_texts() {
    let (found, counts) = roles(
        "'roles[primary eq \"True\"].value' = 'SingleAppRoleAssignment([appRoleAssignments])'",
        &[],
    );
    let expected = vec![Value::Null, json!([{ "primary": true, "value": "admin" }])];
    assert_eq!((found, counts), (expected, [3, 2, 1, 0]), "the third user has several");
    let (found, counts) = roles("roles = 'AppRoleAssignments([appRoleAssignments])'", &[]);
    let expected = vec![Value::Null, json!([{ "value": "admin" }])];
    assert_eq!((found, counts), (expected, [3, 2, 1, 0]), "the third has a role without a value");
}

#[test]
fn roles_are_refused_where_no_objects_are_taken() {
    let folder = Folder::new();
    for (target, expression) in [
        ("roles", "[appRoleAssignments]"),
        ("roles", r#"IIF(IsPresent([city]), [appRoleAssignments], "x")"#),
        ("roles", r#"Coalesce([appRoleAssignments], "x")"#),
        ("roles", r#"Switch([city], , "Bern", "x", "Thun", [appRoleAssignments])"#),
        ("roles", r#"Redact(Coalesce([appRoleAssignments], [city]))"#),
        ("displayName", "[appRoleAssignments]"),
        ("displayName", "AppRoleAssignmentsComplex([appRoleAssignments])"),
        ("active", "AppRoleAssignmentsComplex([appRoleAssignments])"),
        (r#"roles[primary eq "True"].value"#, "AppRoleAssignmentsComplex([appRoleAssignments])"),
    ] {
        let mapping = format!(
            "schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\n'{target}' = '{expression}'\n"
        );
        let mapping = folder.write("m.attrmap.toml", mapping);
        let users = folder.write("users.ndjson", USERS);
        let run = attrmap(&["run", "-m", &mapping, &users]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{target}: {expression}");
        assert!(run.stderr.contains("check::target-type"), "{target}: {run:?}");
    }
}

/// A mapping that gives objects to some users only is legal, and rejects just them.
#[test]
fn an_object_behind_a_condition_rejects_its_users() {
    let mapping = "displayName = 'IIF([userPrincipalName] = \"b@x.com\", \
        AppRoleAssignmentsComplex([appRoleAssignments]), \"x\")'";
    let (found, counts) = roles(mapping, &[]);
    assert_eq!((found.len(), counts), (2, [3, 2, 1, 0]));
}

#[test]
fn an_export_without_the_roles_values_is_told_what_to_add() {
    let assignment = r#"[{"id":"a","appRoleId":"b","principalId":"c","resourceId":"d"}]"#;
    let set = format!("appRoleAssignments={assignment}");
    let expression = "SingleAppRoleAssignment([appRoleAssignments])";
    let run = attrmap(&["eval", expression, "--set", &set, "--format", "json"]);
    assert_eq!(run.code, 1);
    let said = "an assignment lacks the `value` of its app role: add `value` and `displayName` to \
        each assignment, as the app's service principal lists them under `appRoles`";
    assert!(run.stderr.contains(said), "{run:?}");
}

#[test]
fn roles_can_be_set() {
    let set = r#"appRoleAssignments=[{"value":"admin","displayName":"Admin"}]"#;
    let eval = |expression: &str, set: &str| attrmap(&["eval", expression, "--set", set]);
    let run = eval("AppRoleAssignmentsComplex([appRoleAssignments])", set);
    assert_eq!(run.code, 0, "{run:?}");
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let kind = "WindowsAzureActiveDirectoryRole";
    let role = json!({ "primary": false, "type": kind, "displayName": "Admin", "value": "admin" });
    assert_eq!(found, json!([role]));
    let run = eval("[mail]", r#"mail=[{"value":"admin"}]"#);
    assert!(run.code == 1 && run.stderr.contains("record::object-value"), "{run:?}");
}
