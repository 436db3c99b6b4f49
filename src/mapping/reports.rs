//! What reading a file has to say, up to a limit.
//!
//! A file that is wrong in one way is often wrong in a thousand places. The first hundred are
//! told and the rest are counted: that is enough to act on, and it bounds the time a hostile
//! file can take.

use super::messages;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};

/// How many diagnostics one file gets.
const MOST: usize = 100;

/// The diagnostics of one file.
pub(super) struct Reports {
    said: Diagnostics,
    unsaid: usize,
    last: Span,
}

impl Reports {
    pub(super) fn new() -> Reports {
        Reports { said: Diagnostics::new(), unsaid: 0, last: Span::default() }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.said.len() < MOST {
            self.last = diagnostic.primary.span;
            self.said.push(diagnostic);
        } else {
            self.unsaid += 1;
        }
    }

    /// All of them, in the order of the file.
    pub(super) fn finish(mut self, file: &Source) -> Diagnostics {
        if self.unsaid > 0 {
            self.said.push(messages::more(file, self.last, self.unsaid));
        }
        self.said.sorted()
    }
}
