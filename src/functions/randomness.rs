//! Where random values come from: a key that the caller gives, and a place to draw at.
//!
//! INVARIANT: the same key, row, user, target and call always draw the same, so threads and the
//! order of work change nothing. Another row, user, target or call draws from another stream of the
//! cipher, or under another key: which one, nobody can tell who does not know the caller's key, so
//! whoever chooses the names of targets and users cannot make two of them alike.
//!
//! Absent on purpose: the operating system. Who wants values that nobody can guess gives a secret
//! of 32 bytes from there, a new one for each run.

use std::fmt;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// What random values are drawn from.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Randomness {
    /// Nothing was given: functions that draw end in an error.
    #[default]
    None,
    /// Bytes that nobody can guess: what is drawn from them nobody can guess either (ChaCha20).
    Secret([u8; 32]),
    /// A number: what is drawn is the same in every run.
    Seeded(u64),
}

impl Randomness {
    /// A source of values for one place.
    pub(super) fn draws(&self, place: Place<'_>) -> Option<Draws> {
        let key = match self {
            Randomness::None => return None,
            Randomness::Secret(key) => *key,
            Randomness::Seeded(seed) => {
                let mut key = [0; 32];
                key.iter_mut().zip(seed.to_le_bytes()).for_each(|(byte, seed)| *byte = seed);
                key
            }
        };
        let mut source = ChaCha20Rng::from_seed(place.mixed_into(key));
        source.set_stream(place.occasion.row);
        Some(Draws { source })
    }
}

impl fmt::Debug for Randomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Randomness::None => f.write_str("None"),
            Randomness::Secret(_) => f.write_str("Secret(…)"),
            Randomness::Seeded(seed) => write!(f, "Seeded({seed})"),
        }
    }
}

/// What an expression is evaluated for. It decides nothing but what is drawn at random.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Occasion<'o> {
    /// The user's number among all: its row and its input's; 0 for a user that came alone.
    pub row: u64,
    /// The user's key, where it has one.
    pub user: Option<&'o str>,
    /// The target attribute, as the mapping names it; empty for none.
    pub target: &'o str,
}

impl<'o> Occasion<'o> {
    /// The place of a call on this occasion; `turn` counts the values that the call is done for.
    pub fn place(self, call: usize, turn: usize) -> Place<'o> {
        Place { occasion: self, call, turn }
    }
}

/// Where a call draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'o> {
    occasion: Occasion<'o>,
    call: usize,
    turn: usize,
}

impl Place<'_> {
    /// The key of everything that is drawn here for some row.
    fn mixed_into(self, key: [u8; 32]) -> [u8; 32] {
        let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let Occasion { user, target, .. } = self.occasion;
        // The lengths come first, so no place is the beginning of another.
        let user_length = user.map_or(0, |user| number(user.len()).saturating_add(1));
        let key = mixed(key, [number(self.call), number(self.turn)]);
        let key = mixed(key, [number(target.len()), user_length]);
        [target, user.unwrap_or_default()].into_iter().fold(key, |key, text| {
            text.as_bytes().chunks(16).fold(key, |key, bytes| {
                let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
                let half = |start| u64::from_le_bytes(std::array::from_fn(|at| byte(start + at)));
                mixed(key, [half(0), half(8)])
            })
        })
    }
}

/// Another key, by the cipher's block of that number in that stream under the key.
fn mixed(key: [u8; 32], [stream, block]: [u64; 2]) -> [u8; 32] {
    let mut source = ChaCha20Rng::from_seed(key);
    source.set_stream(stream);
    source.set_block_pos(block);
    let mut mixed = [0; 32];
    source.fill_bytes(&mut mixed);
    mixed
}

/// Random values, one after the other.
pub struct Draws {
    source: ChaCha20Rng,
}

impl Draws {
    /// Random bytes.
    pub fn bytes<const COUNT: usize>(&mut self) -> [u8; COUNT] {
        let mut bytes = [0; COUNT];
        self.source.fill_bytes(&mut bytes);
        bytes
    }

    /// A number below the limit, each as likely as the others; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let Ok(limit) = u32::try_from(limit) else { return 0 };
        let Some(most) = u32::MAX.checked_rem(limit).map(|over| u32::MAX - over) else { return 0 };
        loop {
            let number = self.source.next_u32();
            // What lies over the last whole round would make small numbers more likely.
            if number < most {
                return usize::try_from(number % limit).unwrap_or(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn drawn(randomness: Randomness, occasion: Occasion<'_>, call: usize, turn: usize) -> [u8; 8] {
        randomness.draws(occasion.place(call, turn)).expect("there is a source").bytes()
    }

    #[test]
    fn what_is_drawn_depends_on_the_place_and_on_nothing_else() {
        let at = Occasion { row: 1, user: Some("7"), target: "userName" };
        let first = drawn(Randomness::Seeded(1), at, 0, 0);
        assert_eq!(drawn(Randomness::Seeded(1), at, 0, 0), first);
        for (randomness, occasion, call, turn, why) in [
            (Randomness::Seeded(2), at, 0, 0, "another seed"),
            (Randomness::Secret([7; 32]), at, 0, 0, "a secret"),
            (Randomness::Seeded(1), Occasion { row: 2, ..at }, 0, 0, "another row"),
            (Randomness::Seeded(1), Occasion { user: Some("8"), ..at }, 0, 0, "another user"),
            (Randomness::Seeded(1), Occasion { target: "title", ..at }, 0, 0, "another target"),
            (Randomness::Seeded(1), at, 1, 0, "another call"),
            (Randomness::Seeded(1), at, 0, 1, "another of several values"),
        ] {
            assert_ne!(drawn(randomness, occasion, call, turn), first, "{why}");
        }
        assert!(Randomness::None.draws(at.place(0, 0)).is_none());
    }

    #[test]
    fn no_place_runs_into_another() {
        let at = |user, target| Occasion { row: 1, user, target };
        let sixteen = "0123456789abcdef";
        let places = [
            at(None, ""),
            at(Some(""), ""),
            at(Some("\0"), ""),
            at(Some("\0\0"), ""),
            at(None, "\0"),
            at(Some("a"), "bc"),
            at(Some("c"), "ba"),
            at(Some("ab"), "c"),
            at(Some("abc"), ""),
            at(None, "abc"),
            at(None, sixteen),
            at(Some(sixteen), ""),
            at(Some("f"), "0123456789abcde"),
            Occasion { row: 0, user: None, target: "" },
        ];
        let drawn: BTreeSet<[u8; 8]> = places
            .iter()
            .flat_map(|place| [(0, 0), (0, 1), (1, 0)].map(|call| (place, call)))
            .map(|(place, (call, turn))| drawn(Randomness::Seeded(1), *place, call, turn))
            .collect();
        assert_eq!(drawn.len(), places.len() * 3);
    }

    /// Rows are streams under one key, and none of the names goes past the key.
    #[test]
    fn a_secret_takes_part_in_everything() {
        let at = Occasion { row: 7, user: Some("u"), target: "t" };
        let key = |secret: u8| at.place(0, 0).mixed_into([secret; 32]);
        let other = Occasion { row: 8, ..at };
        assert_eq!(key(1), other.place(0, 0).mixed_into([1; 32]), "the row is the stream");
        assert_ne!(key(1), key(2));
        let mut source = ChaCha20Rng::from_seed(key(1));
        source.set_stream(7);
        let mut expected = [0; 8];
        source.fill_bytes(&mut expected);
        assert_eq!(drawn(Randomness::Secret([1; 32]), at, 0, 0), expected);
    }

    #[test]
    fn every_number_below_the_limit_is_drawn() {
        let mut draws = Randomness::Seeded(1)
            .draws(Occasion::default().place(0, 0))
            .expect("there is a source");
        let mut counts = [0; 6];
        for _ in 0..6_000 {
            counts[draws.below(6)] += 1;
        }
        assert!(counts.iter().all(|count| (800..1_200).contains(count)), "{counts:?}");
        assert_eq!((draws.below(1), draws.below(0)), (0, 0));
    }

    #[test]
    fn a_secret_stays_one() {
        assert_eq!(format!("{:?}", Randomness::Secret([1; 32])), "Secret(…)");
    }
}
