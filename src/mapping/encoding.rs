//! The text of a file's bytes: UTF-8, or the UTF-16 that Windows PowerShell writes.
//!
//! In: bytes. Out: text, or the place up to which they are text. A byte order mark is part of
//! the text, so that offsets into UTF-8 are offsets into the file.
//!
//! Absent on purpose: guessing. UTF-16 is taken for what it is where it says so.

use std::borrow::Cow;

use super::messages;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// The text that the bytes of a file are.
pub(super) fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Box<Diagnostic>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ if is_unmarked_utf16(bytes) => {
            return Err(Box::new(messages::unmarked_utf16(&Source::new(name, ""))));
        }
        _ => return decode_utf8(name, bytes),
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut units = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    let is_whole = units.try_for_each(|unit| unit.map(|character| text.push(character)));
    if is_whole.is_ok() && rest.is_empty() {
        Ok(Cow::Owned(text))
    } else {
        Err(cut_off(name, &text, "UTF-16"))
    }
}

/// True where every second byte is zero, as in UTF-16 of the letters that such files begin with.
fn is_unmarked_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [1..=255, 0, 1..=255, 0, ..] | [0, 1..=255, 0, 1..=255, ..])
}

/// The beginning of a file that is not read any further, as well as it can be read.
pub(super) fn beginning(bytes: &[u8]) -> String {
    const ENOUGH: usize = 1024;
    let bytes = bytes.get(..ENOUGH).unwrap_or(bytes);
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return String::from_utf8_lossy(bytes).into_owned(),
    };
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    units.map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn decode_utf8<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let readable = bytes.get(..error.valid_up_to()).unwrap_or_default();
        cut_off(name, &String::from_utf8_lossy(readable), "UTF-8")
    })
}

fn cut_off(name: &str, readable: &str, encoding: &str) -> Box<Diagnostic> {
    let file = Source::new(name, readable);
    let end = Span::new(readable.len(), readable.len());
    Box::new(messages::not_text(&file, end, encoding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_text() {
        let text = "\u{feff}é😀";
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &big, &little] {
            assert_eq!(decode("m", bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_text_is_said_to_be_so() {
        for (bytes, encoding) in [
            (&b"ab\xff"[..], "UTF-8"),
            (b"\xff\xfea\0b", "UTF-16"),
            (b"\xff\xfe\x00\xd8a\0", "UTF-16"),
            (b"\x80", "UTF-8"),
        ] {
            let refusal = decode("m", bytes).expect_err("it is no text");
            assert_eq!(refusal.message, format!("this file is no {encoding} text"));
        }
    }

    #[test]
    fn utf16_without_its_mark_is_recognised_and_not_guessed() {
        for bytes in [&b"{\0\n\0"[..], b"\0s\0c\0h", b"#\0 \0a\0"] {
            let refusal = decode("m", bytes).expect_err("it is refused");
            assert_eq!(refusal.message, "this file is UTF-16 without a byte order mark");
            assert!(refusal.help.is_some_and(|help| help.contains("UTF-8")));
        }
        assert!(decode("m", b"a\0b").is_ok(), "a zero byte alone says nothing");
    }
}
