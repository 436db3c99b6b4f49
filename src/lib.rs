//! attrmap.
pub mod diagnostic;
pub mod dotnet;
pub mod functions;
pub mod mapping;
pub mod scope;
pub mod source;
pub mod types;
