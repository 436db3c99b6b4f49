//! Reads the users of one chunk, whatever format they are in.

use super::chunk::Chunk;
use super::csv::CsvColumns;
use super::fault::{Fault, NOT_UTF8};
use super::layout::Layout;
use super::slots::Record;
use super::user::key_of_damaged;

/// Reads the users of a chunk with a layout.
#[derive(Debug)]
pub struct Reader<'l> {
    layout: &'l Layout,
    columns: Option<CsvColumns>,
}

impl Layout {
    /// A reader for that chunk's users. Fails where the chunk is CSV without a column to read.
    pub fn reader(&self, chunk: &Chunk) -> Result<Reader<'_>, Fault> {
        let columns = chunk.header().map(|header| self.columns(header)).transpose()?;
        Ok(Reader { layout: self, columns })
    }
}

impl Reader<'_> {
    /// Reads one user from its bytes, into the memory of `record`.
    pub fn read<'a>(&self, user: &'a [u8], record: Record<'_>) -> Result<Record<'a>, Fault> {
        let text = std::str::from_utf8(user).map_err(|error| self.not_utf8(user, error))?;
        match &self.columns {
            Some(columns) => self.layout.read_csv(columns, text, record),
            None => self.layout.read_json(text, record),
        }
    }

    #[cold]
    fn not_utf8(&self, user: &[u8], error: std::str::Utf8Error) -> Fault {
        let at = error.valid_up_to() + 1;
        let fault = Fault::new(&NOT_UTF8, format!("byte {at} of this user is not UTF-8"));
        let key = key_of_damaged(self.layout, self.columns.as_ref(), user);
        fault.with_key(key.as_deref())
    }
}
