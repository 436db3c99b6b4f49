//! What an expression is checked against.

use std::sync::Arc;

use crate::functions::DeclaredFunction;
use crate::schema::SourceTable;

/// The surroundings of a check: cheap to clone, the same for every expression of a file.
#[derive(Debug, Clone)]
pub struct Env {
    source_table: Arc<SourceTable>,
    /// Functions beyond THE LIST.
    functions: Arc<[DeclaredFunction]>,
}

impl Env {
    /// Entra's user as the source.
    pub fn entra() -> Env {
        Env::new(SourceTable::entra_user())
    }

    /// Another source.
    pub fn new(source_table: SourceTable) -> Env {
        Env { source_table: Arc::new(source_table), functions: Arc::default() }
    }

    /// The same, where these functions are known too, by name and arity. One that attrmap has
    /// itself stays attrmap's.
    pub fn with_functions(self, functions: Vec<DeclaredFunction>) -> Env {
        Env { functions: functions.into(), ..self }
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
