//! Views that a command of the shell and one of the REPL share.

pub(crate) mod pages;
pub(crate) mod tree;
