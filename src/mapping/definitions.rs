//! What a Graph file says of the objects that an object mapping connects: which directories and
//! objects there are, and which attributes they have, each with its place.
//!
//! In: nothing; the reader of Graph files fills it in for live object mappings. Out: something to
//! check names against.
//!
//! Absent on purpose: types and other properties that payloads depend on
//! ([`DirectoryAttribute`](crate::schema::DirectoryAttribute) has those).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::schema::ScimVersion;
use crate::source::{Located, Span};

/// The job or template that a file is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id as written, which begins with that of its template.
    pub id: Located<String>,
    /// The template that has taken the place of its own.
    pub superseded_by: Option<String>,
    /// The version of SCIM that its target is spoken to in, where the template says so.
    pub scim: Option<ScimVersion>,
    /// True for the templates of apps that are in no gallery.
    pub is_own_app: bool,
    /// What holds of users who are taken to another tenant, where it is a job for that.
    pub cross_tenant: Option<CrossTenant>,
}

/// What holds of jobs that take users from one tenant to another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CrossTenant {
    /// The only matching attribute, which nobody may change.
    pub matching: FixedMatching,
    /// The targets that are not provisioned.
    pub not_provisioned: Vec<String>,
}

/// A matching attribute as the service has it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct FixedMatching {
    /// Its target.
    pub target: String,
    /// What it is matched by.
    pub expression: String,
}

/// What an object mapping connects, as its rule and itself say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// What is read.
    pub source: End,
    /// What is written.
    pub target: End,
}

/// One end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The directory's name.
    pub directory: Located<String>,
    /// The object's name.
    pub object: Located<String>,
    /// What the file says of it.
    pub definition: Definition,
}

/// What a file says of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Definition {
    /// Nothing: it describes no directories, or no directory is named.
    Nothing,
    /// There is no such directory, but these.
    NoDirectory(Vec<String>),
    /// The directory has no such object, but these.
    NoObject(Vec<String>),
    /// This.
    Object(Arc<ObjectDefinition>),
}

/// An object of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectDefinition {
    /// Its name.
    pub name: Located<String>,
    /// The names of all objects of its directory.
    pub siblings: Arc<[String]>,
    /// Where the directory's name or the object's is given a second time: the first place, the
    /// second one.
    pub repeated: Vec<(Located<String>, Span)>,
    /// Its attributes.
    pub attributes: Vec<AttributeDefinition>,
    /// Where each of them stands, by its name in lower case.
    places: BTreeMap<String, Vec<usize>>,
}

/// What a file says of the objects that an attribute refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum References {
    /// Nothing.
    Unsaid,
    /// Something that could not be read, which has been reported.
    Unreadable,
    /// These, by their names.
    To(Vec<Located<String>>),
}

/// An attribute of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeDefinition {
    /// Its name.
    pub name: Located<String>,
    /// True where its values are other objects.
    pub is_reference: bool,
    /// Whether it identifies the object; nothing where the file does not say.
    pub anchor: Option<bool>,
    /// The objects that it refers to.
    pub references: References,
    /// How many characters it takes at most; nothing where the file does not say.
    pub max_length: Option<usize>,
    /// True where its values are described in another way.
    pub is_complex: bool,
}

impl Definition {
    /// True where the file has the directory or the object under another name only. One that
    /// describes fewer than two directories is a part of a schema.
    pub fn is_named_wrong(&self) -> bool {
        match self {
            Definition::NoDirectory(known) => known.len() > 1,
            Definition::NoObject(_) => true,
            Definition::Nothing | Definition::Object(_) => false,
        }
    }

    /// The names of directory and object, each empty where it is named wrong.
    pub(super) fn named<'n>(&self, directory: &'n str, object: &'n str) -> (&'n str, &'n str) {
        match self {
            Definition::NoDirectory(_) if self.is_named_wrong() => ("", object),
            Definition::NoObject(_) => (directory, ""),
            Definition::NoDirectory(_) | Definition::Nothing | Definition::Object(_) => {
                (directory, object)
            }
        }
    }
}

impl End {
    /// The object, where the file describes it.
    pub fn object(&self) -> Option<&ObjectDefinition> {
        match &self.definition {
            Definition::Object(object) => Some(object),
            Definition::Nothing | Definition::NoDirectory(_) | Definition::NoObject(_) => None,
        }
    }
}

impl Connection {
    /// Both ends, the source first.
    pub fn ends(&self) -> [&End; 2] {
        [&self.source, &self.target]
    }
}

impl ObjectDefinition {
    /// An object with these attributes, in a directory of these objects.
    pub(super) fn new(
        name: Located<String>,
        siblings: Arc<[String]>,
        repeated: Vec<(Located<String>, Span)>,
        attributes: Vec<AttributeDefinition>,
    ) -> ObjectDefinition {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, attribute) in attributes.iter().enumerate() {
            places.entry(attribute.name.value.to_ascii_lowercase()).or_default().push(place);
        }
        ObjectDefinition { name, siblings, repeated, attributes, places }
    }

    /// The attribute of that name: exactly, else ignoring case.
    pub fn attribute(&self, name: &str) -> Option<&AttributeDefinition> {
        let places = self.places.get(&name.to_ascii_lowercase())?;
        let mut same = places.iter().filter_map(|place| self.attributes.get(*place));
        let first = same.clone().next();
        same.find(|attribute| attribute.name.value == name).or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_by_their_names() {
        let named = |text: &str| Located::new(text.to_owned(), Span::default());
        let attribute = |(place, name): (usize, &&str)| AttributeDefinition {
            name: named(name),
            is_reference: false,
            anchor: None,
            references: References::Unsaid,
            max_length: Some(place),
            is_complex: false,
        };
        let attributes = ["mail", "ext_a", "EXT_A"].iter().enumerate().map(attribute).collect();
        let object = ObjectDefinition::new(named("User"), Arc::default(), Vec::new(), attributes);
        for (name, expected, why) in [
            ("mail", Some(0), "the name"),
            ("Mail", Some(0), "another case"),
            ("EXT_A", Some(2), "exactly that one"),
            ("Ext_A", Some(1), "the first of two"),
            ("ext", None, "none"),
        ] {
            let found = object.attribute(name).and_then(|it| it.max_length);
            assert_eq!(found, expected, "{name}: {why}");
        }
    }
}
