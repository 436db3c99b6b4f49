//! What an expression is checked against.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::functions::{DeclaredFunction, Service};
use crate::schema::{DirectoryAttribute, SourceTable};
use crate::types::{Facts, Known};

/// The surroundings of a check: cheap to clone, the same for every expression of a file.
#[derive(Debug, Clone)]
pub struct Env {
    source_table: Arc<SourceTable>,
    parameters: Arc<BTreeMap<String, String>>,
    /// Functions beyond THE LIST.
    functions: Arc<[DeclaredFunction]>,
    known: Arc<Known>,
    /// Where expressions are to run, and how much a function matters that is elsewhere only.
    service: Option<(Service, Severity)>,
}

impl Env {
    /// Entra's user as the source.
    pub fn entra() -> Env {
        Env::new(SourceTable::entra_user())
    }

    /// Another source.
    pub fn new(source_table: SourceTable) -> Env {
        Env {
            source_table: Arc::new(source_table),
            parameters: Arc::default(),
            functions: Arc::default(),
            known: Arc::default(),
            service: None,
        }
    }

    /// The same, with texts for parameters: `%name%` is the text of that name.
    pub fn with_parameters(self, parameters: BTreeMap<String, String>) -> Env {
        Env { parameters: Arc::new(parameters), ..self }
    }

    /// The text of a parameter; names are found ignoring case.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let exact = self.parameters.get(name);
        let other = || {
            let mut all = self.parameters.iter();
            all.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, text)| text)
        };
        exact.or_else(other).map(String::as_str)
    }

    /// The names of the parameters.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.keys().map(String::as_str)
    }

    /// The same, where these functions are known too, by name and arity. One that attrmap has
    /// itself stays attrmap's.
    pub fn with_functions(self, functions: Vec<DeclaredFunction>) -> Env {
        Env { functions: functions.into(), ..self }
    }

    /// The same for a service: the call of a function that exists in others only is a finding of
    /// that severity. Without a service every function of any of them is there.
    pub fn with_service(self, service: Service, severity: Severity) -> Env {
        Env { service: Some((service, severity)), ..self }
    }

    /// The same for a file that says itself which service it is for, or leaves that open: it counts
    /// where nobody chose one. These functions are known by name and arity, too.
    pub fn for_file(self, service: Option<Service>, functions: Vec<DeclaredFunction>) -> Env {
        let functions = self.functions.iter().cloned().chain(functions).collect();
        let service = match self.service {
            Some((_, severity @ Severity::Warning)) => service.map(|service| (service, severity)),
            chosen => chosen,
        };
        Env { service, functions, ..self }
    }

    /// The same, where the source has the attributes that a directory lists besides those of its
    /// table.
    pub fn with_attributes(self, attributes: &[DirectoryAttribute]) -> Env {
        if attributes.is_empty() {
            return self;
        }
        let source_table = SourceTable::clone(&self.source_table).with_attributes(attributes);
        Env { source_table: Arc::new(source_table), ..self }
    }

    /// The same, where other objects are read than those that the table is of: any attribute can be
    /// missing.
    pub fn promising_nothing(self) -> Env {
        let source_table = SourceTable::clone(&self.source_table).promising_nothing();
        Env { source_table: Arc::new(source_table), ..self }
    }

    /// The same, where more is known of the source's attributes than their table says. What is
    /// found then holds for the users that it is known of, and for no others.
    pub fn with_known(self, known: Known) -> Env {
        Env { known: Arc::new(known), ..self }
    }

    /// What is known of an attribute beside its table.
    pub fn known(&self, name: &str) -> Option<&Facts> {
        // What users write under Graph's name is read under another: nothing is known of this one.
        self.source_table.graph_alias(name).is_none().then(|| self.known.of(name)).flatten()
    }

    /// All that is known beside the table.
    pub fn all_known(&self) -> &Known {
        &self.known
    }

    /// The facts of an attribute, with what is known of it beside its table.
    pub(super) fn narrowed(&self, name: &str, facts: Facts) -> Facts {
        match self.known(name) {
            Some(known) => facts.narrowed(known),
            None => facts,
        }
    }

    /// The service that expressions are to run in, and how much a function matters that exists
    /// elsewhere only.
    pub fn service(&self) -> Option<(Service, Severity)> {
        self.service
    }

    /// The functions that are known by name and arity only.
    pub fn functions(&self) -> &[DeclaredFunction] {
        &self.functions
    }

    /// The source's attributes.
    pub fn source_table(&self) -> &SourceTable {
        &self.source_table
    }
}

impl Default for Env {
    fn default() -> Env {
        Env::entra()
    }
}
