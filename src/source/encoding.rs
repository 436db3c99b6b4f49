//! Bytes to text and back: UTF-8, or the UTF-16 that Windows PowerShell writes.
//!
//! In: the bytes of a file, all of them or as they come. Out: characters, or the place up to
//! which they are text. A byte order mark is part of the text, so that offsets into UTF-8 are
//! offsets into the file, and so that a text is written back as it was.
//!
//! Absent on purpose: guessing. UTF-16 is taken for what it is where it begins with its mark, or
//! with two characters that have a zero byte each: no other text has those. The code pages of
//! older systems are refused.

use std::borrow::Cow;

/// How a text is written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, the lower byte first: what Windows calls Unicode.
    Utf16LittleEndian,
    /// UTF-16, the higher byte first.
    Utf16BigEndian,
}

/// Bytes that are no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecodable {
    /// What they were taken for.
    pub encoding: Encoding,
    /// The text before the first of them that is none.
    pub readable: String,
}

impl Encoding {
    /// How many bytes of a text are enough to tell.
    pub const ENOUGH: usize = 4;

    /// How the text is written that begins with these bytes.
    pub fn of(bytes: &[u8]) -> Encoding {
        match bytes {
            [0xff, 0xfe, ..] => Encoding::Utf16LittleEndian,
            [0xfe, 0xff, ..] => Encoding::Utf16BigEndian,
            [1..=0xff, 0, 1..=0xff, 0, ..] => Encoding::Utf16LittleEndian,
            [0, 1..=0xff, 0, 1..=0xff, ..] => Encoding::Utf16BigEndian,
            _ => Encoding::Utf8,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16LittleEndian | Encoding::Utf16BigEndian => "UTF-16",
        }
    }

    /// The text that the bytes are.
    pub fn decode(self, bytes: &[u8]) -> Result<Cow<'_, str>, Undecodable> {
        let Some(mut reader) = Utf16::of(self) else {
            return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
                let readable = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let readable = String::from_utf8_lossy(readable).into_owned();
                Undecodable { encoding: self, readable }
            });
        };
        let mut text = String::with_capacity(bytes.len());
        let mut is_text = true;
        let mut take = |character: Option<char>| match character {
            Some(character) if is_text => text.push(character),
            Some(_) => {}
            None => is_text = false,
        };
        reader.push(bytes, &mut take);
        reader.finish(&mut take);
        if is_text {
            Ok(Cow::Owned(text))
        } else {
            Err(Undecodable { encoding: self, readable: text })
        }
    }

    /// The text as well as it can be read: what is no character stands as U+FFFD.
    pub fn decode_lossy(self, bytes: &[u8]) -> Cow<'_, str> {
        let Some(mut reader) = Utf16::of(self) else { return String::from_utf8_lossy(bytes) };
        let mut text = String::with_capacity(bytes.len());
        let mut take = |character: Option<char>| {
            text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        };
        reader.push(bytes, &mut take);
        reader.finish(&mut take);
        Cow::Owned(text)
    }

    /// The bytes of a text: what is decoded from them is the text.
    pub fn encode(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Encoding::Utf8 => Cow::Borrowed(text.as_bytes()),
            Encoding::Utf16LittleEndian => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16BigEndian => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// UTF-16 as it is read, cut anywhere.
///
/// Each character is handed to the caller, and nothing where bytes are no character: one half of
/// a surrogate pair, or half a unit at the end.
#[derive(Debug, Clone)]
pub struct Utf16 {
    unit: fn([u8; 2]) -> u16,
    /// The first byte of a unit that is cut.
    byte: Option<u8>,
    /// The first half of a surrogate pair that is cut.
    high: Option<u16>,
}

impl Utf16 {
    /// A reader; nothing for another encoding.
    pub fn of(encoding: Encoding) -> Option<Utf16> {
        let unit: fn([u8; 2]) -> u16 = match encoding {
            Encoding::Utf8 => return None,
            Encoding::Utf16LittleEndian => u16::from_le_bytes,
            Encoding::Utf16BigEndian => u16::from_be_bytes,
        };
        Some(Utf16 { unit, byte: None, high: None })
    }

    /// Reads more bytes.
    pub fn push(&mut self, mut bytes: &[u8], sink: &mut impl FnMut(Option<char>)) {
        if let (Some(first), [second, rest @ ..]) = (self.byte, bytes) {
            self.byte = None;
            self.take((self.unit)([first, *second]), sink);
            bytes = rest;
        }
        let (pairs, rest) = bytes.as_chunks::<2>();
        for pair in pairs {
            self.take((self.unit)(*pair), sink);
        }
        if let [byte] = rest {
            self.byte = Some(*byte);
        }
    }

    /// Says that there are no more bytes.
    pub fn finish(&mut self, sink: &mut impl FnMut(Option<char>)) {
        if self.high.take().is_some() {
            sink(None);
        }
        if self.byte.take().is_some() {
            sink(None);
        }
    }

    fn take(&mut self, unit: u16, sink: &mut impl FnMut(Option<char>)) {
        let high = self.high.take();
        match (high, unit) {
            (Some(high), 0xdc00..=0xdfff) => {
                let pair = char::decode_utf16([high, unit]).next();
                sink(pair.and_then(Result::ok));
                return;
            }
            (Some(_), _) => sink(None),
            (None, _) => {}
        }
        match unit {
            0xd800..=0xdbff => self.high = Some(unit),
            // The second half of a pair without its first is no character.
            _ => sink(char::from_u32(u32::from(unit))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Encoding::{Utf8, Utf16BigEndian, Utf16LittleEndian};

    #[test]
    fn every_encoding_reads_and_writes() {
        for text in ["\u{feff}é😀\r\n", "[mail]", "ü=", ""] {
            for encoding in [Utf8, Utf16LittleEndian, Utf16BigEndian] {
                let bytes = encoding.encode(text);
                assert_eq!(encoding.decode(&bytes).as_deref(), Ok(text), "{encoding:?}");
                assert_eq!(encoding.decode_lossy(&bytes), text, "{encoding:?}");
                let is_told = !text.is_empty();
                assert!(!is_told || Encoding::of(&bytes) == encoding, "{text:?} in {encoding:?}");
            }
        }
    }

    #[test]
    fn an_encoding_is_told_from_the_first_bytes() {
        for (bytes, expected, why) in [
            (&b"\xff\xfe"[..], Utf16LittleEndian, "its mark"),
            (b"\xfe\xff{", Utf16BigEndian, "its mark"),
            (b"{\0\"\0", Utf16LittleEndian, "no other text has a zero byte there"),
            (b"\0i\0d", Utf16BigEndian, "nor there"),
            (b"a\0bc", Utf8, "one zero byte says nothing"),
            (b"\xef\xbb\xbf{}", Utf8, "the mark of UTF-8"),
            (b"{}", Utf8, "what there is mostly"),
            (b"\0\0", Utf8, "no text at all"),
            (b"{", Utf8, "one byte"),
            (b"", Utf8, "nothing"),
        ] {
            assert_eq!(Encoding::of(bytes), expected, "{bytes:?}: {why}");
        }
    }

    #[test]
    fn what_is_no_text_is_told_with_what_stands_before_it() {
        for (bytes, readable, name) in [
            (&b"ab\xff"[..], "ab", "UTF-8"),
            (b"\xff\xfea\0b", "\u{feff}a", "UTF-16"),
            (b"\xff\xfe\x00\xd8a\0", "\u{feff}", "UTF-16"),
            (b"\xff\xfea\0\x00\xdcb\0", "\u{feff}a", "UTF-16"),
            (b"\xff\xfea\0\x00\xd8", "\u{feff}a", "UTF-16"),
            (b"\x80", "", "UTF-8"),
        ] {
            let refusal = Encoding::of(bytes).decode(bytes).expect_err("it is no text");
            assert_eq!((refusal.readable.as_str(), refusal.encoding.name()), (readable, name));
        }
    }

    #[test]
    fn utf_16_can_be_cut_anywhere() {
        let bytes = Utf16LittleEndian.encode("a😀b");
        for cut in 0..=bytes.len() {
            let mut reader = Utf16::of(Utf16LittleEndian).expect("it is UTF-16");
            let mut text = String::new();
            let mut sink = |character: Option<char>| text.push(character.expect("all is text"));
            let (head, tail) = bytes.split_at(cut);
            reader.push(head, &mut sink);
            reader.push(tail, &mut sink);
            reader.finish(&mut sink);
            assert_eq!(text, "a😀b", "cut at {cut}");
        }
    }
}
