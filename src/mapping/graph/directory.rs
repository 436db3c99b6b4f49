//! The directories of a Graph file: which attributes its objects have.
//!
//! In: the schema's `directories`. Out: the attributes of one object at a time, read when a
//! live object mapping first asks for them, and then shared; with their places, for those who
//! look for mistakes in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::json::Value;

use super::fields::{Fields, metadata};
use super::reading::Reading;
use crate::mapping::messages::Wanted;
use crate::mapping::{AttributeDefinition, Definition, ObjectDefinition, References, words};
use crate::schema::{DirectoryAttribute, Mutability};
use crate::source::{Located, Span};
use crate::types::Base;

/// The metadata of attributes whose values are described in another way.
const COMPLEX: &str = "ComplexObjectDefinition";

/// The metadata that says how long a value can be.
const MAXIMUM_LENGTH: &str = "MaximumLength";

/// The key of the objects that an attribute refers to.
const REFERENCES: &str = "referencedObjects";

/// The directories of a schema, by their names in lower case.
pub(super) struct Directories<'v, 't> {
    by_name: BTreeMap<String, Directory<'v, 't>>,
    names: Vec<String>,
    read: BTreeMap<(String, String), Listed>,
}

/// One directory; where several have one name, all of them.
struct Directory<'v, 't> {
    name: Located<String>,
    repeated: Vec<Span>,
    /// By their names in lower case. Of two with one name the first counts.
    objects: BTreeMap<String, Object<'v, 't>>,
    names: Vec<String>,
}

/// One object.
struct Object<'v, 't> {
    name: Located<String>,
    repeated: Vec<Span>,
    attributes: &'v [Value<'t>],
}

/// What the file lists for an object.
#[derive(Clone)]
pub(super) struct Listed {
    /// Its attributes; none where it is not listed.
    pub(super) attributes: Arc<[DirectoryAttribute]>,
    /// True where they have the one that every SCIM user has.
    pub(super) is_scim_user: bool,
    /// The same with places, or why there is nothing.
    pub(super) definition: Definition,
}

impl<'v, 't> Directories<'v, 't> {
    /// Finds the objects. Names are found ignoring case.
    pub(super) fn new(reading: &mut Reading<'_>, schema: &Fields<'v, 't>) -> Directories<'v, 't> {
        let mut directories =
            Directories { by_name: BTreeMap::new(), names: Vec::new(), read: BTreeMap::new() };
        for directory in reading.list(schema, "directories") {
            let Some(fields) = reading.object(directory, "directories") else { continue };
            directories.add(reading, &fields);
        }
        directories
    }

    fn add(&mut self, reading: &mut Reading<'_>, fields: &Fields<'v, 't>) {
        let name = reading.name(fields, "name");
        let place = name.span;
        self.names.push(name.value.clone());
        let mut is_new = false;
        let directory = self.by_name.entry(name.value.to_lowercase()).or_insert_with(|| {
            is_new = true;
            Directory { name, repeated: Vec::new(), objects: BTreeMap::new(), names: Vec::new() }
        });
        if !is_new {
            directory.repeated.push(place);
        }
        for object in reading.list(fields, "objects") {
            let Some(object) = reading.object(object, "objects") else { continue };
            let name = reading.name(&object, "name");
            let attributes = reading.list(&object, "attributes");
            let place = name.span;
            match directory.objects.get_mut(&name.value.to_lowercase()) {
                Some(first) => first.repeated.push(place),
                None => {
                    directory.names.push(name.value.clone());
                    let key = name.value.to_lowercase();
                    let object = Object { name, repeated: Vec::new(), attributes };
                    directory.objects.insert(key, object);
                }
            }
        }
    }

    /// What the file lists for an object. However often it is asked for, it is read once.
    pub(super) fn listed(
        &mut self,
        reading: &mut Reading<'_>,
        directory: &str,
        object: &str,
    ) -> Listed {
        let key = (directory.to_lowercase(), object.to_lowercase());
        if let Some(listed) = self.read.get(&key) {
            return listed.clone();
        }
        let listed = self.find(reading, &key.0, &key.1);
        self.read.insert(key, listed.clone());
        listed
    }

    fn find(&self, reading: &mut Reading<'_>, directory: &str, object: &str) -> Listed {
        if self.names.is_empty() || directory.is_empty() {
            return Listed::nothing(Definition::Nothing);
        }
        let Some(directory) = self.by_name.get(directory) else {
            return Listed::nothing(Definition::NoDirectory(self.names.clone()));
        };
        let Some(object) = directory.objects.get(object) else {
            return Listed::nothing(Definition::NoObject(directory.names.clone()));
        };
        let read = object.attributes.iter().filter_map(|value| attribute(reading, value));
        let (attributes, definitions): (Vec<_>, Vec<_>) = read.unzip();
        let repeated = |name: &Located<String>, places: &[Span]| -> Vec<_> {
            places.iter().map(|place| (name.clone(), *place)).collect()
        };
        let mut twice = repeated(&directory.name, &directory.repeated);
        twice.append(&mut repeated(&object.name, &object.repeated));
        let siblings = directory.names.clone().into();
        let definition = ObjectDefinition::new(object.name.clone(), siblings, twice, definitions);
        Listed {
            is_scim_user: reading.well_known.is_scim_user(&attributes),
            attributes: attributes.into(),
            definition: Definition::Object(Arc::new(definition)),
        }
    }
}

impl Listed {
    fn nothing(definition: Definition) -> Listed {
        Listed { attributes: Arc::default(), is_scim_user: false, definition }
    }
}

/// What is not said has Graph's defaults, as has a word that is new to us.
fn attribute(
    reading: &mut Reading<'_>,
    value: &Value<'_>,
) -> Option<(DirectoryAttribute, AttributeDefinition)> {
    let fields = reading.object(value, "attributes")?;
    let name = reading.name(&fields, "name");
    if name.value.is_empty() {
        return None;
    }
    let ty = reading.text(&fields, "type").map(|word| words::base(reading.file, &word));
    let ty = reading.listed(ty, Base::String, Base::name);
    let mutability =
        reading.text(&fields, "mutability").map(|word| words::mutability(reading.file, &word));
    let mutability = reading.listed(mutability, Mutability::ReadWrite, Mutability::graph_name);
    let anchor = reading.boolean(&fields, "anchor");
    let attribute = DirectoryAttribute {
        name: name.value.clone(),
        ty,
        is_multi_valued: reading.boolean(&fields, "multivalued").unwrap_or(false),
        is_required: reading.boolean(&fields, "required").unwrap_or(false),
        is_anchor: anchor.unwrap_or(false),
        mutability,
        is_case_exact: reading.boolean(&fields, "caseExact").unwrap_or(false),
    };
    let definition = AttributeDefinition {
        name,
        is_reference: ty == Base::Reference,
        anchor,
        references: references(reading, &fields),
        max_length: metadata(&fields, MAXIMUM_LENGTH).and_then(|text| text.trim().parse().ok()),
        is_complex: metadata(&fields, COMPLEX).is_some(),
    };
    Some((attribute, definition))
}

/// The objects that an attribute refers to. What is no list of objects is reported.
fn references(reading: &mut Reading<'_>, fields: &Fields<'_, '_>) -> References {
    let list = match fields.get(REFERENCES) {
        None => return References::Unsaid,
        Some(Value::Array(list)) => list,
        Some(other) => {
            reading.wrong_type(other, REFERENCES, Wanted::List);
            return References::Unreadable;
        }
    };
    let mut names = Vec::new();
    for element in &list.elements {
        let Some(object) = reading.object(element, REFERENCES) else {
            return References::Unreadable;
        };
        names.extend(reading.text(&object, "referencedObjectName"));
    }
    References::To(names)
}
