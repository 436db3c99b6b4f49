//! From an input key to what is done with its value.
//!
//! In: the keys of interest. Out: [`Keys::find`], which most keys of a user leave empty-handed
//! after a few instructions: a hash of the length and both ends, then at most a short comparison.
//!
//! Absent on purpose: what the actions are.

use std::collections::BTreeMap;

/// A set of keys, each with the index of an action.
#[derive(Debug, Default)]
pub(super) struct Keys {
    entries: Vec<Entry>,
    /// The actions by name, while keys are added.
    actions: BTreeMap<String, usize>,
    /// For each hash the first entry, from 1; 0 for none. A power of two in length.
    buckets: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    ends: Ends,
    action: usize,
    /// The next entry with the same hash, from 1; 0 for none.
    next: u32,
}

/// What a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The index of the action.
    pub action: usize,
    /// True where the key is spelt exactly so, false where its case differs.
    pub is_exact: bool,
}

impl Keys {
    /// The action of this exact key, which becomes `next_action` if the key is new.
    pub fn insert(&mut self, name: &str, next_action: usize) -> usize {
        if let Some(action) = self.actions.get(name) {
            return *action;
        }
        self.actions.insert(name.to_owned(), next_action);
        let ends = Ends::of(name.as_bytes());
        self.entries.push(Entry { name: name.to_owned(), ends, action: next_action, next: 0 });
        next_action
    }

    /// Builds the table, once all keys are there.
    pub fn finish(&mut self) {
        self.actions.clear();
        // Four times as many buckets as keys: three of four keys that are not read end there.
        let count = (self.entries.len() * 4).next_power_of_two().max(4);
        self.buckets = vec![0; count];
        for (index, entry) in self.entries.iter_mut().enumerate().rev() {
            if let Some(bucket) = self.buckets.get_mut(entry.ends.bucket(count)) {
                entry.next = *bucket;
                *bucket = u32::try_from(index + 1).unwrap_or(0);
            }
        }
    }

    /// What the key leads to: spelt exactly so, else the first that differs in ASCII case only.
    pub fn find(&self, key: &str) -> Option<Found> {
        let ends = Ends::of(key.as_bytes());
        let mut next = *self.buckets.get(ends.bucket(self.buckets.len()))?;
        let mut other_case = None;
        while let Some(entry) = self.entry(next) {
            if entry.ends == ends && (ends.is_all() || entry.name == key) {
                return Some(Found { action: entry.action, is_exact: true });
            }
            if other_case.is_none() && entry.name.eq_ignore_ascii_case(key) {
                other_case = Some(Found { action: entry.action, is_exact: false });
            }
            next = entry.next;
        }
        other_case
    }

    /// All keys with their actions, in the order they were inserted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.entries.iter().map(|entry| (entry.name.as_str(), entry.action))
    }

    fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get((number as usize).checked_sub(1)?)
    }
}

/// The first and last bytes of a key and its length: all of a key of up to 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    length: usize,
    head: u64,
    tail: u64,
}

impl Ends {
    fn of(key: &[u8]) -> Ends {
        let length = key.len();
        if let (Some(head), Some(tail)) = (key.first_chunk(), key.last_chunk()) {
            return Ends {
                length,
                head: u64::from_le_bytes(*head),
                tail: u64::from_le_bytes(*tail),
            };
        }
        if let (Some(head), Some(tail)) = (key.first_chunk(), key.last_chunk()) {
            let (head, tail) = (u32::from_le_bytes(*head), u32::from_le_bytes(*tail));
            return Ends { length, head: head.into(), tail: tail.into() };
        }
        let head = key.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        Ends { length, head, tail: 0 }
    }

    /// True where there is nothing between the ends.
    fn is_all(self) -> bool {
        self.length <= 16
    }

    /// The bucket among `count`, the same for every ASCII case of the key.
    fn bucket(self, count: usize) -> usize {
        const CASE: u64 = 0x2020_2020_2020_2020;
        let mixed = (self.head | CASE) ^ (self.tail | CASE).rotate_left(29) ^ self.length as u64;
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize & count.wrapping_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_exactly_first_then_ignoring_case() {
        let mut keys = Keys::default();
        let names = ["mail", "Mobile", "extension_ab_foo", "extension_ab_Foo", "id", "", "größe"];
        for (index, name) in names.into_iter().enumerate() {
            assert_eq!(keys.insert(name, index), index);
        }
        assert_eq!(keys.insert("mail", 99), 0, "a key that is there keeps its action");
        keys.finish();
        for (key, expected, why) in [
            ("mail", Some((0, true)), "exact"),
            ("MAIL", Some((0, false)), "another case"),
            ("mobile", Some((1, false)), "another case"),
            ("extension_ab_Foo", Some((3, true)), "both cases are keys: the exact one"),
            ("extension_ab_FOO", Some((2, false)), "neither is exact: the first"),
            ("Id", Some((4, false)), "short"),
            ("", Some((5, true)), "the empty key is a key"),
            ("größe", Some((6, true)), "not ASCII"),
            ("GRÖSSE", None, "only ASCII letters have a case here"),
            ("mai", None, "shorter"),
            ("mails", None, "longer"),
            ("mail\0", None, "a NUL is a character"),
            ("exteNsion_ab_foo", Some((2, false)), "another case in the middle of a long key"),
        ] {
            let found = keys.find(key).map(|found| (found.action, found.is_exact));
            assert_eq!(found, expected, "{key:?}: {why}");
        }
    }

    #[test]
    fn no_keys_find_nothing() {
        assert_eq!(Keys::default().find("mail"), None);
    }
}
