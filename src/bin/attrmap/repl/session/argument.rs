//! What a command takes behind its name: where expressions stand in it, and what Tab offers there.
//!
//! Each command's entry says it; the editor, scripts and the history ask here.

use std::ops::Range;

use super::Session;
use super::completion::Completion;

/// Where expressions stand in an argument; nothing where it is none that the command takes.
pub(crate) type Expressions = fn(&Session, &str) -> Option<Vec<Range<usize>>>;

/// What can stand at the end of an argument that was begun.
pub(crate) type Complete = fn(&Session, &str) -> Completion;

/// What stands behind the name of a command.
pub(crate) enum Argument {
    Nothing,
    /// An expression.
    Expression,
    /// Expressions among other things.
    WithExpressions(Expressions, Complete),
    /// Something else.
    Other(Complete),
}

impl Argument {
    /// True where an expression can stand in it, perhaps over several lines.
    pub(crate) fn takes_expression(&self) -> bool {
        matches!(self, Argument::Expression | Argument::WithExpressions(..))
    }

    /// Where the expressions stand; nothing where it is none that the command takes.
    pub(crate) fn expressions(&self, session: &Session, text: &str) -> Option<Vec<Range<usize>>> {
        match self {
            Argument::Nothing | Argument::Other(_) => Some(Vec::new()),
            Argument::Expression => Some(std::iter::once(0..text.len()).collect()),
            Argument::WithExpressions(expressions, _) => expressions(session, text),
        }
    }

    /// What can stand at its end, where that is in no expression.
    pub(crate) fn complete(&self, session: &Session, begun: &str) -> Completion {
        match self {
            Argument::Nothing | Argument::Expression => Completion::default(),
            Argument::WithExpressions(_, complete) | Argument::Other(complete) => {
                complete(session, begun)
            }
        }
    }
}
