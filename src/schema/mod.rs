//! Tables of attributes, as data.

mod source_table;

pub use source_table::{Alias, Condition, Derivation, SourceAttribute, SourceTable, Taken};
