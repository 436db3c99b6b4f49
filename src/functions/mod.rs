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
mod c_date;
mod coalesce;
mod date_diff;
mod iif;
mod is_null;
mod is_null_or_empty;
mod is_present;
mod join;
mod left;
mod len;
mod mid;
mod not;
mod now;
mod replace;
mod strip_spaces;
mod switch;
mod to_lower;
mod to_upper;
mod trim;

pub use args::{Args, Frame, Surroundings};
pub use entry::{
    ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Prepared,
    Repeats, Services, Signature, Takes, nothing_to_prepare,
};
pub use failure::*;

/// THE LIST: every function, sorted by name.
pub static FUNCTIONS: &[&Function] = &[
    &append::APPEND,
    &c_date::C_DATE,
    &coalesce::COALESCE,
    &date_diff::DATE_DIFF,
    &iif::IIF,
    &is_null::IS_NULL,
    &is_null_or_empty::IS_NULL_OR_EMPTY,
    &is_present::IS_PRESENT,
    &join::JOIN,
    &left::LEFT,
    &len::LEN,
    &mid::MID,
    &not::NOT,
    &now::NOW,
    &replace::REPLACE,
    &strip_spaces::STRIP_SPACES,
    &switch::SWITCH,
    &to_lower::TO_LOWER,
    &to_upper::TO_UPPER,
    &trim::TRIM,
];

/// The function of that name, ignoring case.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().copied().find(|function| function.name.eq_ignore_ascii_case(name))
}
