//! A mapping compiled whole: programs, flow rules and the payload's template, for any number of
//! users.
//!
//! In: an [`ObjectMapping`](crate::mapping::ObjectMapping), a
//! [`TargetTable`](crate::schema::TargetTable) and an [`Env`](crate::check::Env). Out: a [`Plan`],
//! cheap to clone and shared by threads; a [`Worker`] runs users through it, one at a time or a
//! chunk at a time. One expression by itself is an [`Expression`].
//!
//! INVARIANT: a text that flows as it is takes short ways, and each gives what the long one would:
//! `Filling::store_text` puts it into its slot, where the slot takes texts as they are
//! (`Way::takes_text_as_it_is`); `PlannedMapping::direct_text` takes it from there past program and
//! flow, where the target takes texts (`FlowRule::takes_text`); `Frame::text_at_hand` hands it to a
//! function without a value around it. A test with generated users compares them.
//!
//! Absent on purpose: files, threads, clocks, and counting over chunks (`report` does).

mod analyze;
mod batch;
mod compile;
mod draft;
mod expression;
mod messages;
mod suggestions;
mod taken;
#[cfg(test)]
mod tests;
mod user;
mod worker;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use analyze::{MappingAnalysis, ObjectAnalysis, env_of};
pub use batch::{Batch, Fate, User};
pub use compile::Compilation;
pub use expression::{Expression, ExpressionCompilation, NoValue, find_target};
pub use messages::{
    BY_NAME_ONLY, CODES, NOT_CREATED, NOTHING_GIVES, OBJECT_IGNORED, REFERENCE, UNKNOWN_TARGET,
};
pub use taken::TakenByTarget;
pub use user::{Outcome, Payload, Reject, Skip, Verdict};
pub use worker::Worker;

use crate::flow::FlowRule;
use crate::program::Program;
use crate::record::Layout;
use crate::schema::Target;
use crate::scim::{Requirements, Template};
use crate::scope::Filter;
use crate::source::Located;
use taken::UniqueTarget;

/// A compiled mapping.
#[derive(Debug, Clone)]
pub struct Plan(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    mappings: Vec<PlannedMapping>,
    /// The source attributes that are read, by slot.
    attributes: Vec<String>,
    layout: Layout,
    /// False where users are never created, so that there is no payload for anybody.
    creates: bool,
    /// Who is in scope.
    filter: Filter,
    template: Template,
    requirements: Requirements,
    /// The slots of the layout whose values nobody is to see.
    redacted: BTreeSet<usize>,
    /// Mappings whose value is the source's id of another object.
    references: Vec<usize>,
    /// Targets whose values nobody else must have.
    unique: Vec<UniqueTarget>,
}

/// One target attribute and how its value is made.
#[derive(Debug)]
struct PlannedMapping {
    /// The target as the mapping file names it.
    target: String,
    /// Nothing where the default value is all there is.
    program: Option<Program>,
    rule: FlowRule,
    /// The attribute whose texts flow as they are.
    direct_slot: Option<usize>,
    /// True where it reads what some mapping redacts: no value of it is shown.
    is_redacted: bool,
}

/// What a mapping does with its value for that target.
fn flow_rule(default_value: Option<&Located<String>>, target: &Target) -> FlowRule {
    FlowRule {
        default_value: default_value.map(|value| value.value.clone()),
        ty: target.ty,
        is_multi_valued: target.is_multi_valued,
        takes_objects: target.takes_objects,
    }
}

impl Plan {
    /// The targets that are mapped, as the mapping file names them, in its order.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.0.mappings.iter().map(|mapping| mapping.target.as_str())
    }

    /// The source attributes that are read, by slot.
    pub fn attributes(&self) -> &[String] {
        &self.0.attributes
    }

    /// Where the attributes that are read are found in a user: reads a user into a [`Record`].
    ///
    /// [`Record`]: crate::record::Record
    pub fn layout(&self) -> &Layout {
        &self.0.layout
    }
}
