//! The directories of a Graph file: which attributes its objects have.
//!
//! In: the schema's `directories`. Out: the attributes of one object at a time, read when a
//! live object mapping first asks for them, and then shared.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::json::Value;

use super::fields::Fields;
use super::reading::Reading;
use crate::schema::DirectoryAttribute;
use crate::types::Base;

/// The objects of all directories, by the names of both.
pub(super) struct Directories<'v, 't> {
    objects: BTreeMap<(String, String), &'v [Value<'t>]>,
    read: BTreeMap<(String, String), Listed>,
}

/// What the file lists for an object.
#[derive(Clone, Default)]
pub(super) struct Listed {
    /// Its attributes; none where it is not listed.
    pub(super) attributes: Arc<[DirectoryAttribute]>,
    /// True where they have the one that every SCIM user has.
    pub(super) is_scim_user: bool,
}

impl<'v, 't> Directories<'v, 't> {
    /// Finds the objects. Names are found ignoring case; of two with one name the first counts.
    pub(super) fn new(reading: &mut Reading<'_>, schema: &Fields<'v, 't>) -> Directories<'v, 't> {
        let mut objects = BTreeMap::new();
        for directory in reading.list(schema, "directories") {
            let Some(directory) = reading.object(directory, "directories") else { continue };
            let name = reading.plain_text(&directory, "name");
            for object in reading.list(&directory, "objects") {
                let Some(object) = reading.object(object, "objects") else { continue };
                let key = key(&name, &reading.plain_text(&object, "name"));
                let attributes = reading.list(&object, "attributes");
                objects.entry(key).or_insert(attributes);
            }
        }
        Directories { objects, read: BTreeMap::new() }
    }

    /// What the file lists for an object. However often it is asked for, it is read once.
    pub(super) fn listed(
        &mut self,
        reading: &mut Reading<'_>,
        directory: &str,
        object: &str,
    ) -> Listed {
        let key = key(directory, object);
        if let Some(listed) = self.read.get(&key) {
            return listed.clone();
        }
        let values = self.objects.get(&key).copied().unwrap_or_default();
        let attributes: Arc<[DirectoryAttribute]> =
            values.iter().filter_map(|value| attribute(reading, value)).collect();
        let is_scim_user = reading.well_known.is_scim_user(&attributes);
        let listed = Listed { attributes, is_scim_user };
        self.read.insert(key, listed.clone());
        listed
    }
}

fn key(directory: &str, object: &str) -> (String, String) {
    (directory.to_lowercase(), object.to_lowercase())
}

/// What is not said has Graph's defaults. A type that is new to us is taken as text.
fn attribute(reading: &mut Reading<'_>, value: &Value<'_>) -> Option<DirectoryAttribute> {
    let fields = reading.object(value, "attributes")?;
    let name = reading.plain_text(&fields, "name");
    let ty = Base::from_name(&reading.plain_text(&fields, "type")).unwrap_or(Base::String);
    let mutability = reading.text(&fields, "mutability");
    (!name.is_empty()).then(|| DirectoryAttribute {
        name,
        ty,
        is_multi_valued: reading.boolean(&fields, "multivalued").unwrap_or(false),
        is_required: reading.boolean(&fields, "required").unwrap_or(false),
        is_anchor: reading.boolean(&fields, "anchor").unwrap_or(false),
        mutability: mutability.map_or_else(|| "ReadWrite".to_owned(), |word| word.value),
        is_case_exact: reading.boolean(&fields, "caseExact").unwrap_or(false),
    })
}
