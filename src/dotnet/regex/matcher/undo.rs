//! One stack of all that a search can come back to, and of what has to be undone on the way.
//!
//! Places and numbers are kept in 32 bits: a long text with a choice at each character makes a
//! high stack. Absent on purpose: coming back, which is the matcher's work.

use super::Span;
use crate::dotnet::regex::budget::Exceeded;
use crate::dotnet::regex::program::StepId;

/// A place in the text, a step or a number.
pub type Small = u32;

/// No place: the mark of a loop that has not begun, and of a group that holds nothing.
pub const NOWHERE: Small = Small::MAX;

/// A way to come back to, or something to undo.
#[derive(Debug, Clone, Copy)]
pub enum Undo {
    /// Another way: a step, at a place.
    Way { step: Small, at: Small },
    /// What a register held.
    Register { register: Small, held: Small },
    /// What a group held.
    Capture { slot: Small, start: Small, end: Small },
    /// A run that can give so many characters back.
    GiveBack { run: Small, at: Small, left: Small },
    /// A lazy run that can take so many characters more.
    TakeMore { run: Small, at: Small, left: Small },
    /// Where this is reached, all that was tried from a point has failed.
    Failed { point: Small, at: Small, spent_before: Small },
}

/// The stack.
#[derive(Debug, Default)]
pub struct Stack(Vec<Undo>);

impl Stack {
    /// The most that is kept: 32 MiB.
    const MOST: usize = 1 << 21;

    /// How high it is.
    pub fn height(&self) -> usize {
        self.0.len()
    }

    /// Fails where it is too high to go on.
    pub fn check(&self) -> Result<(), Exceeded> {
        if self.0.len() > Stack::MOST { Err(Exceeded::Memory) } else { Ok(()) }
    }

    /// Puts something on top.
    pub fn push(&mut self, undo: Undo) {
        self.0.push(undo);
    }

    /// Puts a note on top that can be done without: only where there is room enough.
    pub fn push_note(&mut self, undo: Undo) {
        if self.0.len() < Stack::MOST / 2 {
            self.0.push(undo);
        }
    }

    /// Takes the top.
    pub fn pop(&mut self) -> Option<Undo> {
        self.0.pop()
    }

    /// The top.
    pub fn last(&self) -> Option<Undo> {
        self.0.last().copied()
    }

    /// Takes everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Drops the ways above a height and keeps what has to be undone.
    pub fn forget_ways(&mut self, height: usize) {
        let mut kept = height;
        for index in height..self.0.len() {
            let undo = self.0.get(index);
            if matches!(undo, Some(Undo::Register { .. } | Undo::Capture { .. })) {
                self.0.swap(index, kept);
                kept += 1;
            }
        }
        self.0.truncate(kept);
    }
}

impl Undo {
    /// A way.
    pub fn way(step: StepId, at: usize) -> Undo {
        Undo::Way { step: small(step), at: small(at) }
    }

    /// What a group held.
    pub fn capture(slot: usize, span: Option<Span>) -> Undo {
        let (start, end) =
            span.map_or((NOWHERE, NOWHERE), |(start, end)| (small(start), small(end)));
        Undo::Capture { slot: small(slot), start, end }
    }
}

/// In 32 bits; what does not fit is nowhere.
pub fn small(number: usize) -> Small {
    Small::try_from(number).unwrap_or(NOWHERE)
}

/// As wide as it was.
pub fn wide(number: Small) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_takes_little_room() {
        assert_eq!(size_of::<Undo>(), 16);
    }
}
