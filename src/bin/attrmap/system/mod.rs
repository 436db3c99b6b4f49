//! What every command stands on: the console, exit codes, files, the clock, chance.
//!
//! Absent on purpose: anything of mappings and users.

pub(crate) mod console;
pub(crate) mod ending;
pub(crate) mod files;
pub(crate) mod outside;
pub(crate) mod private;
pub(crate) mod wildcards;
