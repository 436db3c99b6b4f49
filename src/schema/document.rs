//! Target tables from `/Schemas` documents.
//!
//! In: a document of schemas. Out: the table of users: the attributes every resource has, the
//! core schema, and the extensions, each attribute or part of a complex attribute a row.
//!
//! Absent on purpose: schemas of other resources (groups, the service's own), SCIM 1.1's form.

use super::profile::Profile;
use super::resource::{Attribute, Schema, read_schemas};
use super::{
    Alternative, AttributePath, Mutability, PerVersion, Requirement, TargetAttribute, TargetTable,
    messages,
};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span};
use crate::types::Base;

impl TargetTable {
    /// The table of users that a `/Schemas` document describes.
    pub fn read(source: &Source) -> (Option<TargetTable>, Diagnostics) {
        let Some(profile) = Profile::load() else { return (None, Diagnostics::new()) };
        let common = Source::new("common", include_str!("tables/scim-common.json"));
        let (mut schemas, _) = read_schemas(&common);
        let (own, mut diagnostics) = read_schemas(source);
        let is_core = |schema: &Schema| schema.urn.eq_ignore_ascii_case(&profile.core.v2_0);
        if !own.iter().any(is_core) {
            if !diagnostics.has_errors() {
                let what = Span::new(0, 1);
                diagnostics.push(messages::no_user_schema(source, what, &profile.core.v2_0));
            }
            return (None, diagnostics.sorted());
        }
        // The core schema leads, whatever the document's order; what every resource has stands
        // before it, unless the document describes it itself.
        let (core, others): (Vec<Schema>, Vec<Schema>) = own.into_iter().partition(is_core);
        if let Some(common) = schemas.first_mut() {
            let is_own = |name: &String| {
                core.iter().flat_map(|schema| &schema.attributes).any(|own| own.is_named(name))
            };
            common.attributes.retain(|attr| !is_own(&attr.name));
        }
        schemas.extend(core);
        let core_family = profile.core.v2_0.rsplit_once(':').map_or("", |(family, _)| family);
        schemas.extend(others.into_iter().filter(|schema| schema.extends_users(core_family)));
        (Some(table(source.name(), &schemas, &profile)), diagnostics.sorted())
    }
}

fn table(name: &str, schemas: &[Schema], profile: &Profile) -> TargetTable {
    let mut rows = Rows { profile, attributes: Vec::new(), requirements: Vec::new() };
    for schema in schemas {
        for attr in &schema.attributes {
            rows.add(&schema.urn, attr);
        }
    }
    let title = title(schemas).unwrap_or(name).to_owned();
    let mut table = TargetTable::of(name.to_owned(), title, profile.core.clone(), rows.attributes);
    for schema in schemas {
        for left_out in &schema.left_out {
            let urn = Some(schema.urn.clone());
            let whole = AttributePath { urn, ..AttributePath::plain(&left_out.name) };
            let path = whole.with_sub_attribute(left_out.part.as_deref());
            table.leave_out(profile.wire(path).v2_0, left_out.ty.clone());
        }
    }
    table.requirements = rows.requirements;
    table.fixed = profile.fixed();
    table.mark_required();
    table
}

fn title(schemas: &[Schema]) -> Option<&str> {
    // The first schema is that of the attributes every resource has.
    schemas.get(1)?.title.as_deref()
}

/// The rows of a table while they are made.
struct Rows<'p> {
    profile: &'p Profile,
    attributes: Vec<TargetAttribute>,
    requirements: Vec<Requirement>,
}

impl Rows<'_> {
    /// Adds the rows of an attribute, and the requirement it makes.
    fn add(&mut self, urn: &str, attr: &Attribute) {
        let urn = Some(urn.to_owned());
        let whole = AttributePath { urn, ..AttributePath::plain(&attr.name) };
        let first = self.attributes.len();
        let Some(ty) = attr.ty else {
            self.add_parts(&whole, attr);
            if attr.is_required {
                let needed = |part: &&(usize, &Attribute)| part.1.is_required;
                let parts: Vec<(usize, &Attribute)> = (first..).zip(&attr.parts).collect();
                let required: Vec<usize> = parts.iter().filter(needed).map(|part| part.0).collect();
                let alternatives = if required.is_empty() {
                    parts.iter().map(|part| Alternative { rows: vec![part.0] }).collect()
                } else {
                    vec![Alternative { rows: required }]
                };
                self.require(attr, alternatives);
            }
            return;
        };
        self.attributes.push(row(self.profile.wire(whole), ty, attr));
        if attr.is_required {
            self.require(attr, vec![Alternative { rows: vec![first] }]);
        }
    }

    fn add_parts(&mut self, whole: &AttributePath, attr: &Attribute) {
        for part in &attr.parts {
            let wire = self.profile.wire(whole.with_sub_attribute(Some(&part.name)));
            let mut row = row(wire, part.ty.unwrap_or(Base::String), part);
            row.is_reference |= self.profile.is_reference(&row.wire.v2_0);
            if attr.mutability == Mutability::ReadOnly {
                row.mutability = Mutability::ReadOnly;
            }
            if attr.is_multi_valued {
                row.is_in_elements = true;
                row.elements = Some(attr.listed_elements());
            }
            if part.is_named(&self.profile.default_sub_attribute) {
                row.is_meant_by_its_attribute();
            }
            self.attributes.push(row);
        }
    }

    /// What the service fills in itself is nothing to require of a mapping.
    fn require(&mut self, attr: &Attribute, alternatives: Vec<Alternative>) {
        if attr.mutability != Mutability::ReadOnly && !alternatives.is_empty() {
            let name = format!("a value for `{}`", attr.name);
            self.requirements.push(Requirement::always(name, alternatives));
        }
    }
}

fn row(wire: PerVersion<AttributePath>, ty: Base, attr: &Attribute) -> TargetAttribute {
    let row = TargetAttribute::new(wire.v2_0.to_string(), ty, wire);
    TargetAttribute {
        is_multi_valued: attr.is_multi_valued,
        mutability: attr.mutability,
        is_case_exact: attr.is_case_exact,
        canonical_values: attr.canonical_values.clone(),
        ..row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

    fn read(text: &str) -> (Option<TargetTable>, Vec<(String, String)>) {
        let source = Source::new("schemas.json", text);
        let (table, diagnostics) = TargetTable::read(&source);
        let said = |diagnostic: &Diagnostic| {
            let place = source.slice(diagnostic.primary.span).to_owned();
            (diagnostic.code.path.to_owned(), place)
        };
        (table, diagnostics.iter().map(said).collect())
    }

    fn names(table: Option<TargetTable>) -> Vec<String> {
        let rows = table.map(|table| table.attributes().to_vec()).unwrap_or_default();
        let is_own = |name: &String| !name.starts_with("meta.") && name != "id";
        rows.into_iter().map(|row| row.name).filter(is_own).collect()
    }

    #[test]
    fn the_built_in_documents_read_without_a_word() {
        for text in
            [include_str!("tables/scim-schemas.json"), include_str!("tables/scim-common.json")]
        {
            let (table, said) = read(text);
            assert!(table.is_some());
            assert_eq!(said, []);
        }
    }

    #[test]
    fn all_three_envelopes_are_taken() {
        let schema = format!(
            r#"{{"id":"{CORE}","name":"User","attributes":[{{"name":"userName","required":true}}]}}"#
        );
        for text in
            [schema.clone(), format!("[{schema}]"), format!(r#"{{"Resources":[{schema}]}}"#)]
        {
            let (table, said) = read(&text);
            assert_eq!(said, [], "{text}");
            let requirements = table.as_ref().map(|table| table.requirements.len());
            assert_eq!(requirements, Some(1), "{text}");
            assert_eq!(names(table), ["externalId", "userName"]);
        }
    }

    #[test]
    fn extensions_of_users_are_read_and_other_resources_are_not() {
        let schema = |urn: &str, name: &str| {
            format!(r#"{{"id":"{urn}","attributes":[{{"name":"{name}"}}]}}"#)
        };
        let text = [
            schema("urn:example:pets:2.0:User", "cat"),
            schema("urn:ietf:params:scim:schemas:core:2.0:Group", "members"),
            schema("urn:example:pets:2.0:Group", "dog"),
            schema(CORE, "externalId"),
            schema("urn:example:badge", "number"),
        ];
        let (table, said) = read(&format!("[{}]", text.join(",")));
        assert_eq!(said, []);
        let expected = ["externalId", "urn:example:pets:2.0:User:cat", "urn:example:badge:number"];
        assert_eq!(names(table), expected);
    }

    #[test]
    fn what_cannot_be_understood_is_left_out_with_a_warning() {
        let text = format!(
            r#"{{"id":"{CORE}","attributes":[
                {{"name":"userName","type":"strnig"}},
                {{"name":"nick name"}},
                {{"type":"string"}},
                7,
                {{"name":"title","type":"string","required":"yes","mutability":"free"}},
                {{"name":"TITLE"}},
                {{"name":"points","type":"decimal"}},
                {{"name":"car","type":"complex","subAttributes":[{{"name":"wheel","type":"complex"}},
                    {{"name":"plate"}}]}}
            ]}}"#
        );
        let (table, said) = read(&text);
        let said: Vec<(&str, &str)> =
            said.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
        let expected = [
            ("schema::attribute-type", "\"strnig\""),
            ("schema::attribute-name", "\"nick name\""),
            ("schema::attribute-name", "{\"type\":\"string\"}"),
            ("schema::attribute-name", "7"),
            ("schema::wrong-member", "\"yes\""),
            ("schema::wrong-member", "\"free\""),
            ("schema::repeated-attribute", "\"TITLE\""),
            ("schema::attribute-type", "\"decimal\""),
            ("schema::attribute-type", "\"complex\""),
        ];
        assert_eq!(said, expected);
        let left_out = |name: &str| table.as_ref()?.type_left_out(name);
        assert_eq!(left_out("points"), Some("decimal"));
        assert_eq!(left_out(&format!("{CORE}:Points")), Some("decimal"));
        assert_eq!(left_out("car.wheel"), Some("complex"));
        assert_eq!((left_out("car.plate"), left_out("other")), (None, None));
        assert_eq!(names(table.clone()), ["externalId", "title", "car.plate"]);
    }

    #[test]
    fn documents_that_are_no_schemas_are_refused_where_it_shows() {
        let deep = "[".repeat(100_000);
        let table = [
            ("", "json::syntax", ""),
            ("{\"id\":1,}", "json::syntax", ","),
            ("[] // done", "json::syntax", "// done"),
            ("{'id':1}", "json::syntax", "'"),
            (deep.as_str(), "json::too-deep", "["),
            ("7", "schema::not-a-schema", "7"),
            ("{}", "schema::not-a-schema", "{}"),
            ("{\"Resources\":null}", "schema::not-a-schema", "null"),
            ("[{\"id\":\"urn:x:y\"}]", "schema::not-a-schema", "{\"id\":\"urn:x:y\"}"),
            ("[]", "schema::no-user-schema", "["),
            ("[{\"id\":\"urn:x:y\",\"attributes\":[]}]", "schema::no-user-schema", "["),
        ];
        for (text, code, place) in table {
            let (table, said) = read(text);
            assert!(table.is_none(), "{text:.40}");
            assert_eq!(said.len(), 1, "{text:.40}: {said:?}");
            assert_eq!(said.first().map(|said| said.0.as_str()), Some(code), "{text:.40}");
            let shown = said.first().map(|said| said.1.as_str()).unwrap_or_default();
            assert!(shown.contains(place), "{text:.40}: {shown:.80}");
        }
    }

    #[test]
    fn a_required_complex_attribute_needs_its_required_parts_or_any() {
        let text = format!(
            r#"{{"id":"{CORE}","attributes":[
                {{"name":"name","type":"complex","required":true,"subAttributes":[
                    {{"name":"first","required":true}},{{"name":"middle"}},{{"name":"last","required":true}}]}},
                {{"name":"car","type":"complex","required":true,"subAttributes":[
                    {{"name":"plate"}},{{"name":"key"}}]}},
                {{"name":"id","required":true,"mutability":"readOnly"}}
            ]}}"#
        );
        let (table, said) = read(&text);
        assert_eq!(said, []);
        let table = table.expect("the document is read");
        let requirements: Vec<Vec<Vec<&str>>> = table
            .requirements
            .iter()
            .map(|requirement| {
                let names = |alternative| table.rows_of(alternative).map(|row| row.name.as_str());
                requirement.alternatives.iter().map(|one| names(one).collect()).collect()
            })
            .collect();
        assert_eq!(
            requirements,
            [vec![vec!["name.first", "name.last"]], vec![vec!["car.plate"], vec!["car.key"]]]
        );
    }
}
