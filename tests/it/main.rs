//! The integration tests, in one binary.

#[cfg(feature = "cli")]
mod cli;
mod examples;
#[cfg(all(feature = "render", feature = "toml"))]
mod gallery;
mod generated;
mod language;
mod plain;
mod properties;
mod reference;
#[cfg(feature = "toml")]
mod scope;
mod seeing;
mod suite;
mod tidy;
