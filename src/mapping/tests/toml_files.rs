//! TOML files: what is read, and what is said about broken ones.

use super::*;
use crate::flow::{FlowBehavior, FlowType};

#[test]
fn a_file_is_read_as_it_stands() {
    let file = good(
        r#"# A comment first.
schema = "workplace"

[map]
userName = { expression = '[userPrincipalName]', matchingPriority = 1 }
'emails[type eq "work"].value' = "Coalesce([mail], \"none\")"
title = { expression = '[jobTitle]', defaultValue = "Employee", flowType = "object add only", flowBehavior = "FlowAlways" }
active = { defaultValue = "True" }
name.givenName = '[givenName]'
name . "familyName" = '[surname]'

[map.addresses]
region = { expression = '[state]' }

[options]
usersWithoutEmail = true

[[scope]]
name = "employees"
clauses = [
  { attribute = "employeeType", operator = "EQUALS", value = "Employee" },
  { attribute = "country", operator = "IS NOT NULL" },
]

[[scope]]
kind = "Input"
[[scope.clauses]]
attribute = "mail"
operator = "EQUALS"
values = ["a", "b"]
"#,
    );
    let Options { users_without_email } = file.options;
    assert!(users_without_email);
    let SchemaChoice::Named(schema) = &file.schema else { panic!("{:?}", file.schema) };
    assert_eq!(written(&file, schema.span), "workplace");

    let mapping = only(&file);
    let expected = [
        "userName = [userPrincipalName]",
        "emails[type eq \"work\"].value = Coalesce([mail], \"none\")",
        "title = [jobTitle]",
        "active",
        "name.givenName = [givenName]",
        "name.familyName = [surname]",
        "addresses.region = [state]",
    ];
    assert_eq!(expressions(mapping), expected);
    let targets: Vec<&str> =
        mapping.mappings.iter().map(|mapping| written(&file, mapping.target.span)).collect();
    let as_written = [
        "userName",
        "emails[type eq \"work\"].value",
        "title",
        "active",
        "name.givenName",
        "familyName",
        "region",
    ];
    assert_eq!(targets, as_written);

    let title = mapping.mappings.get(2).expect("the third");
    let default = title.default_value.as_ref().expect("it has a default value");
    assert_eq!((default.value.as_str(), written(&file, default.span)), ("Employee", "Employee"));
    assert_eq!(title.flow_type, FlowType::ObjectAddOnly);
    assert_eq!(title.flow_behavior, FlowBehavior::FlowAlways);
    assert_eq!(mapping.mappings.first().map(|mapping| mapping.matching_priority), Some(1));

    assert_eq!((mapping.scope.groups.len(), mapping.scope.input_groups.len()), (1, 1));
    let clauses = &mapping.scope.groups.first().expect("one").clauses;
    assert_eq!(clauses.len(), 2);
    let clause = clauses.first().expect("one");
    assert_eq!(written(&file, clause.operator.span), "EQUALS");
    assert_eq!(clause.values.first().map(|value| value.value.as_str()), Some("Employee"));
    let input = mapping.scope.input_groups.first().expect("one");
    assert_eq!(input.clauses.first().map(|clause| clause.values.len()), Some(2));
    assert!(file.choose(None).is_ok());
}

#[test]
fn a_span_in_an_expression_leads_through_the_escapes() {
    let file = good("schema = 'scim'\nmap.x = \"Join(\\\"-\\\", [\\u0061])\"\n");
    let mapping = only(&file).mappings.first().expect("one");
    let MappingSource::Expression(source) = &mapping.source else { panic!("no source") };
    assert_eq!(source.text(), "Join(\"-\", [a])");
    let lead = |text: &str| {
        let start = source.text().find(text).expect("it is there");
        written(&file, source.span_in_file(Span::new(start, start + text.len())))
    };
    assert_eq!(lead("\"-\""), "\\\"-\\\"");
    assert_eq!(lead("[a]"), "[\\u0061]");
    assert_eq!(source.place(Span::new(10, 11)).to_string(), "m:2:22");
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    let file = good("\u{feff}schema = 'scim'\nmap.x = '[a]'\n");
    let mapping = only(&file).mappings.first().expect("one");
    assert_eq!(written(&file, mapping.target.span), "x");
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let table: &[(&str, &[&str])] = &[
        ("", &["empty-file "]),
        (" \n", &["empty-file  "]),
        ("schema = 'scim'", &["no-mappings s"]),
        ("schema = 'scim'\n[map]", &["no-mappings map"]),
        ("[map]\nx = '[a]'", &["missing-key ["]),
        ("schema = 1\nmap.x = '[a]'", &["wrong-type 1"]),
        ("schema = 'scim'\nmap = ['a']", &["wrong-type ["]),
        ("schema = 'scim'\nmap.x = 5\nmap.y = true", &["wrong-type 5", "wrong-type true"]),
        ("schema = 'scim'\nx = '[a]'\nmap.y = '[a]'", &["unknown-key x"]),
        ("scheme = 'scim'\nmap.y = '[a]'", &["unknown-key scheme"]),
        ("schema = 'scim'\n[map]\nx = { expresion = '[a]' }", &["unknown-key expresion"]),
        ("schema = 'scim'\n[map]\nx = {}", &["missing-key x"]),
        (
            "schema = 'scim'\n[map]\nx = { expression = '[a]', matchingPriority = -1 }",
            &["out-of-range -1"],
        ),
        (
            "schema = 'scim'\n[map]\nx = { expression = '[a]', matchingPriority = '1' }",
            &["wrong-type '1'"],
        ),
        (
            "schema = 'scim'\n[map]\nx = { expression = '[a]', defaultValue = true }",
            &["wrong-type true"],
        ),
        (
            "schema = 'scim'\n[map]\nx = { expression = '[a]', flowType = 'Add' }",
            &["unknown-word Add"],
        ),
        ("schema = 'scim'\n[map]\nx = '[a]'\nx = '[b]'", &["duplicate-key x"]),
        ("schema = 'scim'\n[options]\nemail = 1\n[map]\nx = '[a]'", &["unknown-key email"]),
        (
            "schema = 'scim'\noptions.usersWithoutEmail = 'yes'\n[map]\nx = '[a]'",
            &["wrong-type 'yes'"],
        ),
        ("schema = 'scim'\n[map]\nx = [a]", &["toml-syntax [a]"]),
        ("schema = 'scim'\n[map]\nemails[type eq \"work\"].value = '[a]'", &["toml-syntax ["]),
        ("schema = 'scim'\n[map]\nx = '[a]\ny = '[b]'", &["toml-syntax '"]),
        ("schema = 'scim'\nscope = 1\n[map]\nx = '[a]'", &["wrong-type 1"]),
        (
            "schema = 'scim'\nmap.x = '[a]'\n[[scope]]\nkind = 'output'\ntitle = 'x'",
            &["missing-key [[scope]]", "unknown-word output", "unknown-key title"],
        ),
        (
            "schema = 'scim'\nmap.x = '[a]'\n[[scope]]\nclauses = [{ operator = 'IS NULL' }, 7]",
            &["missing-key {", "wrong-type 7"],
        ),
        (
            "schema = 'scim'\nmap.x = '[a]'\n[[scope]]\nclauses = [{ attribute = 'a', operator = 'X', value = 'a', values = ['b'] }, { attribute = 'a', operator = 'X', values = ['b', 1] }]",
            &["value-and-values values", "wrong-type 1"],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said(text), *expected, "{text}");
    }
}

#[test]
fn a_table_of_parts_is_no_mapping() {
    // None of the names of SCIM's sub-attributes is so near to a mapping's key as to be one.
    for part in [
        "formatted",
        "familyName",
        "givenName",
        "middleName",
        "honorificPrefix",
        "value",
        "display",
        "type",
        "primary",
        "streetAddress",
        "locality",
        "region",
        "postalCode",
        "country",
        "$ref",
        "employeeNumber",
        "costCenter",
        "organization",
        "division",
        "department",
        "displayName",
    ] {
        for text in [
            format!("schema = 's'\nmap.x = {{ '{part}' = '[a]' }}"),
            format!("schema = 's'\n[map.x]\n'{part}' = '[a]'"),
            format!("schema = 's'\n[map]\nx.'{part}'.expression = '[a]'"),
        ] {
            assert_eq!(expressions(only(&good(&text))), [format!("x.{part} = [a]")], "{text}");
        }
    }
}

#[test]
fn a_broken_mapping_hides_no_other() {
    let text = "schema = 'scim'\n[map]\na = 1\nb = '[b]'\nc = { expression = 2 }\nd = '[d]'\n";
    let (file, diagnostics) = MappingFile::read("m", text);
    assert_eq!(diagnostics.len(), 2);
    assert_eq!(expressions(only(&file)), ["a", "b = [b]", "c", "d = [d]"]);
}

#[test]
fn a_key_given_twice_is_shown_with_the_first() {
    for (text, first) in [
        ("schema = 's'\n[map]\nx = '[a]'\ny = '[x]'\n'x' = '[b]'", "x = '[a]'"),
        ("[map]\na = '[a]'\n[map]\nb = '[b]'", "map]\na"),
        ("[map]\nname.a = '[a]'\nname.a = '[b]'", "a = '[a]'"),
    ] {
        let (file, diagnostics) = MappingFile::read("m", text);
        let twice = diagnostics.iter().next().expect("it is said");
        assert_eq!(twice.code.path, "mapping::duplicate-key");
        let label = twice.context.first().expect("it shows the first");
        let from = file.source.text().get(label.span.start as usize..).unwrap_or_default();
        assert!(from.starts_with(first), "{from}");
    }
}

#[test]
fn an_open_quote_is_blamed_itself() {
    for (text, opener) in [
        ("a = 'b\nc = 'd'", "'b"),
        ("a = \"b \\\" c\nd = \"e\"", "\"b"),
        ("a = \"\"\"b\nc", "\"\"\"b"),
        ("a = '''b\nc", "'''b"),
    ] {
        let (file, diagnostics) = MappingFile::read("m", text);
        let open = diagnostics.iter().next().expect("it is said");
        assert_eq!(open.message, "this quote is not closed", "{text}");
        let start = open.primary.span.start as usize;
        assert!(file.source.text().get(start..).unwrap_or_default().starts_with(opener), "{text}");
    }
}

#[test]
fn a_value_without_quotes_is_told_how_to_get_them() {
    let (_, diagnostics) =
        MappingFile::read("m", "schema = 's'\nmap.x = { expression = '[a]', defaultValue = true }");
    let help = diagnostics.iter().next().and_then(|diagnostic| diagnostic.help.as_deref());
    assert_eq!(help, Some("put it in quotes: \"True\""));
}

#[test]
fn the_templates_have_nothing_wrong_with_them() {
    for (table, count) in [("workplace", 29), ("scim", 23)] {
        let file = good(BuiltIn::find(table).expect("it is built in").template);
        let SchemaChoice::Named(schema) = &file.schema else { panic!("{:?}", file.schema) };
        assert_eq!(schema.value, table);
        let mapping = file.choose(None).expect("there is one object mapping");
        assert_eq!(mapping.mappings.len(), count, "{table}");
        let matching = mapping.mappings.iter().filter(|mapping| mapping.matching_priority > 0);
        assert_eq!(matching.count(), 1);
        assert!(mapping.scope.is_empty());
    }
    assert_eq!(BuiltIn::names().count(), 2, "all of them");
}
