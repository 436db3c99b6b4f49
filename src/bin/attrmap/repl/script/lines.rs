//! The lines of standard input, in any encoding that other texts come in.
//!
//! In: bytes as they come. Out: lines without their ends, the first without a byte order mark. In
//! UTF-8 each is there as soon as it was written, so that another program can wait for the answer
//! to it. UTF-16 comes out of files, and is read whole. A line that is longer than any expression is
//! refused before it is there.

use std::io::{self, BufRead, Read};

use attrmap::source::Encoding;
use attrmap::syntax::MOST_BYTES;

use crate::system::console::Trouble;
use crate::system::files::{self, STANDARD};

/// Lines on their way.
pub(crate) struct Lines<R> {
    input: R,
    /// The lines that were read already, the last one first.
    read: Vec<String>,
    is_begun: bool,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R) -> Lines<R> {
        Lines { input, read: Vec::new(), is_begun: false }
    }

    /// The next line; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<String>, Trouble> {
        if let Some(line) = self.read.pop() {
            return Ok(Some(line));
        }
        let trouble = |error: io::Error| Trouble::with_file("read", STANDARD, &error);
        let mut bytes = Vec::new();
        // With the end of the line.
        let mut limited = self.input.by_ref().take(MOST_BYTES as u64 + 2);
        if limited.read_until(b'\n', &mut bytes).map_err(trouble)? == 0 {
            return Ok(None);
        }
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        if is_first && Encoding::of(&bytes) != Encoding::Utf8 {
            bytes = files::read_rest(STANDARD, &mut self.input, bytes)?;
            let text = files::text_of(STANDARD, &bytes)?;
            self.read = text.lines().rev().map(str::to_owned).collect();
            return Ok(self.read.pop());
        }
        if bytes.len() > MOST_BYTES && bytes.last() != Some(&b'\n') {
            let most = MOST_BYTES >> 20;
            return Err(Trouble::new(format!("a line of standard input is over {most} MiB")));
        }
        let text = String::from_utf8(bytes).map_err(|_| {
            Trouble::new("standard input is no UTF-8 text").help("save it as UTF-8")
        })?;
        let line = text.strip_suffix('\n').unwrap_or(&text);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = if is_first { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
        Ok(Some(line.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(bytes);
        std::iter::from_fn(|| lines.next().expect("it is text")).collect()
    }

    #[test]
    fn lines_are_read_in_every_encoding() {
        let text = "\u{feff}[mail]\r\n\n\"ü\u{feff}\"\n\u{feff}x";
        for encoding in [Encoding::Utf8, Encoding::Utf16LittleEndian, Encoding::Utf16BigEndian] {
            let read = lines(&encoding.encode(text));
            assert_eq!(read, ["[mail]", "", "\"ü\u{feff}\"", "\u{feff}x"], "{encoding:?}");
        }
        assert_eq!(lines(b""), [""; 0]);
        assert_eq!(lines(b"\xff\xfe"), [""; 0], "a mark alone");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"\"\xfc\"\n"[..], b"\xff\xfea\0\n\0\x00\xd8a\0"] {
            assert!(Lines::new(bytes).next().is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_line_that_never_ends_is_refused() {
        let endless = io::BufReader::new(io::repeat(b'a'));
        assert!(Lines::new(endless).next().is_err());
        let most = "a".repeat(MOST_BYTES);
        assert_eq!(lines(format!("{most}\r\nb").as_bytes()), [&most, "b"]);
    }
}
