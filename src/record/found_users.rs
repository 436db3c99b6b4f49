//! What the scanners share: the users found in a buffer, and the one that is being found.
//!
//! As many are found at once as the limits say; whoever looks for them stops then. A user over
//! the limit is told of once, when the limit is passed, and kept no longer.

use std::ops::Range;

use super::chunk::UserRange;
use super::cutter::Limits;

/// The users found in a buffer, and the one that is being found.
#[derive(Debug, Default)]
pub(super) struct FoundUsers {
    ranges: Vec<UserRange>,
    /// How much of the buffer has been looked at.
    pub scanned: usize,
    /// How many bytes of the input stood before the buffer.
    pub base: u64,
    /// Where the user that is being found begins.
    start: Option<usize>,
    row: u64,
    /// True inside a user over the limit, who has been told of and is not kept.
    is_skipping: bool,
    /// The most bytes of one user.
    limit: usize,
    /// The most users that are found at once.
    most: usize,
}

impl FoundUsers {
    /// No users yet.
    pub fn new(limits: Limits) -> FoundUsers {
        let most = limits.chunk_users.max(1);
        FoundUsers { limit: limits.user_bytes, most, ..FoundUsers::default() }
    }

    /// True where as many are found as may be at once: what comes behind them has to wait.
    pub fn is_full(&self) -> bool {
        self.ranges.len() >= self.most
    }

    /// The users found since.
    pub fn take(&mut self) -> Vec<UserRange> {
        std::mem::take(&mut self.ranges)
    }

    /// A user begins.
    pub fn begin(&mut self, at: usize, row: u64) {
        self.start = Some(at);
        self.row = row;
        self.is_skipping = false;
    }

    /// The user ends.
    pub fn end(&mut self, at: usize) {
        let Some(start) = self.cancel() else { return };
        let range = Some(start..at).filter(|range| range.len() <= self.limit);
        self.push(range);
    }

    /// The row ends: a user, unless all its bytes are blanks. True for a user, skipped ones
    /// counted.
    pub fn end_row(&mut self, bytes: &[u8], at: usize, is_blank: impl Fn(&u8) -> bool) -> bool {
        let row = self.start.and_then(|start| bytes.get(start..at));
        let is_user = row.is_none_or(|row| row.len() > self.limit || !row.iter().all(is_blank));
        if is_user {
            self.end(at);
        } else {
            self.cancel();
        }
        is_user
    }

    /// There is no such user after all. Gives where it began, unless it is being skipped.
    pub fn cancel(&mut self) -> Option<usize> {
        self.is_skipping = false;
        self.start.take()
    }

    /// The input ends inside a user, who is not kept; one over the limit is told of first.
    pub fn cut_off(&mut self) {
        self.skip_over_limit();
        self.cancel();
    }

    /// True inside a user.
    pub fn is_inside(&self) -> bool {
        self.start.is_some() || self.is_skipping
    }

    /// True where the user begins there.
    pub fn starts_at(&self, at: usize) -> bool {
        self.start == Some(at)
    }

    /// The most bytes of one user.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// True where the user is too long already.
    pub fn is_over_limit(&self) -> bool {
        self.start.is_some_and(|start| self.scanned.saturating_sub(start) > self.limit)
    }

    fn push(&mut self, range: Option<Range<usize>>) {
        self.ranges.push(UserRange { row: self.row, range });
    }

    /// Stops keeping a user who is too long already.
    pub fn skip_over_limit(&mut self) {
        if self.is_over_limit() {
            self.start = None;
            self.is_skipping = true;
            self.push(None);
        }
    }

    /// Where the bytes begin that are still needed.
    pub fn kept(&self) -> usize {
        self.start.unwrap_or(self.scanned).min(self.scanned)
    }

    /// The buffer loses that many bytes at its start.
    pub fn shift(&mut self, count: usize) {
        self.base += count as u64;
        self.scanned = self.scanned.saturating_sub(count);
        self.start = self.start.map(|start| start.saturating_sub(count));
    }
}
