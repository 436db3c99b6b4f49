//! Users as rows of CSV (RFC 4180, with the liberties that Excel takes).
//!
//! In: the header row, then rows that the cutter found. Out: records that borrow every cell
//! without doubled quotes. An empty cell is null.
//!
//! A quote opens a quoted cell only where the cell begins; elsewhere it is a character. The
//! cutter (`row_scan`) goes by the same rule, so both always agree where a row ends.
//!
//! Absent on purpose: a CSV crate: cells that are already in one piece are borrowed here, and
//! the crates that need no I/O copy each of them.

use std::borrow::Cow;

use super::chunk::CsvHeader;
use super::fault::{CSV_HEADER, CSV_WIDTH, Fault};
use super::keys::Found;
use super::layout::Layout;
use super::slots::{Filling, Given, Record};
use crate::types::Value;

/// What a layout does with the columns of one header.
#[derive(Debug)]
pub struct CsvColumns {
    delimiter: u8,
    columns: Vec<Option<Found>>,
}

impl Layout {
    /// Finds the columns that are read. A header with none of them, and without anything else that
    /// users have, is a fault of the whole input.
    pub fn columns(&self, header: &CsvHeader) -> Result<CsvColumns, Fault> {
        let keys = self.levels.first();
        let find = |name: &String| keys.and_then(|keys| keys.find(name.trim()));
        let columns: Vec<Option<Found>> = header.columns.iter().map(find).collect();
        let is_known = |name: &String| self.known.contains(&name.trim().to_ascii_lowercase());
        if columns.iter().all(Option::is_none) && !header.columns.iter().any(is_known) {
            let message = "the header row names no attribute of users";
            let help = if header.is_on_screen() { NOT_SHOWN } else { HEADER };
            return Err(Fault::new(&CSV_HEADER, message)
                .with_detail(header.described())
                .with_help(help));
        }
        Ok(CsvColumns { delimiter: header.delimiter, columns })
    }

    /// Reads one user from a CSV row, into the memory of `record`.
    pub fn read_csv<'a>(
        &self,
        columns: &CsvColumns,
        row: &'a str,
        record: Record<'_>,
    ) -> Result<Record<'a>, Fault> {
        let mut filling = Filling::new(self, record);
        self.fill_from_csv(columns, row, &mut filling)?;
        filling.finish()
    }

    /// Puts what a CSV row holds into the slots.
    pub(super) fn fill_from_csv<'a>(
        &self,
        columns: &CsvColumns,
        row: &'a str,
        filling: &mut Filling<'_, 'a>,
    ) -> Result<(), Fault> {
        let mut count = 0;
        for cell in cells(row, columns.delimiter) {
            let column = columns.columns.get(count).copied().flatten();
            count += 1;
            let Some(found) = column else { continue };
            let Some(action) = self.actions.get(found.action) else { continue };
            filling.see(found.action);
            let cell = cell.read();
            let given = if cell.is_empty() { Given::Null } else { Given::One(Value::Text(cell)) };
            filling.store(action, found.is_exact, given);
        }
        let width = columns.columns.len();
        if count != width {
            // No key: in a row out of step the key's cell may hold any other value.
            let message = "this row has more or fewer cells than the header";
            let detail = format!("({count} and not {width})");
            return Err(Fault::new(&CSV_WIDTH, message).with_detail(detail));
        }
        Ok(())
    }
}

impl CsvHeader {
    /// True where this is what PowerShell shows of objects: a name beside its value, or names in
    /// columns of blanks.
    fn is_on_screen(&self) -> bool {
        let mut columns = self.columns.iter();
        let only = columns.next().filter(|_| columns.next().is_none());
        only.is_some_and(|row| row.contains(" : ") || row.trim().contains("  "))
    }

    /// The columns, for a message. A row that names no attribute may be a user in truth, whose
    /// values are private: nothing is shown of a row with an address or a number in it.
    fn described(&self) -> String {
        const MOST_SHOWN: usize = 5;
        const MOST_BYTES: usize = 40;
        let columns: Vec<&str> = self.columns.iter().map(|column| column.trim()).collect();
        let is_value =
            |column: &&str| column.contains('@') || !column.contains(char::is_alphabetic);
        let is_user = columns.iter().any(is_value) || self.is_on_screen();
        let is_shown = |column: &&&str| !is_user && column.len() <= MOST_BYTES;
        let shown = columns.iter().filter(is_shown).take(MOST_SHOWN);
        let shown: Vec<String> = shown.map(|name| format!("`{}`", name.escape_debug())).collect();
        let rest = self.columns.len() - shown.len();
        match (shown.is_empty(), rest) {
            (true, 1) => "(one column)".to_owned(),
            (true, _) => format!("({rest} columns)"),
            (false, 0) => format!("({})", shown.join(", ")),
            (false, _) => format!("({} and {rest} more)", shown.join(", ")),
        }
    }
}

/// The header row as text: its cells, told apart by the delimiter that it has most of.
pub(super) fn header(row: &str, delimiter: Option<u8>) -> CsvHeader {
    let delimiter = delimiter.unwrap_or_else(|| {
        let mut best = (b',', 1);
        for candidate in DELIMITERS {
            let count = cells(row, candidate).count();
            if count > best.1 {
                best = (candidate, count);
            }
        }
        best.0
    });
    let columns = cells(row, delimiter).map(|cell| cell.read().into_owned()).collect();
    CsvHeader { delimiter, columns }
}

/// What to do about a header that names nothing.
const HEADER: &str = "name the columns as the mapping or Graph does, or say what the input is with \
    `--input-format`";

/// What to do about what was shown on a screen.
const NOT_SHOWN: &str = "what PowerShell shows is cut to fit the screen: write the users with \
    `Export-Csv` or `ConvertTo-Json`";

/// What can stand between cells where nothing is said about it.
pub(super) const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A cell as it is written.
struct Cell<'a> {
    text: &'a str,
    is_quoted: bool,
}

impl<'a> Cell<'a> {
    fn read(&self) -> Cow<'a, str> {
        let Some(inner) = self.text.strip_prefix('"').filter(|_| self.is_quoted) else {
            return Cow::Borrowed(self.text);
        };
        match inner.find('"') {
            Some(end) if end + 1 == inner.len() => Cow::Borrowed(inner.get(..end).unwrap_or(inner)),
            None => Cow::Borrowed(inner),
            Some(_) => Cow::Owned(unquoted(inner)),
        }
    }
}

/// The text behind an opening quote: doubled quotes are one, what follows the closing one stays.
fn unquoted(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('"') {
        text.push_str(before);
        let Some(quoted) = after.strip_prefix('"') else {
            text.push_str(after);
            return text;
        };
        text.push('"');
        rest = quoted;
    }
    text.push_str(rest);
    text
}

/// The cells of a row; a row has at least one.
fn cells(row: &str, delimiter: u8) -> impl Iterator<Item = Cell<'_>> {
    let mut rest = Some(row);
    std::iter::from_fn(move || {
        let row = rest?;
        let is_quoted = row.starts_with('"');
        let from = if is_quoted { end_of_quotes(row.as_bytes()) } else { 0 };
        let after = row.as_bytes().get(from..).unwrap_or_default();
        let end = memchr::memchr(delimiter, after).map(|at| from + at);
        // Delimiters are ASCII, so these cuts are between characters.
        let text = end.map_or(row, |end| row.get(..end).unwrap_or(row));
        rest = end.and_then(|end| row.get(end + 1..));
        Some(Cell { text, is_quoted })
    })
}

/// Where a quoted cell's quotes close: one past the closing one, or the end.
fn end_of_quotes(cell: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = memchr::memchr(b'"', cell.get(at..).unwrap_or_default()) {
        at += found + 1;
        if cell.get(at) != Some(&b'"') {
            return at;
        }
        at += 1;
    }
    cell.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_apart() {
        for (row, expected, why) in [
            ("a,b", vec!["a", "b"], "plain"),
            ("", vec![""], "one empty cell"),
            (",", vec!["", ""], "two empty cells"),
            (r#""a,b",c"#, vec!["a,b", "c"], "a delimiter in quotes"),
            (r#""a""b","""#, vec!["a\"b", ""], "doubled quotes, and one that is never closed"),
            ("\"a\nb\",c", vec!["a\nb", "c"], "a line end in quotes"),
            (r#"a"b,c"#, vec!["a\"b", "c"], "a quote inside a cell is a character"),
            (r#""a"b,c"#, vec!["ab", "c"], "text behind the closing quote"),
            (r#""a"b"c",d"#, vec!["ab\"c\"", "d"], "quotes behind the closing quote"),
            (r#""""#, vec![""], "empty in quotes"),
            (r#""""""#, vec!["\""], "a quote in quotes"),
            ("é;ü,ñ", vec!["é;ü", "ñ"], "another delimiter is text"),
        ] {
            let read: Vec<String> = cells(row, b',').map(|cell| cell.read().into_owned()).collect();
            assert_eq!(read, expected, "{row:?}: {why}");
        }
    }

    #[test]
    fn the_delimiter_is_told_from_the_header() {
        for (row, expected, why) in [
            ("id,mail", b',', "commas"),
            ("id;mail;department", b';', "Excel in many countries"),
            ("id\tmail", b'\t', "tabs"),
            ("id", b',', "one column"),
            ("\"a,b\";mail;\"c,d\"", b';', "commas in quotes do not count"),
        ] {
            assert_eq!(header(row, None).delimiter, expected, "{row}: {why}");
        }
    }
}
