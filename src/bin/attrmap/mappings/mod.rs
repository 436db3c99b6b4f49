//! Mapping files: found in folders, compiled, looked at by the linter with a project's settings.

pub(crate) mod compiling;
pub(crate) mod difference;
pub(crate) mod findings;
pub(crate) mod project;
pub(crate) mod search;
