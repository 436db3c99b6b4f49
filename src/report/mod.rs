//! What became of the users, for people and for scripts.
//!
//! In: what each chunk of users became, in input order. Out: a [`Tally`] whose counts add up, its
//! summary as text or JSON, a line of JSON for each rejected user, and why one user is in scope or
//! out of it.
//!
//! Absent on purpose: values of users (only `--show-values` adds them), and where it is printed.

mod lint;
mod reject;
mod scope;
mod summary;
mod tally;

#[cfg(feature = "render")]
pub use lint::human_findings;
pub use lint::{
    LintReport, beside_difference, concise_findings, github_findings, json_findings, sarif_findings,
};
pub use reject::write_reject;
pub use scope::{Explained, human_scope, json_scope};
pub use summary::{Pace, RunEnd, RunReport, human_summary, json_summary};
pub use tally::{Cause, Causes, Group, Tally};
