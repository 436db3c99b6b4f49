//! Reads `/Schemas` documents (RFC 7643 section 7) into target tables.
//!
//! In: a list response, an array of schemas, or one schema. Out: the table of users: the core
//! schema, the attributes every resource has, and the extensions, each attribute or part of a
//! complex attribute a row. What cannot be understood is left out, with a warning.
//!
//! Absent on purpose: schemas of other resources (groups, the service's own), SCIM 1.1's form.

use std::collections::BTreeMap;

use jsonc_parser::ast::{Object, Value};

use super::path::is_attribute_name;
use super::profile::Profile;
use super::{
    Alternative, AttributePath, Mutability, PerVersion, Requirement, TargetAttribute, TargetTable,
    ValueFilter, json, messages,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::types::Base;

/// The names of the types that can be mapped to.
const TYPES: &[&str] = &["string", "boolean", "integer", "dateTime", "reference", "binary"];
/// The type of attributes with parts.
const COMPLEX: &str = "complex";
/// The kinds of references that are addresses, not ids of objects.
const ADDRESSES: &[&str] = &["external", "uri"];

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
                let what = source.whole();
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

/// A schema of the document.
struct Schema {
    urn: String,
    title: Option<String>,
    attributes: Vec<Attribute>,
}

impl Schema {
    /// False for other core schemas and for the extensions of groups.
    fn extends_users(&self, core_family: &str) -> bool {
        let (family, resource) = self.urn.rsplit_once(':').unwrap_or(("", ""));
        !family.eq_ignore_ascii_case(core_family) && !resource.eq_ignore_ascii_case("Group")
    }
}

/// An attribute of the document, or a part of one.
struct Attribute {
    name: String,
    /// Nothing for a complex attribute.
    ty: Option<Base>,
    is_multi_valued: bool,
    is_required: bool,
    mutability: Mutability,
    is_case_exact: bool,
    canonical_values: Vec<String>,
    parts: Vec<Attribute>,
}

impl Attribute {
    fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

fn table(name: &str, schemas: &[Schema], profile: &Profile) -> TargetTable {
    let mut table = TargetTable {
        name: name.to_owned(),
        title: title(schemas).unwrap_or(name).to_owned(),
        source: None,
        core: profile.core.clone(),
        attributes: Vec::new(),
        requirements: Vec::new(),
        fixed: profile.fixed(),
    };
    for schema in schemas {
        for attr in &schema.attributes {
            add_rows(&mut table, profile, &schema.urn, attr);
        }
    }
    table.mark_required();
    table
}

fn title(schemas: &[Schema]) -> Option<&str> {
    // The first schema is that of the attributes every resource has.
    schemas.get(1)?.title.as_deref()
}

/// Adds the rows of an attribute, and the requirement it makes.
fn add_rows(table: &mut TargetTable, profile: &Profile, urn: &str, attr: &Attribute) {
    let urn = Some(urn.to_owned());
    let whole = AttributePath { urn, ..AttributePath::plain(&attr.name) };
    let first = table.attributes.len();
    let Some(ty) = attr.ty else {
        for part in &attr.parts {
            let wire = profile.wire(whole.with_sub_attribute(Some(&part.name)));
            let mut row = row(wire, part.ty.unwrap_or(Base::String), part);
            if attr.mutability == Mutability::ReadOnly {
                row.mutability = Mutability::ReadOnly;
            }
            if attr.is_multi_valued {
                row.is_in_elements = true;
                row.elements = Some(attr.listed_elements());
            }
            if part.is_named(&profile.default_sub_attribute) {
                row.is_meant_by_its_attribute();
            }
            table.attributes.push(row);
        }
        if attr.is_required {
            let needed = |part: &&(usize, &Attribute)| part.1.is_required;
            let parts: Vec<(usize, &Attribute)> = (first..).zip(&attr.parts).collect();
            let required: Vec<usize> = parts.iter().filter(needed).map(|part| part.0).collect();
            let alternatives = if required.is_empty() {
                parts.iter().map(|part| Alternative { rows: vec![part.0] }).collect()
            } else {
                vec![Alternative { rows: required }]
            };
            require(table, attr, alternatives);
        }
        return;
    };
    table.attributes.push(row(profile.wire(whole), ty, attr));
    if attr.is_required {
        require(table, attr, vec![Alternative { rows: vec![first] }]);
    }
}

/// What the service fills in itself is nothing to require of a mapping.
fn require(table: &mut TargetTable, attr: &Attribute, alternatives: Vec<Alternative>) {
    if attr.mutability != Mutability::ReadOnly && !alternatives.is_empty() {
        let name = format!("a value for `{}`", attr.name);
        let without_email = alternatives.clone();
        table.requirements.push(Requirement { name, alternatives, without_email });
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

impl Attribute {
    /// The filters that select the elements whose canonical values are listed.
    fn listed_elements(&self) -> Vec<ValueFilter> {
        let listed = |part: &Attribute| {
            let attribute = part.name.clone();
            let filter = move |value: &String| ValueFilter {
                attribute: attribute.clone(),
                value: value.clone(),
            };
            part.canonical_values.iter().map(filter).collect::<Vec<_>>()
        };
        self.parts.iter().flat_map(listed).collect()
    }
}

fn read_schemas(source: &Source) -> (Vec<Schema>, Diagnostics) {
    let mut reader = Reader { source, diagnostics: Diagnostics::new() };
    let schemas = match json::parse(source) {
        Ok(document) => reader.document(&document),
        Err(diagnostic) => {
            reader.diagnostics.push(diagnostic);
            Vec::new()
        }
    };
    (schemas, reader.diagnostics)
}

/// Reads the document's tree and collects what is wrong with it.
struct Reader<'s> {
    source: &'s Source,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    fn document(&mut self, document: &Value<'_>) -> Vec<Schema> {
        match document {
            Value::Array(array) => self.schemas(&array.elements),
            Value::Object(object) => match json::member(object, "Resources") {
                Some(Value::Array(array)) => self.schemas(&array.elements),
                Some(other) => self.refuse(json::span_of(other), "this is no array of schemas"),
                None => self.schemas(std::slice::from_ref(document)),
            },
            other => self.refuse(json::span_of(other), "a schema is an object"),
        }
    }

    fn schemas(&mut self, values: &[Value<'_>]) -> Vec<Schema> {
        values.iter().filter_map(|value| self.schema(value)).collect()
    }

    fn schema(&mut self, value: &Value<'_>) -> Option<Schema> {
        let span = opening(json::span_of(value));
        let Value::Object(object) = value else {
            return self.refuse(span, "a schema is an object");
        };
        let Some(Value::StringLit(urn)) = json::member(object, "id") else {
            return self.refuse(span, "this schema has no `id`");
        };
        let Some(Value::Array(attributes)) = json::member(object, "attributes") else {
            return self.refuse(span, "this schema has no array of `attributes`");
        };
        let title = self.text(object, "name").map(|(title, _)| title);
        let attributes = self.attributes(&attributes.elements, false);
        Some(Schema { urn: urn.value.to_string(), title, attributes })
    }

    fn attributes(&mut self, values: &[Value<'_>], are_parts: bool) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for value in values {
            let Value::Object(object) = value else {
                self.say(messages::nameless(self.source, json::span_of(value)));
                continue;
            };
            let Some((name, span)) = self.text(object, "name") else {
                let span = opening(json::span_of(object));
                self.say(messages::nameless(self.source, span));
                continue;
            };
            if !is_attribute_name(&name) {
                self.say(messages::attribute_name(self.source, span));
                continue;
            }
            if let Some(first) = seen.get(&name.to_ascii_lowercase()) {
                self.say(messages::repeated_attribute(self.source, span, *first, &name));
                continue;
            }
            seen.insert(name.to_ascii_lowercase(), span);
            attributes.extend(self.attribute(object, name, are_parts));
        }
        attributes
    }

    fn attribute(&mut self, object: &Object<'_>, name: String, is_part: bool) -> Option<Attribute> {
        // RFC 7643 section 2.3: an attribute is text unless its schema says otherwise.
        let ty = self.text(object, "type");
        let is_complex = ty.as_ref().is_some_and(|(ty, _)| ty.eq_ignore_ascii_case(COMPLEX));
        let mut parts = Vec::new();
        let base = match ty {
            Some((_, span)) if is_complex && is_part => {
                self.say(messages::nested_complex(self.source, span));
                return None;
            }
            Some(_) if is_complex => {
                if let Some(Value::Array(array)) = json::member(object, "subAttributes") {
                    parts = self.attributes(&array.elements, true);
                }
                None
            }
            Some((ty, span)) => match Base::from_name(&ty) {
                Some(Base::Reference) if self.is_address(object) => Some(Base::String),
                Some(base) => Some(base),
                None => {
                    self.say(messages::attribute_type(self.source, span, &ty, TYPES));
                    return None;
                }
            },
            None => Some(Base::String),
        };
        Some(Attribute {
            name,
            ty: base,
            is_multi_valued: self.truth(object, "multiValued"),
            is_required: self.truth(object, "required"),
            mutability: self.mutability(object),
            is_case_exact: self.truth(object, "caseExact"),
            canonical_values: self.texts(object, "canonicalValues"),
            parts,
        })
    }

    /// True for a reference to something that is no object of the service.
    fn is_address(&mut self, object: &Object<'_>) -> bool {
        let types = self.texts(object, "referenceTypes");
        let is_one = |ty: &String| ADDRESSES.iter().any(|known| known.eq_ignore_ascii_case(ty));
        !types.is_empty() && types.iter().all(is_one)
    }

    fn mutability(&mut self, object: &Object<'_>) -> Mutability {
        const NAME: &str = "mutability";
        let Some((word, span)) = self.text(object, NAME) else { return Mutability::ReadWrite };
        Mutability::from_name(&word).unwrap_or_else(|| {
            let expected = "`readWrite`, `readOnly`, `immutable` or `writeOnly`";
            self.say(messages::wrong_member(self.source, span, NAME, expected));
            Mutability::ReadWrite
        })
    }

    /// A text and where it stands.
    fn text(&mut self, object: &Object<'_>, name: &str) -> Option<(String, Span)> {
        match json::member(object, name)? {
            Value::StringLit(text) => Some((text.value.to_string(), json::span_of(text))),
            Value::NullKeyword(_) => None,
            other => {
                self.wrong(other, name, "text");
                None
            }
        }
    }

    fn truth(&mut self, object: &Object<'_>, name: &str) -> bool {
        match json::member(object, name) {
            Some(Value::BooleanLit(truth)) => truth.value,
            Some(Value::NullKeyword(_)) | None => false,
            Some(other) => {
                self.wrong(other, name, "`true` or `false`");
                false
            }
        }
    }

    fn texts(&mut self, object: &Object<'_>, name: &str) -> Vec<String> {
        let array = match json::member(object, name) {
            Some(Value::Array(array)) => array,
            Some(Value::NullKeyword(_)) | None => return Vec::new(),
            Some(other) => {
                self.wrong(other, name, "an array of texts");
                return Vec::new();
            }
        };
        let text = |value: &Value<'_>| value.as_string_lit().map(|text| text.value.to_string());
        array.elements.iter().filter_map(text).collect()
    }

    fn wrong(&mut self, value: &Value<'_>, member: &str, expected: &'static str) {
        let span = opening(json::span_of(value));
        self.say(messages::wrong_member(self.source, span, member, expected));
    }

    fn refuse<T: Default>(&mut self, span: Span, what: &'static str) -> T {
        self.say(messages::not_a_schema(self.source, opening(span), what));
        T::default()
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// The first character of something long: a bracket stands for what it opens.
fn opening(span: Span) -> Span {
    const LONG: usize = 40;
    if span.len() > LONG { Span { end: span.start + 1, ..span } } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let rows = table.map(|table| table.attributes).unwrap_or_default();
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
        assert_eq!(names(table), ["externalId", "title", "car.plate"]);
    }

    #[test]
    fn documents_that_are_no_schemas_are_refused_where_it_shows() {
        let deep = "[".repeat(100_000);
        let table = [
            ("", "schema::not-json", ""),
            ("{\"id\":1,}", "schema::not-json", ","),
            ("[] // done", "schema::not-json", "// done"),
            ("{'id':1}", "schema::not-json", "'"),
            (deep.as_str(), "schema::not-json", ""),
            ("7", "schema::not-a-schema", "7"),
            ("{}", "schema::not-a-schema", "{}"),
            ("{\"Resources\":null}", "schema::not-a-schema", "null"),
            ("[{\"id\":\"urn:x:y\"}]", "schema::not-a-schema", "{\"id\":\"urn:x:y\"}"),
            ("[]", "schema::no-user-schema", "[]"),
            (
                "[{\"id\":\"urn:x:y\",\"attributes\":[]}]",
                "schema::no-user-schema",
                "[{\"id\":\"urn:x:y\",\"attributes\":[]}]",
            ),
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
