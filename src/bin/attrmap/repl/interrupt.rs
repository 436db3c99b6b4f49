//! Ctrl-C while an answer is worked out: what looks at all users asks for it at each of them.
//!
//! While somebody types it is a key like any other, and the line editor's.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::answer::Mistake;
use crate::console::Trouble;

/// Whether an answer is worked out, and whether somebody no longer wants it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt {
    is_busy: Arc<AtomicBool>,
    is_asked: Arc<AtomicBool>,
}

/// Somebody no longer wants the answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interrupted;

impl Interrupt {
    /// Listens to signals. The first stops the answer that is worked out; a second one, and any
    /// between two answers, where Ctrl-C is none, ends the program.
    pub(super) fn listen(&self) -> Result<(), Trouble> {
        let heard = self.clone();
        let result = ctrlc::set_handler(move || {
            let is_busy = heard.is_busy.load(Ordering::SeqCst);
            if heard.is_asked.swap(true, Ordering::SeqCst) || !is_busy {
                process::exit(130);
            }
        });
        result.map_err(|error| Trouble::new(format!("cannot listen to signals: {error}")))
    }

    /// An answer that can be stopped.
    pub(super) fn around<T>(&self, answer: impl FnOnce() -> T) -> T {
        self.is_asked.store(false, Ordering::SeqCst);
        self.is_busy.store(true, Ordering::SeqCst);
        let answer = answer();
        self.is_busy.store(false, Ordering::SeqCst);
        answer
    }

    /// An error where the answer is no longer wanted, or was not.
    pub(crate) fn check(&self) -> Result<(), Interrupted> {
        if self.is_asked.load(Ordering::Relaxed) { Err(Interrupted) } else { Ok(()) }
    }

    /// What Ctrl-C does.
    #[cfg(test)]
    pub(super) fn ask(&self) {
        self.is_asked.store(true, Ordering::SeqCst);
    }
}

impl From<Interrupted> for Mistake {
    fn from(_: Interrupted) -> Mistake {
        Mistake::new("stopped by Ctrl-C: there is no answer")
    }
}
