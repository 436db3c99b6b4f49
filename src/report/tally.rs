//! Counting users by what became of them and why.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::plan::{Batch, Fate, Plan, REFERENCE, Reject, Skip, User};
use crate::record::{self, DERIVED, DUPLICATE_KEY, SHORTENED};

/// What became of users, counted.
///
/// INVARIANT: users read = payloads + rejected + skipped.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    payloads: u64,
    rejects: Causes,
    skips: Causes,
    /// By path: what is worth knowing of users, and of how many.
    sightings: BTreeMap<&'static str, (&'static Code, u64)>,
    /// Users rejected because they could not be read.
    illegible: u64,
    /// The slots of the attributes that some user has a value for.
    found: BTreeSet<usize>,
}

/// Why a user has no payload.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// Users without a payload, by their cause.
///
/// There are as many causes as a mapping has ways to fail, whatever the number of users: they
/// hold no place, count or value of a user. Those beyond a bound are counted together all the
/// same, so that memory depends on nobody's word.
#[derive(Debug, Clone, Default)]
pub struct Causes {
    users: u64,
    /// Each with its place in the order in which they first came.
    groups: BTreeMap<Cause, (usize, Group)>,
    others: Group,
}

impl Causes {
    /// How many causes are told apart.
    const MOST: usize = 200;

    fn add(&mut self, cause: Cause, input: &str, row: u64) {
        self.users += 1;
        let place = self.groups.len();
        let group = match self.groups.entry(cause) {
            Entry::Occupied(known) => &mut known.into_mut().1,
            Entry::Vacant(new) if place < Causes::MOST => {
                &mut new.insert((place, Group::default())).1
            }
            Entry::Vacant(_) => &mut self.others,
        };
        group.add(input, row);
    }

    /// How many users there are.
    pub fn users(&self) -> u64 {
        self.users
    }

    /// The causes that are told apart, the most frequent first; of those as frequent, the one
    /// that came first.
    pub fn sorted(&self) -> Vec<(&Cause, &Group)> {
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|(_, (place, group))| (Reverse(group.users), *place));
        groups.into_iter().map(|(cause, (_, group))| (cause, group)).collect()
    }

    /// Users of the causes that came when there were too many to tell apart.
    pub fn others(&self) -> &Group {
        &self.others
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
                Fate::Payload => self.payloads += 1,
                Fate::Rejected(reject) => {
                    self.illegible += u64::from(record::CODES.contains(&reject.code));
                    self.rejects.add(Cause::of_reject(reject), input, reject.row);
                }
                Fate::Skipped { row, skip } => self.skips.add(Cause::of_skip(skip), input, *row),
            }
            self.add_notes(user);
        }
        self.found.extend(batch.found());
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

    /// Users read: all there were.
    pub fn read(&self) -> u64 {
        self.payloads + self.rejected() + self.skipped()
    }

    /// Users that could be read, whatever became of them then.
    pub fn legible(&self) -> u64 {
        self.read() - self.illegible
    }

    /// Users with a payload.
    pub fn payloads(&self) -> u64 {
        self.payloads
    }

    /// Users that cannot be provisioned.
    pub fn rejected(&self) -> u64 {
        self.rejects.users
    }

    /// Users the mapping leaves out.
    pub fn skipped(&self) -> u64 {
        self.skips.users
    }

    /// Why users cannot be provisioned.
    pub fn rejects(&self) -> &Causes {
        &self.rejects
    }

    /// Why the mapping leaves users out.
    pub fn skips(&self) -> &Causes {
        &self.skips
    }

    /// The attributes that the plan reads and no user has: most likely they were not exported.
    /// Where no user could be read at all, nothing is known of them.
    pub fn absent_attributes<'p>(&self, plan: &'p Plan) -> Vec<&'p str> {
        if self.legible() == 0 {
            return Vec::new();
        }
        let attributes = plan.attributes().iter().enumerate();
        let absent = attributes.filter(|(slot, _)| !self.found.contains(slot));
        absent.map(|(_, name)| name.as_str()).collect()
    }

    /// What is worth knowing, with how many users it concerns.
    pub fn sightings(&self) -> impl Iterator<Item = (&'static Code, u64)> {
        self.sightings.values().copied()
    }
}

impl Cause {
    fn of_reject(reject: &Reject) -> Cause {
        Cause {
            code: reject.code.path,
            target: reject.target.clone(),
            attribute: reject.attribute.clone(),
            filter: None,
            message: reject.message.clone(),
        }
    }

    fn of_skip(skip: &Skip) -> Cause {
        Cause {
            code: skip.code.path,
            target: None,
            attribute: None,
            filter: skip.filter.clone(),
            message: Cow::Owned(skip.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(message: impl Into<Cow<'static, str>>) -> Cause {
        let message = message.into();
        Cause { code: "eval::raised", target: None, attribute: None, filter: None, message }
    }

    #[test]
    fn causes_stand_by_number_and_then_in_the_order_of_users() {
        let mut causes = Causes::default();
        for (row, message) in (1..).zip(["z", "a", "m", "m", "a", "z", "m", "m", "b"]) {
            causes.add(cause(message), "users", row);
        }
        let row = |row: u64| ("users".to_owned(), row);
        let group = |users, rows: &[u64]| Group {
            users,
            examples: rows.iter().copied().map(row).collect(),
        };
        let sorted: Vec<_> = causes
            .sorted()
            .into_iter()
            .map(|(cause, group)| (&*cause.message, group.clone()))
            .collect();
        let expected = [
            ("m", group(4, &[3, 4, 7])),
            ("z", group(2, &[1, 6])),
            ("a", group(2, &[2, 5])),
            ("b", group(1, &[9])),
        ];
        assert_eq!(sorted, expected);
        assert_eq!((causes.users(), causes.others()), (9, &Group::default()));
    }

    #[test]
    fn causes_without_end_are_counted_together() {
        let mut causes = Causes::default();
        for row in 1..=100_000 {
            causes.add(cause(format!("cause {row}")), "users", row);
        }
        causes.add(cause("cause 7"), "users", 100_001);
        let sorted = causes.sorted();
        assert_eq!(sorted.len(), 200);
        assert_eq!(
            sorted.first().map(|(cause, group)| (&*cause.message, group.users)),
            Some(("cause 7", 2))
        );
        assert_eq!((causes.users(), causes.others().users), (100_001, 99_800));
        assert_eq!(causes.others().examples.first().map(|(_, row)| *row), Some(201));
    }
}
