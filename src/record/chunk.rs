//! A chunk of input: whole users and where each of them stood.
//!
//! Absent on purpose: how users are told apart (`cutter`) and what is in them (`reader`).

use std::ops::Range;
use std::sync::Arc;

use super::fault::{Fault, TOO_LONG};

/// Some users of an input, with the bytes they are written in.
#[derive(Debug)]
pub struct Chunk {
    pub(super) held: Held,
    pub(super) users: Vec<UserRange>,
    pub(super) header: Option<Arc<CsvHeader>>,
    pub(super) user_bytes: usize,
    /// Which of several inputs it is of, from 0.
    pub(super) input: u16,
}

/// The bytes of a chunk: text as a whole, as nearly every chunk is, so that no user has to be
/// looked at again.
#[derive(Debug)]
pub(super) enum Held {
    Text(String),
    /// Some user's bytes are not UTF-8.
    Damaged(Vec<u8>),
}

/// One user as it stands in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawUser<'a> {
    /// Text.
    Text(&'a str),
    /// Bytes that are not UTF-8.
    Damaged(&'a [u8]),
}

/// One user of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UserRange {
    /// The row, from 1.
    pub row: u64,
    /// Where it stands in the chunk; nothing for a user over the limit, who was skipped.
    pub range: Option<Range<usize>>,
}

/// The header row of a CSV input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvHeader {
    pub(super) delimiter: u8,
    pub(super) columns: Vec<String>,
}

impl CsvHeader {
    /// The columns' names, in their order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

impl Held {
    pub(super) fn new(bytes: Vec<u8>) -> Held {
        String::from_utf8(bytes).map_or_else(|error| Held::Damaged(error.into_bytes()), Held::Text)
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        match self {
            Held::Text(text) => text.capacity(),
            Held::Damaged(bytes) => bytes.capacity(),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Held::Text(text) => text.as_bytes(),
            Held::Damaged(bytes) => bytes,
        }
    }

    fn user(&self, range: Range<usize>) -> Option<RawUser<'_>> {
        match self {
            Held::Text(text) => text.get(range).map(RawUser::Text),
            Held::Damaged(bytes) => bytes.get(range).map(RawUser::new),
        }
    }
}

impl<'a> RawUser<'a> {
    /// A user of these bytes.
    pub fn new(bytes: &'a [u8]) -> RawUser<'a> {
        std::str::from_utf8(bytes).map_or(RawUser::Damaged(bytes), RawUser::Text)
    }

    /// The bytes, whatever they are.
    pub fn bytes(self) -> &'a [u8] {
        match self {
            RawUser::Text(text) => text.as_bytes(),
            RawUser::Damaged(bytes) => bytes,
        }
    }

    /// The text, where it is one.
    pub fn text(self) -> Option<&'a str> {
        match self {
            RawUser::Text(text) => Some(text),
            RawUser::Damaged(_) => None,
        }
    }
}

impl Chunk {
    /// The users in the input's order, each with its row: the line in NDJSON, else the number of
    /// the array element or data row, from 1.
    pub fn users(&self) -> impl Iterator<Item = (u64, Result<RawUser<'_>, Fault>)> {
        self.users.iter().map(|user| {
            let raw = user.range.clone().and_then(|range| self.held.user(range));
            (user.row, raw.ok_or_else(|| too_long(self.user_bytes)))
        })
    }

    /// The number of the user of a row among the users of all inputs: rows of different inputs
    /// have different ones.
    pub fn number(&self, row: u64) -> u64 {
        // No input has so many rows that they reach these bits.
        row ^ (u64::from(self.input) << 48)
    }

    /// How many users there are, skipped ones counted.
    pub fn len(&self) -> usize {
        self.users.len()
    }

    /// How many bytes of input it holds.
    pub fn byte_len(&self) -> usize {
        self.held.bytes().len()
    }

    /// True where there is none: the chunk holds nothing but a header row.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty()
    }

    /// The header row, where the input is CSV.
    pub fn header(&self) -> Option<&CsvHeader> {
        self.header.as_deref()
    }
}

fn too_long(limit: usize) -> Fault {
    Fault::new(&TOO_LONG, "this user is over the size limit")
        .with_detail(format!("of {limit} bytes"))
}
