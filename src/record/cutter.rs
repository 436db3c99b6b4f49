//! Cuts an input, as it arrives, into chunks of whole users.
//!
//! In: bytes that the caller reads into [`Cutter::buffer`]. Out: [`Chunk`]s, in the input's
//! order. Memory is bounded by the chunk size and by the limit of one user, whatever the input.
//! UTF-16 is made UTF-8 as it comes: behind that there is one encoding.
//!
//! Absent on purpose: reading, and looking into users further than to find their ends.

use super::answer::no_users;
use super::chunk::{Chunk, Held, UserRange};
use super::fault::Fault;
use super::format::{BYTE_ORDER_MARK, InputFormat};
use super::found_users::FoundUsers;
use super::json_scan::JsonScan;
use super::row_scan::{CsvScan, LineScan};
use super::transcoder::Transcoder;

/// How much is held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The bytes to gather before a chunk is cut off.
    pub chunk_bytes: usize,
    /// The most users of a chunk. What is made of a user may take more memory than the user:
    /// a line of one byte is a reject like any other.
    pub chunk_users: usize,
    /// The most bytes of one user.
    pub user_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { chunk_bytes: 256 * 1024, chunk_users: 1000, user_bytes: 1024 * 1024 }
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
    transcoder: Transcoder,
    limits: Limits,
    input: u16,
    stage: Stage,
    users: FoundUsers,
    /// What ended the input, told after the users before it.
    fault: Option<Fault>,
    /// True once a chunk has carried the header row.
    has_given_header: bool,
    /// True once the first user has been found.
    has_begun: bool,
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
            transcoder: Transcoder::default(),
            limits,
            input: 0,
            stage: Stage::Start { forced: format, tried: 0 },
            users: FoundUsers::new(limits),
            fault: None,
            has_given_header: false,
            has_begun: false,
        }
    }

    /// The same for one of several inputs, counted from 0. That decides what is drawn at random
    /// for its users, as their rows do.
    pub fn of_input(self, index: usize) -> Cutter {
        Cutter { input: u16::try_from(index).unwrap_or(u16::MAX), ..self }
    }

    /// Where input is appended: best about [`Limits::chunk_bytes`] at a time.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// The next chunk; nothing where that takes more input, or after the end. To be called until
    /// there is none; `is_end` says that the buffer holds the last of the input.
    ///
    /// A header row without rows under it comes as a chunk of its own: whether it can be read has
    /// to be seen all the same.
    ///
    /// A fault is one of the whole input and comes once, behind the users that stand before it:
    /// nothing after it can be read.
    pub fn take(&mut self, is_end: bool) -> Result<Option<Chunk>, Fault> {
        if !self.transcoder.pass(&mut self.buffer, is_end) {
            return Ok(None);
        }
        let taken = self.take_utf8(is_end);
        self.transcoder.keep(self.buffer.len());
        taken
    }

    fn take_utf8(&mut self, is_end: bool) -> Result<Option<Chunk>, Fault> {
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
        let users = self.users.take();
        if let Some(fault) = self.no_users(&users) {
            self.stage = Stage::Stopped;
            self.buffer.clear();
            return Err(fault);
        }
        let kept = self.users.kept();
        if let Err(fault) = scanned {
            self.stage = Stage::Stopped;
            if users.is_empty() {
                self.buffer.clear();
                return Err(fault);
            }
            self.fault = Some(fault);
        }
        self.users.shift(kept);
        let is_alone = is_end && header.is_some() && !self.has_given_header;
        if users.is_empty() && !is_alone {
            self.buffer.drain(..kept.min(self.buffer.len()));
            return Ok(None);
        }
        self.has_given_header |= header.is_some();
        let held = Held::new(self.cut_off(kept));
        Ok(Some(Chunk {
            held,
            users,
            header,
            user_bytes: self.limits.user_bytes,
            input: self.input,
        }))
    }

    /// What is wrong where the input's first object is no user but an answer without any.
    fn no_users(&mut self, users: &[UserRange]) -> Option<Fault> {
        let first = users.first().filter(|_| !self.has_begun)?;
        self.has_begun = true;
        match &self.stage {
            Stage::Ndjson(_) | Stage::Json(_) => {
                no_users(self.buffer.get(first.range.clone()?).unwrap_or_default())
            }
            Stage::Start { .. } | Stage::Csv(_) | Stage::Stopped => None,
        }
    }

    /// Takes the first bytes off the buffer, and those that are the fewer are copied.
    fn cut_off(&mut self, kept: usize) -> Vec<u8> {
        let mut copy = Vec::new();
        let rest = self.buffer.get(kept..).unwrap_or_default();
        if rest.len() <= kept {
            copy.extend_from_slice(rest);
            return std::mem::replace(&mut self.buffer, copy);
        }
        copy.extend_from_slice(self.buffer.get(..kept).unwrap_or_default());
        self.buffer.drain(..kept.min(self.buffer.len()));
        copy
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

#[cfg(test)]
mod tests;
