//! Signals: the first asks for an orderly end, the second ends at once.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::console::Trouble;

/// Whether somebody asked to stop.
#[derive(Debug, Clone)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens to Ctrl-C and the termination signals.
    pub(super) fn listen() -> Result<Stop, Trouble> {
        let flag = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&flag);
        let result = ctrlc::set_handler(move || {
            if heard.swap(true, Ordering::SeqCst) {
                process::exit(130);
            }
        });
        result.map_err(|error| Trouble::new(format!("cannot listen to signals: {error}")))?;
        Ok(Stop(flag))
    }

    /// True from the first signal on.
    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
