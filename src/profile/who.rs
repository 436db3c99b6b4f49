//! Which users are counted, in words.
//!
//! Absent on purpose: who is in scope (`scope` decides).

use crate::diagnostic::{counted, grouped};

/// Which users are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// All that were looked at.
    All,
    /// Of those the ones in scope.
    InScope,
    /// Of those the ones out of scope.
    OutOfScope,
}

impl Who {
    /// What stands behind the number of them.
    fn suffix(self) -> &'static str {
        match self {
            Who::All => "",
            Who::InScope => " in scope",
            Who::OutOfScope => " out of scope",
        }
    }

    /// So many of so many of them: `3 of 200 users in scope`.
    pub(super) fn share(self, count: u64, users: u64) -> String {
        let suffix = self.suffix();
        match (count, users) {
            (1, 1) => format!("the only user{suffix}"),
            _ if count == users => format!("all {}{suffix}", counted(users, "user")),
            _ => format!("{} of {}{suffix}", grouped(count), counted(users, "user")),
        }
    }
}
