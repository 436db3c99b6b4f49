//! Which of null, empty and present a value can be.
//!
//! Absent on purpose: which texts ([`Texts`](super::Texts)).

use std::fmt;

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

    /// Those of both.
    pub const fn meet(self, other: States) -> States {
        States(self.0 & other.0)
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
