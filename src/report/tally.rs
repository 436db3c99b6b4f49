//! Counting users by what became of them and why.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::plan::{self, Batch, REFERENCE, Reject, Skip, User};
use crate::record::{self, DERIVED, DUPLICATE_KEY, SHORTENED};

/// What became of users, counted.
///
/// INVARIANT: users read = payloads + rejected + skipped.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    payloads: u64,
    rejected: u64,
    skipped: u64,
    /// In the order in which they first came. They are few, whatever the number of users: causes
    /// hold no place, count or value of a user.
    groups: Vec<(Fate, Cause, Group)>,
    /// By path: what is worth knowing of users, and of how many.
    sightings: BTreeMap<&'static str, (&'static Code, u64)>,
}

/// Why a user has no payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The code's path.
    pub code: &'static str,
    /// The target attribute it is about.
    pub target: Option<String>,
    /// The source attribute it is about.
    pub attribute: Option<String>,
    /// The scoping filters that do not let these users through, where it is they.
    pub filter: Option<Arc<str>>,
    /// The words.
    pub message: Cow<'static, str>,
}

impl Cause {
    /// True where the user is rejected for this cause: found without making another one.
    fn is_that_of(&self, reject: &Reject) -> bool {
        self.code == reject.code.path
            && self.target == reject.target
            && self.attribute == reject.attribute
            && self.message == reject.message
    }
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

    fn add(&mut self, input: &str, row: u64) {
        self.users += 1;
        if self.examples.len() < Group::EXAMPLES {
            self.examples.push((input.to_owned(), row));
        }
    }
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
        let is_same = |cause: &Cause| cause.is_that_of(reject);
        let cause = || Cause {
            code: reject.code.path,
            target: reject.target.clone(),
            attribute: reject.attribute.clone(),
            filter: None,
            message: reject.message.clone(),
        };
        self.add(Fate::Rejected, is_same, cause, input, reject.row);
    }

    fn add_skip(&mut self, input: &str, row: u64, skip: &Skip) {
        self.skipped += 1;
        let is_same = |cause: &Cause| cause.code == skip.code.path && cause.filter == skip.filter;
        let cause = || Cause {
            code: skip.code.path,
            target: None,
            attribute: None,
            filter: skip.filter.clone(),
            message: Cow::Owned(skip.to_string()),
        };
        self.add(Fate::Skipped, is_same, cause, input, row);
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

    fn add(
        &mut self,
        fate: Fate,
        is_same: impl Fn(&Cause) -> bool,
        cause: impl FnOnce() -> Cause,
        input: &str,
        row: u64,
    ) {
        let known = self.groups.iter_mut().find(|(of, cause, _)| *of == fate && is_same(cause));
        if let Some((_, _, group)) = known {
            group.add(input, row);
        } else {
            let mut group = Group::default();
            group.add(input, row);
            self.groups.push((fate, cause(), group));
        }
    }

    /// Users read: all there were.
    pub fn read(&self) -> u64 {
        self.payloads + self.rejected + self.skipped
    }

    /// Users that could be read, whatever became of them then.
    pub fn legible(&self) -> u64 {
        let is_fault = |code: &str| record::CODES.iter().any(|known| known.path == code);
        let faults = self.groups.iter().filter(|(_, cause, _)| is_fault(cause.code));
        self.read() - faults.map(|(_, _, group)| group.users).sum::<u64>()
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

    /// The causes of a fate, the most frequent first; of those as frequent, the one that came
    /// first.
    pub fn causes(&self, fate: Fate) -> Vec<(&Cause, &Group)> {
        let of_fate = self.groups.iter().filter(|(of, _, _)| *of == fate);
        let mut causes: Vec<_> = of_fate.map(|(_, cause, group)| (cause, group)).collect();
        causes.sort_by_key(|(_, group)| std::cmp::Reverse(group.users));
        causes
    }

    /// What is worth knowing, with how many users it concerns.
    pub fn sightings(&self) -> impl Iterator<Item = (&'static Code, u64)> {
        self.sightings.values().copied()
    }
}
