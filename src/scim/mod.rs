//! Payloads: one SCIM user, written from ready-made fragments.
//!
//! In: the targets of a mapping, once; the values of one user, each time.
//! Out: the bytes of one JSON object, and whether something required is missing.
//!
//! The members of a user come in this order, whatever the mapping's:
//!
//! 1. `schemas`: the core schema, then each extension that has a value, in the order of 3;
//! 2. the members of the core schema in the table's order; the parts of a complex attribute and
//!    the elements of a multi-valued one stand together where the first of them stands;
//! 3. the extensions, in the order of their first rows in the table, their members as in 2.
//!
//! The elements of a multi-valued attribute come in the order in which the table lists them
//! (`work` before `home`), others behind them in the mapping's order. An element starts with its
//! filter's member, then what it carries besides (`primary`), then its parts in the table's
//! order. A list for a part of an element makes as many elements; what is a single value there
//! stands in the first of them.
//!
//! Null and the empty list are absent, and so is a container that nothing stands in; the empty
//! text is written. A target that has no place beside another is not written ([`misfits`] tells
//! which): the first counts.
//!
//! ```
//! use attrmap::schema::{ScimVersion, built_in};
//! use attrmap::scim::Template;
//! use attrmap::types::Value;
//!
//! let table = built_in("workplace").ok_or("no such table")?;
//! let target = table.find("name.givenName").ok_or("no such attribute")?;
//! let template = Template::new(&table, &[target], ScimVersion::V1_1);
//! let mut payload = Vec::new();
//! template.write(&[Value::text("Ada")], &mut payload);
//! assert_eq!(payload, br#"{"schemas":["urn:scim:schemas:core:1.0"],"name":{"givenName":"Ada"}}"#);
//! # Ok::<(), &str>(())
//! ```
//!
//! Absent on purpose: conversions (the room `flow` did them), PATCH bodies, HTTP.

mod json;
mod requirements;
mod shape;
mod template;

pub use requirements::{Requirements, Unmet};
pub use shape::{Misfit, Obstacle, misfits};
pub use template::Template;

#[cfg(test)]
mod tests {
    use super::Template;
    use crate::schema::{DirectoryAttribute, ScimVersion, Target, TargetTable, built_in};
    use crate::types::{Base, Value};

    const CORE_2: &str = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User""#;
    const CORE_1: &str = r#"{"schemas":["urn:scim:schemas:core:1.0""#;
    const ENTERPRISE_2: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const ENTERPRISE_1: &str = "urn:scim:schemas:extension:enterprise:1.0";

    fn table(name: &str) -> TargetTable {
        built_in(name).unwrap_or_else(|| panic!("{name} loads"))
    }

    /// The payload of these values under these names.
    fn payload(table: &TargetTable, version: ScimVersion, values: &[(&str, Value<'_>)]) -> String {
        let find = |name: &str| table.find(name).unwrap_or_else(|| panic!("{name} is found"));
        let targets: Vec<Target> = values.iter().map(|(name, _)| find(name)).collect();
        let values: Vec<Value<'_>> = values.iter().map(|(_, value)| value.clone()).collect();
        let mut out = b"before".to_vec();
        Template::new(table, &targets, version).write(&values, &mut out);
        let text = String::from_utf8(out).expect("payloads are UTF-8");
        let text = text.strip_prefix("before").expect("payloads are appended").to_owned();
        serde_json::from_str::<serde_json::Value>(&text)
            .unwrap_or_else(|error| panic!("{error}: {text}"));
        text
    }

    fn texts(texts: &[&'static str]) -> Value<'static> {
        Value::list(texts.iter().map(|text| Value::text(text)).collect())
    }

    /// The payload of a row alone: the core schema, what follows it in `schemas`, and the rest.
    fn alone(core: &str, urn: &str, member: &str) -> String {
        if urn.is_empty() {
            format!("{core}],{member}}}")
        } else {
            format!(r#"{core},"{urn}"],"{urn}":{member}}}"#)
        }
    }

    #[test]
    fn every_core_row_of_workplace_is_written_the_same_in_both_versions() {
        let text = Value::text("x");
        let rows = [
            ("userName", text.clone(), r#""userName":"x""#),
            ("displayName", text.clone(), r#""displayName":"x""#),
            ("active", Value::Boolean(true), r#""active":true"#),
            ("title", text.clone(), r#""title":"x""#),
            (
                r#"emails[type eq "work"].value"#,
                text.clone(),
                r#""emails":[{"type":"work","primary":true,"value":"x"}]"#,
            ),
            ("name.givenName", text.clone(), r#""name":{"givenName":"x"}"#),
            ("name.familyName", text.clone(), r#""name":{"familyName":"x"}"#),
            ("name.formatted", text.clone(), r#""name":{"formatted":"x"}"#),
            (
                r#"addresses[type eq "work"].formatted"#,
                text.clone(),
                r#""addresses":[{"type":"work","formatted":"x"}]"#,
            ),
            (
                r#"addresses[type eq "work"].streetAddress"#,
                text.clone(),
                r#""addresses":[{"type":"work","streetAddress":"x"}]"#,
            ),
            (
                r#"addresses[type eq "work"].locality"#,
                text.clone(),
                r#""addresses":[{"type":"work","locality":"x"}]"#,
            ),
            (
                r#"addresses[type eq "work"].region"#,
                text.clone(),
                r#""addresses":[{"type":"work","region":"x"}]"#,
            ),
            (
                r#"addresses[type eq "work"].country"#,
                text.clone(),
                r#""addresses":[{"type":"work","country":"x"}]"#,
            ),
            (
                r#"addresses[type eq "work"].postalCode"#,
                text.clone(),
                r#""addresses":[{"type":"work","postalCode":"x"}]"#,
            ),
            (
                r#"addresses[type eq "other"].formatted"#,
                text.clone(),
                r#""addresses":[{"type":"other","formatted":"x"}]"#,
            ),
            (
                r#"phoneNumbers[type eq "work"].value"#,
                text.clone(),
                r#""phoneNumbers":[{"type":"work","value":"x"}]"#,
            ),
            (
                r#"phoneNumbers[type eq "mobile"].value"#,
                text.clone(),
                r#""phoneNumbers":[{"type":"mobile","value":"x"}]"#,
            ),
            (
                r#"phoneNumbers[type eq "fax"].value"#,
                text.clone(),
                r#""phoneNumbers":[{"type":"fax","value":"x"}]"#,
            ),
            ("externalId", text.clone(), r#""externalId":"x""#),
            ("preferredLanguage", text, r#""preferredLanguage":"x""#),
        ];
        let workplace = table("workplace");
        for (name, value, member) in rows {
            let row = [(name, value)];
            let written = payload(&workplace, ScimVersion::V2_0, &row);
            assert_eq!(written, alone(CORE_2, "", member), "{name} in 2.0");
            let written = payload(&workplace, ScimVersion::V1_1, &row);
            assert_eq!(written, alone(CORE_1, "", member), "{name} in 1.1");
        }
    }

    #[test]
    fn every_extension_row_of_workplace_has_its_form_in_each_version() {
        let text = Value::text("x");
        let plain = |name: &str| format!(r#"{{"{name}":"x"}}"#);
        let facebook =
            |name: &str| format!("urn:ietf:params:scim:schemas:extension:facebook:{name}:2.0:User");
        let facebook_1 = |name: &str| format!("urn:scim:schemas:extension:facebook:{name}:1.0");
        let enterprise = |name: &'static str, v2_0: String, v1_1: String| {
            let name = format!("{ENTERPRISE_1}.{name}");
            (name, Value::text("x"), ENTERPRISE_2.to_owned(), v2_0, ENTERPRISE_1.to_owned(), v1_1)
        };
        let rows = [
            enterprise(
                "manager",
                r#"{"manager":{"value":"x"}}"#.to_owned(),
                r#"{"manager":{"managerId":"x"}}"#.to_owned(),
            ),
            enterprise("department", plain("department"), plain("department")),
            enterprise("division", plain("division"), plain("division")),
            enterprise("organization", plain("organization"), plain("organization")),
            enterprise("costCenter", plain("costCenter"), plain("costCenter")),
            enterprise("employeeNumber", plain("employeeNumber"), plain("employeeNumber")),
            (
                "urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method".to_owned(),
                text,
                facebook("authmethod"),
                r#"{"authMethod":"x"}"#.to_owned(),
                facebook_1("auth_method"),
                r#"{"auth_method":"x"}"#.to_owned(),
            ),
            (
                "urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline".to_owned(),
                Value::Boolean(false),
                facebook("frontline"),
                r#"{"is_frontline":false}"#.to_owned(),
                facebook_1("frontline"),
                r#"{"is_frontline":false}"#.to_owned(),
            ),
            (
                "urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate".to_owned(),
                Value::Integer(1_514_764_800),
                facebook("starttermdates"),
                r#"{"startDate":1514764800}"#.to_owned(),
                facebook_1("starttermdates"),
                r#"{"startDate":1514764800}"#.to_owned(),
            ),
        ];
        let workplace = table("workplace");
        assert_eq!(workplace.attributes().len(), 20 + rows.len(), "every row is tested");
        for (name, value, urn_2, member_2, urn_1, member_1) in &rows {
            let row = [(name.as_str(), value.clone())];
            let written = payload(&workplace, ScimVersion::V2_0, &row);
            assert_eq!(written, alone(CORE_2, urn_2, member_2), "{name} in 2.0");
            let written = payload(&workplace, ScimVersion::V1_1, &row);
            assert_eq!(written, alone(CORE_1, urn_1, member_1), "{name} in 1.1");
        }
    }

    #[test]
    fn members_come_in_the_order_of_the_table_whatever_the_mapping_s() {
        let value = |name: &'static str| (name, Value::text("x"));
        let written = payload(
            &table("workplace"),
            ScimVersion::V2_0,
            &[
                value("urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method"),
                value("urn:scim:schemas:extension:enterprise:1.0.department"),
                value("urn:scim:schemas:extension:enterprise:1.0.manager"),
                value("externalId"),
                value(r#"phoneNumbers[type eq "fax"].value"#),
                value(r#"phoneNumbers[type eq "work"].value"#),
                value(r#"addresses[type eq "other"].formatted"#),
                value(r#"addresses[type eq "work"].locality"#),
                value(r#"addresses[type eq "work"].formatted"#),
                value("name.formatted"),
                value("userName"),
                value("name.givenName"),
                value(r#"emails[type eq "work"].value"#),
            ],
        );
        let expected = [
            CORE_2,
            r#","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""#,
            r#","urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User"]"#,
            r#","userName":"x","emails":[{"type":"work","primary":true,"value":"x"}]"#,
            r#","name":{"givenName":"x","formatted":"x"}"#,
            r#","addresses":[{"type":"work","formatted":"x","locality":"x"},{"type":"other","formatted":"x"}]"#,
            r#","phoneNumbers":[{"type":"work","value":"x"},{"type":"fax","value":"x"}]"#,
            r#","externalId":"x""#,
            r#","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"x"},"department":"x"}"#,
            r#","urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User":{"authMethod":"x"}}"#,
        ];
        assert_eq!(written, expected.concat());
    }

    #[test]
    fn null_is_absent_with_its_containers_and_the_empty_text_is_not() {
        let workplace = table("workplace");
        let written = payload(
            &workplace,
            ScimVersion::V2_0,
            &[
                ("userName", Value::Null),
                ("name.givenName", Value::Null),
                (r#"emails[type eq "work"].value"#, Value::Null),
                (r#"phoneNumbers[type eq "work"].value"#, texts(&[])),
                (r#"phoneNumbers[type eq "fax"].value"#, Value::text("")),
                ("urn:scim:schemas:extension:enterprise:1.0.manager", Value::Null),
                (
                    "urn:scim:schemas:extension:enterprise:1.0.division",
                    Value::list(vec![Value::Null]),
                ),
            ],
        );
        assert_eq!(written, format!(r#"{CORE_2}],"phoneNumbers":[{{"type":"fax","value":""}}]}}"#));
        assert_eq!(payload(&workplace, ScimVersion::V1_1, &[]), format!("{CORE_1}]}}"));
    }

    #[test]
    fn several_values_become_several_elements_or_an_array() {
        let scim = table("scim");
        let written = payload(
            &scim,
            ScimVersion::V2_0,
            &[
                (r#"emails[type eq "other"].value"#, texts(&["b", "c"])),
                (r#"emails[type eq "work"].value"#, texts(&["a", "a2"])),
                (r#"emails[type eq "other"].display"#, Value::text("B")),
                (r#"emails[type eq "club"].value"#, Value::text("d")),
            ],
        );
        let expected = [
            r#"],"emails":[{"type":"work","primary":true,"value":"a"},{"type":"work","value":"a2"}"#,
            r#",{"type":"other","value":"b","display":"B"},{"type":"other","value":"c"}"#,
            r#",{"type":"club","value":"d"}]}"#,
        ];
        assert_eq!(written, format!("{CORE_2}{}", expected.concat()));
        let unfiltered = payload(&scim, ScimVersion::V2_0, &[("emails.value", texts(&["a", "b"]))]);
        assert_eq!(
            unfiltered,
            format!(r#"{CORE_2}],"emails":[{{"value":"a"}},{{"value":"b"}}]}}"#)
        );
        let aliases = TargetTable::from_directory(
            "d",
            &[DirectoryAttribute {
                is_multi_valued: true,
                ..DirectoryAttribute::optional("aliases", Base::String)
            }],
        );
        for (value, array) in [
            (texts(&["a", "b"]), r#"["a","b"]"#),
            (Value::text("a"), r#"["a"]"#),
            (Value::list(vec![Value::Integer(1), Value::Null, Value::Boolean(true)]), "[1,true]"),
        ] {
            let written = payload(&aliases, ScimVersion::V2_0, &[("aliases", value)]);
            assert_eq!(written, format!(r#"{CORE_2}],"aliases":{array}}}"#));
        }
    }

    #[test]
    fn a_role_is_selected_by_a_truth() {
        let written = payload(
            &table("scim"),
            ScimVersion::V2_0,
            &[
                (r#"roles[primary eq "True"].value"#, Value::text("Admin")),
                (r#"roles[primary eq "True"].type"#, Value::text("App")),
                (r#"roles[primary eq "True"].primary"#, Value::Boolean(false)),
            ],
        );
        let role = r#"],"roles":[{"primary":true,"value":"Admin","type":"App"}]}"#;
        assert_eq!(written, format!("{CORE_2}{role}"));
    }

    #[test]
    fn a_mapped_member_takes_the_place_of_the_fixed_one_and_the_first_of_two_counts() {
        let written = payload(
            &table("scim"),
            ScimVersion::V2_0,
            &[
                (r#"emails[type eq "work"].value"#, Value::text("a")),
                (r#"EMAILS[type eq "WORK"].value"#, Value::text("again")),
                (r#"emails[type eq "work"].primary"#, Value::Boolean(false)),
                (r#"emails[type eq "home"].primary"#, Value::Null),
            ],
        );
        let mail = r#"],"emails":[{"type":"work","value":"a","primary":false}]}"#;
        assert_eq!(written, format!("{CORE_2}{mail}"));
    }

    #[test]
    fn hostile_texts_stay_inside_their_strings() {
        let hostile = "\"}],\\\u{0}\u{1f}\r\n\u{7f}\u{2028}\u{feff}😀é";
        let pets = r#"urn:ietf:params:scim:schemas:extension:pets:2.0:User:cat"#;
        let directory =
            TargetTable::from_directory("d", &[DirectoryAttribute::optional(pets, Base::String)]);
        let written = payload(&directory, ScimVersion::V2_0, &[(pets, Value::text(hostile))]);
        let cat = "\"cat\":\"\\\"}],\\\\\\u0000\\u001f\\r\\n\u{7f}\u{2028}\u{feff}😀é\"";
        assert!(written.contains(cat), "{written}");
        let filter = r#"emails[type eq "a\"b\\\u0000"].value"#;
        let written = payload(&table("scim"), ScimVersion::V2_0, &[(filter, Value::text("x"))]);
        assert!(written.contains(r#"{"type":"a\"b\\\u0000","value":"x"}"#), "{written}");
    }

    #[test]
    fn the_scim_table_has_forms_of_both_versions() {
        let scim = table("scim");
        let manager = format!("{ENTERPRISE_2}:manager");
        let row = [(manager.as_str(), Value::text("7")), ("externalId", Value::text("8"))];
        let written = payload(&scim, ScimVersion::V2_0, &row);
        let member = r#"{"manager":{"value":"7"}}}"#;
        assert_eq!(
            written,
            format!(r#"{CORE_2},"{ENTERPRISE_2}"],"externalId":"8","{ENTERPRISE_2}":{member}"#)
        );
        let written = payload(&scim, ScimVersion::V1_1, &row);
        let member = r#"{"manager":{"managerId":"7"}}}"#;
        assert_eq!(
            written,
            format!(r#"{CORE_1},"{ENTERPRISE_1}"],"externalId":"8","{ENTERPRISE_1}":{member}"#)
        );
    }
}
