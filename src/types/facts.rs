//! What is known of an expression's value before any user is seen.
//!
//! INVARIANT: facts are sound. What they rule out never happens, whatever the user looks like;
//! what they allow may never happen.

use std::collections::BTreeSet;
use std::fmt;

use super::{Base, Type};

/// Everything the checker knows of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its type.
    pub ty: Type,
    /// True where several values are possible: what the type says, and what an attribute that no
    /// table knows may turn out to have.
    pub can_be_several: bool,
    /// Which of null, empty and present it can be.
    pub states: States,
    /// The texts it can be where it is neither null nor a list.
    pub texts: Texts,
    /// True where evaluation can end in an error, attrmap's own limits of size aside.
    pub can_fail: bool,
    /// True where the same user and the same clock and seed always give the same value.
    pub is_deterministic: bool,
}

impl Facts {
    /// A value of that type of which nothing else is known.
    pub fn any(ty: Type) -> Facts {
        Facts {
            ty,
            can_be_several: ty.is_multi_valued,
            states: States::ANY,
            texts: Texts::Any,
            can_fail: false,
            is_deterministic: true,
        }
    }

    /// A value of that type that is never null nor empty.
    pub fn present(ty: Type) -> Facts {
        Facts { states: States::PRESENT, ..Facts::any(ty) }
    }

    /// A value of that type that is never empty, or null where that is possible.
    pub fn nullable(ty: Type, can_be_null: bool) -> Facts {
        let null = if can_be_null { States::NULL } else { States::NONE };
        Facts { states: States::PRESENT.union(null), ..Facts::any(ty) }
    }

    /// Never any value.
    pub fn null() -> Facts {
        Facts { states: States::NULL, texts: Texts::none(), ..Facts::any(Type::STRING) }
    }

    /// No value at all, not even null: the evaluation never comes back.
    pub fn never() -> Facts {
        Facts { states: States::NONE, ..Facts::null() }
    }

    /// A true or false value.
    pub fn boolean() -> Facts {
        Facts { texts: Texts::one_of(["True", "False"]), ..Facts::present(Type::BOOLEAN) }
    }

    /// A true or false value of which one may be ruled out.
    pub fn truth(can_be_true: bool, can_be_false: bool) -> Facts {
        match (can_be_true, can_be_false) {
            (true, false) => Facts::constant(Base::Boolean, "True"),
            (false, true) => Facts::constant(Base::Boolean, "False"),
            (true, true) | (false, false) => Facts::boolean(),
        }
    }

    /// One of these texts, or null where that is possible: its states are what the texts allow.
    pub fn text(texts: Texts, can_be_null: bool) -> Facts {
        let (can_be_empty, can_be_present, is_never_a_text) = match &texts {
            Texts::Any => (true, true, false),
            Texts::OneOf(known) => {
                (known.contains(""), known.iter().any(|text| !text.is_empty()), known.is_empty())
            }
        };
        let states = [
            (can_be_null || is_never_a_text, States::NULL),
            (can_be_empty, States::EMPTY),
            (can_be_present, States::PRESENT),
        ];
        let states = states
            .into_iter()
            .filter(|(can_be, _)| *can_be)
            .map(|(_, state)| state)
            .reduce(States::union)
            .unwrap_or(States::ANY);
        Facts { states, texts, ..Facts::any(Type::STRING) }
    }

    /// What is wrong and reported already.
    pub fn error() -> Facts {
        Facts::any(Type::ERROR)
    }

    /// Exactly this text, of this type.
    pub fn constant(base: Base, text: &str) -> Facts {
        let states = if text.is_empty() { States::EMPTY } else { States::PRESENT };
        Facts { states, texts: Texts::one_of([text]), ..Facts::any(Type::single(base)) }
    }

    /// The one text it always is, where there is just one.
    pub fn constant_text(&self) -> Option<&str> {
        if self.states.can_be_null() || self.can_be_several {
            return None;
        }
        match &self.texts {
            Texts::OneOf(texts) if texts.len() == 1 => texts.first().map(String::as_str),
            Texts::OneOf(_) | Texts::Any => None,
        }
    }

    /// What is known of "one of these two".
    pub fn join(self, other: Facts) -> Facts {
        let ty = match (self.states, other.states) {
            (States::NONE, _) => other.ty,
            (_, States::NONE) => self.ty,
            _ => self.ty.join(other.ty),
        };
        Facts {
            ty,
            can_be_several: self.can_be_several || other.can_be_several,
            states: self.states.union(other.states),
            texts: self.texts.union(other.texts),
            can_fail: self.can_fail || other.can_fail,
            is_deterministic: self.is_deterministic && other.is_deterministic,
        }
    }

    /// The same, where what these arguments can do (fail, vary) happens too.
    pub fn after<'a>(mut self, arguments: impl IntoIterator<Item = &'a Facts>) -> Facts {
        for argument in arguments {
            self.can_fail |= argument.can_fail;
            self.is_deterministic &= argument.is_deterministic;
            if argument.ty.base == Base::Error {
                self.ty.base = Base::Error;
            }
        }
        self
    }

    /// The same attribute, for users of whom more is known: what they show counts for more than
    /// any rule. Nothing is taken from users who were read as another type, where reading differs.
    pub fn narrowed(self, known: &Facts) -> Facts {
        let is_read_apart = |base| matches!(base, Base::Boolean | Base::AppRoleAssignment);
        let (base, known_base) = (self.ty.base, known.ty.base);
        // What nobody has, nobody has as whatever type.
        if known.states != States::NULL
            && base != known_base
            && (is_read_apart(base) || is_read_apart(known_base))
        {
            return self;
        }
        let texts = match &known.texts {
            Texts::Any => self.texts,
            Texts::OneOf(_) => known.texts.clone(),
        };
        // A multi-valued attribute has a list even of one value.
        let can_be_several = self.ty.is_multi_valued || known.can_be_several;
        Facts {
            can_be_several: self.can_be_several && can_be_several,
            states: known.states,
            texts,
            ..self
        }
    }

    /// The same, able to fail.
    pub fn failing(self, can_fail: bool) -> Facts {
        Facts { can_fail: self.can_fail || can_fail, ..self }
    }
}

/// Which of null, empty and present a value can be. A list counts by its number of values.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct States(u8);

impl States {
    /// None of them: there is never a value.
    pub const NONE: States = States(0);
    /// Null only.
    pub const NULL: States = States(1);
    /// The empty string (or list) only.
    pub const EMPTY: States = States(2);
    /// Neither null nor empty.
    pub const PRESENT: States = States(4);
    /// All three.
    pub const ANY: States = States(7);

    /// Either of two.
    pub const fn union(self, other: States) -> States {
        States(self.0 | other.0)
    }

    /// These without those.
    pub const fn without(self, other: States) -> States {
        States(self.0 & !other.0)
    }

    /// True where null is possible.
    pub const fn can_be_null(self) -> bool {
        self.0 & States::NULL.0 != 0
    }

    /// True where empty is possible.
    pub const fn can_be_empty(self) -> bool {
        self.0 & States::EMPTY.0 != 0
    }

    /// True where null or empty is possible.
    pub const fn can_be_missing(self) -> bool {
        self.can_be_null() || self.can_be_empty()
    }

    /// True where a value that is not empty is possible.
    pub const fn can_be_present(self) -> bool {
        self.0 & States::PRESENT.0 != 0
    }
}

impl fmt::Debug for States {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = f.debug_set();
        for (can_be, name) in [
            (self.can_be_null(), "null"),
            (self.can_be_empty(), "empty"),
            (self.can_be_present(), "present"),
        ] {
            if can_be {
                names.entry(&format_args!("{name}"));
            }
        }
        names.finish()
    }
}

/// The texts a value can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Texts {
    /// Nothing is known.
    Any,
    /// Only these, the empty text among them where it is possible.
    OneOf(BTreeSet<String>),
}

impl Texts {
    /// More than this many are as good as any.
    const MOST: usize = 64;
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

    /// Any of both.
    pub fn union(self, other: Texts) -> Texts {
        match (self, other) {
            (Texts::OneOf(left), Texts::OneOf(right)) => left.into_iter().chain(right).collect(),
            (Texts::Any, _) | (_, Texts::Any) => Texts::Any,
        }
    }

    /// What these texts become under a function of each.
    pub fn map(&self, function: impl Fn(&str) -> String) -> Texts {
        match self {
            Texts::Any => Texts::Any,
            Texts::OneOf(texts) => texts.iter().map(|text| function(text)).collect(),
        }
    }

    /// The texts, where they are known.
    pub fn known(&self) -> Option<&BTreeSet<String>> {
        match self {
            Texts::Any => None,
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

    #[test]
    fn the_texts_decide_the_states() {
        let states = |texts, can_be_null| Facts::text(texts, can_be_null).states;
        assert_eq!(states(Texts::one_of(["a"]), false), States::PRESENT);
        assert_eq!(states(Texts::one_of(["a", ""]), true), States::ANY);
        assert_eq!(states(Texts::one_of([""]), false), States::EMPTY);
        assert_eq!(states(Texts::none(), false), States::NULL);
        assert_eq!(states(Texts::Any, false), States::EMPTY.union(States::PRESENT));
    }

    #[test]
    fn what_never_is_adds_nothing_but_its_failure() {
        let date = Facts::present(Type::DATE_TIME);
        let joined = Facts::never().failing(true).join(date.clone());
        assert_eq!(joined, date.clone().failing(true));
        assert_eq!(date.clone().join(Facts::never()), date);
    }

    #[test]
    fn a_decided_truth_is_a_constant() {
        assert_eq!(Facts::truth(true, false).constant_text(), Some("True"));
        assert_eq!(Facts::truth(false, true).constant_text(), Some("False"));
        assert_eq!(Facts::truth(true, true), Facts::boolean());
    }
}
