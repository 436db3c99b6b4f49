//! Mappings compiled whole: what is said of them, and of the users they run over.

use super::{Compilation, Plan, Verdict, Worker};
use crate::check::Env;
use crate::diagnostic::Severity;
use crate::functions::Surroundings;
use crate::mapping::MappingFile;
use crate::schema::{self, DirectoryAttribute, ScimVersion, TargetTable};
use crate::types::{Base, DateTime};

/// The mappings as the list that Graph has of them: target, expression, default value.
fn file(mappings: &[(&str, &str, &str)]) -> MappingFile {
    let mappings: Vec<serde_json::Value> = mappings
        .iter()
        .map(|(target, expression, default)| {
            serde_json::json!({
                "targetAttributeName": target,
                "source": { "expression": expression },
                "defaultValue": default,
            })
        })
        .collect();
    let text = serde_json::to_string(&mappings).expect("it is JSON");
    let (file, diagnostics) = MappingFile::read_graph("m", &text);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    file
}

fn compile(table: &TargetTable, mappings: &[(&str, &str, &str)]) -> Compilation {
    let file = file(mappings);
    let object_mapping = &file.object_mappings[0];
    Plan::compile(&file, object_mapping, table, &Env::entra(), ScimVersion::V2_0)
}

/// What is said: the code, what is under the label, what is under the labels that say why.
fn said(table: &TargetTable, mappings: &[(&str, &str, &str)]) -> Vec<String> {
    let compilation = compile(table, mappings);
    let said = compilation.diagnostics.iter().map(|diagnostic| {
        assert_eq!(diagnostic.severity, Severity::Error, "{diagnostic}");
        assert!(diagnostic.message.chars().count() <= 120, "{diagnostic}");
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.context);
        let texts: Vec<&str> = labels.map(|label| diagnostic.source.slice(label.span)).collect();
        format!("{} {}", diagnostic.code, texts.join(" | "))
    });
    said.collect()
}

fn table(name: &str) -> TargetTable {
    schema::built_in(name).expect("the table loads")
}

fn directory(names: &[&str]) -> TargetTable {
    let attribute = |name: &&str| DirectoryAttribute::optional(name, Base::String);
    TargetTable::from_directory("d", &names.iter().map(attribute).collect::<Vec<_>>())
}

#[test]
fn no_mapped_target_vanishes() {
    let work = r#"emails[type eq "work"].type"#;
    let pet = r#"pets[type eq "cat"]"#;
    let directory = directory(&["name", "name.givenName", work, pet]);
    let mappings: Vec<(&str, &str, &str)> =
        ["name", "name.givenName", work, pet].map(|name| (name, "[mail]", "")).to_vec();
    let code = "plan::no-place-in-payload";
    assert_eq!(
        said(&directory, &mappings),
        [
            format!("{code} name.givenName | name"),
            format!(r#"{code} emails[type eq \"work\"].type"#),
            format!(r#"{code} pets[type eq \"cat\"]"#),
        ]
    );
}

#[test]
fn one_attribute_under_two_names_is_mapped_twice_whatever_the_case() {
    let club = r#"emails[type eq "Club"].value"#;
    let urn = r#"urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "club"].value"#;
    let scim = table("scim");
    let user = ("userName", "[mail]", "");
    for (first, second) in [(club, urn), (urn, club), ("displayName", "DISPLAYNAME")] {
        let said = said(&scim, &[user, (first, "[mail]", ""), (second, "[mail]", "")]);
        let escaped = |name: &str| name.replace('"', "\\\"");
        let expected = format!("plan::duplicate-target {} | {}", escaped(second), escaped(first));
        assert_eq!(said, [expected]);
    }
}

#[test]
fn what_gives_nobody_a_required_value_is_an_error_of_the_mapping() {
    let scim = table("scim");
    let code = "plan::nothing-gives-required";
    for (expression, default, expected, why) in [
        (r#""""#, "", Some(r#""""#), "the empty text"),
        (r#""""#, "x", Some(r#""""#), "a default value is for null only"),
        ("IgnoreAttributeFlow", "", Some("IgnoreAttributeFlow"), "it is never sent"),
        (r#"Replace("", "a", , , "b", , )"#, "", Some("Replace"), "a call that gives nothing"),
        ("[mail]", "", None, "some users have one"),
        ("[otherMails]", "", None, "some users have several"),
        (r#"Switch([mail], , "a", "")"#, "x", None, "the default value stands in for null"),
        (r#"Trim([mail])"#, "", None, "it can be present"),
    ] {
        let said = said(&scim, &[("userName", expression, default)]);
        match expected {
            None => assert_eq!(said, [""; 0], "{expression}: {why}"),
            Some(start) => {
                assert_eq!(said.len(), 1, "{expression}: {why}: {said:?}");
                assert!(said[0].starts_with(&format!("{code} {start}")), "{said:?}");
            }
        }
    }
}

#[test]
fn a_user_is_blamed_on_the_target_that_the_mapping_names() {
    let attribute = r#"{"name": "x", "type": "string", "required": true}"#;
    let schema = |urn: &str| format!(r#"{{"id": "{urn}", "attributes": [{attribute}]}}"#);
    let (core, other) = ("urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:pets:2.0:User");
    let text = format!("[{}, {}]", schema(core), schema(other));
    let source = crate::source::Source::new("two.json", text);
    let table = TargetTable::read(&source).0.expect("it is a schema");
    let second = "urn:example:pets:2.0:User:x";
    let plan = compile(&table, &[("x", "[objectId]", ""), (second, "[mail]", "")]).plan;
    let mut worker =
        Worker::new(plan.expect("it compiles"), Surroundings::at(DateTime::UNIX_EPOCH));
    let reject = worker.json(r#"{"id": "7", "mail": ""}"#).expect_err("the second has no value");
    assert_eq!(reject.target.as_deref(), Some(second));
    let reject = worker.json(r#"{"mail": "a@b.c"}"#).expect_err("the first has no value");
    assert_eq!(reject.target.as_deref(), Some("x"));
}

#[test]
fn ids_of_the_source_are_noted_by_type_and_by_target() {
    let scim = table("scim");
    let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    for (target, expression, expected) in [
        (manager, "[manager]", true),
        (manager, "Trim([manager])", true),
        (manager, r#"Coalesce([manager], [mail], "x")"#, true),
        (manager, r#""2819c223-7f76-453a-919d-413861904646""#, false),
        ("displayName", "[manager]", true),
        ("displayName", "[mail]", false),
    ] {
        let plan = compile(&scim, &[("userName", "[objectId]", ""), (target, expression, "")]).plan;
        let mut worker =
            Worker::new(plan.expect("it compiles"), Surroundings::at(DateTime::UNIX_EPOCH));
        let user = r#"{"id": "7", "mail": "a@b.c", "manager": {"id": "8"}}"#;
        let Ok(Verdict::Payload(payload)) = worker.json(user) else { panic!("{expression}") };
        assert_eq!(payload.sends_reference, expected, "{expression} to {target}");
    }
}

#[test]
fn mappings_by_the_ten_thousand_are_compiled_at_once() {
    let names: Vec<String> = (0..30_000).map(|number| format!("attribute{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mappings: Vec<(&str, &str, &str)> =
        names.iter().map(|name| (*name, "[mail]", "")).collect();
    let compilation = compile(&directory(&names), &mappings);
    assert!(compilation.diagnostics.is_empty());
    assert_eq!(compilation.plan.map(|plan| plan.targets().count()), Some(30_000));
    // None of them is there: each is said to be so, and only some are looked for.
    let compilation = compile(&table("scim"), &mappings);
    assert_eq!(compilation.diagnostics.len(), 30_001);
}

#[test]
fn a_huge_name_is_shown_in_part() {
    let name = "a".repeat(400_000);
    let compilation = compile(&table("scim"), &[(&name, "[mail]", "")]);
    for diagnostic in &compilation.diagnostics {
        let help = diagnostic.help.as_deref().unwrap_or("");
        let words = [diagnostic.message.as_str(), &diagnostic.primary.text, help];
        assert!(words.iter().all(|words| words.len() < 200), "{}", diagnostic.code);
    }
}

#[test]
fn attributes_that_an_export_lists_are_known() {
    let text = r#"{
        "directories": [{"name": "Entra", "objects": [{"name": "User", "attributes": [
            {"name": "extension_2b5c_badge", "type": "String"}]}]}],
        "synchronizationRules": [{
            "sourceDirectoryName": "Entra", "targetDirectoryName": "App",
            "objectMappings": [{"sourceObjectName": "User", "attributeMappings": [
                {"targetAttributeName": "userName", "source": {"expression": "[objectId]"}},
                {"targetAttributeName": "title", "source": {"expression": "[extension_2b5c_badge]"}},
                {"targetAttributeName": "displayName", "source": {"expression": "[extension_2b5c_x]"}}
            ]}]}]
        }"#;
    let (file, diagnostics) = MappingFile::read_graph("m", text);
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let object_mapping = &file.object_mappings[0];
    let env = Env::entra();
    let compilation = Plan::compile(&file, object_mapping, &table("scim"), &env, ScimVersion::V2_0);
    let said: Vec<(&str, &str)> = compilation
        .diagnostics
        .iter()
        .map(|said| (said.code.path, said.source.slice(said.primary.span)))
        .collect();
    assert_eq!(said, [("check::unknown-attribute", "[extension_2b5c_x]")]);
}
