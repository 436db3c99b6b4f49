//! The one door to .NET's regular expressions.
//!
//! A pattern is found anywhere in the text, as `Regex.IsMatch` does: the clauses Microsoft's own
//! templates come with would be useless otherwise.

use crate::dotnet::regex::{Budget, PatternError, Regex};

/// What may still be spent on a decision: one budget for all clauses and all values together.
pub(crate) struct DecisionBudget(Budget);

impl DecisionBudget {
    /// A whole one.
    pub fn new() -> DecisionBudget {
        DecisionBudget(Budget::new(0))
    }
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern.
    pub fn compile(pattern: &str) -> Result<Pattern, PatternError> {
        Regex::parse(pattern).map(Pattern)
    }

    /// True where the text has a match; nothing where finding out costs more than is left.
    pub fn is_match(
        &self,
        text: &str,
        DecisionBudget(budget): &mut DecisionBudget,
    ) -> Option<bool> {
        budget.add(text);
        self.0.is_match(text, budget).ok()
    }
}
