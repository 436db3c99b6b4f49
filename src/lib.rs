//! attrmap.
pub mod check;
pub mod diagnostic;
pub mod dotnet;
pub mod flow;
pub mod functions;
pub mod program;
pub mod record;
pub mod schema;
pub mod scim;
pub mod source;
pub mod syntax;
pub mod types;
