//! The linter: what is legal and likely wrong, in a mapping file as people have it.
//!
//! In: a [`MappingFile`](crate::mapping::MappingFile) with what reading it said, and
//! [`Conditions`]: what expressions are checked against, what the reader knows of the site, and,
//! where users are given, evidence about them. Out: [`Finding`]s, one for each place and reason.
//! What the stages say (reading, checking, planning) are findings too; rules add what is legal.
//!
//! A rule is one file in `rules/` and one word in THE LIST: what it finds, why, samples, levels.
//! Laws: a rule looks at expressions without errors only, so it never repeats one; it misses
//! rather than cries wolf; a sample that is to be avoided fires exactly that rule.
//!
//! How to write a rule: `check` gets a [`Subject`] (an object mapping with its tables), and per
//! mapping a [`Mapped`] (target, row, checked expression). Every node of an expression has
//! [`Facts`](crate::types::Facts), which are sound. Findings are made by [`Rule::finding`] and
//! handed to [`Findings::push`].
//!
//! Absent on purpose: reading files, terminals, formats of output (the room `report`).

mod addresses;
mod baseline;
mod clauses;
mod conditions;
mod evidence;
mod exceptions;
mod finding;
mod fixes;
mod messages;
mod policy;
mod reading;
mod rule;
mod rules;
mod run;
pub mod sample;
mod seen;
#[cfg(feature = "toml")]
mod settings;
mod stages;
mod subject;

pub use crate::check::{Outcome, outcomes};
pub use baseline::Baseline;
pub use conditions::{Conditions, Site};
pub use evidence::{Evidence, Proof, Watcher};
pub use exceptions::{Exception, Exceptions};
pub use finding::{Finding, Findings};
pub use fixes::Fixes;
pub use messages::CODES;
pub use policy::{Level, Policy, Selector};
pub use rule::{Category, Check, Rule};
pub use rules::RULES;
pub use run::lint;
pub use sample::Sample;
#[cfg(feature = "toml")]
pub use settings::Settings;
pub use stages::{STAGES, Stage};
pub use subject::{Decides, Mapped, Part, Subject};

/// The rule of that name: with or without its stage.
pub fn find(name: &str) -> Option<&'static Rule> {
    let name = name.strip_prefix("lint::").unwrap_or(name);
    RULES.iter().copied().find(|rule| rule.name().eq_ignore_ascii_case(name))
}
