//! A pattern as a tree: what was meant, whatever it was written as.
//!
//! Options are resolved: each node knows whether it ignores case, `.` and `$` are what they mean
//! where they stand. Groups are known by their slot. Absent on purpose: places, names.

use super::class::Class;

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Nothing, which always matches.
    Empty,
    /// One character of a kind.
    One(One),
    /// A place between characters.
    Anchor(Anchor),
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first of these that leads to a match.
    Choice(Vec<Node>),
    /// Again and again.
    Repeat(Repeat),
    /// A group whose span is remembered.
    Capture {
        /// Where it is remembered.
        slot: usize,
        /// What it holds.
        body: Box<Node>,
    },
    /// Once it has matched, no other way is tried.
    Atomic(Box<Node>),
    /// Looked at without being taken.
    Look(Look),
    /// What a group holds, again.
    Reference {
        /// The group.
        slot: usize,
        /// True where case does not count.
        is_caseless: bool,
    },
    /// One of two, by a condition.
    Conditional(Box<Conditional>),
}

/// One character of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct One {
    /// The kind. Characters here are in lower case where case does not count.
    pub kind: Kind,
    /// True where case does not count: what is looked at is put into lower case first.
    pub is_caseless: bool,
}

/// Which characters.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// This one.
    Character(char),
    /// Those of a class.
    Class(Class),
}

/// A place between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// The end of the text, or before a line feed that ends it.
    EndOrFinalLine,
    /// The start of the text or after a line feed.
    LineStart,
    /// The end of the text or before a line feed.
    LineEnd,
    /// Where the search began: the end of the match before.
    SearchStart,
    /// Between a word character and another one.
    WordBoundary,
    /// Anywhere else.
    NoWordBoundary,
}

/// Again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// What is repeated.
    pub body: Box<Node>,
    /// At least so often.
    pub least: u32,
    /// At most so often; [`Repeat::UNBOUNDED`] for no limit.
    pub most: u32,
    /// True where fewer are tried first.
    pub is_lazy: bool,
}

impl Repeat {
    /// No upper limit.
    pub const UNBOUNDED: u32 = i32::MAX.cast_unsigned();
}

/// Looked at without being taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// What is looked for.
    pub body: Box<Node>,
    /// True for what stands before, false for what comes.
    pub is_behind: bool,
    /// True where it must not be there.
    pub is_negative: bool,
}

/// One of two, by a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditional {
    /// What decides.
    pub condition: Condition,
    /// Where it holds.
    pub then: Node,
    /// Where it does not; nothing where only one branch is written.
    pub otherwise: Option<Node>,
}

/// What decides between two branches.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Whether a group holds something.
    Captured(usize),
    /// Whether something matches here.
    Matches(Node),
}
