//! The integration tests, in one binary.

mod examples;
mod gallery;
mod language;
mod scope;
mod suite;
