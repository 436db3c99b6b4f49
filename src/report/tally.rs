//! Counting users by what became of them and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::plan::{self, Batch, REFERENCE, Reject, Skip, User};
use crate::record::{DERIVED, DUPLICATE_KEY, SHORTENED};

/// What became of users, counted.
///
/// INVARIANT: users read = payloads + rejected + skipped.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    payloads: u64,
    rejected: u64,
    skipped: u64,
    groups: BTreeMap<(Fate, Cause), Group>,
    /// By path: what is worth knowing of users, and of how many.
    sightings: BTreeMap<&'static str, (&'static Code, u64)>,
}

/// Why a user has no payload.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// The code's path.
    pub code: &'static str,
    /// The target attribute it is about.
    pub target: Option<String>,
    /// The scoping filters that do not let these users through, where it is they.
    pub filter: Option<Arc<str>>,
    /// The words.
    pub message: String,
}

/// What a user without a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Something is wrong with this user.
    Rejected,
    /// The mapping leaves this user out.
    Skipped,
}

/// Users with one cause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// How many.
    pub users: u64,
    /// The first of them: the input's name and the row.
    pub examples: Vec<(String, u64)>,
}

impl Group {
    /// How many users are named.
    const EXAMPLES: usize = 3;
}

impl Tally {
    /// Nobody yet.
    pub fn new() -> Tally {
        Tally::default()
    }

    /// Counts the users of a batch.
    pub fn add_batch(&mut self, input: &str, batch: &Batch) {
        for user in batch.users() {
            match &user.fate {
                plan::Fate::Payload => self.payloads += 1,
                plan::Fate::Rejected(reject) => self.add_reject(input, reject),
                plan::Fate::Skipped { row, skip } => self.add_skip(input, *row, skip),
            }
            self.add_notes(user);
        }
    }

    fn add_reject(&mut self, input: &str, reject: &Reject) {
        self.rejected += 1;
        let cause = Cause {
            code: reject.code.path,
            target: reject.target.clone(),
            filter: None,
            message: reject.message.clone(),
        };
        self.add(Fate::Rejected, cause, input, reject.row);
    }

    fn add_skip(&mut self, input: &str, row: u64, skip: &Skip) {
        self.skipped += 1;
        let cause = Cause {
            code: skip.code.path,
            target: None,
            filter: skip.filter.clone(),
            message: skip.to_string(),
        };
        self.add(Fate::Skipped, cause, input, row);
    }

    fn add_notes(&mut self, user: &User) {
        let User { notes, sends_reference, .. } = user;
        let noted = [
            (u32::from(*sends_reference), &REFERENCE),
            (notes.duplicates, &DUPLICATE_KEY),
            (notes.derived, &DERIVED),
            (notes.shortened, &SHORTENED),
        ];
        for (count, code) in noted {
            if count > 0 {
                self.sightings.entry(code.path).or_insert((code, 0)).1 += 1;
            }
        }
    }

    fn add(&mut self, fate: Fate, cause: Cause, input: &str, row: u64) {
        let group = self.groups.entry((fate, cause)).or_default();
        group.users += 1;
        if group.examples.len() < Group::EXAMPLES {
            group.examples.push((input.to_owned(), row));
        }
    }

    /// Users read: all there were.
    pub fn read(&self) -> u64 {
        self.payloads + self.rejected + self.skipped
    }

    /// Users with a payload.
    pub fn payloads(&self) -> u64 {
        self.payloads
    }

    /// Users that cannot be provisioned.
    pub fn rejected(&self) -> u64 {
        self.rejected
    }

    /// Users the mapping leaves out.
    pub fn skipped(&self) -> u64 {
        self.skipped
    }

    /// The causes of a fate, the most frequent first.
    pub fn causes(&self, fate: Fate) -> Vec<(&Cause, &Group)> {
        let mut causes: Vec<(&Cause, &Group)> = self
            .groups
            .iter()
            .filter(|((of, _), _)| *of == fate)
            .map(|((_, cause), group)| (cause, group))
            .collect();
        // The map's order breaks ties, so the list is the same at every run.
        causes.sort_by_key(|(_, group)| std::cmp::Reverse(group.users));
        causes
    }

    /// What is worth knowing, with how many users it concerns.
    pub fn sightings(&self) -> impl Iterator<Item = (&'static Code, u64)> {
        self.sightings.values().copied()
    }
}
