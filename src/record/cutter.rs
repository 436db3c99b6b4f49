//! Cuts an input, as it arrives, into chunks of whole users.
//!
//! In: bytes that the caller reads into [`Cutter::buffer`]. Out: [`Chunk`]s, in the input's
//! order. Memory is bounded by the chunk size and by the limit of one user, whatever the input.
//!
//! Absent on purpose: reading, and looking into users further than to find their ends.

use std::ops::Range;

use super::chunk::{Chunk, Piece};
use super::fault::{Fault, UTF16};
use super::format::{BYTE_ORDER_MARK, InputFormat, is_utf16};
use super::json_scan::JsonScan;
use super::row_scan::{CsvScan, LineScan};

/// How much is held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The bytes to gather before a chunk is cut off.
    pub chunk_bytes: usize,
    /// The most bytes of one user.
    pub user_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { chunk_bytes: 256 * 1024, user_bytes: 4 * 1024 * 1024 }
    }
}

/// Cuts an input into chunks of whole users.
///
/// ```
/// # use attrmap::record::{Cutter, Limits};
/// let mut cutter = Cutter::new(None, Limits::default());
/// let mut rows = Vec::new();
/// for bytes in ["{\"id\": \"1\"}\n{\"i", "d\": \"2\"}\n", ""] {
///     cutter.buffer().extend_from_slice(bytes.as_bytes());
///     while let Some(chunk) = cutter.take(bytes.is_empty())? {
///         rows.extend(chunk.users().map(|(row, _)| row));
///     }
/// }
/// assert_eq!(rows, [1, 2]);
/// # Ok::<(), attrmap::record::Fault>(())
/// ```
#[derive(Debug)]
pub struct Cutter {
    buffer: Vec<u8>,
    spare: Vec<Vec<u8>>,
    limits: Limits,
    stage: Stage,
    users: Users,
    /// What ended the input, told after the users before it.
    fault: Option<Fault>,
}

#[derive(Debug)]
enum Stage {
    /// The format is known where the caller forces it; else more than `tried` bytes may tell it.
    Start {
        forced: Option<InputFormat>,
        tried: usize,
    },
    Ndjson(LineScan),
    Json(JsonScan),
    Csv(CsvScan),
    /// The input cannot be read further.
    Stopped,
}

impl Cutter {
    /// A cutter; without a format it is told from the content.
    pub fn new(format: Option<InputFormat>, limits: Limits) -> Cutter {
        Cutter {
            buffer: Vec::new(),
            spare: Vec::new(),
            limits,
            stage: Stage::Start { forced: format, tried: 0 },
            users: Users { limit: limits.user_bytes, ..Users::default() },
            fault: None,
        }
    }

    /// Where input is appended: best about [`Limits::chunk_bytes`] at a time.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// The next chunk; nothing where that takes more input, or after the end. To be called until
    /// there is none; `is_end` says that the buffer holds the last of the input.
    ///
    /// A fault is one of the whole input and comes once, behind the users that stand before it:
    /// nothing after it can be read.
    pub fn take(&mut self, is_end: bool) -> Result<Option<Chunk>, Fault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let is_ready = is_end || self.buffer.len() >= self.limits.chunk_bytes.max(1);
        if !is_ready || !self.start(is_end)? {
            return Ok(None);
        }
        let bytes = &self.buffer;
        let scanned = match &mut self.stage {
            Stage::Ndjson(lines) => {
                lines.scan(bytes, is_end, &mut self.users);
                Ok(())
            }
            Stage::Json(json) => json.scan(bytes, is_end, &mut self.users),
            Stage::Csv(rows) => rows.scan(bytes, is_end, &mut self.users),
            Stage::Start { .. } | Stage::Stopped => {
                self.buffer.clear();
                return Ok(None);
            }
        };
        self.users.skip_over_limit();
        let header = match &self.stage {
            Stage::Csv(rows) => rows.header().cloned(),
            Stage::Start { .. } | Stage::Ndjson(_) | Stage::Json(_) | Stage::Stopped => None,
        };
        let pieces = std::mem::take(&mut self.users.pieces);
        let kept = self.users.kept();
        if let Err(fault) = scanned {
            self.stage = Stage::Stopped;
            if pieces.is_empty() {
                self.buffer.clear();
                return Err(fault);
            }
            self.fault = Some(fault);
        }
        self.users.shift(kept);
        if pieces.is_empty() {
            self.buffer.drain(..kept.min(self.buffer.len()));
            return Ok(None);
        }
        let mut next = self.spare.pop().unwrap_or_default();
        next.extend_from_slice(self.buffer.get(kept..).unwrap_or_default());
        let bytes = std::mem::replace(&mut self.buffer, next);
        Ok(Some(Chunk { bytes, pieces, header, user_bytes: self.limits.user_bytes }))
    }

    /// Takes back a chunk that is done with, to use its memory again.
    pub fn recycle(&mut self, chunk: Chunk) {
        let mut bytes = chunk.bytes;
        bytes.clear();
        self.spare.push(bytes);
    }

    /// The format, once it is known.
    pub fn format(&self) -> Option<InputFormat> {
        match &self.stage {
            Stage::Start { forced, .. } => *forced,
            Stage::Ndjson(_) => Some(InputFormat::Ndjson),
            Stage::Json(_) => Some(InputFormat::Json),
            Stage::Csv(_) => Some(InputFormat::Csv),
            Stage::Stopped => None,
        }
    }

    /// True where the input was a Graph list that says it has more pages (`@odata.nextLink`).
    pub fn has_more_pages(&self) -> bool {
        match &self.stage {
            Stage::Json(json) => json.has_more_pages(),
            Stage::Start { .. } | Stage::Ndjson(_) | Stage::Csv(_) | Stage::Stopped => false,
        }
    }

    /// Passes the start of the input; false where that takes more of it.
    fn start(&mut self, is_end: bool) -> Result<bool, Fault> {
        let Stage::Start { forced, tried } = self.stage else { return Ok(true) };
        // Each try looks at all there is, so it waits until that has doubled.
        let needed = if tried == 0 { BYTE_ORDER_MARK.len() + 1 } else { tried.saturating_mul(2) };
        if !is_end && self.buffer.len() < needed {
            return Ok(false);
        }
        if is_utf16(&self.buffer) {
            self.stage = Stage::Stopped;
            self.buffer.clear();
            return Err(Fault::new(&UTF16, "this input is UTF-16, and UTF-8 is what is read"));
        }
        let mark = if self.buffer.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let text = self.buffer.get(mark..).unwrap_or_default();
        // A first line over the limit decides nothing any more: it is skipped as a line.
        let is_all = is_end || self.buffer.len() > self.limits.user_bytes;
        let format = match forced.or_else(|| InputFormat::detect(text, is_all)) {
            Some(format) => format,
            None => {
                self.stage = Stage::Start { forced, tried: self.buffer.len() };
                return Ok(false);
            }
        };
        self.users.scanned = mark;
        self.stage = match format {
            InputFormat::Ndjson => Stage::Ndjson(LineScan::default()),
            InputFormat::Json => Stage::Json(JsonScan::default()),
            InputFormat::Csv => Stage::Csv(CsvScan::default()),
        };
        Ok(true)
    }
}

/// The users found in a buffer, and the one that is being found.
#[derive(Debug, Default)]
pub(super) struct Users {
    pieces: Vec<Piece>,
    /// How much of the buffer has been looked at.
    pub scanned: usize,
    /// How many bytes of the input stood before the buffer.
    pub base: u64,
    /// Where the user that is being found begins.
    start: Option<usize>,
    row: u64,
    /// True inside a user over the limit, who has been told of and is not kept.
    is_skipping: bool,
    limit: usize,
}

impl Users {
    /// A user begins.
    pub fn begin(&mut self, at: usize, row: u64) {
        self.start = Some(at);
        self.row = row;
        self.is_skipping = false;
    }

    /// The user ends.
    pub fn end(&mut self, at: usize) {
        let Some(start) = self.cancel() else { return };
        let range = Some(start..at).filter(|range| range.len() <= self.limit);
        self.push(range);
    }

    /// The row ends: a user, unless it is blank. True for a user, skipped ones counted.
    pub fn end_row(&mut self, bytes: &[u8], at: usize) -> bool {
        let row = self.start.and_then(|start| bytes.get(start..at));
        let is_user = row.is_none_or(|row| row.len() > self.limit || !row.trim_ascii().is_empty());
        if is_user {
            self.end(at);
        } else {
            self.cancel();
        }
        is_user
    }

    /// There is no such user after all. Gives where it began, unless it is being skipped.
    pub fn cancel(&mut self) -> Option<usize> {
        self.is_skipping = false;
        self.start.take()
    }

    /// The input ends inside a user, who is not kept; one over the limit is told of first.
    pub fn cut_off(&mut self) {
        self.skip_over_limit();
        self.cancel();
    }

    /// True inside a user.
    pub fn is_inside(&self) -> bool {
        self.start.is_some() || self.is_skipping
    }

    /// True where the user begins there.
    pub fn starts_at(&self, at: usize) -> bool {
        self.start == Some(at)
    }

    /// The most bytes of one user.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// True where the user is too long already.
    pub fn is_over_limit(&self) -> bool {
        self.start.is_some_and(|start| self.scanned.saturating_sub(start) > self.limit)
    }

    fn push(&mut self, range: Option<Range<usize>>) {
        self.pieces.push(Piece { row: self.row, range });
    }

    /// Stops keeping a user who is too long already.
    fn skip_over_limit(&mut self) {
        if self.is_over_limit() {
            self.start = None;
            self.is_skipping = true;
            self.push(None);
        }
    }

    /// Where the bytes begin that are still needed.
    fn kept(&self) -> usize {
        self.start.unwrap_or(self.scanned).min(self.scanned)
    }

    /// The buffer loses that many bytes at its start.
    fn shift(&mut self, count: usize) {
        self.base += count as u64;
        self.scanned = self.scanned.saturating_sub(count);
        self.start = self.start.map(|start| start.saturating_sub(count));
    }
}
