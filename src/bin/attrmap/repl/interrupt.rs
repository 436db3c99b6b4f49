//! Ctrl-C while an answer is worked out: what looks at all users asks for it at each of them.
//!
//! While somebody types it is a key like any other, and the line editor's; a signal that comes then
//! is the system's, which wants the program to end. So do all other signals, at any time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::session::answer::Mistake;
use crate::system::console::Trouble;

/// Whether somebody types, and whether somebody no longer wants the answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt {
    is_typing: Arc<AtomicBool>,
    is_asked: Arc<AtomicBool>,
}

/// Somebody no longer wants the answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interrupted;

impl Interrupt {
    /// Listens to signals. The first Ctrl-C stops the answer that is worked out or printed, and is
    /// nothing between two answers; a second one ends the program, as any does while somebody
    /// types. Where the system wants the end, it gets it at once.
    pub(super) fn listen(&self) -> Result<(), Trouble> {
        let heard = self.clone();
        let result = signals::listen(move || heard.ends());
        result.map_err(|error| Trouble::new(format!("cannot listen to signals: {error}")))
    }

    /// What Ctrl-C as a signal does: true where it ends the program.
    fn ends(&self) -> bool {
        let is_second = self.is_asked.swap(true, Ordering::SeqCst);
        is_second || self.is_typing()
    }

    /// Tells whether the terminal gives Ctrl-C as a key now.
    pub(super) fn types(&self, is_typing: bool) {
        self.is_typing.store(is_typing, Ordering::SeqCst);
    }

    /// True where it does.
    pub(super) fn is_typing(&self) -> bool {
        self.is_typing.load(Ordering::SeqCst)
    }

    /// An answer that can be stopped, with what is done with it. What comes a moment too late is
    /// not held against the next one.
    pub(super) fn around<T>(&self, answer: impl FnOnce() -> T) -> T {
        self.types(false);
        self.is_asked.store(false, Ordering::SeqCst);
        let answer = answer();
        self.is_asked.store(false, Ordering::SeqCst);
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

/// Signals of Unix. The program ends as one that a signal ended, and gives the terminal back.
#[cfg(unix)]
mod signals {
    use std::{io, process, thread};

    use nix::sys::signal::{SigSet, Signal};
    use nix::sys::termios::{SetArg, tcgetattr, tcsetattr};
    use nix::unistd::write;

    /// What the line editor switches on while somebody types, switched off; and a new line.
    const NO_BRACKETED_PASTE: &[u8] = b"\x1b[?2004l\n";

    /// Hears signals on a thread of their own; `ends` says if Ctrl-C is the end, which any other
    /// signal is.
    pub(super) fn listen(ends: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
        let heard = SigSet::from_iter([Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP]);
        // As it is while nobody types: the line editor is not asked before the end.
        let terminal = tcgetattr(io::stdin()).ok();
        // For the threads that start from here on too: no other is interrupted by a signal.
        heard.thread_block()?;
        let hear = move || {
            while let Ok(signal) = heard.wait() {
                if signal == Signal::SIGINT && !ends() {
                    continue;
                }
                if let Some(terminal) = &terminal {
                    // A terminal that is gone needs nothing any more.
                    let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, terminal);
                    let _ = write(io::stdout(), NO_BRACKETED_PASTE);
                }
                process::exit(128 + signal as i32);
            }
        };
        thread::Builder::new().name("signals".to_owned()).spawn(hear).map(|_| ())
    }
}

/// Ctrl-C elsewhere: the console gives itself back.
#[cfg(not(unix))]
mod signals {
    use std::process;

    /// Hears Ctrl-C; `ends` says if it is the end.
    pub(super) fn listen(ends: impl Fn() -> bool + Send + 'static) -> Result<(), ctrlc::Error> {
        ctrlc::set_handler(move || {
            if ends() {
                process::exit(130);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_ends_the_program_while_somebody_types_or_as_the_second() {
        let interrupt = Interrupt::default();
        interrupt.around(|| {
            assert!(!interrupt.ends(), "the first stops the answer");
            assert!(interrupt.check().is_err());
            assert!(interrupt.ends(), "who asks again means it");
        });
        assert!(interrupt.check().is_ok());
        assert!(!interrupt.ends(), "the answer has ended just before");
        interrupt.around(|| assert!(interrupt.check().is_ok(), "this one is wanted"));
        interrupt.types(true);
        assert!(interrupt.ends(), "it is no key: the system wants the end");
        interrupt.around(|| assert!(!interrupt.ends(), "nobody types any more"));
    }
}
