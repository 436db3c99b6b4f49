//! Where the rules on the structure of Graph files hold back.

use crate::lint::{found_in, payroll};

/// What a rule underlines in a schema with these directories.
fn underlined(rule: &str, directories: &str) -> Vec<String> {
    let text = payroll(r#"{ "expression": "[userPrincipalName]" }"#, directories);
    let found = found_in(&text, "", "");
    let diagnostics = found.iter().map(|finding| &finding.diagnostic);
    let of_rule = diagnostics.filter(|it| it.code.path.strip_prefix("lint::") == Some(rule));
    of_rule.map(|it| it.source.slice(it.primary.span).to_owned()).collect()
}

#[test]
fn rules_on_directories_know_their_edges() {
    let entra = r#"{ "name": "Entra", "objects": [{ "name": "User", "attributes": [] }] }"#;
    let payroll = |attributes: &str| {
        let object = format!(r#"{{ "name": "Person", "attributes": [{attributes}] }}"#);
        format!(r#"{{ "name": "Payroll", "objects": [{object}] }}"#)
    };
    let other = r#"{ "name": "Other", "objects": [] }"#;
    let login = r#"{ "name": "Login" }"#;
    let key = r#"{ "name": "Id", "anchor": true }"#;
    let roles = r#"{ "name": "Roles", "type": "Reference", "referencedObjects": [],
        "metadata": [{ "key": "ComplexObjectDefinition", "value": "{}" }] }"#;
    let boss = r#"{ "name": "Boss", "type": "Reference" }"#;
    let plain = payroll(login);
    for (rule, directories, expected, why) in [
        ("unknown-directory", vec![], &[][..], "no directories at all"),
        ("unknown-directory", vec![plain.clone()], &[], "a part of a schema"),
        ("unknown-directory", vec![plain.clone(), other.to_owned()], &["Entra"], "of two"),
        ("unknown-object", vec![r#"{ "name": "ENTRA" }"#.to_owned()], &["User"], "any case"),
        ("duplicate-definition", vec![plain.clone(), plain.clone()], &["Payroll", "Person"], ""),
        ("duplicate-definition", vec![entra.to_owned(), plain.clone()], &[], "each once"),
        ("duplicate-definition", vec![payroll(r#"{"name": "a"}, {"name": "A"}"#)], &[], "case"),
        ("missing-anchor", vec![plain], &[], "the list is short"),
        ("missing-anchor", vec![payroll(key)], &[], "one"),
        ("dangling-reference", vec![payroll(roles)], &[], "described in another way"),
        ("dangling-reference", vec![payroll(boss)], &[], "the list is short"),
        ("unlisted-attribute", vec![entra.to_owned(), payroll(login)], &[], "the list is short"),
    ] {
        let found = underlined(rule, &directories.join(", "));
        assert_eq!(found, expected, "{rule}: {directories:?}: {why}");
    }
}
