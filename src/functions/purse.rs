//! What may be spent on one evaluation: on all calls of an expression, for one user.
//!
//! Many values and long ones multiply: a call that is given several values is done for each, and
//! each may be searched by a pattern. So there is one purse for all of them together. It counts
//! steps and bytes, not time: the same user and expression cost the same on every machine.
//!
//! Absent on purpose: the size of one value, which is a limit of its own
//! ([`Surroundings::most_value_bytes`]), and other expressions of the same user: what one gives
//! must not depend on those beside it.

use std::cell::Cell;

use super::Surroundings;
use crate::dotnet::regex::Budget;

/// What may still be spent on an evaluation.
#[derive(Debug)]
pub struct Purse {
    searches: Cell<Budget>,
    bytes: Cell<usize>,
}

impl Purse {
    /// The most bytes that calls for several values are given anew with each of them, each argument
    /// counted as one of several values is: a tenth of a second's worth. A thousand values beside a
    /// text of sixty thousand characters are within it, or beside a thousand short texts.
    pub const MOST_BYTES: usize = 1 << 26;

    /// A full purse.
    pub fn of(surroundings: &Surroundings) -> Purse {
        Purse {
            searches: Cell::new(Budget::new(surroundings.most_value_bytes)),
            bytes: Cell::new(Purse::MOST_BYTES),
        }
    }

    /// Pays for what an argument gives another time; false where there is not enough left.
    pub fn pay(&self, bytes: usize) -> bool {
        let left = self.bytes.get().checked_sub(bytes);
        self.bytes.set(left.unwrap_or(0));
        left.is_some()
    }

    /// Searches a text out of what is left for that, and a little more for each of its bytes.
    pub(super) fn search<T>(&self, text: &str, search: impl FnOnce(&mut Budget) -> T) -> T {
        let mut budget = self.searches.get();
        budget.add(text);
        let found = search(&mut budget);
        self.searches.set(budget);
        found
    }
}
