//! A user whose payload waits for values that nobody must have.
//!
//! In: its values but those, and for each of those the candidates in order. Out, once somebody
//! knows which values are taken: its payload, or why there is none.
//!
//! INVARIANT: a user takes all of its values or, where it is rejected, none.

use super::{Plan, Reject, TakenByTarget, messages};
use crate::types::Value;

/// A user without its unique values.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) key: Option<String>,
    /// By mapping; null where a value is to be chosen.
    pub(super) values: Vec<Value<'static>>,
    pub(super) choices: Vec<Choice>,
}

/// A value that is to be chosen.
#[derive(Debug)]
pub(super) struct Choice {
    /// Which mapping gives it.
    pub(super) mapping: usize,
    /// What it can be: the first of these that nobody has.
    pub(super) candidates: Vec<String>,
}

impl Draft {
    /// The bytes of its values.
    pub(super) fn bytes(&self) -> usize {
        let candidates = self.choices.iter().flat_map(|choice| &choice.candidates);
        let values = self.values.iter().map(Value::bytes_of_several);
        values.chain(candidates.map(String::len)).sum()
    }

    /// Chooses the values and writes the payload behind what the buffer holds. Tells whether the
    /// payload sends a reference.
    pub(super) fn settle(
        self,
        plan: &Plan,
        taken: &mut TakenByTarget,
        out: &mut Vec<u8>,
    ) -> Result<bool, Reject> {
        let Draft { key, values, choices } = self;
        let settled = settle(plan, values, &choices, taken, out);
        settled.map_err(|reject| Reject { key, ..reject })
    }
}

fn settle<'p>(
    plan: &'p Plan,
    mut values: Vec<Value<'p>>,
    choices: &[Choice],
    taken: &mut TakenByTarget,
    out: &mut Vec<u8>,
) -> Result<bool, Reject> {
    let mut chosen = Vec::with_capacity(choices.len());
    for Choice { mapping: index, candidates } in choices {
        let mapping = plan.0.mappings.get(*index);
        let (Some(mapping), Some(place), Some(taken)) =
            (mapping, values.get_mut(*index), taken.of_mapping(*index))
        else {
            return Err(messages::unsettled());
        };
        let value = mapping.first_free(candidates, taken)?;
        *place = mapping.flow(Value::owned(value.clone()))?;
        chosen.push((*index, value));
    }
    let sends_reference = plan.complete(&values, out)?;
    for (index, value) in chosen {
        taken.take(index, &value);
    }
    Ok(sends_reference)
}
