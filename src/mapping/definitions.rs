//! What a Graph file says of the objects that an object mapping connects: which directories and
//! objects there are, and which attributes they have, each with its place.
//!
//! In: nothing; the reader of Graph files fills it in for live object mappings. Out: something to
//! check names against.
//!
//! Absent on purpose: types and other properties that payloads depend on
//! ([`DirectoryAttribute`](crate::schema::DirectoryAttribute) has those).

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
    /// The objects that it refers to; nothing where the file does not say.
    pub references: Option<Vec<Located<String>>>,
    /// How many characters it takes at most; nothing where the file does not say.
    pub max_length: Option<usize>,
    /// True where its values are described in another way.
    pub is_complex: bool,
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
    /// The attribute of that name: exactly, else ignoring case.
    pub fn attribute(&self, name: &str) -> Option<&AttributeDefinition> {
        let named = |is_same: fn(&str, &str) -> bool| {
            self.attributes.iter().find(|attribute| is_same(&attribute.name.value, name))
        };
        named(|left, right| left == right).or_else(|| named(str::eq_ignore_ascii_case))
    }
}
