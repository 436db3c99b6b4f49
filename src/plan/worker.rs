//! Runs users through a plan, keeping the memory of the last one for the next.

use super::Plan;
use super::batch::{Batch, Fate, User};
use super::user::{Payload, Reject, Verdict};
use crate::functions::Surroundings;
use crate::record::{Chunk, Fault, Notes, Reader, Record};
use crate::types::Value;

/// A plan with room to work in: one for each thread.
///
/// Users of a chunk are numbered by their rows, users that come alone by how many came before.
/// Both numbers decide what is drawn at random, together with the user's key: give workers whose
/// users come alone and without keys each a randomness of their own.
#[derive(Debug)]
pub struct Worker {
    plan: Plan,
    surroundings: Surroundings,
    record: Record<'static>,
    values: Vec<Value<'static>>,
    /// How many users came alone.
    alone: u64,
}

impl Worker {
    /// A worker with nothing done yet.
    pub fn new(plan: Plan, surroundings: Surroundings) -> Worker {
        Worker { plan, surroundings, record: Record::new(), values: Vec::new(), alone: 0 }
    }

    /// One user given as JSON text.
    pub fn json(&mut self, user: &str) -> Result<Verdict<Payload>, Reject> {
        let record = self.plan.0.layout.read_json(user, Record::new())?;
        self.record(&record)
    }

    /// One user given as a JSON value.
    pub fn value(&mut self, user: &serde_json::Value) -> Result<Verdict<Payload>, Reject> {
        let record = self.plan.0.layout.read_value(user, Record::new())?;
        self.record(&record)
    }

    /// One user that lends its attributes by name: as mappings name them, or as Graph does.
    pub fn lent<'a>(
        &mut self,
        lend: impl FnMut(&str) -> Option<Value<'a>>,
    ) -> Result<Verdict<Payload>, Reject> {
        let record = self.plan.0.layout.read_with(lend, Record::new())?;
        self.record(&record)
    }

    fn record(&mut self, record: &Record<'_>) -> Result<Verdict<Payload>, Reject> {
        let mut bytes = Vec::new();
        let mut values = Vec::new();
        self.alone += 1;
        match self.plan.write(record, self.alone, &self.surroundings, &mut values, &mut bytes)? {
            Verdict::Skipped(code) => Ok(Verdict::Skipped(code)),
            Verdict::Payload(()) => {
                // Everything written is text.
                let json = String::from_utf8(bytes).unwrap_or_default();
                Ok(Verdict::Payload(Payload { json, notes: record.notes() }))
            }
        }
    }

    /// All users of a chunk, into a batch whose memory is used again.
    pub fn run(&mut self, chunk: &Chunk, batch: &mut Batch) {
        batch.clear(self.plan.attributes().len());
        let plan = self.plan.clone();
        let reader = plan.0.layout.reader(chunk);
        for (row, user) in chunk.users() {
            let (fate, notes) = match (&reader, user) {
                (Ok(reader), Ok(user)) => self.user(&plan, reader, row, user, batch),
                (Err(fault), _) => rejected(row, fault.clone().into()),
                (_, Err(fault)) => rejected(row, fault.into()),
            };
            batch.users.push(User { fate, notes });
        }
    }

    fn user(
        &mut self,
        plan: &Plan,
        reader: &Reader<'_>,
        row: u64,
        user: &[u8],
        batch: &mut Batch,
    ) -> (Fate, Notes) {
        let record = match reader.read(user, std::mem::take(&mut self.record)) {
            Ok(record) => record,
            Err(fault) => return rejected(row, Fault::into(fault)),
        };
        let notes = record.notes();
        for (is_found, value) in batch.found.iter_mut().zip(record.slots()) {
            *is_found |= !value.is_null();
        }
        let start = batch.payloads.len();
        let mut values = recycled(std::mem::take(&mut self.values));
        let result = plan.write(&record, row, &self.surroundings, &mut values, &mut batch.payloads);
        self.values = recycled(values);
        self.record = record.recycle();
        match result {
            Ok(Verdict::Payload(())) => {
                batch.payloads.push(b'\n');
                (Fate::Payload, notes)
            }
            Ok(Verdict::Skipped(code)) => {
                batch.payloads.truncate(start);
                (Fate::Skipped { row, code }, notes)
            }
            Err(reject) => {
                batch.payloads.truncate(start);
                rejected(row, reject)
            }
        }
    }
}

fn rejected(row: u64, reject: Reject) -> (Fate, Notes) {
    (Fate::Rejected(Box::new(Reject { row, ..reject })), Notes::default())
}

/// An empty list that keeps its memory for values that live differently.
fn recycled<'b>(values: Vec<Value<'_>>) -> Vec<Value<'b>> {
    // Collecting into the same type, but for the lifetime, keeps the allocation.
    let mut values: Vec<Value<'b>> = values.into_iter().map(|_| Value::Null).collect();
    values.clear();
    values
}
