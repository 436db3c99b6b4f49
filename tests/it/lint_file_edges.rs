//! Where the rules on the structure of Graph files hold back.

use attrmap::diagnostic::Severity;

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
        ("undescribed-target", vec![], &["Person"], "no directories at all"),
        ("undescribed-target", vec![entra.to_owned()], &["Person"], "the source's alone"),
        ("undescribed-target", vec![payroll("")], &["Person"], "no attributes"),
        ("undescribed-target", vec![entra.to_owned(), other.to_owned()], &[], "named wrong"),
        ("undescribed-target", vec![r#"{ "name": "Payroll" }"#.to_owned()], &[], "named wrong"),
        ("undescribed-target", vec![plain.clone()], &[], "it is there"),
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

/// What is a part is not asked for what stands around it, and Workplace is known.
#[test]
fn parts_and_known_apps_need_no_directories() {
    let mapping = r#"{ "targetAttributeName": "userName", "matchingPriority": 1,
        "source": { "expression": "[userPrincipalName]" } }"#;
    let object = format!(
        r#"{{ "name": "all", "enabled": true, "sourceObjectName": "User",
            "targetObjectName": "User", "attributeMappings": [{mapping}] }}"#
    );
    let schema = format!(
        r#"{{ "id": "FacebookWorkplace.1.2", "synchronizationRules": [{{
            "sourceDirectoryName": "Entra", "targetDirectoryName": "Workplace",
            "objectMappings": [{object}] }}] }}"#
    );
    let of_another = schema.replace("FacebookWorkplace", "scim");
    for (text, expected, why) in [
        (&format!("[{mapping}]"), 0, "attribute mappings"),
        (&object, 0, "an object mapping"),
        (&schema, 0, "Workplace's users"),
        (&of_another, 1, "an app's of which nothing is known"),
    ] {
        let found = found_in(text, "", "");
        let of_rule =
            found.iter().filter(|it| it.diagnostic.code.path == "lint::undescribed-target");
        assert_eq!(of_rule.count(), expected, "{why}");
    }
}

/// That nothing was found where nothing was looked at is no praise.
#[test]
fn a_file_with_nothing_live_is_not_called_sound() {
    let schema = |editable: bool, object: &str| {
        format!(
            r#"{{ "synchronizationRules": [{{ "editable": {editable}, "objectMappings": [{object}] }}] }}"#
        )
    };
    let object = |members: &str| {
        format!(r#"{{ {members}, "targetObjectName": "User", "attributeMappings": [] }}"#)
    };
    let users = object(r#""name": "all", "enabled": true, "sourceObjectName": "User""#);
    let off = object(r#""name": "all", "enabled": false, "sourceObjectName": "User""#);
    let unnamed = object(r#""name": null, "sourceObjectName": "User""#);
    for (text, expected, why) in [
        (
            r#"{"synchronizationRules": []}"#.to_owned(),
            Some("there is nothing to look at"),
            "no rules",
        ),
        (schema(true, ""), Some("there is nothing to look at"), "an empty rule"),
        (schema(true, &off), Some("it is not enabled"), "switched off"),
        (schema(false, &users), Some("its rule is not editable"), "of the service"),
        (schema(true, &unnamed), Some("its name is null"), "internal"),
        (schema(true, &format!("{off}, {users}")), None, "one is live"),
        (r#"{"synchronizationRules": 1}"#.to_owned(), None, "wrong, and said to be so"),
    ] {
        let found = found_in(&text, "", "");
        let mut of_code = found.iter().filter(|it| it.diagnostic.code.path == "file::nothing-live");
        let label = of_code.next().map(|it| it.diagnostic.primary.text.as_str());
        assert_eq!(label, expected, "{why}");
    }
    let severity = |text: &str| found_in(text, "", "").first().map(|it| it.diagnostic.severity);
    assert_eq!(severity(&schema(true, "")), Some(Severity::Warning), "cut down, or empty");
    assert_eq!(severity(&schema(true, &off)), Some(Severity::Note), "on purpose, most likely");
}

/// The table of Workplace says what it would take, the job's directory what is sent to it.
#[test]
fn a_job_goes_by_its_own_directory() {
    let text = |mutability: &str| {
        format!(
            r#"{{ "id": "FacebookWorkplace.1.2", "synchronizationRules": [{{
                "sourceDirectoryName": "Entra", "targetDirectoryName": "Workplace",
                "objectMappings": [{{
                    "name": "all", "sourceObjectName": "User", "targetObjectName": "User",
                    "attributeMappings": [
                        {{ "targetAttributeName": "displayName", "source": {{ "expression": "[displayName]" }} }}
                    ] }}] }}],
                "directories": [{{ "name": "Workplace", "objects": [{{ "name": "User", "attributes": [
                    {{ "name": "DisplayName", "mutability": "{mutability}" }} ] }}] }}] }}"#
        )
    };
    for (mutability, expected) in [
        ("readonly", Some("lint::read-only-in-directory")),
        ("Immutable", Some("lint::immutable-on-update")),
        ("ReadWrite", None),
        ("WriteOnly", None),
    ] {
        let found = found_in(&text(mutability), "", "");
        let of_target = found.iter().filter(|it| it.target.as_deref() == Some("displayName"));
        // The case of the name is another matter, and found as well.
        let codes = of_target.map(|it| it.diagnostic.code.path);
        let (case, others): (Vec<&str>, Vec<&str>) =
            codes.partition(|code| *code == "lint::target-case");
        assert_eq!(others.first().copied(), expected, "{mutability}");
        assert_eq!(case.len(), 1, "{mutability}");
    }
}

/// That nobody is without a user name holds of Entra's users and of nobody else.
#[test]
fn only_users_of_entra_always_have_what_they_always_have() {
    let found = |directory: &str, object: &str, expression: &str| {
        let text = payroll(&format!(r#"{{ "expression": "{expression}" }}"#), "")
            .replace(r#""Entra""#, &format!(r#""{directory}""#))
            .replace(
                r#""sourceObjectName": "User""#,
                &format!(r#""sourceObjectName": "{object}""#),
            );
        let found = found_in(&text, "", "");
        let codes = found.iter().map(|it| it.diagnostic.code.path);
        let of_choice =
            codes.filter(|it| ["lint::unreachable-arm", "lint::constant-condition"].contains(it));
        of_choice.map(str::to_owned).collect::<Vec<String>>()
    };
    let coalesce = "Coalesce([userPrincipalName], [mail])";
    let condition = "IIF(IsPresent([userPrincipalName]), [userPrincipalName], [mail])";
    for (directory, object, is_entra) in [
        ("Azure Active Directory", "User", true),
        ("microsoft entra id", "user", true),
        ("", "User", true),
        ("contoso.com", "user", false),
        ("Workday", "Worker", false),
        ("Azure Active Directory", "Group", false),
    ] {
        let said = |code: &str| if is_entra { vec![code.to_owned()] } else { vec![] };
        let about = format!("{directory}: {object}");
        let arm = found(directory, object, coalesce);
        assert_eq!(arm, said("lint::unreachable-arm"), "{about}");
        let decided = found(directory, object, condition);
        assert_eq!(decided, said("lint::constant-condition"), "{about}");
    }
}

/// What depends on a name that is wrong is not wrong as well.
#[test]
fn a_wrong_name_of_the_source_is_one_finding() {
    let directories = r#"
        { "name": "Microsoft Entra ID", "objects": [{ "name": "User", "attributes": [
            { "name": "userPrincipalName" }
        ] }] },
        { "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
            { "name": "Login", "required": true }
        ] }] }"#;
    let found = |directory: &str, object: &str| {
        let text = payroll(r#"{ "expression": "[userPrincipalName]" }"#, directories)
            .replace(r#""Entra""#, &format!(r#""{directory}""#))
            .replace(
                r#""sourceObjectName": "User""#,
                &format!(r#""sourceObjectName": "{object}""#),
            );
        let found = found_in(&text, "", "");
        found.iter().map(|it| it.diagnostic.code.path).collect::<Vec<_>>()
    };
    assert_eq!(found("Microsoft Entra ID", "User"), [] as [&str; 0]);
    assert_eq!(found("Nope", "User"), ["lint::unknown-directory"]);
    assert_eq!(found("Microsoft Entra ID", "Userx"), ["lint::unknown-object"]);
}

/// A list that was cut off says nothing of what an attribute refers to.
#[test]
fn referenced_objects_that_were_cut_off_are_said_to_be_so() {
    for (written, expected) in [
        (r#""System.Collections.Hashtable""#, "mapping::truncated-export"),
        (r#"["@{referencedObjectName=Person}"]"#, "mapping::truncated-export"),
        (r#"{ "referencedObjectName": "Person" }"#, "mapping::wrong-type"),
        ("[]", "lint::dangling-reference"),
    ] {
        let directory = format!(
            r#"{{ "name": "Payroll", "objects": [{{ "name": "Person", "attributes": [
                {{ "name": "Login" }},
                {{ "name": "Boss", "type": "Reference", "referencedObjects": {written} }}
            ] }}] }}"#
        );
        let text = payroll(r#"{ "expression": "[userPrincipalName]" }"#, &directory);
        let found = found_in(&text, "", "");
        let codes = found.iter().map(|it| it.diagnostic.code.path);
        let codes: Vec<_> = codes.filter(|it| *it != "lint::nullable-matching").collect();
        assert_eq!(codes, [expected], "{written}");
    }
}

/// Graph keeps a default value beside its source.
#[test]
fn a_word_for_null_is_text_as_a_default_value_too() {
    for (default, is_found) in
        [("NULL", true), ("IgnoreAttributeFlow", true), ("null and void", false), ("", false)]
    {
        let source = format!(r#"{{ "expression": "[mail]" }}, "defaultValue": "{default}""#);
        let found = found_in(&payroll(&source, ""), "", "");
        let of_rule = found.iter().filter(|it| it.diagnostic.code.path == "lint::keyword-as-text");
        let underlined = of_rule.map(|it| it.diagnostic.source.slice(it.diagnostic.primary.span));
        let expected = if is_found { vec![default] } else { vec![] };
        assert_eq!(underlined.collect::<Vec<_>>(), expected, "{default}");
    }
}

/// What a file's own directory requires and nobody gets is of one level, SCIM or not. What a table
/// of the app itself requires is another matter.
#[test]
fn what_nothing_gives_is_of_one_level() {
    let own = payroll(
        r#"{ "expression": "[userPrincipalName]" }"#,
        r#"{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
            { "name": "Login" }, { "name": "nickName", "required": true } ] }] }"#,
    );
    let scim = own.replace("Payroll", "customappsso").replace("Login", "userName");
    let workplace = "schema = \"workplace\"\n[map]\n\
        userName = { expression = '[userPrincipalName]', matchingPriority = 1 }\n\
        active = 'Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")'\n\
        'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'\n";
    for (text, code, severity) in [
        (own.as_str(), "lint::unmapped-required", Severity::Warning),
        (&scim, "plan::nothing-gives-required", Severity::Warning),
        (workplace, "plan::nothing-gives-required", Severity::Error),
    ] {
        let found = found_in(text, "", "");
        let of_code = found.iter().filter(|it| it.diagnostic.code.path == code);
        let levels = of_code.map(|it| it.diagnostic.severity);
        assert_eq!(levels.collect::<Vec<_>>(), [severity], "{code}: {text}");
    }
}
