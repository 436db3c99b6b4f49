//! Finds the users in text that comes in rows: lines of NDJSON, rows of CSV.
//!
//! In: bytes, at any place cut in two. Out: where each row begins and ends, and CSV's header.

use std::sync::Arc;

use super::chunk::CsvHeader;
use super::csv::{DELIMITERS, header};
use super::fault::{AGAIN, AS_UTF8, CUT_OFF, Fault, NOT_UTF8, TOO_LONG};
use super::found_users::FoundUsers;

/// Finds lines. Rows are numbered by lines; blank lines are no users.
#[derive(Debug, Default)]
pub(super) struct LineScan {
    /// How many lines have ended.
    count: u64,
}

impl LineScan {
    /// Looks at the bytes that have come since.
    pub fn scan(&mut self, bytes: &[u8], is_end: bool, users: &mut FoundUsers) {
        while !users.is_full() {
            if !users.is_inside() {
                users.begin(users.scanned, self.count + 1);
            }
            let rest = bytes.get(users.scanned..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'\n', rest) else {
                users.scanned = bytes.len();
                if is_end {
                    users.end_row(bytes, bytes.len(), u8::is_ascii_whitespace);
                }
                return;
            };
            users.end_row(bytes, users.scanned + length, u8::is_ascii_whitespace);
            users.scanned += length + 1;
            self.count += 1;
        }
    }
}

/// Finds CSV rows: a line end inside quotes is part of a cell. Blank rows are no users.
#[derive(Debug, Default)]
pub(super) struct CsvScan {
    header: Option<Arc<CsvHeader>>,
    /// The delimiter, where a `sep=` row or the header has told it.
    delimiter: Option<u8>,
    is_in_quotes: bool,
    /// The last byte that was looked at.
    previous: u8,
    /// How many data rows have ended.
    count: u64,
}

impl CsvScan {
    /// The header row, once it has come.
    pub fn header(&self) -> Option<&Arc<CsvHeader>> {
        self.header.as_ref()
    }

    /// Looks at the bytes that have come since.
    pub fn scan(
        &mut self,
        bytes: &[u8],
        is_end: bool,
        users: &mut FoundUsers,
    ) -> Result<(), Fault> {
        while let Some(&byte) = bytes.get(users.scanned) {
            let at = users.scanned;
            if users.is_full() {
                break;
            }
            if !users.is_inside() {
                if matches!(byte, b'\n' | b'\r') {
                    users.scanned += 1;
                    continue;
                }
                users.begin(at, self.count + 1);
            }
            let rest = bytes.get(at..).unwrap_or_default();
            if self.is_in_quotes {
                let Some(quote) = memchr::memchr(b'"', rest).map(|length| at + length) else {
                    users.scanned = bytes.len();
                    break;
                };
                match bytes.get(quote + 1) {
                    Some(b'"') => users.scanned = quote + 2,
                    // Whether this quote is doubled, the next byte will tell.
                    None if !is_end => {
                        users.scanned = quote;
                        break;
                    }
                    Some(_) | None => {
                        self.is_in_quotes = false;
                        users.scanned = quote + 1;
                    }
                }
                continue;
            }
            let Some(found) = memchr::memchr3(b'"', b'\n', b'\r', rest).map(|length| at + length)
            else {
                users.scanned = bytes.len();
                break;
            };
            if bytes.get(found) == Some(&b'"') {
                self.is_in_quotes = self.is_cell_start(bytes, found, users);
            } else {
                self.end_row(bytes, found, users)?;
            }
            users.scanned = found + 1;
        }
        let last = users.scanned.checked_sub(1).and_then(|last| bytes.get(last));
        self.previous = last.copied().unwrap_or(self.previous);
        if self.header.is_none() && users.is_over_limit() {
            users.cancel();
            return Err(long_header());
        }
        if is_end && users.scanned == bytes.len() && users.is_inside() {
            if self.is_in_quotes {
                users.cut_off();
                let detail = format!("of row {}", self.count + 1);
                let message = "the input ends inside a quoted cell";
                return Err(Fault::new(&CUT_OFF, message).with_detail(detail).with_help(AGAIN));
            }
            self.end_row(bytes, bytes.len(), users)?;
        }
        Ok(())
    }

    fn is_cell_start(&self, bytes: &[u8], at: usize, users: &FoundUsers) -> bool {
        let before = at.checked_sub(1).map_or(Some(&self.previous), |before| bytes.get(before));
        users.starts_at(at)
            || before.is_some_and(|before| match self.delimiter {
                Some(delimiter) => *before == delimiter,
                None => DELIMITERS.contains(before),
            })
    }

    fn end_row(&mut self, bytes: &[u8], end: usize, users: &mut FoundUsers) -> Result<(), Fault> {
        if self.header.is_some() {
            // A row of nothing but delimiters is a user whose cells are empty.
            let is_blank = |byte: &u8| *byte == b' ' && self.delimiter != Some(b' ');
            self.count += u64::from(users.end_row(bytes, end, is_blank));
            return Ok(());
        }
        let row = users.cancel().and_then(|start| bytes.get(start..end)).unwrap_or_default();
        if row.len() > users.limit() {
            return Err(long_header());
        }
        let row = std::str::from_utf8(row)
            .map_err(|_| Fault::new(&NOT_UTF8, "the header row is not UTF-8").with_help(AS_UTF8))?;
        if row.trim().is_empty() || row.starts_with(POWERSHELL_TYPE) {
            return Ok(());
        }
        // Some programs put the row in quotes, as they do their cells.
        let told = row.trim_matches('"').strip_prefix(EXCEL_SEPARATOR);
        if let Some(&[delimiter]) = told.map(str::as_bytes)
            && delimiter.is_ascii()
        {
            self.delimiter = Some(delimiter);
            return Ok(());
        }
        let header = header(row, self.delimiter);
        self.delimiter = Some(header.delimiter);
        self.header = Some(Arc::new(header));
        Ok(())
    }
}

fn long_header() -> Fault {
    Fault::new(&TOO_LONG, "the header row is over the size limit")
        .with_help("put a line end behind the names of the columns, or close the quote of the last")
}

/// What `Export-Csv` of Windows PowerShell writes above the header.
const POWERSHELL_TYPE: &str = "#TYPE ";
/// How Excel is told the delimiter above the header.
const EXCEL_SEPARATOR: &str = "sep=";
