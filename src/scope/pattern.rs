//! The one door to .NET's regular expressions.
//!
//! A pattern is found anywhere in the text, as `Regex.IsMatch` does: the clauses Microsoft's own
//! templates come with would be useless otherwise.

use crate::dotnet::regex::{Budget, PatternError, Regex};

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern.
    pub fn compile(pattern: &str) -> Result<Pattern, PatternError> {
        Regex::parse(pattern).map(Pattern)
    }

    /// True where the text has a match; nothing where finding out costs too much.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        self.0.is_match(text, &mut Budget::of(text, 0)).ok()
    }
}
