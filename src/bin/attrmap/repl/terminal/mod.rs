//! Where somebody types: the line editor, what it shows meanwhile, and what it remembers.
//!
//! Absent on purpose: what an entry means, and what could stand in it. That is the session's.

pub(super) mod editor;
pub(super) mod highlight;
pub(super) mod hints;
pub(super) mod history;
mod list;
