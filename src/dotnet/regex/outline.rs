//! A pattern's alternatives, as somebody who mends its text needs them: where their parts stand,
//! and which of those say where a text begins or ends.
//!
//! In: each part of the pattern that stands in no group, as it is read. Out: an [`Outline`].
//! Absent on purpose: what stands in groups, but for whether it says so too.

use std::ops::Range;

use super::class::Class;
use super::tree::{Anchor, Condition, Kind, Node, Repeat};

/// The alternatives of a pattern, those within its groups aside.
#[derive(Debug, Default)]
pub struct Outline {
    /// Each of them.
    pub alternatives: Vec<Alternative>,
}

/// One alternative.
#[derive(Debug)]
pub struct Alternative {
    /// Where it begins.
    start: usize,
    /// Its parts, options and comments aside.
    pub parts: Vec<Part>,
}

/// A part of an alternative, with its quantifier.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its bytes in the pattern.
    pub place: Range<usize>,
    /// What it says of the text.
    pub says: Says,
}

/// What a part says of where the text begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It is the start of the text, or of a line.
    Start,
    /// It is the end of the text, or of a line.
    End,
    /// There is an anchor in it, or it is another one.
    Anchor,
    /// Anything may stand here.
    Anything,
    /// Nothing.
    Nothing,
}

impl Outline {
    /// Begins an alternative.
    pub(super) fn begin(&mut self, start: usize) {
        self.alternatives.push(Alternative { start, parts: Vec::new() });
    }

    /// Adds a part to the alternative that was begun last.
    pub(super) fn add(&mut self, place: Range<usize>, node: &Node) {
        if let Some(alternative) = self.alternatives.last_mut() {
            alternative.parts.push(Part { place, says: Says::of(node) });
        }
    }
}

impl Alternative {
    /// Where its first part begins, behind options and comments.
    pub fn start(&self) -> usize {
        self.parts.first().map_or(self.start, |part| part.place.start)
    }

    /// Where its last part ends, before comments.
    pub fn end(&self) -> usize {
        self.parts.last().map_or(self.start, |part| part.place.end)
    }
}

impl Says {
    fn of(node: &Node) -> Says {
        match node {
            Node::Anchor(Anchor::Start | Anchor::LineStart) => Says::Start,
            Node::Anchor(Anchor::End | Anchor::EndOrFinalLine | Anchor::LineEnd) => Says::End,
            Node::Repeat(Repeat { body, most: Repeat::UNBOUNDED, .. }) if is_any(body) => {
                Says::Anything
            }
            node if has_anchor(node) => Says::Anchor,
            _ => Says::Nothing,
        }
    }
}

/// True for `.`, whatever it is of line feeds.
fn is_any(node: &Node) -> bool {
    let Node::One(one) = node else { return false };
    let Kind::Class(class) = &one.kind else { return false };
    *class == Class::any() || *class == Class::all_but('\n')
}

fn has_anchor(node: &Node) -> bool {
    match node {
        Node::Anchor(_) => true,
        Node::Empty | Node::One(_) | Node::Reference { .. } => false,
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(has_anchor),
        Node::Repeat(repeat) => has_anchor(&repeat.body),
        Node::Capture { body, .. } | Node::Atomic(body) => has_anchor(body),
        Node::Look(look) => has_anchor(&look.body),
        Node::Conditional(it) => {
            let asked = match &it.condition {
                Condition::Captured(_) => None,
                Condition::Matches(node) => Some(node),
            };
            asked.into_iter().chain([&it.then]).chain(&it.otherwise).any(has_anchor)
        }
    }
}
