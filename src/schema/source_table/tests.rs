//! The table of Entra's users and what is found in it.

use super::*;

#[test]
fn the_built_in_table_is_read() {
    let table = SourceTable::from_json(include_str!("../tables/entra-user.json")).expect("a table");
    assert_eq!(table.name(), "entra-user");
    assert_eq!(table.key().map(|key| key.name.as_str()), Some("objectId"));
    let present: Vec<&str> = table
        .attributes()
        .iter()
        .filter(|attribute| attribute.is_present_by_rule)
        .map(|attribute| attribute.name.as_str())
        .collect();
    assert_eq!(present, ["objectId", "userPrincipalName", "accountEnabled", "IsSoftDeleted"]);
    let multi_valued: Vec<&str> = table
        .attributes()
        .iter()
        .filter(|attribute| attribute.ty.is_multi_valued)
        .map(|attribute| attribute.name.as_str())
        .collect();
    assert_eq!(multi_valued, ["otherMails", "proxyAddresses", "appRoleAssignments"]);
}

#[test]
fn directory_extensions_are_known_by_their_form() {
    let table = SourceTable::entra_user();
    for (name, expected, why) in [
        ("extension_0123456789abcdef0123456789abcdef_foo", true, "the form"),
        ("extension_0123456789ABCDEF0123456789ABCDEF_cost_center", true, "capitals, a _"),
        ("extension_0123456789abcdef0123456789abcde_foo", false, "31 digits"),
        ("extension_0123456789abcdef0123456789abcdeg_foo", false, "no digit"),
        ("extension_0123456789abcdef0123456789abcdef_", false, "no name"),
        ("extensionAttribute1", false, "another kind"),
    ] {
        assert_eq!(table.is_extension(name), expected, "{name}: {why}");
    }
    assert!(!SourceTable::default().is_extension(""));
}

#[test]
fn names_are_unique_ignoring_case() {
    let table = SourceTable::entra_user();
    for name in table.names() {
        let same = table.names().filter(|other| other.eq_ignore_ascii_case(name));
        assert_eq!(same.count(), 1, "{name}");
    }
}

#[test]
fn names_are_found_in_any_case() {
    let table = SourceTable::entra_user();
    for (written, expected, why) in [
        ("mail", Some("mail"), "the canonical name"),
        ("MAIL", Some("mail"), "another case"),
        ("issoftdeleted", Some("IsSoftDeleted"), "another case"),
        ("employeeorgdata.costcenter", Some("employeeOrgData.costCenter"), "a nested one"),
        ("mobilePhone", None, "Graph's name is no mapping's name"),
        ("", None, "nothing"),
    ] {
        let found = table.find(written).map(|attribute| attribute.name.as_str());
        assert_eq!(found, expected, "{written}: {why}");
    }
}

#[test]
fn exported_names_lead_to_the_mappings_names() {
    let table = SourceTable::entra_user();
    for (written, expected, why) in [
        ("businessPhones", Some("telephoneNumber"), "a list in Graph"),
        ("mobilePhone", Some("mobile"), "another name"),
        ("MobilePhone", Some("mobile"), "PowerShell's case"),
        ("id", Some("objectId"), "the key"),
        ("directorySynced", Some("dirSyncEnabled"), "the portal's name"),
        ("manager.id", Some("manager"), "an expanded object"),
        (
            "onPremisesExtensionAttributes.extensionAttribute1",
            Some("extensionAttribute1"),
            "a nested one",
        ),
        ("userPrincipalName", None, "a mapping's own name, though it feeds another"),
        ("mail", None, "the same on both sides"),
        ("nothing", None, "unknown"),
    ] {
        let found = table.graph_alias(written).map(|attribute| attribute.name.as_str());
        assert_eq!(found, expected, "{written}: {why}");
    }
}

#[test]
fn some_attributes_are_not_for_filters() {
    let table = SourceTable::entra_user();
    for (name, expected) in [
        ("userType", Some("the type of user")),
        ("USERTYPE", Some("the type of user")),
        ("StatusHireDate", Some("dates")),
        ("appRoleAssignments", Some("app roles")),
        ("employeeType", None),
        ("", None),
    ] {
        assert_eq!(table.filter_obstacle(name), expected, "{name}");
    }
}

#[test]
fn what_many_share_is_in_the_table() {
    let table = SourceTable::entra_user();
    for name in &table.shared {
        assert!(table.find(name).is_some_and(|found| found.name == *name), "{name}");
    }
    assert!(table.is_shared("Department"));
    assert!(!table.is_shared("employeeId"));
}

#[test]
fn a_type_nobody_knows_is_refused() {
    let text = r#"{"name": "t", "attributes": [{"name": "a", "type": "Text"}]}"#;
    let error = SourceTable::from_json(text).expect_err("no such type");
    assert!(error.to_string().contains("no type is called `Text`"), "{error}");
}

#[test]
fn what_a_directory_lists_besides_is_known_by_its_name_and_type() {
    let listed = |name: &str, ty, is_multi_valued| DirectoryAttribute {
        is_multi_valued,
        is_required: true,
        ..DirectoryAttribute::optional(name, ty)
    };
    let extension = "extension_2b5c_costCenter";
    let table = SourceTable::entra_user().with_attributes(&[
        listed("MAIL", Base::Boolean, true),
        listed(extension, Base::String, false),
        listed("extension_2b5c_isContractor", Base::Boolean, true),
    ]);
    let known = table.find("mail").expect("the table has it");
    assert_eq!((known.name.as_str(), known.ty), ("mail", Type::STRING), "the table's stays");
    let added = table.find(&extension.to_uppercase()).expect("the directory has it");
    assert_eq!((added.name.as_str(), added.ty), (extension, Type::STRING));
    assert!(!added.is_present_by_rule, "required proves nothing");
    let other = table.find("extension_2b5c_isContractor").expect("the directory has it");
    assert_eq!((other.ty.base, other.ty.is_multi_valued), (Base::Boolean, true));
    assert_eq!(SourceTable::entra_user().find(extension), None);
}
