//! Where random values come from: a key that the caller gives, and a place to draw at.
//!
//! INVARIANT: the same key, row, user, target and call always draw the same, so threads and the
//! order of work change nothing. Another row, user, target or call draws something else.
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
    pub(super) fn draws(&self, place: u64) -> Option<Draws> {
        let key = match self {
            Randomness::None => return None,
            Randomness::Secret(key) => *key,
            Randomness::Seeded(seed) => {
                let mut key = [0; 32];
                key.iter_mut().zip(seed.to_le_bytes()).for_each(|(byte, seed)| *byte = seed);
                key
            }
        };
        let mut source = ChaCha20Rng::from_seed(key);
        source.set_stream(place);
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

impl Occasion<'_> {
    /// The place of a call on this occasion; `turn` counts the values that the call is done for.
    pub fn place(&self, call: usize, turn: usize) -> u64 {
        let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX).to_le_bytes();
        let mut place = Place(FNV_OFFSET);
        place.add(&self.row.to_le_bytes());
        place.add(&number(call));
        place.add(&number(turn));
        place.add(&number(self.target.len()));
        place.add(self.target.as_bytes());
        place.add(self.user.unwrap_or_default().as_bytes());
        place.0
    }
}

const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01B3;

/// The FNV-1a hash of some bytes: small, and the same in every version of Rust.
struct Place(u64);

impl Place {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(FNV_PRIME);
        }
    }
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
        assert!(Randomness::None.draws(0).is_none());
    }

    #[test]
    fn every_number_below_the_limit_is_drawn() {
        let mut draws = Randomness::Seeded(1).draws(0).expect("there is a source");
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
