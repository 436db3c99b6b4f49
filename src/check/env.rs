//! What an expression is checked against.

use std::sync::Arc;

use crate::schema::SourceTable;

/// The surroundings of a check: cheap to clone, the same for every expression of a file.
#[derive(Debug, Clone)]
pub struct Env {
    source_table: Arc<SourceTable>,
}

impl Env {
    /// Entra's user as the source.
    pub fn entra() -> Env {
        Env::new(SourceTable::entra_user())
    }

    /// Another source.
    pub fn new(source_table: SourceTable) -> Env {
        Env { source_table: Arc::new(source_table) }
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
