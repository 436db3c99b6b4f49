//! Runs users through a plan, keeping the memory of the last one for the next.

use super::batch::{Batch, Fate, User};
use super::user::{Payload, Reject, Verdict, Written};
use super::{Plan, TakenByTarget, messages};
use crate::functions::{Recent, Surroundings};
use crate::record::{Chunk, Fault, RawUser, Reader, Record};
use crate::types::Value;

/// A plan with room to work in: one for each thread.
///
/// Users of a chunk are numbered by their rows, users that come alone by how many came before.
/// Both numbers decide what is drawn at random, together with the user's key: give workers whose
/// users come alone and without keys each a randomness of their own.
///
/// Unique values (`SelectUniqueValue`) are given to users that come alone as they come; what is
/// taken is kept here ([`Worker::taken`]). Users of a chunk get theirs from [`Batch::settle`].
#[derive(Debug)]
pub struct Worker {
    plan: Plan,
    surroundings: Surroundings,
    /// What the last users brought that takes long to read.
    recent: Recent,
    record: Record<'static>,
    values: Vec<Value<'static>>,
    /// The payload of a user that came alone.
    bytes: Vec<u8>,
    /// How many users came alone.
    alone: u64,
    /// What they were given, and what the target has.
    taken: TakenByTarget,
}

impl Worker {
    /// A worker with nothing done yet.
    pub fn new(plan: Plan, surroundings: Surroundings) -> Worker {
        Worker {
            taken: plan.taken(),
            plan,
            surroundings,
            recent: Recent::default(),
            record: Record::new(),
            values: Vec::new(),
            bytes: Vec::new(),
            alone: 0,
        }
    }

    /// The values that are taken, for users that come alone: what the target has is to be put
    /// there, what they are given is added.
    pub fn taken(&mut self) -> &mut TakenByTarget {
        &mut self.taken
    }

    /// One user given as JSON text.
    pub fn json(&mut self, user: &str) -> Result<Verdict<Payload>, Reject> {
        let plan = self.plan.clone();
        let record = plan.0.layout.read_json(user, std::mem::take(&mut self.record));
        let record = record.map_err(|fault| plan.unreadable(fault))?;
        self.payload(&plan, record)
    }

    /// One user given as a JSON value.
    pub fn value(&mut self, user: &serde_json::Value) -> Result<Verdict<Payload>, Reject> {
        let plan = self.plan.clone();
        let record = plan.0.layout.read_value(user, std::mem::take(&mut self.record));
        let record = record.map_err(|fault| plan.unreadable(fault))?;
        self.payload(&plan, record)
    }

    /// One user that lends its attributes by name: as mappings name them, or as Graph does.
    pub fn lent<'a>(
        &mut self,
        lend: impl FnMut(&str) -> Option<Value<'a>>,
    ) -> Result<Verdict<Payload>, Reject> {
        let plan = self.plan.clone();
        let record = plan.0.layout.read_with(lend, std::mem::take(&mut self.record));
        let record = record.map_err(|fault| plan.unreadable(fault))?;
        self.payload(&plan, record)
    }

    /// One user that was read with the plan's layout, as that of a row: the row decides what is
    /// drawn at random, as it does for users of a chunk.
    pub fn record(&mut self, row: u64, record: Record<'_>) -> Result<Verdict<Payload>, Reject> {
        let plan = self.plan.clone();
        self.payload_of(&plan, row, record)
    }

    fn payload(&mut self, plan: &Plan, record: Record<'_>) -> Result<Verdict<Payload>, Reject> {
        self.alone += 1;
        self.payload_of(plan, self.alone, record)
    }

    fn payload_of(
        &mut self,
        plan: &Plan,
        row: u64,
        record: Record<'_>,
    ) -> Result<Verdict<Payload>, Reject> {
        let notes = record.notes();
        self.bytes.clear();
        let mut bytes = std::mem::take(&mut self.bytes);
        let written = self.write(plan, record, row, &mut bytes);
        let written = match written {
            Ok(Written::Draft(draft)) => {
                let settled = draft.settle(plan, &mut self.taken, &mut bytes);
                settled.map(|sends_reference| Written::Payload { sends_reference })
            }
            other => other,
        };
        let json = str::from_utf8(&bytes).map(str::to_owned);
        self.bytes = bytes;
        match written? {
            Written::Payload { sends_reference } => {
                let json = json.map_err(|_| messages::not_text())?;
                Ok(Verdict::Payload(Payload { json, notes, sends_reference }))
            }
            Written::Skipped(skip) => Ok(Verdict::Skipped(skip)),
            Written::Draft(_) => Err(messages::unsettled()),
        }
    }

    /// Writes the payload of a record behind what the buffer holds, and takes back the memory of
    /// the record and its values.
    #[inline]
    fn write(
        &mut self,
        plan: &Plan,
        record: Record<'_>,
        row: u64,
        out: &mut Vec<u8>,
    ) -> Result<Written, Reject> {
        let mut values = recycled(std::mem::take(&mut self.values));
        let written = plan.write(&record, row, &self.surroundings, &self.recent, &mut values, out);
        self.values = recycled(values);
        self.record = record.recycle();
        written
    }

    /// All users of a chunk, into a batch whose memory is used again.
    ///
    /// Fails where the input cannot be read at all: where it is CSV without a column to read.
    pub fn run(&mut self, chunk: &Chunk, batch: &mut Batch) -> Result<(), Fault> {
        self.run_from(chunk, 0, usize::MAX, batch).map(|_| ())
    }

    /// The users of a chunk from that one on, until what they become takes as many bytes: gives
    /// the user to go on with, from 0, where there are more. However much a mapping makes of its
    /// users, a batch is not much larger than that.
    pub fn run_from(
        &mut self,
        chunk: &Chunk,
        first: usize,
        enough_bytes: usize,
        batch: &mut Batch,
    ) -> Result<Option<usize>, Fault> {
        batch.clear(self.plan.attributes().len());
        let plan = self.plan.clone();
        let reader = plan.0.layout.reader(chunk)?;
        for (index, (row, user)) in chunk.users().enumerate().skip(first) {
            if batch.bytes() >= enough_bytes {
                return Ok(Some(index));
            }
            match user {
                Ok(user) => self.user(&plan, &reader, (row, chunk.number(row)), user, batch),
                Err(fault) => batch.push_rejected(row, plan.unreadable(fault)),
            }
        }
        Ok(None)
    }

    fn user(
        &mut self,
        plan: &Plan,
        reader: &Reader<'_>,
        (row, number): (u64, u64),
        user: RawUser<'_>,
        batch: &mut Batch,
    ) {
        let record = match reader.read(user, std::mem::take(&mut self.record)) {
            Ok(record) => record,
            Err(fault) => return batch.push_rejected(row, plan.unreadable(fault)),
        };
        let notes = record.notes();
        for (is_found, value) in batch.found.iter_mut().zip(record.slots()) {
            *is_found |= !value.is_null();
        }
        let start = batch.payloads.len();
        match self.write(plan, record, number, &mut batch.payloads) {
            Ok(Written::Payload { sends_reference }) => {
                batch.payloads.push(b'\n');
                batch.users.push(User { fate: Fate::Payload, notes, sends_reference });
            }
            Ok(Written::Draft(draft)) => batch.push_waiting(row, notes, draft),
            Ok(Written::Skipped(skip)) => {
                batch.payloads.truncate(start);
                let fate = Fate::Skipped { row, skip };
                batch.users.push(User { fate, notes, sends_reference: false });
            }
            Err(reject) => {
                batch.payloads.truncate(start);
                batch.push_rejected(row, reject);
            }
        }
    }
}

/// An empty list that keeps its memory for values that live differently.
fn recycled<'b>(mut values: Vec<Value<'_>>) -> Vec<Value<'b>> {
    values.clear();
    // Collecting into the same type, but for the lifetime, keeps the allocation.
    values.into_iter().map(|_| Value::Null).collect()
}

#[cfg(test)]
#[cfg(feature = "toml")]
mod tests {
    use super::*;
    use crate::check::Env;
    use crate::mapping::MappingFile;
    use crate::schema::{ScimVersion, built_in};
    use crate::types::DateTime;

    fn worker() -> Worker {
        let text = "schema = 'scim'\n[map]\nuserName = '[mail]'\n";
        let (file, _) = MappingFile::read("m.attrmap.toml", text);
        let object_mapping = file.choose(None).expect("there is one");
        let table = built_in("scim").expect("it is built in");
        let env = Env::entra();
        let compiled = Plan::compile(&file, object_mapping, &table, &env, ScimVersion::V2_0);
        let plan = compiled.plan.expect("there are no errors");
        Worker::new(plan, Surroundings::at(DateTime::UNIX_EPOCH))
    }

    #[test]
    fn a_user_that_comes_alone_leaves_its_memory_for_the_next() {
        let user = serde_json::json!({"mail": "ana@contoso.com"});
        for way in ["as text", "as a value", "lent"] {
            let mut worker = worker();
            let mut give = || {
                let verdict = match way {
                    "as text" => worker.json(&user.to_string()),
                    "as a value" => worker.value(&user),
                    _ => worker.lent(|_| Some(Value::text("ana@contoso.com"))),
                };
                assert!(verdict.is_ok(), "{way}");
                (worker.values.capacity(), worker.bytes.capacity())
            };
            let kept = give();
            assert!(kept.0 > 0 && kept.1 > 0, "{way}: {kept:?}");
            assert_eq!(give(), kept, "{way}");
        }
    }
}
