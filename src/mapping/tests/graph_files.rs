//! Graph files: every wrapping, every kind of source, and what is said about broken ones.

use super::*;
use crate::diagnostic::Diagnostic;
use crate::flow::{FlowBehavior, FlowType};
use crate::schema::Mutability;
use crate::scope::Quantifier;

const USERS: &str = r#"{
        "name": "Provision Users", "enabled": true,
        "sourceObjectName": "User",
        "targetObjectName": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "flowTypes": "Add, Update, Delete", "scope": null, "metadata": [],
        "attributeMappings": [
            {"targetAttributeName": "userName", "matchingPriority": 1, "defaultValue": null,
             "flowType": "Always", "flowBehavior": "FlowWhenChanged",
             "exportMissingReferences": false,
             "source": {"expression": "[userPrincipalName]", "name": "userPrincipalName",
                        "type": "Attribute", "parameters": []}},
            {"targetAttributeName": "title", "matchingPriority": 0, "defaultValue": "",
             "flowType": "objectaddonly", "flowBehavior": "Flow Always",
             "source": {"expression": "Append([jobTitle], \"\u00e9\")", "name": "x"}},
            {"targetAttributeName": "active", "defaultValue": "True", "source": null}
        ]}"#;

fn schema(id: &str, object_mappings: &str) -> String {
    format!(
        r#"{{"@odata.context": "x", "id": "{id}", "version": "6.0",
            "synchronizationRules": [{{"editable": true, "name": "USER_OUTBOUND_USER",
              "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "customappsso",
              "objectMappings": [{object_mappings}]}}],
            "directories": [{{"name": "customappsso", "objects": [
              {{"name": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                "attributes": [
                  {{"name": "userName", "type": "string", "required": true, "multivalued": false,
                    "mutability": "ReadWrite", "caseExact": true}},
                  {{"name": "active", "type": "Boolean"}}]}}]}}]}}"#
    )
}

#[test]
fn every_wrapping_is_opened() {
    let schema = schema("scim.1.2", USERS);
    let pascal = schema
        .replace("synchronizationRules", "SynchronizationRules")
        .replace("objectMappings", "ObjectMappings")
        .replace("attributeMappings", "AttributeMappings")
        .replace("targetAttributeName", "TargetAttributeName")
        .replace("\"source\"", "\"AdditionalProperties\": {}, \"Source\"");
    let old = schema.replace("\"id\"", "\"provisioningTaskIdentifier\"");
    let template = format!(r#"{{"id": "scim", "schema@odata.context": "y", "schema": {schema}}}"#);
    let list = format!(r#"{{"@odata.context": "z", "value": [{template}]}}"#);
    let default = template.replace("\"id\": \"scim\"", "\"id\": \"scim\", \"default\": true");
    let two = format!(r#"{{"value": [{template}, {default}]}}"#);
    let mark = format!("\u{feff}\r\n {schema}");
    for text in [&schema, &pascal, &old, &template, &list, &two, &mark] {
        let file = good(text);
        assert_eq!(file.format, Format::Graph);
        assert_eq!(file.schema, SchemaChoice::FromDirectory);
        let mapping = file.choose(None).unwrap_or_else(|error| panic!("{error}"));
        assert!(std::ptr::eq(mapping, only(&file)));
        assert!(mapping.is_scim && mapping.is_live());
        assert_eq!(mapping.label(), "Provision Users");
        let expected =
            ["userName = [userPrincipalName]", "title = Append([jobTitle], \"é\")", "active"];
        assert_eq!(expressions(mapping), expected);
        let [user_name, active] = &*mapping.target_attributes else { panic!("not two") };
        assert!(user_name.is_required && user_name.is_case_exact);
        assert_eq!((user_name.ty, active.ty), (Base::String, Base::Boolean));
        assert_eq!(active.mutability, Mutability::ReadWrite);
        assert!(mapping.source_attributes.is_empty());
    }
}

#[test]
fn a_mapping_keeps_what_is_said_of_it() {
    let file = good(&schema("scim.1.2", USERS));
    let [user_name, title, active] = only(&file).mappings.as_slice() else { panic!("three") };
    assert_eq!(user_name.matching_priority, 1);
    assert!(user_name.default_value.is_none());
    assert!(title.default_value.is_none(), "the portal writes an empty text for none");
    assert_eq!(title.flow_type, FlowType::ObjectAddOnly);
    assert_eq!(title.flow_behavior, FlowBehavior::FlowAlways);
    let default = active.default_value.as_ref().expect("it has a default value");
    assert_eq!((default.value.as_str(), written(&file, default.span)), ("True", "True"));
    assert_eq!(active.source, MappingSource::None);
    let MappingSource::Expression(source) = &title.source else { panic!("no source") };
    let quoted = source.text().find('"').map(|start| Span::new(start, source.text().len() - 1));
    let quoted = source.span_in_file(quoted.expect("it has a constant"));
    assert_eq!(written(&file, quoted), r#"\"\u00e9\""#);
}

#[test]
fn bytes_of_windows_are_read_too() {
    let text = format!("\u{feff}{}", schema("scim.1.2", USERS));
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (file, diagnostics) = MappingFile::read_bytes("m", &bytes);
    assert!(diagnostics.is_empty() && file.choose(None).is_ok(), "{diagnostics}");
    let (_, diagnostics) = MappingFile::read_bytes("m", b"schema = 'sc\xfcm'");
    assert_eq!(diagnostics.iter().map(summary).collect::<Vec<_>>(), ["not-text c"]);
}

#[test]
fn parts_of_a_schema_are_read_too() {
    let file = good(USERS);
    assert_eq!(expressions(only(&file)).len(), 3);
    let refusal = obstacle(&file).expect("it lists no attributes");
    assert_eq!(summary(&refusal), "no-target-attributes Provision Users");

    let one = r#"{"targetAttributeName": "userName", "source": {"name": "mail"}}"#;
    for text in [one.to_owned(), format!("[{one}]")] {
        let file = good(&text);
        assert_eq!(expressions(only(&file)), ["userName = [mail]"]);
        assert_eq!(
            file.choose(None).map_err(|error| error.code.path).err(),
            Some("mapping::no-object-mapping")
        );
    }
}

#[test]
fn the_job_says_which_built_in_table_describes_its_target() {
    for id in ["FacebookWorkplace.1f58.6a0b", "facebookatworkoutdelta.1f58"] {
        let file = good(&schema(id, USERS));
        assert_eq!(file.schema, SchemaChoice::BuiltIn("workplace".to_owned()));
        assert!(file.choose(None).is_ok());
    }
}

#[test]
fn what_is_not_live_is_neither_read_nor_complained_about() {
    let broken = r#"{"name": null, "enabled": false, "sourceObjectName": "User",
            "targetObjectName": "User", "attributeMappings": [{"source": 7, "flowType": "Add"}]}"#;
    let internal = r#"{"name": null, "enabled": true, "sourceObjectName": "",
            "targetObjectName": "Role", "attributeMappings": [{"flowType": "Add"}]}"#;
    let file = good(&schema("scim.1", &[broken, internal, USERS].join(",")));
    let liveness: Vec<Liveness> =
        file.object_mappings.iter().map(|mapping| mapping.liveness).collect();
    assert_eq!(liveness, [Liveness::Disabled, Liveness::NoSourceObject, Liveness::Live]);
    assert_eq!(
        file.choose(None).map(ObjectMapping::label).ok().as_deref(),
        Some("Provision Users")
    );

    let read_only = schema("scim.1", USERS).replace("\"editable\": true", "\"editable\": false");
    let refusal = good(&read_only).choose(None).expect_err("its rule is not editable");
    assert_eq!(refusal.primary.text, "this one reads users, but its rule is not editable");
    let refusal = good(&read_only).choose(Some("Provision Users")).expect_err("the same");
    assert_eq!(summary(&refusal), "not-live Provision Users");
}

#[test]
fn the_choice_is_refused_where_it_is_not_clear() {
    let second = USERS.replace("Provision Users", "Provision Guests");
    let groups = USERS.replace("Provision Users", "Groups").replace("\"User\"", "\"Group\"");
    let file = good(&schema("scim.1", &[USERS, &second, &groups].join(",")));
    let refusal = file.choose(None).expect_err("there are two");
    assert_eq!(summary(&refusal), "several-object-mappings Provision Users");
    assert_eq!(
        refusal.help.as_deref(),
        Some(
            "say which: --object-mapping \"Provision Users\", or --object-mapping \"Provision Guests\""
        )
    );
    let labels = refusal.context.iter().map(|label| written(&file, label.span));
    assert_eq!(labels.collect::<Vec<_>>(), ["Provision Guests"]);

    let chosen = |name| file.choose(Some(name)).map(ObjectMapping::label);
    assert_eq!(chosen("provision guests").ok().as_deref(), Some("Provision Guests"));
    assert_eq!(chosen("Groups").ok().as_deref(), Some("Groups"), "asked for, it is taken");
    let refusal = chosen("Provision Guest").expect_err("nothing is called that");
    assert_eq!(refusal.code.path, "mapping::unknown-object-mapping");
    assert_eq!(refusal.help.as_deref(), Some("write --object-mapping \"Provision Guests\""));

    let refusal = good(&schema("scim.1", &groups)).choose(None).expect_err("no users");
    assert_eq!(refusal.primary.text, "this one reads `Group`");
}

#[test]
fn a_target_that_is_no_scim_service_is_refused_by_name() {
    let other = schema("SfOutDelta.1", USERS)
        .replace("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "Contact")
        .replace("customappsso", "salesforce.com")
        .replace("\"name\": \"userName\"", "\"name\": \"Username\"");
    let refusal = obstacle(&good(&other)).expect("it is no SCIM service");
    assert_eq!(refusal.message, "`salesforce.com` is no SCIM service");
    let scim = other.replace("\"name\": \"Username\"", "\"name\": \"userName\"");
    assert_eq!(obstacle(&good(&scim)), None, "an attribute of every SCIM user");
}

/// What is not described is not called no SCIM service, whatever it is called.
#[test]
fn a_target_that_is_not_described_is_said_to_be_so() {
    for (directory, table) in [
        ("customappsso", "scim"),
        ("scim", "scim"),
        ("FacebookWorkplace", "workplace"),
        ("salesforce.com", "scim"),
    ] {
        let text = format!(
            r#"{{"synchronizationRules": [{{"targetDirectoryName": "{directory}", "objectMappings": [
                {{"name": "Provision Users", "sourceObjectName": "User", "targetObjectName": "User",
                "attributeMappings": []}}]}}]}}"#
        );
        let refusal = obstacle(&good(&text)).expect("there is no table");
        assert_eq!(refusal.code.path, "mapping::no-target-attributes");
        let message = format!("this file does not describe its target directory `{directory}`");
        assert_eq!(refusal.message, message);
        let help = format!(
            "name the table of the target, such as --schema {table}, or export the whole schema: \
             GET …/synchronization/jobs/{{id}}/schema"
        );
        assert_eq!(refusal.help, Some(help));
    }
}

/// Why the file does not tell what the target of its users takes.
fn obstacle(file: &MappingFile) -> Option<Diagnostic> {
    let chosen = file.choose(None).expect("users are mapped");
    file.target_table(chosen, |_| None).err().map(|obstacle| *obstacle)
}

fn mapping(fields: &str) -> String {
    format!(r#"[{{"targetAttributeName": "x", {fields}}}]"#)
}

#[test]
fn a_text_is_made_of_the_tree_where_there_is_none() {
    let attribute = r#"{"name": "mail", "type": "attribute", "parameters": []}"#;
    let constant = r#"{"name": "a\"\\b", "type": "Constant"}"#;
    let append = format!(
        r#"{{"type": "Function", "name": "Append", "expression": null, "parameters": [
                {{"key": "suffix", "value": {constant}}},
                {{"key": "source", "value": {attribute}}}]}}"#
    );
    let nested = append.replace(attribute, &append.clone());
    let table = [
        (attribute, "[mail]"),
        (constant, r#""a\"\\b""#),
        (&append, r#"Append([mail], "a\"\\b")"#),
        (&nested, r#"Append(Append([mail], "a\"\\b"), "a\"\\b")"#),
        (r#"{"name": "Now", "type": "Function"}"#, "Now()"),
        (r#"{"name": "", "type": "Constant"}"#, "\"\""),
    ];
    for (source, expected) in table {
        let file = good(&mapping(&format!("\"source\": {source}")));
        let MappingSource::Expression(made) = &only(&file).mappings[0].source else {
            panic!("no source: {source}")
        };
        assert_eq!(made.text(), expected);
        assert_eq!(written(&file, made.span_in_file(Span::new(1, 2))), source);
    }
}

/// A mapping whose tree has these parameters beside its text.
fn beside(parameters: &str) -> String {
    let head =
        r#""source": {"expression": "ToLower([a], )", "name": "ToLower", "type": "Function""#;
    mapping(&format!("{head}, \"parameters\": {parameters}}}"))
}

#[test]
fn the_text_wins_over_the_tree() {
    let file = good(&mapping(r#""source": {"expression": "[a]", "name": "b"}"#));
    assert_eq!(expressions(only(&file)), ["x = [a]"]);
}

#[test]
fn a_source_in_which_everything_is_null_is_none() {
    for source in [r#"{}"#, r#"{"Expression": null, "Name": null, "Parameters": []}"#, "null"] {
        let file = good(&mapping(&format!("\"source\": {source}")));
        assert_eq!(expressions(only(&file)), ["x"], "{source}");
    }
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let table: &[(String, &[&str])] = &[
        ("{}".into(), &["not-a-mapping-file {"]),
        ("[]".into(), &["not-a-mapping-file ["]),
        (r#"[1, "a"]"#.into(), &["not-a-mapping-file ["]),
        (r#"{"value": "System.Object[]"}"#.into(), &["not-a-mapping-file {"]),
        (
            r#"{"synchronizationRules": "System.Object[]"}"#.into(),
            &["truncated-export System.Object[]"],
        ),
        (
            r#"{"synchronizationRules": ["@{id=1}", "@{id=2}"]}"#.into(),
            &["truncated-export @{id=1}"],
        ),
        (r#"{"synchronizationRules": {}}"#.into(), &["wrong-type {"]),
        (r#"[{"source": null, "targetAttributeName": ""}]"#.into(), &["missing-key {"]),
        (r#"[{"targetAttributeName": 7}]"#.into(), &["wrong-type 7"]),
        (mapping(r#""source": 7"#), &["wrong-type 7"]),
        (mapping(r#""source": "@{expression=[a]}""#), &["truncated-export @{expression=[a]}"]),
        (beside(r#""System.Object[]""#), &["truncated-export System.Object[]"]),
        (beside(r#"["@{key=source; value=}"]"#), &["truncated-export @{key=source; value=}"]),
        (
            beside(r#"[{"key": "source", "value": "System.Collections.Hashtable"}]"#),
            &["truncated-export System.Collections.Hashtable"],
        ),
        (
            beside(
                r#"[{"key": "source", "value": {"name": "System.Object[]", "type": "Constant",
                "parameters": ["System.Collections.Hashtable"]}}]"#,
            ),
            &["truncated-export System.Collections.Hashtable"],
        ),
        (mapping(r#""source": {"expression": ["a"]}"#), &["wrong-type ["]),
        (mapping(r#""source": {"type": "Attribute"}"#), &["missing-key {"]),
        (mapping(r#""source": {"type": "Atribute", "name": "a"}"#), &["unknown-word Atribute"]),
        (
            mapping(r#""source": {"expression": "[a]", "type": "Attributes", "name": "a"}"#),
            &["unknown-word Attributes"],
        ),
        (
            mapping(r#""flowType": "Add", "flowBehavior": "Sometimes""#),
            &["unknown-word Add", "unknown-word Sometimes"],
        ),
        (
            mapping(r#""mappingType": "Direct", "expression": "[a]""#),
            &["unknown-key mappingType", "unknown-key expression"],
        ),
        (mapping(r#""matchingPriority": -1"#), &["out-of-range -1"]),
        (mapping(r#""matchingPriority": 1.5"#), &["out-of-range 1.5"]),
        (mapping(r#""matchingPriority": "1""#), &["wrong-type \"1\""]),
        (mapping(r#""defaultValue": true"#), &["wrong-type true"]),
        (mapping(r#""source": null, "Source": null"#), &["duplicate-key Source"]),
        (
            mapping(
                r#""source": {"type": "Function", "name": "Append", "parameters": [
                {"key": "source", "value": {"name": "a"}}, {"key": "other", "value": {"name": "b"}}]}"#,
            ),
            &["unplaced-parameter other"],
        ),
        (
            mapping(
                r#""source": {"type": "Function", "name": "Foo", "parameters": [
                {"key": "source", "value": {"name": "a"}}]}"#,
            ),
            &["unplaced-parameter source"],
        ),
        (
            mapping(
                r#""source": {"type": "Function", "name": "Append", "parameters": [
                {"value": {"name": "a"}}, {"key": "source"}]}"#,
            ),
            &["unplaced-parameter {", "missing-key {"],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(text), *expected, "{text}");
    }
}

#[test]
fn a_clause_says_how_many_values_must_satisfy_it() {
    let clause = |word: &str| {
        let scope = format!(
            r#"{{"groups": [{{"name": "g", "clauses": [{{"operatorName": "EQUALS",
                "sourceOperandName": "otherMails", "MultiValuedComparisonType": {word},
                "targetOperand": {{"values": ["a"]}}}}]}}]}}"#
        );
        USERS.replace("\"scope\": null", &format!("\"scope\": {scope}"))
    };
    for (word, expected) in
        [(r#""Any""#, Quantifier::Any), (r#""all""#, Quantifier::All), ("null", Quantifier::All)]
    {
        let file = good(&clause(word));
        let group = only(&file).scope.groups.first();
        let found = group.and_then(|group| group.clauses.first()).map(|clause| clause.quantifier);
        assert_eq!(found, Some(expected), "{word}");
    }
    assert_eq!(said(&clause(r#""Some""#)), ["unknown-word Some"]);
}

#[test]
fn a_scope_keeps_its_places() {
    let scope = r#"{"groups": [{"name": "staff", "clauses": [
              {"operatorName": "EQUALS", "sourceOperandName": "country",
               "targetOperand": {"values": ["DE", "AT"]}},
              {"operatorName": "IS NULL", "sourceOperandName": "mail", "targetOperand": null}]}],
            "inputFilterGroups": [], "categoryFilterGroups": [{"name": null, "clauses": []}]}"#;
    let file = good(&USERS.replace("\"scope\": null", &format!("\"scope\": {scope}")));
    let scope = &only(&file).scope;
    assert!(!scope.is_empty());
    assert_eq!((scope.groups.len(), scope.category_groups.len()), (1, 1));
    let group = scope.groups.first().expect("one");
    assert_eq!(written(&file, group.name.span), "staff");
    let [country, mail] = group.clauses.as_slice() else { panic!("not two") };
    let values: Vec<&str> = country.values.iter().map(|value| written(&file, value.span)).collect();
    assert_eq!(values, ["DE", "AT"]);
    assert!(mail.values.is_empty());
    let empty = r#"{"groups": [], "inputFilterGroups": []}"#;
    let file = good(&USERS.replace("\"scope\": null", &format!("\"scope\": {empty}")));
    assert!(only(&file).scope.is_empty());
}

#[test]
fn what_is_no_json_is_said_in_our_words() {
    let table = [
        (r#"{"a": 1,}"#, "there is a comma after the last element", ","),
        (r#"{"a": 1 "b": 2}"#, "there is no comma between two elements", " "),
        ("{\"a\": 1 // x\n}", "JSON has no comments", "// x"),
        ("// x\n{}", "JSON has no comments", "// x"),
        ("{'a': 1}", "JSON text stands in double quotes", "'"),
        ("{a: 1}", "an object holds keys in double quotes", "a"),
        (r#"{"a" 1}"#, "a key is not followed by `:`", "1"),
        ("{\"a\": \"b\n}", "this quote is not closed", "\""),
        ("{\"a\": \"b\\", "this quote is not closed", "\""),
        (r#"{"a": [1"#, "this `[` is not closed", "["),
        (r#"{"a": 1"#, "this `{` is not closed", "{"),
        (r#"{"a": 1} {}"#, "there is text after the end of the JSON value", "{"),
        (r#"{"a": "\ud800"}"#, "this escape is half a character", "\\ud800"),
        (r#"{"a": "\x"}"#, "JSON does not know this escape", "\\x"),
        (r#"{"a": 0x1}"#, "this is no JSON number", "0"),
        (r#"{"a": tru}"#, "this is not JSON", "tru"),
        (r#"{"a": }"#, "this is not JSON", "}"),
    ];
    for (text, message, under) in table {
        let (file, diagnostics) = MappingFile::read("m", text);
        assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics}");
        let diagnostic = diagnostics.iter().next().expect("one");
        assert_eq!(diagnostic.message, message, "{text}");
        assert_eq!(written(&file, diagnostic.primary.span), under, "{text}");
        assert!(file.object_mappings.is_empty());
    }
}

#[test]
fn the_table_of_an_app_is_for_its_users_only() {
    let object = |name: &str, source: &str, target: &str| {
        format!(
            r#"{{"name": {name}, "enabled": true, "sourceObjectName": "{source}",
                "targetObjectName": "{target}", "attributeMappings": []}}"#
        )
    };
    let users = object("\"Users\"", "User", "urn:ietf:params:scim:schemas:core:2.0:User");
    let groups = object("\"Groups\"", "Group", "urn:ietf:params:scim:schemas:core:2.0:Group");
    let unnamed = object("null", "User", "User");
    let outbound = schema("FacebookWorkplace.1.2", &format!("{users}, {groups}, {unnamed}"));
    let file = good(&outbound);
    let [users, groups, unnamed] = file.object_mappings.as_slice() else { panic!("not three") };
    let table = SchemaChoice::BuiltIn("workplace".to_owned());
    assert_eq!(file.schema_of(users), &table);
    assert_eq!(file.schema_of(groups), &SchemaChoice::FromDirectory);
    assert!(users.is_scim && groups.is_scim);
    assert_eq!(unnamed.liveness.obstacle(), Some("its name is null"));

    let roles = object("\"Roles\"", "AppRole", "User");
    let inbound = schema("FacebookWorkplace.1.2", &roles)
        .replace("\"targetDirectoryName\": \"customappsso\"", "\"targetDirectoryName\": \"Entra\"")
        .replace("Microsoft Entra ID", "Workplace")
        .replace("\"Entra\"", "\"Microsoft Entra ID\"");
    let file = good(&inbound);
    let [roles] = file.object_mappings.as_slice() else { panic!("not one") };
    assert_eq!(file.schema_of(roles), &SchemaChoice::FromDirectory);
    assert!(!roles.is_scim);
}

/// The service can have words that are new to us: each is said once, and the file still runs.
#[test]
fn unknown_words_of_a_directory_are_taken_for_the_defaults() {
    let text = schema("scim.1.2", USERS).replace(
        r#"{"name": "active", "type": "Boolean"}"#,
        r#"{"name": "active", "type": "Decimal", "mutability": "Read Only"},
           {"name": "title", "type": "decimal", "mutability": "WriteTwice"},
           {"name": "nickName", "type": "Boolaen"}"#,
    );
    let (file, diagnostics) = MappingFile::read("export.json", &text);
    assert!(!diagnostics.has_errors());
    let said: Vec<_> = diagnostics
        .iter()
        .map(|it| (it.source.slice(it.primary.span), it.primary.text.as_str(), it.help.as_deref()))
        .collect();
    let types = "use one of `String`, `Integer`, `Boolean`, `DateTime`, `Reference`, `Binary`";
    let mutabilities = "use one of `ReadWrite`, `ReadOnly`, `Immutable`, `WriteOnly`";
    assert_eq!(
        said,
        [
            ("Decimal", "taken for `String`", Some(types)),
            ("WriteTwice", "taken for `ReadWrite`", Some(mutabilities)),
            ("Boolaen", "taken for `String`", Some("write `Boolean`")),
        ]
    );
    let listed: Vec<_> =
        only(&file).target_attributes.iter().map(|it| (it.ty, it.mutability)).collect();
    let expected = [
        (Base::String, Mutability::ReadWrite),
        (Base::String, Mutability::ReadOnly),
        (Base::String, Mutability::ReadWrite),
        (Base::String, Mutability::ReadWrite),
    ];
    assert_eq!(listed, expected);
}
