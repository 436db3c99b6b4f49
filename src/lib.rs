//! attrmap.
pub mod check;
pub mod diagnostic;
pub mod dotnet;
pub mod flow;
pub mod functions;
pub mod mapping;
pub mod plan;
pub mod program;
pub mod record;
pub mod report;
pub mod schema;
pub mod scim;
pub mod scope;
pub mod source;
pub mod syntax;
pub mod types;
