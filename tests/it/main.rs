//! The integration tests, in one binary.

mod examples;
mod language;
mod suite;
