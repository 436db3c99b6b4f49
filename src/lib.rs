//! attrmap.
pub mod diagnostic;
pub mod dotnet;
pub mod flow;
pub mod functions;
pub mod schema;
pub mod scim;
pub mod source;
pub mod types;
