//! A user whose payload waits for values that nobody must have.
//!
//! In: its values but those, and for each of those the candidates in order. Out, once somebody
//! knows which values are taken: its payload, or why there is none.
//!
//! INVARIANT: a user takes all of its values or, where it is rejected, none.

use std::ops::Range;

use super::{Plan, Reject, TakenByTarget, messages};
use crate::types::Value;

/// A user without its unique values.
#[derive(Debug)]
pub(super) struct Draft {
    key: Option<String>,
    /// By mapping; null where a value is to be chosen.
    values: Kept,
    choices: Vec<Choice>,
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
    /// A user with these values, of which some are to be chosen.
    pub(super) fn new<'v>(
        key: Option<String>,
        values: impl Iterator<Item = Value<'v>>,
        choices: Vec<Choice>,
    ) -> Draft {
        Draft { key, values: Kept::new(values), choices }
    }

    /// The bytes of its values.
    pub(super) fn bytes(&self) -> usize {
        let candidates = self.choices.iter().flat_map(|choice| &choice.candidates);
        self.values.bytes() + candidates.map(String::len).sum::<usize>()
    }

    /// Chooses the values and writes the payload behind what the buffer holds. Tells whether the
    /// payload sends a reference.
    pub(super) fn settle(
        self,
        plan: &Plan,
        taken: &mut TakenByTarget,
        out: &mut Vec<u8>,
    ) -> Result<bool, Reject> {
        let settled = settle(plan, self.values.lent(), &self.choices, taken, out);
        settled.map_err(|reject| Reject { key: self.key, ..reject })
    }
}

fn settle<'v>(
    plan: &'v Plan,
    mut values: Vec<Value<'v>>,
    choices: &[Choice],
    taken: &mut TakenByTarget,
    out: &mut Vec<u8>,
) -> Result<bool, Reject> {
    let mut chosen = Vec::with_capacity(choices.len());
    for Choice { mapping: index, candidates } in choices {
        let (Some(mapping), Some(place), Some(taken)) =
            (plan.0.mappings.get(*index), values.get_mut(*index), taken.of_mapping(*index))
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

/// Values that outlive their user, the texts in one piece: batches hold drafts by the thousand.
#[derive(Debug)]
struct Kept {
    texts: String,
    values: Vec<KeptValue>,
}

#[derive(Debug)]
enum KeptValue {
    Text(Range<usize>),
    Other(Value<'static>),
}

impl Kept {
    fn new<'v>(values: impl Iterator<Item = Value<'v>>) -> Kept {
        let mut texts = String::new();
        let values = values.map(|value| match value {
            Value::Text(text) => {
                let start = texts.len();
                texts.push_str(&text);
                KeptValue::Text(start..texts.len())
            }
            value => KeptValue::Other(value.into_owned()),
        });
        Kept { values: values.collect(), texts }
    }

    fn bytes(&self) -> usize {
        let others = self.values.iter().map(|value| match value {
            KeptValue::Text(_) => 0,
            KeptValue::Other(value) => value.bytes(),
        });
        self.texts.len() + others.sum::<usize>()
    }

    fn lent(&self) -> Vec<Value<'_>> {
        let lent = self.values.iter().map(|value| match value {
            KeptValue::Text(range) => Value::text(self.texts.get(range.clone()).unwrap_or("")),
            KeptValue::Other(value) => value.borrowed(),
        });
        lent.collect()
    }
}
