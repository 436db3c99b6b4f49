//! What became of the users, for people and for scripts.
//!
//! In: what each chunk of users became, in input order. Out: a [`Tally`] whose counts add up, its
//! summary as text or JSON, and a line of JSON for each rejected user.
//!
//! Absent on purpose: values of users (only `--show-values` adds them), and where it is printed.

mod reject;
mod summary;
mod tally;

pub use reject::write_reject;
pub use summary::{Ending, Pace, human_summary, json_summary};
pub use tally::{Cause, Fate, Group, Tally};
