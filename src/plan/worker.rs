//! Runs users through a plan, keeping the memory of the last one for the next.

use super::Plan;
use super::batch::{Batch, Fate, User};
use super::user::{Payload, Reject, Verdict};
use crate::functions::Surroundings;
use crate::record::{Chunk, Fault, Notes, Reader, Record};
use crate::types::Value;

/// A plan with room to work in: one for each thread.
#[derive(Debug)]
pub struct Worker {
    plan: Plan,
    surroundings: Surroundings,
    record: Record<'static>,
    values: Vec<Value<'static>>,
}

impl Worker {
    /// A worker with nothing done yet.
    pub fn new(plan: Plan, surroundings: Surroundings) -> Worker {
        Worker { plan, surroundings, record: Record::new(), values: Vec::new() }
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
        match self.plan.write(record, &self.surroundings, &mut values, &mut bytes)? {
            Verdict::Skipped(code) => Ok(Verdict::Skipped(code)),
            Verdict::Payload(()) => {
                // Everything written is text.
                let json = String::from_utf8(bytes).unwrap_or_default();
                let sends_reference = self.plan.sends_reference(&values);
                Ok(Verdict::Payload(Payload { json, notes: record.notes(), sends_reference }))
            }
        }
    }

    /// All users of a chunk, into a batch whose memory is used again.
    pub fn run(&mut self, chunk: &Chunk, batch: &mut Batch) {
        batch.clear(self.plan.attributes().len());
        let plan = self.plan.clone();
        let reader = plan.0.layout.reader(chunk);
        for (row, user) in chunk.users() {
            let user = match (&reader, user) {
                (Ok(reader), Ok(user)) => self.user(&plan, reader, row, user, batch),
                (Err(fault), _) => rejected(row, fault.clone().into()),
                (_, Err(fault)) => rejected(row, fault.into()),
            };
            batch.users.push(user);
        }
    }

    fn user(
        &mut self,
        plan: &Plan,
        reader: &Reader<'_>,
        row: u64,
        user: &[u8],
        batch: &mut Batch,
    ) -> User {
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
        let result = plan.write(&record, &self.surroundings, &mut values, &mut batch.payloads);
        let sends_reference = plan.sends_reference(&values);
        self.values = recycled(values);
        self.record = record.recycle();
        match result {
            Ok(Verdict::Payload(())) => {
                batch.payloads.push(b'\n');
                User { fate: Fate::Payload, notes, sends_reference }
            }
            Ok(Verdict::Skipped(skip)) => {
                batch.payloads.truncate(start);
                User { fate: Fate::Skipped { row, skip }, notes, sends_reference: false }
            }
            Err(reject) => {
                batch.payloads.truncate(start);
                rejected(row, reject)
            }
        }
    }
}

fn rejected(row: u64, reject: Reject) -> User {
    let fate = Fate::Rejected(Box::new(Reject { row, ..reject }));
    User { fate, notes: Notes::default(), sends_reference: false }
}

/// An empty list that keeps its memory for values that live differently.
fn recycled<'b>(mut values: Vec<Value<'_>>) -> Vec<Value<'b>> {
    values.clear();
    // Collecting into the same type, but for the lifetime, keeps the allocation.
    values.into_iter().map(|_| Value::Null).collect()
}
