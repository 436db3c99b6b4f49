//! The stages that a file and its users pass through, each with all that it can say.
//!
//! Absent on purpose: what rules say, and their pages (the room `reference`).

use super::messages::CODES;
use crate::diagnostic::Code;
use crate::{check, flow, functions, json, mapping, plan, profile, record, schema, scope, syntax};

/// The codes of one stage.
#[derive(Debug, Clone, Copy)]
pub struct Stage {
    /// What it does, as a heading.
    pub title: &'static str,
    /// What it can say.
    pub codes: &'static [&'static Code],
}

/// Every stage, in the order in which a mapping and its users pass through them.
pub static STAGES: &[Stage] = &[
    Stage { title: "Reading an expression", codes: syntax::CODES },
    Stage { title: "Checking an expression", codes: check::CODES },
    Stage { title: "Evaluating for a user", codes: functions::CODES },
    Stage { title: "Reading JSON", codes: json::CODES },
    Stage { title: "Reading a mapping file", codes: mapping::CODES },
    Stage { title: "Scoping filters", codes: scope::CODES },
    Stage { title: "Reading a target's table", codes: schema::messages::CODES },
    Stage { title: "Settings and users of the linter", codes: CODES },
    Stage { title: "A mapping as a whole", codes: plan::CODES },
    Stage { title: "Reading users", codes: record::CODES },
    Stage { title: "Reading a profile of users", codes: profile::CODES },
    Stage { title: "Values for their targets", codes: flow::CODES },
];

/// The codes that are not always errors: levels and exceptions are for them. Of all others a run
/// would refuse what they find, or they are said of users only.
const NOT_ALWAYS_ERRORS: &[&str] = &[
    "check::attribute-case",
    "check::doubtful-argument",
    "check::function-case",
    "check::function-of-another-service",
    "check::graph-name",
    "check::no-wrapper",
    "check::older-form",
    "check::several-values",
    "check::unknown-attribute",
    // What a job declares or its service has by itself.
    "check::unknown-parameter",
    "file::nothing-live",
    "mapping::assumed-tree",
    "mapping::more",
    "mapping::unknown-key",
    "mapping::unknown-word",
    "plan::function-by-name-only",
    "plan::not-created",
    "plan::nothing-gives-required",
    "plan::unknown-target",
    "scan::over-service-limit",
    "schema::attribute-name",
    "schema::attribute-type",
    "schema::repeated-attribute",
    "schema::wrong-member",
    "scope::assumed-operator",
    "scope::attribute-case",
    "scope::boolean-value",
    "scope::empty-group",
    "scope::graph-name",
    "scope::operator-type",
    "scope::several-values",
    "scope::unknown-attribute",
    "scope::unknown-operator",
    "scope::unsupported-operator",
    "settings::unused-exception",
    "users::nobody-in-scope",
    "users::none",
    "users::undecided",
    "users::unreadable",
    "users::values-not-seen",
];

/// True where a code of a stage stands for errors only.
pub(super) fn is_always_error(path: &str) -> bool {
    codes().any(|code| code.path == path) && !NOT_ALWAYS_ERRORS.contains(&path)
}

/// Every code of any stage.
pub(super) fn codes() -> impl Iterator<Item = &'static Code> {
    STAGES.iter().flat_map(|stage| stage.codes).copied()
}
