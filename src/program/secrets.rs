//! What nobody is to see: values that a redacting function is given.
//!
//! An attribute that stands in such a call is a secret wherever else it stands in the expression:
//! a comparison with it would tell it as well.
//!
//! Absent on purpose: what is made of a secret (`recorder` finds that out for one user).

use std::collections::{BTreeSet, HashSet};

use super::{Op, OpId, Program, Table};

/// The secrets of an expression.
pub(super) struct Secrets {
    slots: HashSet<usize>,
}

impl Secrets {
    /// The secrets of these operations.
    pub(super) fn of(program: &Table) -> Secrets {
        let calls = program.ops.iter().filter(|op| is_redacting(op));
        let mut open: Vec<OpId> = calls.flat_map(Op::parts).collect();
        let mut slots = HashSet::new();
        while let Some(op) = open.pop().map(|id| program.ops.get(id)) {
            match op {
                Some(Op::Attribute(slot)) => {
                    slots.insert(*slot);
                }
                Some(op) => open.extend(op.parts()),
                None => {}
            }
        }
        Secrets { slots }
    }

    /// The same, and what is in these slots.
    pub(super) fn and(mut self, slots: &BTreeSet<usize>) -> Secrets {
        self.slots.extend(slots);
        self
    }

    /// True where what the operation gives is a secret by itself.
    pub(super) fn holds(&self, op: &Op) -> bool {
        match op {
            Op::Attribute(slot) => self.slots.contains(slot),
            op => is_redacting(op),
        }
    }
}

impl Program {
    /// The slots of attributes that stand in a redacting call: nobody is to see what a user has
    /// there.
    pub fn redacted_slots(&self) -> HashSet<usize> {
        Secrets::of(&self.0).slots
    }

    /// True where it reads one of these slots.
    pub fn reads_any(&self, slots: &BTreeSet<usize>) -> bool {
        let reads = |op: &Op| matches!(op, Op::Attribute(slot) if slots.contains(slot));
        self.0.ops.iter().any(reads)
    }
}

/// True for a call whose value no trace shows.
fn is_redacting(op: &Op) -> bool {
    matches!(op, Op::Call { function, .. } if function.special.is_redacting)
}
