//! Scoping filters: which users a mapping is for.
//!
//! In: [`Scope`], the clauses a mapping reader found, each piece with its place. Out: a
//! [`Filter`], compiled once over the slots of a plan, which gives a [`Decision`] for one user's
//! values, and on request an [`Explanation`] of it.
//!
//! ```text
//! Scope ──Filter::compile──> Filter            operators and attributes found, values prepared
//! Filter + slots ──decide──> Decision          in scope, out of it, or undecided
//!                ──explain─> Explanation       the same, clause by clause
//! ```
//!
//! Where a clause cannot be evaluated (an operator nobody documents, a pattern that takes too
//! many steps) its answer is [`Answer::Unknown`]. It is carried on as in Kleene's logic, so a
//! user is undecided only where that clause makes the difference, and nobody is silently in scope
//! or out of it.
//!
//! Absent on purpose: reading files, and what becomes of users out of scope.

mod answer;
mod compile;
mod explain;
mod filter;
mod messages;
mod model;
pub mod operators;
mod pattern;
mod question;

pub use answer::Answer;
pub use compile::SourceAttributes;
pub use explain::{ClauseExplanation, Explanation, GroupExplanation, StageExplanation};
pub use filter::{Decision, Filter};
pub use messages::{CODES, OUT_OF_SCOPE, UNDECIDED};
pub use model::{Clause, Group, Kind, Quantifier, Scope};
pub(crate) use pattern::DecisionBudget;
pub(crate) use question::Question;
