//! What findings advise: that it is written as the file needs it, and that no advice is one that
//! another rule forbids.

use attrmap::diagnostic::Severity;
use attrmap::lint::Finding;
use attrmap::mapping::MappingFile;

use crate::lint::found_in;

/// What that rule finds, or what a stage says under that code.
fn found_by(rule: &str, text: &str, users: &str) -> Vec<Finding> {
    let mut found = found_in(text, "", users);
    let name = |path: &'static str| path.strip_prefix("lint::").unwrap_or(path);
    found.retain(|it| name(it.diagnostic.code.path) == rule);
    found
}

/// The only finding of that rule.
fn only(rule: &str, text: &str) -> Finding {
    let mut found = found_by(rule, text, "");
    assert_eq!(found.len(), 1, "{rule}: {text}");
    found.remove(0)
}

/// The file with the fix of its only finding of that rule.
fn mended(rule: &str, text: &str) -> String {
    let (file, _) = MappingFile::read("sample", text);
    let change = only(rule, text).change.expect("it has a fix");
    let edits = change.expect("it can be made in the file");
    String::from_utf8(file.edited(&edits)).expect("UTF-8")
}

fn workplace(lines: &str) -> String {
    format!(
        "schema = \"workplace\"\n\n[map]\n\
         userName = {{ expression = '[userPrincipalName]', matchingPriority = 1 }}\n{lines}\n"
    )
}

fn payroll(target: &str, source: &str) -> String {
    let directory = format!(
        r#"{{ "name": "Payroll", "objects": [{{ "name": "Person", "attributes": [{target}] }}] }}"#
    );
    crate::lint::payroll(source, &directory)
}

#[test]
fn a_key_is_written_as_the_function_gives_it() {
    let switch = |source: &str, key: &str| {
        workplace(&format!("title = 'Switch({source}, \"Other\", \"{key}\", \"A\")'"))
    };
    for (source, written, expected) in [
        ("ToUpper([city], )", "Gießen", "GIEßEN"),
        (r#"ToUpper([city], "tr-TR")"#, "izmir", "İZMİR"),
        (r#"ToLower([city], "tr-TR")"#, "Izmir", "ızmir"),
        ("ToLower([city], )", "ΟΔΟΣ", "οδοσ"),
        ("Trim(ToUpper([city], ))", "bonn", "BONN"),
    ] {
        let (written, expected) = (switch(source, written), switch(source, expected));
        assert_eq!(mended("unreachable-arm", &written), expected);
    }
}

#[test]
fn what_a_condition_decides_is_known_behind_not() {
    let title = |expression: &str| workplace(&format!("title = '{expression}'"));
    for (written, expected) in [
        (r#"IIF(Not([userPrincipalName]=""), "a", "b")"#, r#""a""#),
        (r#"IIF(Not(Not([userPrincipalName]="")), "a", "b")"#, r#""b""#),
    ] {
        assert_eq!(mended("constant-condition", &title(written)), title(expected));
    }
    let written = r#"IIF(Not([jobTitle]=""), "Staff", "Guest")"#;
    let expected = r#"Switch([jobTitle], "Staff", "", "Guest")"#;
    assert_eq!(mended("comparison-with-empty", &title(written)), title(expected));
}

#[test]
fn each_of_many_conditions_is_found_once() {
    let choices = vec![r#"IIF([jobTitle]="", "Employee", [jobTitle])"#; 2_000].join(", ");
    let text = workplace(&format!(r#"title = 'Join("", {choices})'"#));
    let users = r#"{"userPrincipalName": "ana@contoso.com", "displayName": "Ana"}"#;
    assert_eq!(found_by("comparison-with-empty", &text, "").len(), 2_000);
    assert_eq!(found_by("constant-condition", &text, users).len(), 0, "others have a title");
}

#[test]
fn a_pattern_is_escaped_once() {
    let clause = |value: &str| {
        workplace(&format!(
            "[[scope]]\nclauses = [{{ attribute = \"mail\", operator = \"REGEX MATCH\", value = {value} }}]"
        ))
    };
    for (written, expected) in [
        (r"'@contoso\.com'", r"'^@contoso\.com$'"),
        (r#""@contoso\\.com""#, r#""^@contoso\\.com$""#),
        (r#""a\\.b|c""#, r#""^(?:a\\.b|c)$""#),
    ] {
        assert_eq!(mended("unanchored-pattern", &clause(written)), clause(expected));
    }
}

#[test]
fn a_text_of_a_tree_is_escaped_once() {
    let tree = |name: &str| {
        let source = r#"{ "expression": "\"a\\\\b\"", "type": "Constant", "name": "NAME" }"#;
        payroll(r#"{ "name": "Login" }"#, &source.replace("NAME", name))
    };
    assert_eq!(mended("tree-disagrees", &tree("other")), tree(r"a\\b"));
}

/// What is advised can be written: `Coalesce` of nothing is an error.
#[test]
fn an_empty_text_is_taken_out_where_something_is_left() {
    let title = |expression: &str| workplace(&format!("title = '{expression}'"));
    for (written, expected) in [
        (r#"Coalesce([jobTitle], [department], "")"#, "Coalesce([jobTitle], [department])"),
        (r#"Coalesce([jobTitle], "")"#, "[jobTitle]"),
        (r#"Coalesce("")"#, r#"IgnoreFlowIfNullOrEmpty(Coalesce(""))"#),
    ] {
        assert_eq!(mended("empty-text", &title(written)), title(expected));
    }
}

#[test]
fn a_password_that_cannot_stand_in_redact_has_no_fix() {
    for (expression, has_fix) in [
        ("RandomString(16, 2, 2, 2, 2)", true),
        ("SelectUniqueValue([mailNickname], [employeeId])", false),
        ("IgnoreFlowIfNullOrEmpty([employeeId])", false),
    ] {
        let text = format!(
            "schema = \"scim\"\n\n[map]\n\
             userName = {{ expression = '[userPrincipalName]', matchingPriority = 1 }}\n\
             password = {{ expression = '{expression}', flowType = \"ObjectAddOnly\" }}\n"
        );
        let finding = only("unredacted-password", &text);
        assert_eq!(finding.diagnostic.fix.is_some(), has_fix, "{expression}");
    }
}

#[test]
fn a_matching_attribute_is_not_advised_to_read_two() {
    let text = "schema = \"workplace\"\n\n[map]\n\
        userName = { expression = '[mail]', matchingPriority = 1 }\n";
    let help = only("nullable-required", text).diagnostic.help;
    assert_eq!(help.as_deref(), Some("write `[userPrincipalName]`"));
}

#[test]
fn a_reference_is_not_advised_to_go_through_switch() {
    let manager = |expression: &str| {
        workplace(&format!("'urn:scim:schemas:extension:enterprise:1.0.manager' = '{expression}'"))
    };
    let asked = manager("IIF(IsPresent([department]), [manager], IgnoreAttributeFlow)");
    assert!(found_by("presence-in-iif", &asked, "").is_empty());
    let compared = manager(r#"IIF([department]="", IgnoreAttributeFlow, [manager])"#);
    let help = only("comparison-with-empty", &compared).diagnostic.help;
    assert_eq!(help.as_deref(), Some("write `IsNullOrEmpty([department])`"));
}

#[test]
fn who_lacks_an_attribute_is_said_once() {
    let text = workplace("name.formatted = 'IIF([mail]=\"x\", [mail], [mail])'");
    let users = r#"{"id": "1", "userPrincipalName": "ana@contoso.com", "accountEnabled": true}
{"id": "2", "userPrincipalName": "ben@contoso.com", "accountEnabled": true, "mail": "b@contoso.com"}
"#;
    let found = found_by("nullable-required", &text, users);
    let notes: Vec<Option<&str>> =
        found.iter().map(|finding| finding.diagnostic.note.as_deref()).collect();
    assert_eq!(notes, [Some("`mail` is null for 1 of 2 users (row 1)")]);
}

#[test]
fn what_a_directory_alone_requires_is_no_more_than_a_note() {
    let login = r#"{ "name": "Login", "required": true }"#;
    let text = payroll(login, r#"{ "expression": "[mail]" }"#);
    assert_eq!(only("nullable-required", &text).diagnostic.severity, Severity::Note);
}

#[test]
fn parts_of_a_guid_may_begin_anywhere() {
    for (start, length) in
        [("9223372036854775807", "5"), ("1", "9223372036854775807"), ("200", "1")]
    {
        let text = workplace(&format!("title = 'Mid(ConvertToBase64(Guid()), {start}, {length})'"));
        assert!(found_by("low-entropy-id", &text, "").len() <= 1, "{start}, {length}");
    }
}

/// A part of a tree has its name and, often, its own text: one without the other is no fix.
#[test]
fn a_tree_is_mended_whole_or_not_at_all() {
    let tree = |own: &str| {
        format!(
            r#"{{ "expression": "ToLower([userPrincipalName], )", "name": "ToLower", "type": "Function",
               "parameters": [{{ "key": "source", "value": {{ "expression": "{own}", "name": "mail",
                 "type": "Attribute", "parameters": [] }} }}] }}"#
        )
    };
    let fix_beside = |own: &str| {
        let text = crate::lint::payroll(&tree(own), "");
        only("tree-disagrees", &text).diagnostic.fix.map(|fix| fix.replacement)
    };
    assert_eq!(fix_beside("[userPrincipalName]").as_deref(), Some("userPrincipalName"));
    assert_eq!(fix_beside("[mail]"), None);
}

#[test]
fn a_key_in_another_case_is_written_as_the_source_writes_it() {
    for source in ["accountEnabled", "IsSoftDeleted", "dirSyncEnabled"] {
        let title = |truth: &str, falsehood: &str| {
            let keys = format!(r#""{truth}", "Enabled", "{falsehood}", "Disabled""#);
            workplace(&format!("title = 'Switch([{source}], , {keys})'"))
        };
        let found = found_by("unreachable-arm", &title("true", "false"), "");
        let help: Vec<_> = found.iter().map(|it| it.diagnostic.help.as_deref()).collect();
        assert_eq!(help, [Some("write `\"True\"`"), Some("write `\"False\"`")], "{source}");
        assert_eq!(mended("unreachable-arm", &title("true", "False")), title("True", "False"));
    }
    let twice = workplace(r#"title = 'Switch([accountEnabled], , "True", "A", "true", "B")'"#);
    let once = workplace(r#"title = 'Switch([accountEnabled], , "True", "A")'"#);
    assert_eq!(mended("unreachable-arm", &twice), once, "one of them is enough");
}

#[test]
fn nothing_is_rewritten_to_a_password_or_to_one_function_for_two() {
    let text = workplace("externalId = '[Password]'");
    let found = only("check::unknown-attribute", &text);
    assert_eq!(found.diagnostic.fix, None);
    for (condition, advice) in [
        (r#"And([city] = "x", [country] = "y")"#, r#"IIF([b] = "y", "yes", "no"), "no")`"#),
        (r#"Or([city] = "x", [country] = "y")"#, r#""yes", IIF([b] = "y", "yes", "no"))`"#),
    ] {
        let text = workplace(&format!("title = 'IIF({condition}, \"A\", \"B\")'"));
        let found = only("check::unknown-function", &text);
        assert_eq!(found.diagnostic.fix, None, "{condition}");
        let help = found.diagnostic.help.unwrap_or_default();
        assert!(
            help.starts_with("put one `IIF` into the other") && help.ends_with(advice),
            "{help}"
        );
    }
}
