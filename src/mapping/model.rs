//! What a mapping file says, whichever format it was written in.
//!
//! Graph's words: an object mapping holds attribute mappings, which name a target and have a
//! source. Every piece that can be wrong keeps its place in the file.
//!
//! Absent on purpose: what the expressions and attribute names mean.

use std::sync::Arc;

use super::definitions::{Connection, Job};
use super::recorded_tree::RecordedTree;
use super::well_known::WellKnown;
use crate::flow::{FlowBehavior, FlowType, ObjectFlowType};
use crate::functions::{DeclaredFunction, Service};
use crate::schema::DirectoryAttribute;
use crate::scope::Scope;
use crate::source::{Encoding, Located, Source, Span};

/// A mapping file as read.
#[derive(Debug, Clone, PartialEq)]
pub struct MappingFile {
    /// The file.
    pub source: Source,
    /// How it is written.
    pub format: Format,
    /// How its text is written as bytes.
    pub encoding: Encoding,
    /// Which table its targets are looked up in.
    pub schema: SchemaChoice,
    /// What it asks for besides mappings.
    pub options: Options,
    /// The job that it is of; nothing in TOML, and where the file does not say.
    pub job: Option<Job>,
    /// Its object mappings: just one in TOML, all of them in Graph JSON.
    pub object_mappings: Vec<ObjectMapping>,
}

/// How a mapping file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// attrmap's own.
    Toml,
    /// A `synchronizationSchema` of Microsoft Graph, or a part of one.
    Graph,
}

/// Where the targets of a mapping file are described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaChoice {
    /// As the file says: the name of a built-in table, or the path of a `/Schemas` document.
    Named(Located<String>),
    /// In the built-in table of that name, since the file is a job for the app it describes.
    BuiltIn(String),
    /// In the file itself: [`ObjectMapping::target_attributes`].
    FromDirectory,
    /// The file does not say; reading it has complained about that.
    Missing,
}

/// What a mapping file asks for besides mappings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// True where users without an e-mail address are wanted.
    pub users_without_email: bool,
}

/// How objects of one kind become objects of another.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectMapping {
    /// The name; empty where the file gives none.
    pub name: String,
    /// Its place among the object mappings of the file, from 1.
    pub number: usize,
    /// The kind of object that is read.
    pub source_object: String,
    /// The kind of object that is written.
    pub target_object: String,
    /// The directory that is written to; empty where the file does not say.
    pub target_directory: String,
    /// True where what it reads are users of Entra, as far as the file says: what always holds of
    /// those holds of nobody else.
    pub reads_entra_users: bool,
    /// The service that runs it; nothing where the file does not make that plain.
    pub service: Option<Service>,
    /// What the file says of both its ends; nothing in TOML, in a part of a schema, and for one
    /// that is not live.
    pub connection: Option<Connection>,
    /// True where a customer made it, not the app's template.
    pub is_customer_defined: bool,
    /// Whether the service would run it.
    pub liveness: Liveness,
    /// True where the target is known to speak SCIM.
    pub is_scim: bool,
    /// True where a table of the app's users describes what is written; false for groups, and for
    /// what flows back into Entra.
    pub writes_app_users: bool,
    /// The attributes that the file lists for the target object; none in TOML.
    pub target_attributes: Arc<[DirectoryAttribute]>,
    /// The attributes that the file lists for the source object; none in TOML.
    pub source_attributes: Arc<[DirectoryAttribute]>,
    /// The attribute mappings in the order of the file. Only those of a live object mapping are
    /// read: the others are noise that the service itself skips.
    pub mappings: Vec<Mapping>,
    /// False where others could not be read, which has been reported.
    pub is_whole: bool,
    /// Whom it is for.
    pub scope: Scope,
    /// What may be done to objects; nothing where the file does not say, which means everything.
    pub flow_types: Option<Located<Vec<ObjectFlowType>>>,
    /// Where it stands: its name, or where it begins.
    pub span: Span,
}

impl ObjectMapping {
    /// A live one that stands there, and of which nothing else is known.
    pub(super) fn at(span: Span) -> ObjectMapping {
        ObjectMapping {
            name: String::new(),
            number: 1,
            source_object: String::new(),
            target_object: String::new(),
            target_directory: String::new(),
            reads_entra_users: true,
            service: Some(Service::AppProvisioning),
            connection: None,
            is_customer_defined: false,
            liveness: Liveness::Live,
            is_scim: false,
            writes_app_users: true,
            target_attributes: Arc::default(),
            source_attributes: Arc::default(),
            mappings: Vec::new(),
            is_whole: true,
            scope: Scope::default(),
            flow_types: None,
            span,
        }
    }

    /// The mapping that a place of the file belongs to.
    pub fn mapping_at(&self, place: Span) -> Option<&Mapping> {
        let is_around = |it: &&Mapping| it.span.start <= place.start && place.end <= it.span.end;
        // They stand in the order of the file, but for tables of TOML that come again.
        let behind = self.mappings.partition_point(|it| it.span.start <= place.start);
        let nearest = behind.checked_sub(1).and_then(|index| self.mappings.get(index));
        nearest.filter(is_around).or_else(|| self.mappings.iter().find(is_around))
    }

    /// True where the service would run it.
    pub fn is_live(&self) -> bool {
        self.liveness == Liveness::Live
    }

    /// Where the file says that objects are not created, if it does.
    pub fn creates_nobody(&self) -> Option<Span> {
        let flow_types = self.flow_types.as_ref()?;
        (!flow_types.value.contains(&ObjectFlowType::Add)).then_some(flow_types.span)
    }

    /// The functions that its service calls in mappings of its own, and of which nothing but name
    /// and arity is known.
    pub fn own_functions(&self) -> Vec<DeclaredFunction> {
        match self.service {
            Some(Service::AppProvisioning) => Vec::new(),
            _ => WellKnown::load().own_functions(),
        }
    }

    /// True where what it reads are users.
    pub fn reads_users(&self) -> bool {
        WellKnown::load().is_user(&self.source_object)
    }

    /// What to call it where it is one of several; empty where the format has just one, without a
    /// name.
    pub fn label_in(&self, format: Format) -> String {
        match format {
            Format::Toml => String::new(),
            Format::Graph => self.label(),
        }
    }

    /// What to call it: its name, or what it connects.
    pub fn label(&self) -> String {
        match (self.name.as_str(), self.source_object.as_str(), self.target_object.as_str()) {
            ("", "", "") => "without a name".to_owned(),
            ("", object, "") | ("", "", object) => object.to_owned(),
            ("", source, target) => format!("{source} to {target}"),
            (name, _, _) => name.to_owned(),
        }
    }
}

/// Whether the service would run an object mapping, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Liveness {
    /// It would.
    Live,
    /// Its rule is not editable: internal to the service.
    RuleNotEditable,
    /// It is switched off.
    Disabled,
    /// It reads no kind of object: internal to the service.
    NoSourceObject,
    /// The file gives it the name null: internal to the service.
    Unnamed,
}

impl Liveness {
    /// Why it is not run, after "because"; nothing for a live one.
    pub fn obstacle(self) -> Option<&'static str> {
        match self {
            Liveness::Live => None,
            Liveness::RuleNotEditable => Some("its rule is not editable"),
            Liveness::Disabled => Some("it is not enabled"),
            Liveness::NoSourceObject => Some("it names no source object"),
            Liveness::Unnamed => Some("its name is null"),
        }
    }
}

/// How one target attribute gets its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// The target attribute as written.
    pub target: Located<String>,
    /// Where the value comes from.
    pub source: MappingSource,
    /// The same as a tree, where a Graph file has that too.
    pub tree: Option<Box<RecordedTree>>,
    /// The value where the source gives null.
    pub default_value: Option<Located<String>>,
    /// On which occasions the value is sent.
    pub flow_type: FlowType,
    /// Whether it is sent when nothing has changed.
    pub flow_behavior: FlowBehavior,
    /// Its turn among the attributes that find the object at the target; 0 for all others.
    pub matching_priority: u32,
    /// Where it stands: the target and what belongs to it begins there.
    pub span: Span,
}

/// Where the value of a mapping comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum MappingSource {
    /// From nowhere: the default value is all there is.
    None,
    /// From something that could not be read, which has been reported.
    Unreadable,
    /// From an expression, a text that knows its place in the file.
    Expression(Source),
}
