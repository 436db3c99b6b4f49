//! What a chunk of users became, in input order.
//!
//! INVARIANT: there is one [`User`] for each user of the chunk, and as many lines of payload as
//! users whose fate is a payload. Both are cut together. A user that waits for unique values
//! counts as rejected until it is settled.

use super::draft::Draft;
use super::{Plan, Reject, Skip, TakenByTarget, messages};
use crate::record::Notes;

/// A chunk of users, done. Its memory is meant to be used again.
#[derive(Debug, Default)]
pub struct Batch {
    pub(super) payloads: Vec<u8>,
    pub(super) users: Vec<User>,
    /// The users that wait for unique values, in input order.
    waiting: Vec<Waiting>,
    /// By slot: whether some user has a value.
    pub(super) found: Vec<bool>,
    /// What users hold beside the payloads: values that wait, values that are wrong.
    held_bytes: usize,
}

/// A user that waits for unique values.
#[derive(Debug)]
struct Waiting {
    /// Which of the batch's users.
    user: usize,
    row: u64,
    notes: Notes,
    draft: Box<Draft>,
}

/// What became of one user.
#[derive(Debug)]
pub struct User {
    /// Payload, reject or skip.
    pub fate: Fate,
    /// What is worth knowing.
    pub notes: Notes,
    /// True where the payload holds the source's id of another object, to be resolved later.
    pub sends_reference: bool,
}

/// Payload, reject or skip.
#[derive(Debug)]
pub enum Fate {
    /// A line of payload.
    Payload,
    /// Something is wrong with this user.
    Rejected(Box<Reject>),
    /// The mapping leaves this user out.
    Skipped {
        /// The row in its input, from 1.
        row: u64,
        /// Why.
        skip: Skip,
    },
}

impl Batch {
    /// Empty.
    pub fn new() -> Batch {
        Batch::default()
    }

    /// The payloads, one a line.
    pub fn payloads(&self) -> &[u8] {
        &self.payloads
    }

    /// The users in input order.
    pub fn users(&self) -> &[User] {
        &self.users
    }

    /// The rejected users in input order.
    pub fn rejects(&self) -> impl Iterator<Item = &Reject> {
        self.users.iter().filter_map(|user| match &user.fate {
            Fate::Rejected(reject) => Some(&**reject),
            Fate::Payload | Fate::Skipped { .. } => None,
        })
    }

    /// The slots of attributes that some user has a value for.
    pub fn found(&self) -> impl Iterator<Item = usize> {
        self.found.iter().enumerate().filter(|(_, is_found)| **is_found).map(|(slot, _)| slot)
    }

    /// Adds a user that waits for unique values.
    pub(super) fn push_waiting(&mut self, row: u64, notes: Notes, draft: Box<Draft>) {
        self.held_bytes += draft.bytes();
        self.waiting.push(Waiting { user: self.users.len(), row, notes, draft });
        self.users.push(User::rejected(row, messages::unsettled()));
    }

    /// Gives the users that wait for unique values theirs, in input order, and takes them. Those
    /// for whom every value is taken are rejected, and take none.
    ///
    /// To be called for each batch of a plan with `SelectUniqueValue`, in the order of the input,
    /// before anything else is done with it: that order decides who gets which value. Until then
    /// such users count as rejected. For other plans it does nothing.
    pub fn settle(&mut self, plan: &Plan, taken: &mut TakenByTarget) {
        if self.waiting.is_empty() {
            return;
        }
        let written = std::mem::take(&mut self.payloads);
        let mut lines = written.split_inclusive(|byte| *byte == b'\n');
        let mut waiting = std::mem::take(&mut self.waiting).into_iter().peekable();
        for (index, user) in self.users.iter_mut().enumerate() {
            if let Some(waiting) = waiting.next_if(|waiting| waiting.user == index) {
                *user = waiting.settle(plan, taken, &mut self.payloads);
            } else if matches!(user.fate, Fate::Payload) {
                self.payloads.extend_from_slice(lines.next().unwrap_or_default());
            }
        }
    }

    /// Adds a user that something is wrong with.
    pub(super) fn push_rejected(&mut self, row: u64, reject: Reject) {
        self.held_bytes += reject.value.as_ref().map_or(0, String::len);
        self.users.push(User::rejected(row, reject));
    }

    /// The bytes that grow with what the mapping makes of its users.
    pub(super) fn bytes(&self) -> usize {
        self.payloads.len() + self.held_bytes
    }

    /// Empties it, keeping its memory, but for what only huge users took.
    pub(super) fn clear(&mut self, slots: usize) {
        const MOST_KEPT_BYTES: usize = 1 << 20;
        self.payloads.clear();
        self.payloads.shrink_to(MOST_KEPT_BYTES);
        self.users.clear();
        self.waiting.clear();
        self.held_bytes = 0;
        self.found.clear();
        self.found.resize(slots, false);
    }

    /// Drops who comes after the `most`th reject; true where that was somebody.
    pub fn cut_at_rejects(&mut self, most: u64) -> bool {
        let is_reject = |user: &User| matches!(user.fate, Fate::Rejected(_));
        let mut rejects = 0;
        let mut kept = 0;
        for user in &self.users {
            if rejects >= most {
                break;
            }
            kept += 1;
            rejects += u64::from(is_reject(user));
        }
        let drops = kept < self.users.len();
        if drops {
            self.keep(kept);
        }
        drops
    }

    /// Drops the users whose line is not within the first `bytes` bytes of the payloads.
    pub fn cut_at_bytes(&mut self, bytes: usize) {
        let written = self.payloads.get(..bytes).unwrap_or(&self.payloads);
        let mut lines = memchr::memchr_iter(b'\n', written).count();
        let is_written = |user: &User| match user.fate {
            Fate::Payload => {
                let is_written = lines > 0;
                lines = lines.saturating_sub(1);
                is_written
            }
            Fate::Rejected(_) | Fate::Skipped { .. } => true,
        };
        let kept = self.users.iter().map(is_written).take_while(|is_written| *is_written).count();
        self.keep(kept);
    }

    /// Keeps the first users and their lines.
    fn keep(&mut self, users: usize) {
        self.users.truncate(users);
        self.waiting.retain(|waiting| waiting.user < users);
        let lines = self.users.iter().filter(|user| matches!(user.fate, Fate::Payload)).count();
        let end = match lines {
            0 => 0,
            _ => memchr::memchr_iter(b'\n', &self.payloads)
                .nth(lines - 1)
                .map_or(self.payloads.len(), |newline| newline + 1),
        };
        self.payloads.truncate(end);
    }
}

impl Waiting {
    /// The user with its values, its line behind what the buffer holds.
    fn settle(self, plan: &Plan, taken: &mut TakenByTarget, out: &mut Vec<u8>) -> User {
        match self.draft.settle(plan, taken, out) {
            Ok(sends_reference) => {
                out.push(b'\n');
                User { fate: Fate::Payload, notes: self.notes, sends_reference }
            }
            Err(reject) => User::rejected(self.row, reject),
        }
    }
}

impl User {
    /// A user that something is wrong with.
    pub(super) fn rejected(row: u64, reject: Reject) -> User {
        let fate = Fate::Rejected(Box::new(Reject { row, ..reject }));
        User { fate, notes: Notes::default(), sends_reference: false }
    }
}
