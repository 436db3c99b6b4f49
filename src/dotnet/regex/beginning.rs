//! The characters a match begins with, as .NET reckons them.
//!
//! .NET passes over places where none of them stands. It forgets that a conditional with one
//! branch can match nothing, so a match of nothing is found only where that branch could begin:
//! `(a)?(?(1)b)` finds nothing before an `x`. In: a tree. Out: the characters, for patterns with
//! such a conditional; in all others passing over changes no answer. Absent on purpose: searching.

use super::class::Class;
use super::tree::{Anchor, Kind, Node, One};

/// What a part begins with.
struct Beginning {
    any_of: Vec<One>,
    /// True where the part can match without a character.
    is_optional: bool,
}

/// What every match begins with; nothing where .NET tries each place.
pub fn of(node: &Node) -> Option<Vec<One>> {
    if !has_lone_branch(node) || is_at_anchor(node) {
        return None;
    }
    beginning(node).filter(|it| !it.is_optional).map(|it| it.any_of)
}

/// Nothing where .NET does not put the characters of two parts together.
fn beginning(node: &Node) -> Option<Beginning> {
    match node {
        Node::Empty | Node::Anchor(_) | Node::Look(_) => Some(Beginning::nothing()),
        Node::One(one) => Some(Beginning { any_of: vec![one.clone()], is_optional: false }),
        Node::Sequence(nodes) => {
            let mut all = Beginning::nothing();
            for node in nodes {
                if !all.is_optional {
                    break;
                }
                let next = beginning(node)?;
                all = Beginning { is_optional: next.is_optional, ..all.or(next)? };
            }
            Some(all)
        }
        Node::Choice(branches) => one_of(branches),
        Node::Repeat(repeat) => {
            let body = beginning(&repeat.body)?;
            Some(Beginning { is_optional: body.is_optional || repeat.least == 0, ..body })
        }
        Node::Capture { body, .. } | Node::Atomic(body) => beginning(body),
        Node::Reference { .. } => {
            let any = One { kind: Kind::Class(Class::any()), is_caseless: false };
            Some(Beginning { any_of: vec![any], is_optional: true })
        }
        Node::Conditional(it) => one_of([&it.then].into_iter().chain(&it.otherwise)),
    }
}

fn one_of<'n>(branches: impl IntoIterator<Item = &'n Node>) -> Option<Beginning> {
    let mut branches = branches.into_iter().map(beginning);
    let first = branches.next()??;
    branches.try_fold(first, |all, next| all.or(next?))
}

impl Beginning {
    fn nothing() -> Beginning {
        Beginning { any_of: Vec::new(), is_optional: true }
    }

    fn or(mut self, mut other: Beginning) -> Option<Beginning> {
        if !self.any_of.iter().chain(&other.any_of).all(can_be_joined) {
            return None;
        }
        self.any_of.append(&mut other.any_of);
        self.is_optional |= other.is_optional;
        Some(self)
    }
}

fn can_be_joined(one: &One) -> bool {
    match &one.kind {
        Kind::Character(_) => true,
        Kind::Class(class) => class.can_be_joined(),
    }
}

/// True where a part has a conditional with one branch.
fn has_lone_branch(node: &Node) -> bool {
    match node {
        Node::Conditional(it) => {
            let mut branches = [&it.then].into_iter().chain(&it.otherwise);
            it.otherwise.is_none() || branches.any(has_lone_branch)
        }
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(has_lone_branch),
        Node::Repeat(repeat) => has_lone_branch(&repeat.body),
        Node::Capture { body, .. } | Node::Atomic(body) => has_lone_branch(body),
        Node::Empty | Node::One(_) | Node::Anchor(_) | Node::Look(_) | Node::Reference { .. } => {
            false
        }
    }
}

/// True where an anchor says which places are tried.
fn is_at_anchor(node: &Node) -> bool {
    match node {
        Node::Anchor(anchor) => matches!(
            anchor,
            Anchor::Start | Anchor::SearchStart | Anchor::EndOrFinalLine | Anchor::End
        ),
        Node::Sequence(nodes) => {
            let mut nodes = nodes.iter();
            nodes
                .find(|node| !matches!(node, Node::Empty | Node::Look(_)))
                .is_some_and(is_at_anchor)
        }
        Node::Capture { body, .. } | Node::Atomic(body) => is_at_anchor(body),
        Node::Empty
        | Node::One(_)
        | Node::Choice(_)
        | Node::Repeat(_)
        | Node::Look(_)
        | Node::Reference { .. }
        | Node::Conditional(_) => false,
    }
}
