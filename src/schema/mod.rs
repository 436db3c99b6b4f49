//! Schemas: what there is to map from and to.
//!
//! In: the data in `tables/`, a service's `/Schemas` response, a Graph directory.
//! Out: a [`TargetTable`], in which a mapping's target is found by any of its names, and the
//! [`AttributePath`]s that say where it stands in a payload of each [`ScimVersion`].
//!
//! Absent on purpose: reading files, payloads, and every attribute's name: those are data.

mod attribute;
mod built_in;
mod directory;
mod document;
mod index;
mod lookup;
mod meaning;
pub mod messages;
mod page;
mod path;
mod profile;
mod resource;
mod source_table;
mod target_table;
mod version;

pub use attribute::{
    Alternative, Correction, FixedMember, Mutability, Requirement, TargetAttribute, Unsupported,
};
pub use built_in::{BUILT_IN, BuiltIn, built_in, is_standard};
pub use directory::DirectoryAttribute;
pub use meaning::Meaning;
pub use page::{AttributeDescription, Page, TableNote};
pub use path::{AttributePath, PathError, ValueFilter};
pub use source_table::{Alias, Condition, Derivation, SourceAttribute, SourceTable, Taken};
pub use target_table::{Target, TargetTable};
pub use version::{PerVersion, ScimVersion};
