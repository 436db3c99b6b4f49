//! The functions of the expression language: one entry a file, and THE LIST.
//!
//! An entry is a `static` [`Function`] that says everything about it: what it is called with,
//! what it gives, what can be known beforehand, what is decided once a mapping, how sure we are,
//! and examples that are run. Checker, evaluator, reference pages and completion read it here.
//!
//! Absent on purpose: places in texts (the evaluator adds them), schemas, clocks and randomness
//! (they come with the arguments).

mod args;
mod entry;
mod failure;

mod append;

pub use args::{Args, Frame, Surroundings};
pub use entry::{
    ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Prepared,
    Repeats, Services, Signature, Takes, nothing_to_prepare,
};
pub use failure::*;

/// THE LIST: every function, sorted by name.
pub static FUNCTIONS: &[&Function] = &[&append::APPEND];

/// The function of that name, ignoring case.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().copied().find(|function| function.name.eq_ignore_ascii_case(name))
}
