//! A chunk of input: whole users and where each of them stood.
//!
//! Absent on purpose: how users are told apart (`cutter`) and what is in them (`reader`).

use std::ops::Range;
use std::sync::Arc;

use super::fault::{Fault, TOO_LONG};

/// Some users of an input, with the bytes they are written in.
#[derive(Debug)]
pub struct Chunk {
    pub(super) bytes: Vec<u8>,
    pub(super) users: Vec<UserRange>,
    pub(super) header: Option<Arc<CsvHeader>>,
    pub(super) user_bytes: usize,
    /// Which of several inputs it is of, from 0.
    pub(super) input: u16,
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

impl Chunk {
    /// The users in the input's order, each with its row: the line in NDJSON, else the number of
    /// the array element or data row, from 1.
    pub fn users(&self) -> impl Iterator<Item = (u64, Result<&[u8], Fault>)> {
        self.users.iter().map(|user| {
            let bytes = user.range.clone().and_then(|range| self.bytes.get(range));
            (user.row, bytes.ok_or_else(|| too_long(self.user_bytes)))
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
        self.bytes.len()
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
