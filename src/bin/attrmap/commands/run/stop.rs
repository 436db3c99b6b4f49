//! Signals: the first asks for an orderly end, the second ends at once.
//!
//! SIGQUIT is left alone: who sends it wants the program as it is, with its memory on the disk and
//! its unfinished file beside it.
//!
//! The first is heard between two chunks. Where nobody takes what is being written, that may be
//! never, and the second is what is left: it ends the program from another thread, and takes the
//! unfinished files away that would be left lying.

use std::fs;
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::system::console::Trouble;

/// Whether somebody asked to stop, and what goes with the program if they insist.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop {
    is_asked: Arc<AtomicBool>,
    unfinished: Arc<Mutex<Vec<PathBuf>>>,
}

impl Stop {
    /// Listens to Ctrl-C and the termination signals.
    pub(super) fn listen() -> Result<Stop, Trouble> {
        let stop = Stop::default();
        let heard = stop.clone();
        let result = ctrlc::set_handler(move || {
            if heard.is_asked.swap(true, Ordering::SeqCst) {
                heard.remove_unfinished();
                process::exit(130);
            }
        });
        result.map_err(|error| Trouble::new(format!("cannot listen to signals: {error}")))?;
        Ok(stop)
    }

    /// True from the first signal on.
    pub(super) fn is_asked(&self) -> bool {
        self.is_asked.load(Ordering::SeqCst)
    }

    /// From now on that file goes where the program ends at once.
    pub(super) fn take_along(&self, unfinished: PathBuf) {
        self.unfinished.lock().unwrap_or_else(PoisonError::into_inner).push(unfinished);
    }

    fn remove_unfinished(&self) {
        for path in self.unfinished.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // It may have become what it was written for in the meantime.
            let _ = fs::remove_file(path);
        }
    }
}
