//! What a chunk of users became, in input order.
//!
//! INVARIANT: there is one [`User`] for each user of the chunk, and as many lines of payload as
//! users whose fate is a payload. Both are cut together.

use super::{Reject, Skip};
use crate::record::Notes;

/// A chunk of users, done. Its memory is meant to be used again.
#[derive(Debug, Default)]
pub struct Batch {
    pub(super) payloads: Vec<u8>,
    pub(super) users: Vec<User>,
    /// By slot: whether some user has a value.
    pub(super) found: Vec<bool>,
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

    /// Empties it, keeping its memory, but for what only huge users took.
    pub(super) fn clear(&mut self, slots: usize) {
        const MOST_KEPT_BYTES: usize = 1 << 20;
        self.payloads.clear();
        self.payloads.shrink_to(MOST_KEPT_BYTES);
        self.users.clear();
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
