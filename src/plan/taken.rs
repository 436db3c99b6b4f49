//! The values that are taken, target by target.
//!
//! In: what the target holds, before any user; what users are given, as they are settled. Out: for
//! each user values that nobody has.
//!
//! Absent on purpose: files, and the order of users, which is that of the calls.

use std::borrow::Cow;

use super::Plan;
use crate::functions::Taken;
use crate::schema::{AttributePath, Target};

/// The values that are taken: a list for each target that gets unique values.
///
/// [`Plan::taken`] and [`Expression::taken`](super::Expression::taken) make the lists. Nothing
/// else that attrmap keeps grows with the number of users.
#[derive(Debug, Clone, Default)]
pub struct TakenByTarget {
    lists: Vec<(UniqueTarget, Taken)>,
}

impl Plan {
    /// Lists of the values that are taken, empty: one for each target whose mapping calls
    /// `SelectUniqueValue`, in the mapping file's order.
    pub fn taken(&self) -> TakenByTarget {
        TakenByTarget::of(self.0.unique.clone())
    }
}

impl TakenByTarget {
    /// Empty lists for these targets.
    pub(super) fn of(targets: Vec<UniqueTarget>) -> TakenByTarget {
        TakenByTarget { lists: targets.into_iter().map(|it| (it, Taken::new())).collect() }
    }

    /// The targets that get unique values, as the mapping file names them.
    pub fn targets(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|(target, _)| target.name.as_str())
    }

    /// Takes a value of a target, which is named as in the mapping file, as published, or as SCIM
    /// writes it. False where that target gets no unique values.
    pub fn insert(&mut self, target: &str, value: &str) -> bool {
        let mut is_known = false;
        for (_, taken) in self.lists.iter_mut().filter(|(known, _)| known.is_called(target)) {
            taken.insert(value);
            is_known = true;
        }
        is_known
    }

    /// Takes a value of every target.
    pub fn insert_everywhere(&mut self, value: &str) {
        for (_, taken) in &mut self.lists {
            taken.insert(value);
        }
    }

    /// Takes the values of a user that the target has, given as SCIM writes users. False where
    /// the user has none.
    pub fn insert_user(&mut self, user: &serde_json::Value) -> bool {
        let mut has_values = false;
        for (target, taken) in &mut self.lists {
            for value in target.values_of(user) {
                taken.insert(&value);
                has_values = true;
            }
        }
        has_values
    }

    /// The list of a mapping's target.
    pub(super) fn of_mapping(&self, mapping: usize) -> Option<&Taken> {
        let mut lists = self.lists.iter();
        lists.find(|(target, _)| target.mapping == mapping).map(|(_, taken)| taken)
    }

    /// Takes a value of a mapping's target.
    pub(super) fn take(&mut self, mapping: usize, value: &str) {
        let lists = self.lists.iter_mut().filter(|(target, _)| target.mapping == mapping);
        for (_, taken) in lists {
            taken.insert(value);
        }
    }
}

/// A target that gets unique values.
#[derive(Debug, Clone)]
pub(super) struct UniqueTarget {
    /// Which of the mappings gives them.
    pub(super) mapping: usize,
    /// As the mapping file names it.
    pub(super) name: String,
    /// What it is; nothing for an expression without a target.
    pub(super) target: Option<Target>,
}

impl UniqueTarget {
    /// True where that is one of its names.
    fn is_called(&self, name: &str) -> bool {
        let Some(target) = &self.target else { return false };
        let path = AttributePath::parse(name).ok();
        let is_wire =
            |wire: &AttributePath| path.as_ref().is_some_and(|path| path.is_same_as(wire));
        [&self.name, &target.name].iter().any(|known| known.eq_ignore_ascii_case(name))
            || is_wire(&target.wire.v2_0)
            || is_wire(&target.wire.v1_1)
    }

    /// The values that a user of the target has, whichever version of SCIM it is written in.
    fn values_of<'v>(&self, user: &'v serde_json::Value) -> Vec<Cow<'v, str>> {
        let Some(target) = &self.target else { return Vec::new() };
        match target.wire.v2_0.values_in(user) {
            values if values.is_empty() => target.wire.v1_1.values_in(user),
            values => values,
        }
    }
}
