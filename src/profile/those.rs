//! Users of whom something holds, counted, with the first of them.
//!
//! In: one place after the other. Out: a part of a sentence: `3 of 200 users (rows 3, 17, 40)`.
//!
//! Absent on purpose: what holds of them, and any value.

use super::attribute::FirstRows;
use super::words::first_rows;
use super::{Place, Who};

/// Users of whom something holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Those {
    count: u64,
    first: FirstRows,
}

impl Those {
    /// So many of whom nobody knows where they stand.
    pub fn counted(count: u64) -> Those {
        Those { count, first: FirstRows::default() }
    }

    /// Counts the user at that place.
    pub fn add(&mut self, place: &Place) {
        self.count += 1;
        self.first.add(place.input.as_deref(), place.row);
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many of so many of those users, and the first of them.
    pub fn of(&self, users: u64, who: Who) -> String {
        let rows = match self.count == users {
            true => String::new(),
            false => first_rows(self.first.places(), self.count),
        };
        format!("{}{rows}", who.share(self.count, users))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rows_are_named() {
        let mut those = Those::default();
        for (row, expected) in [
            (3, "1 of 9 users (row 3)"),
            (5, "2 of 9 users (rows 3, 5)"),
            (6, "3 of 9 users (rows 3, 5, 6)"),
            (8, "4 of 9 users (rows 3, 5, 6, …)"),
        ] {
            those.add(&Place { input: None, row });
            assert_eq!(those.of(9, Who::All), expected);
        }
        assert_eq!(those.of(4, Who::All), "all 4 users");
        assert_eq!(those.of(9, Who::InScope), "4 of 9 users in scope (rows 3, 5, 6, …)");
    }
}
