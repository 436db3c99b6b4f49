//! How many different texts there are, and which, where that gives nobody away.
//!
//! Texts are kept while there are few of them. Beyond, only their hashes are, and beyond a bound
//! not even these: "at least so many" is all that is known then.
//!
//! Whether the texts of a finished profile are kept, [`KeptValues`] decides. By default they are
//! where they say something about the directory and not about a person.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use super::TextKind;
use crate::types::{Base, truth_of_text};

/// Which values a profile keeps.
///
/// Never more than twenty different ones of an attribute, each of at most 256 bytes, and always
/// either all values of an attribute or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeptValues {
    /// None.
    None,
    /// Those that several users share: every value is `True` or `False`, or five users or more
    /// have it. References to other people and e-mail addresses are never kept.
    #[default]
    Shared,
    /// All of small sets, whosoever they are.
    All,
}

/// More texts than this are no small set.
const MOST_VALUES: usize = 20;
/// A longer text is no word of a small set.
const MOST_VALUE_BYTES: usize = 256;
/// More texts than this are not told apart.
const MOST_DISTINCT: usize = 10_000;
/// A value that so many users have says nothing of one of them.
pub const SHARED_BY: u64 = 5;

impl KeptValues {
    /// True where these are kept.
    fn keeps(self, values: &BTreeMap<String, u64>, base: Option<Base>) -> bool {
        let is_shared = |(text, users): (&String, &u64)| {
            truth_of_text(text).is_some()
                || *users >= SHARED_BY && !TextKind::EmailAddress.fits(text)
        };
        match self {
            KeptValues::None => false,
            KeptValues::All => true,
            KeptValues::Shared => base != Some(Base::Reference) && values.iter().all(is_shared),
        }
    }
}

/// The different texts of one attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Distinct {
    /// All of them, each with its number of users.
    Few(BTreeMap<String, u64>),
    /// Their hashes.
    Many(HashSet<u64, BuildHasherDefault<Unhashed>>),
    /// More than are told apart.
    TooMany,
}

impl Default for Distinct {
    fn default() -> Distinct {
        Distinct::Few(BTreeMap::new())
    }
}

impl Distinct {
    /// Adds a text that so many users have.
    pub fn see(&mut self, text: &str, users: u64) {
        match self {
            Distinct::Few(values) => {
                if let Some(count) = values.get_mut(text) {
                    *count += users;
                    return;
                }
                if values.len() < MOST_VALUES && text.len() <= MOST_VALUE_BYTES {
                    values.insert(text.to_owned(), users);
                    return;
                }
                *self = Distinct::Many(values.keys().map(|text| hash(text)).collect());
                self.see_hash(hash(text));
            }
            Distinct::Many(_) => self.see_hash(hash(text)),
            Distinct::TooMany => {}
        }
    }

    fn see_hash(&mut self, hash: u64) {
        if let Distinct::Many(hashes) = self {
            hashes.insert(hash);
            if hashes.len() > MOST_DISTINCT {
                *self = Distinct::TooMany;
            }
        }
    }

    /// The texts of both.
    pub fn union(mut self, other: Distinct) -> Distinct {
        match other {
            Distinct::Few(values) => {
                values.iter().for_each(|(text, users)| self.see(text, *users));
            }
            Distinct::Many(hashes) => {
                if let Distinct::Few(values) = &self {
                    self = Distinct::Many(values.keys().map(|text| hash(text)).collect());
                }
                hashes.into_iter().for_each(|hash| self.see_hash(hash));
            }
            Distinct::TooMany => self = Distinct::TooMany,
        }
        self
    }

    /// How many there are, and whether that is exact.
    pub fn count(&self) -> (u64, bool) {
        match self {
            Distinct::Few(values) => (values.len() as u64, true),
            Distinct::Many(hashes) => (hashes.len() as u64, true),
            Distinct::TooMany => (MOST_DISTINCT as u64, false),
        }
    }

    /// The texts, where they are few and kept.
    pub fn into_values(
        self,
        kept: KeptValues,
        base: Option<Base>,
    ) -> Option<BTreeMap<String, u64>> {
        match self {
            Distinct::Few(values) => kept.keeps(&values, base).then_some(values),
            Distinct::Many(_) | Distinct::TooMany => None,
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What is hashed already.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unhashed(u64);

impl Hasher for Unhashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen<'t>(texts: impl IntoIterator<Item = &'t str>) -> Distinct {
        let mut distinct = Distinct::default();
        texts.into_iter().for_each(|text| distinct.see(text, 1));
        distinct
    }

    fn numbers(range: std::ops::Range<usize>) -> Distinct {
        let texts: Vec<String> = range.map(|number| number.to_string()).collect();
        seen(texts.iter().map(String::as_str))
    }

    #[test]
    fn texts_are_counted_exactly_up_to_a_bound() {
        for (distinct, expected, why) in [
            (numbers(0..0), (0, true), "none"),
            (seen(["a", "b", "a"]), (2, true), "few"),
            (numbers(0..20), (20, true), "as many as are kept"),
            (numbers(0..21), (21, true), "one more"),
            (numbers(0..10_000), (10_000, true), "as many as are told apart"),
            (numbers(0..10_001), (10_000, false), "one more"),
            (seen(["x".repeat(257).as_str(), "y"]), (2, true), "a long one"),
            (numbers(0..15).union(numbers(5..25)), (25, true), "of two"),
            (numbers(0..15).union(numbers(5..20)), (20, true), "of two with few"),
            (numbers(0..5).union(numbers(0..30)), (30, true), "few and many"),
            (numbers(0..30).union(numbers(0..5)), (30, true), "many and few"),
            (numbers(0..9_000).union(numbers(8_000..10_001)), (10_000, false), "too many of two"),
        ] {
            assert_eq!(distinct.count(), expected, "{why}");
        }
    }

    #[test]
    fn values_are_kept_where_they_give_nobody_away() {
        let shared = |kept, base: Option<Base>, values: &[(&str, u64)]| {
            let mut distinct = Distinct::default();
            values.iter().for_each(|(text, users)| distinct.see(text, *users));
            distinct.into_values(kept, base).map(|values| values.len())
        };
        let string = Some(Base::String);
        for (values, base, expected, why) in [
            (&[("Sales", 5), ("Legal", 90)][..], string, Some(2), "everybody shares"),
            (&[("Sales", 4), ("Legal", 90)], string, None, "four share one of them"),
            (&[("True", 1), ("False", 90)], Some(Base::Boolean), Some(2), "true and false"),
            (&[("true", 1), ("yes", 90)], None, Some(2), "and in other attributes"),
            (&[("7c1a", 90)], Some(Base::Reference), None, "the id of somebody"),
            (&[("boss@contoso.com", 90)], None, None, "the address of somebody"),
            (&[], string, Some(0), "nobody has any"),
        ] {
            assert_eq!(shared(KeptValues::Shared, base, values), expected, "{why}");
            assert_eq!(shared(KeptValues::None, base, values), None, "{why}");
            assert_eq!(shared(KeptValues::All, base, values), Some(values.len()), "{why}");
        }
        assert_eq!(numbers(0..21).into_values(KeptValues::All, None), None, "not a small set");
    }
}
