//! The progress bar: on stderr, on a terminal only.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far the run is.
pub(super) struct Progress {
    bar: ProgressBar,
    users: u64,
    rejected: u64,
}

impl Progress {
    /// A bar over that many bytes, or a count where nobody knows how many there will be.
    pub(super) fn new(bytes: Option<u64>) -> Progress {
        let target = if io::stderr().is_terminal() {
            ProgressDrawTarget::stderr_with_hz(8)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let template = match bytes {
            Some(_) => "{bar:32} {percent:>3}%  {msg}  {eta} left",
            None => "{spinner} {msg}  {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, users: 0, rejected: 0 }
    }

    /// Counts what was done.
    pub(super) fn advance(&mut self, bytes: u64, users: u64, rejected: u64) {
        self.users += users;
        self.rejected += rejected;
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{} users, {} rejected", self.users, self.rejected));
        }
        self.bar.inc(bytes);
    }

    /// Writes to the terminal without the bar in between.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
