//! The integration tests, in one binary.

#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "toml")]
mod edits;
mod examples;
mod explain;
mod format;
#[cfg(all(feature = "render", feature = "toml"))]
mod gallery;
mod generated;
mod growth;
#[cfg(all(feature = "cli", unix))]
mod guide;
mod json_schema;
mod language;
#[cfg(feature = "toml")]
mod lint;
#[cfg(feature = "toml")]
mod lint_edges;
#[cfg(feature = "toml")]
mod lint_engine;
#[cfg(feature = "toml")]
mod lint_file_edges;
#[cfg(feature = "toml")]
mod lint_fixes;
#[cfg(feature = "toml")]
mod lint_growth;
#[cfg(feature = "toml")]
mod lint_scope_edges;
mod naive;
mod profiles;
mod properties;
#[cfg(feature = "cli")]
mod readme;
mod redaction;
mod reference;
#[cfg(feature = "toml")]
mod scope;
mod seeing;
#[cfg(feature = "toml")]
mod shop_window;
#[cfg(feature = "toml")]
mod short_ways;
mod suite;
mod tidy;
#[cfg(feature = "cli")]
#[cfg_attr(not(unix), allow(dead_code, reason = "commands are run by a shell"))]
mod transcript;
mod unique;
mod well_typed;
