//! What a diagnostic is about: its stable name and its page.

use std::fmt;

/// The identity of a kind of diagnostic.
///
/// Each stage declares its codes as statics beside the functions that build the diagnostics.
/// A path is never reused for another meaning.
#[derive(Debug)]
pub struct Code {
    /// `stage::kebab-name`, the same in text, JSON and documentation.
    pub path: &'static str,
    /// One line, a sentence fragment without a full stop.
    pub summary: &'static str,
    /// The page `attrmap explain` prints: Markdown, what it means and what to do.
    pub explanation: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.path == other.path
    }
}

impl Eq for Code {}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)
    }
}
