//! The integration tests, in one binary.

mod examples;
mod gallery;
mod language;
mod reference;
mod seeing;
mod suite;
