//! The texts a value can be: known ones, all but known ones, or any.
//!
//! Absent on purpose: null, and whether the empty text is possible where texts are not known:
//! [`States`](super::States) says both.

use std::collections::BTreeSet;

/// The texts a value can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Texts {
    /// Nothing is known.
    Any,
    /// Only these, the empty text among them where it is possible.
    OneOf(BTreeSet<String>),
    /// Any but these, of which there is at least one. The empty text is never among them.
    NoneOf(BTreeSet<String>),
}

impl Texts {
    /// More than this many are as good as any.
    pub const MOST: usize = 64;
    /// Texts longer than this together are as good as any: knowing them is not worth the room.
    pub const MOST_BYTES: usize = 64 << 10;

    /// Only these.
    pub fn one_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Texts {
        texts.into_iter().map(str::to_owned).collect()
    }

    /// None at all: the value is always null.
    pub fn none() -> Texts {
        Texts::OneOf(BTreeSet::new())
    }

    /// Any but these.
    pub fn none_of(texts: impl IntoIterator<Item = String>) -> Texts {
        match texts.into_iter().filter(|text| !text.is_empty()).collect() {
            Texts::OneOf(texts) if !texts.is_empty() => Texts::NoneOf(texts),
            Texts::Any | Texts::OneOf(_) | Texts::NoneOf(_) => Texts::Any,
        }
    }

    /// Any of both.
    pub fn union(self, other: Texts) -> Texts {
        match (self, other) {
            (Texts::OneOf(left), Texts::OneOf(right)) => left.into_iter().chain(right).collect(),
            (Texts::NoneOf(not), Texts::OneOf(known))
            | (Texts::OneOf(known), Texts::NoneOf(not)) => {
                Texts::none_of(not.into_iter().filter(|text| !known.contains(text)))
            }
            (Texts::NoneOf(left), Texts::NoneOf(right)) => {
                Texts::none_of(left.into_iter().filter(|text| right.contains(text)))
            }
            (Texts::Any, _) | (_, Texts::Any) => Texts::Any,
        }
    }

    /// Those of both.
    pub fn meet(self, other: &Texts) -> Texts {
        match (self, other) {
            (Texts::Any, other) => other.clone(),
            (texts, Texts::Any) => texts,
            (Texts::OneOf(known), other) => {
                Texts::OneOf(known.into_iter().filter(|text| other.admit(text)).collect())
            }
            (Texts::NoneOf(not), Texts::OneOf(known)) => {
                Texts::OneOf(known.iter().filter(|text| !not.contains(*text)).cloned().collect())
            }
            (Texts::NoneOf(left), Texts::NoneOf(right)) => {
                Texts::none_of(left.into_iter().chain(right.iter().cloned()))
            }
        }
    }

    /// These without that one.
    pub fn without(self, text: &str) -> Texts {
        match self {
            Texts::Any => Texts::none_of([text.to_owned()]),
            Texts::OneOf(mut known) => {
                known.remove(text);
                Texts::OneOf(known)
            }
            Texts::NoneOf(mut not) if !text.is_empty() && not.len() < Texts::MOST => {
                not.insert(text.to_owned());
                Texts::NoneOf(not)
            }
            Texts::NoneOf(not) => Texts::NoneOf(not),
        }
    }

    /// True where it can be that text.
    pub fn admit(&self, text: &str) -> bool {
        match self {
            Texts::Any => true,
            Texts::OneOf(known) => known.contains(text),
            Texts::NoneOf(not) => !not.contains(text),
        }
    }

    /// What these texts become under a function of each.
    pub fn map(&self, function: impl Fn(&str) -> String) -> Texts {
        self.try_map(|text| Some(function(text)))
    }

    /// What these texts become; any, where the function has no answer for one of them.
    pub fn try_map(&self, function: impl Fn(&str) -> Option<String>) -> Texts {
        let mapped: Option<Texts> =
            self.known().and_then(|texts| texts.iter().map(|text| function(text)).collect());
        mapped.unwrap_or(Texts::Any)
    }

    /// What each of these becomes with each of those.
    pub fn with_each(&self, other: &Texts, function: impl Fn(&str, &str) -> String) -> Texts {
        let (Some(left), Some(right)) = (self.known(), other.known()) else { return Texts::Any };
        if left.len().saturating_mul(right.len()) > Texts::MOST {
            return Texts::Any;
        }
        let pairs = left.iter().flat_map(|left| right.iter().map(move |right| (left, right)));
        pairs.map(|(left, right)| function(left, right)).collect()
    }

    /// The texts, where they are known.
    pub fn known(&self) -> Option<&BTreeSet<String>> {
        match self {
            Texts::Any | Texts::NoneOf(_) => None,
            Texts::OneOf(texts) => Some(texts),
        }
    }
}

impl FromIterator<String> for Texts {
    fn from_iter<I: IntoIterator<Item = String>>(texts: I) -> Texts {
        let mut known = BTreeSet::new();
        let mut bytes = 0;
        for text in texts {
            bytes += text.len();
            known.insert(text);
            if known.len() > Texts::MOST || bytes > Texts::MOST_BYTES {
                return Texts::Any;
            }
        }
        Texts::OneOf(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn but(texts: &[&str]) -> Texts {
        Texts::none_of(texts.iter().map(|text| (*text).to_owned()))
    }

    #[test]
    fn either_of_two() {
        for (left, right, either) in [
            (Texts::one_of(["a"]), Texts::one_of(["b"]), Texts::one_of(["a", "b"])),
            (but(&["a", "b"]), Texts::one_of(["a"]), but(&["b"])),
            (Texts::one_of(["a"]), but(&["a"]), Texts::Any),
            (but(&["a", "b"]), but(&["b", "c"]), but(&["b"])),
            (but(&["a"]), but(&["b"]), Texts::Any),
            (Texts::Any, Texts::one_of(["a"]), Texts::Any),
        ] {
            assert_eq!(left.union(right), either);
        }
    }

    #[test]
    fn both_of_two() {
        for (left, right, both) in [
            (Texts::one_of(["a", "b"]), Texts::one_of(["b", "c"]), Texts::one_of(["b"])),
            (Texts::one_of(["a", "b"]), but(&["b"]), Texts::one_of(["a"])),
            (but(&["b"]), Texts::one_of(["a", "b"]), Texts::one_of(["a"])),
            (but(&["a"]), but(&["b"]), but(&["a", "b"])),
            (Texts::Any, but(&["b"]), but(&["b"])),
            (but(&["b"]), Texts::Any, but(&["b"])),
        ] {
            assert_eq!(left.meet(&right), both);
        }
    }

    #[test]
    fn the_empty_text_is_for_the_states_to_rule_out() {
        assert_eq!(but(&["", "a"]), but(&["a"]));
        assert_eq!(but(&[""]), Texts::Any);
        assert_eq!(Texts::Any.without(""), Texts::Any);
        assert_eq!(Texts::one_of(["", "a"]).without(""), Texts::one_of(["a"]));
    }

    #[test]
    fn pairs_are_few_or_none() {
        let joined = |left: &Texts, right: &Texts| left.with_each(right, |a, b| format!("{a}{b}"));
        let (few, more) = (Texts::one_of(["a", "b"]), Texts::one_of(["1", "2"]));
        assert_eq!(joined(&few, &more), Texts::one_of(["a1", "a2", "b1", "b2"]));
        let many: Texts = (0..40).map(|number| number.to_string()).collect();
        assert_eq!(joined(&few, &many), Texts::Any);
        assert_eq!(joined(&few, &but(&["1"])), Texts::Any);
    }
}
