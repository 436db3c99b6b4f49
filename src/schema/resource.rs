//! Schema resources (RFC 7643 section 7), read with their places.
//!
//! In: a list response, an array of schemas, or one schema. Out: schemas with their attributes,
//! names ignoring case. What cannot be understood is left out, with a warning.
//!
//! Absent on purpose: what a table makes of them.

use std::collections::BTreeMap;

use super::path::is_attribute_name;
use super::{Mutability, ValueFilter, messages};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{self, Object, Value};
use crate::source::{Source, Span};
use crate::types::Base;

/// The names of the types that can be mapped to.
const TYPES: &[&str] = &["string", "boolean", "integer", "dateTime", "reference", "binary"];
/// The most elements of an attribute that are listed.
const MOST_LISTED: usize = 64;
/// The type of attributes with parts.
const COMPLEX: &str = "complex";
/// The kinds of references that are addresses, not ids of objects.
const ADDRESSES: &[&str] = &["external", "uri"];

/// A schema of the document.
pub(super) struct Schema {
    /// Its id.
    pub urn: String,
    /// Its name.
    pub title: Option<String>,
    /// Its attributes, none twice.
    pub attributes: Vec<Attribute>,
    /// Those left out for their types.
    pub left_out: Vec<LeftOut>,
}

/// An attribute of a type that cannot be mapped, or a part of one.
pub(super) struct LeftOut {
    pub name: String,
    /// The name of the part.
    pub part: Option<String>,
    /// The type, as the document names it.
    pub ty: String,
}

impl Schema {
    /// False for other core schemas and for the extensions of groups.
    pub fn extends_users(&self, core_family: &str) -> bool {
        let (family, resource) = self.urn.rsplit_once(':').unwrap_or(("", ""));
        !family.eq_ignore_ascii_case(core_family) && !resource.eq_ignore_ascii_case("Group")
    }
}

/// An attribute of the document, or a part of one.
pub(super) struct Attribute {
    pub name: String,
    /// Nothing for a complex attribute.
    pub ty: Option<Base>,
    pub is_multi_valued: bool,
    pub is_required: bool,
    pub mutability: Mutability,
    pub is_case_exact: bool,
    pub canonical_values: Vec<String>,
    pub parts: Vec<Attribute>,
}

impl Attribute {
    /// True where that is its name, in any case.
    pub fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The filters that select the elements whose canonical values are listed: the first of
    /// them, as every part of the attribute has the list.
    pub fn listed_elements(&self) -> Vec<ValueFilter> {
        let listed = |part: &Attribute| {
            let attribute = part.name.clone();
            let filter = move |value: &String| ValueFilter {
                attribute: attribute.clone(),
                value: value.clone(),
            };
            part.canonical_values.iter().map(filter).collect::<Vec<_>>()
        };
        self.parts.iter().flat_map(listed).take(MOST_LISTED).collect()
    }
}

/// The schemas of a document, and what is wrong with them.
pub(super) fn read_schemas(source: &Source) -> (Vec<Schema>, Diagnostics) {
    let mut reader =
        Reader { source, whole: None, left_out: Vec::new(), diagnostics: Diagnostics::new() };
    let schemas = match json::parse(source, source.text()) {
        Ok(document) => reader.document(&document),
        Err(diagnostic) => {
            reader.diagnostics.push(*diagnostic);
            Vec::new()
        }
    };
    (schemas, reader.diagnostics)
}

/// Reads the document's tree and collects what is wrong with it.
struct Reader<'s> {
    source: &'s Source,
    /// The attribute whose parts are being read.
    whole: Option<String>,
    /// What the schema that is being read loses.
    left_out: Vec<LeftOut>,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    fn document(&mut self, document: &Value<'_>) -> Vec<Schema> {
        match document {
            Value::Array(array) => self.schemas(&array.elements),
            Value::Object(object) => match member(object, "Resources") {
                Some(Value::Array(array)) => self.schemas(&array.elements),
                Some(other) => self.refuse(json::span(other), "this is no array of schemas"),
                None => self.schemas(std::slice::from_ref(document)),
            },
            other => self.refuse(json::span(other), "a schema is an object"),
        }
    }

    fn schemas(&mut self, values: &[Value<'_>]) -> Vec<Schema> {
        values.iter().filter_map(|value| self.schema(value)).collect()
    }

    fn schema(&mut self, value: &Value<'_>) -> Option<Schema> {
        let span = opening(json::span(value));
        let Value::Object(object) = value else {
            return self.refuse(span, "a schema is an object");
        };
        let Some(Value::StringLit(urn)) = member(object, "id") else {
            return self.refuse(span, "this schema has no `id`");
        };
        let Some(Value::Array(attributes)) = member(object, "attributes") else {
            return self.refuse(span, "this schema has no array of `attributes`");
        };
        let title = self.text(object, "name").map(|(title, _)| title);
        let attributes = self.attributes(&attributes.elements, false);
        let left_out = std::mem::take(&mut self.left_out);
        Some(Schema { urn: urn.value.to_string(), title, attributes, left_out })
    }

    fn attributes(&mut self, values: &[Value<'_>], are_parts: bool) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for value in values {
            let Value::Object(object) = value else {
                self.say(messages::nameless(self.source, json::span(value)));
                continue;
            };
            let Some((name, span)) = self.text(object, "name") else {
                let span = opening(json::span(object));
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
            Some((ty, span)) if is_complex && is_part => {
                self.say(messages::nested_complex(self.source, span));
                self.leave_out(name, ty);
                return None;
            }
            Some(_) if is_complex => {
                if let Some(Value::Array(array)) = member(object, "subAttributes") {
                    self.whole = Some(name.clone());
                    parts = self.attributes(&array.elements, true);
                    self.whole = None;
                }
                None
            }
            Some((ty, span)) => match Base::from_name(&ty) {
                Some(Base::Reference) if self.is_address(object) => Some(Base::String),
                Some(base) => Some(base),
                None => {
                    self.say(messages::attribute_type(self.source, span, &ty, TYPES));
                    self.leave_out(name, ty);
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

    fn leave_out(&mut self, name: String, ty: String) {
        self.left_out.push(match &self.whole {
            Some(whole) => LeftOut { name: whole.clone(), part: Some(name), ty },
            None => LeftOut { name, part: None, ty },
        });
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
        match member(object, name)? {
            Value::StringLit(text) => Some((text.value.to_string(), json::span(text))),
            Value::NullKeyword(_) => None,
            other => {
                self.wrong(other, name, "text");
                None
            }
        }
    }

    fn truth(&mut self, object: &Object<'_>, name: &str) -> bool {
        match member(object, name) {
            Some(Value::BooleanLit(truth)) => truth.value,
            Some(Value::NullKeyword(_)) | None => false,
            Some(other) => {
                self.wrong(other, name, "`true` or `false`");
                false
            }
        }
    }

    fn texts(&mut self, object: &Object<'_>, name: &str) -> Vec<String> {
        let array = match member(object, name) {
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
        let span = opening(json::span(value));
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

/// The value of the first member of that name: SCIM's names are the same in any case.
fn member<'d>(object: &'d Object<'d>, name: &str) -> Option<&'d Value<'d>> {
    let mut members = object.properties.iter();
    members.find(|member| member.name.as_str().eq_ignore_ascii_case(name)).map(|found| &found.value)
}
