//! A literal to the text it stands for, and the way from each of its bytes back to the file.
//!
//! In: the literal as written, which its parser has accepted, and where it starts.
//! Out: the decoded text with its [`OffsetMap`].
//!
//! Absent on purpose: complaints. A literal that is malformed was refused before; should one
//! come here all the same, what cannot be decoded stands for itself.

#[cfg(feature = "toml")]
use super::toml_content;
use crate::source::OffsetMap;

/// A text that is being decoded.
struct Decoder<'t> {
    /// What is still to be read.
    rest: &'t str,
    /// Where that starts in the file.
    at: usize,
    decoded: String,
    map: OffsetMap,
}

impl<'t> Decoder<'t> {
    fn new(content: &'t str, at: usize) -> Decoder<'t> {
        let decoded = String::with_capacity(content.len());
        Decoder { rest: content, at, decoded, map: OffsetMap::starting_at(at) }
    }

    /// Takes everything before the next backslash as it is; false where the text ends.
    fn copy_to_backslash(&mut self) -> bool {
        let end = memchr::memchr(b'\\', self.rest.as_bytes()).unwrap_or(self.rest.len());
        let plain = self.advance(end);
        self.decoded.push_str(plain);
        !self.rest.is_empty()
    }

    /// An escape of so many bytes that stands for a character.
    fn escape(&mut self, length: usize, character: char) {
        self.map.push(self.decoded.len(), self.at);
        self.advance(length);
        self.decoded.push(character);
        self.map.push(self.decoded.len(), self.at);
    }

    /// So many bytes that stand for nothing.
    #[cfg(feature = "toml")]
    fn skip(&mut self, length: usize) {
        let from = self.at;
        self.advance(length);
        self.map.skip(self.decoded.len(), from, self.at);
    }

    /// A character that stands for itself.
    fn keep(&mut self) {
        let length = self.rest.chars().next().map_or(0, char::len_utf8);
        let plain = self.advance(length);
        self.decoded.push_str(plain);
    }

    fn advance(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.at += taken.len();
        taken
    }

    /// The number that so many hexadecimal digits from there on denote.
    fn hexadecimal(&self, from: usize, digits: usize) -> Option<u32> {
        let digits = self.rest.get(from..from + digits)?;
        let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }

    fn finish(self) -> (String, OffsetMap) {
        (self.decoded, self.map.finish(self.at))
    }
}

/// Decodes what stands between the quotes of a JSON string, the first byte of it at `at`.
pub(in crate::mapping) fn decode_json(content: &str, at: usize) -> (String, OffsetMap) {
    let mut decoder = Decoder::new(content, at);
    while decoder.copy_to_backslash() {
        match json_escape(&decoder) {
            Some((length, character)) => decoder.escape(length, character),
            None => decoder.keep(),
        }
    }
    decoder.finish()
}

fn json_escape(decoder: &Decoder<'_>) -> Option<(usize, char)> {
    let character = match decoder.rest.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'u' => return json_code_point(decoder),
        _ => return None,
    };
    Some((2, character))
}

/// `\u` and four digits, or two of them where the first is one half of a surrogate pair.
fn json_code_point(decoder: &Decoder<'_>) -> Option<(usize, char)> {
    let unit = decoder.hexadecimal(2, 4)?;
    if let Some(character) = char::from_u32(unit) {
        return Some((6, character));
    }
    let is_pair = decoder.rest.get(6..8) == Some("\\u");
    let second = is_pair.then(|| decoder.hexadecimal(8, 4)).flatten()?;
    if !(0xD800..0xDC00).contains(&unit) || !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    let character = char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (second - 0xDC00))?;
    Some((12, character))
}

/// Decodes a TOML string of any of the four kinds, its quotes included, the first at `at`.
#[cfg(feature = "toml")]
pub(in crate::mapping) fn decode_toml(literal: &str, at: usize) -> (String, OffsetMap) {
    let (content, quotes) = toml_content(literal);
    let mut decoder = Decoder::new(content, at + quotes);
    if quotes == 3 {
        let line_end = if content.starts_with("\r\n") { 2 } else { 1 };
        if content.starts_with(['\r', '\n']) {
            decoder.skip(line_end);
        }
    }
    if literal.starts_with('\'') {
        let plain = decoder.rest;
        decoder.advance(plain.len());
        decoder.decoded.push_str(plain);
        return decoder.finish();
    }
    while decoder.copy_to_backslash() {
        if let Some((length, character)) = toml_escape(&decoder) {
            decoder.escape(length, character);
        } else if let Some(length) = line_ending_backslash(decoder.rest) {
            decoder.skip(length);
        } else {
            decoder.keep();
        }
    }
    decoder.finish()
}

#[cfg(feature = "toml")]
fn toml_escape(decoder: &Decoder<'_>) -> Option<(usize, char)> {
    let by_number = |digits| {
        let number = decoder.hexadecimal(2, digits)?;
        Some((2 + digits, char::from_u32(number)?))
    };
    let character = match decoder.rest.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'e' => '\u{1b}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'"' => '"',
        b'\\' => '\\',
        b'x' => return by_number(2),
        b'u' => return by_number(4),
        b'U' => return by_number(8),
        _ => return None,
    };
    Some((2, character))
}

/// How far a backslash at the end of a line reaches: over all white space that follows.
#[cfg(feature = "toml")]
fn line_ending_backslash(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('\\')?;
    let blank = after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
    after.get(..blank)?.contains('\n').then_some(1 + blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    /// Every decoded character leads back to what it was written with: `pieces` are pairs of
    /// what is written and what it stands for, in order, nothing where it stands for nothing.
    fn assert_leads_back(
        (open, close): (&str, &str),
        pieces: &[(&str, &str)],
        decode: impl Fn(&str, usize) -> (String, OffsetMap),
    ) {
        let written: String = pieces.iter().map(|(written, _)| *written).collect();
        let literal = format!("{open}{written}{close}");
        let file = Source::new("f", format!("key = {literal} # é"));
        let (text, map) = decode(&literal, 6);
        let meant: String = pieces.iter().map(|(_, meant)| *meant).collect();
        assert_eq!(text, meant, "{literal}");

        let text = Source::embedded(&file, text, map);
        let mut from = 0;
        for (index, (written, meant)) in pieces.iter().enumerate() {
            let span = Span::new(from, from + meant.len());
            if !meant.is_empty() {
                assert_eq!(file.slice(text.span_in_file(span)), *written, "{literal}: {index}");
            }
            // From here to the end: everything as it is written, but for gaps at either end.
            let tail = pieces.get(index..).unwrap_or_default();
            let first = tail.iter().position(|(_, meant)| !meant.is_empty()).unwrap_or(0);
            let last = tail.iter().rposition(|(_, meant)| !meant.is_empty()).map_or(0, |at| at + 1);
            let tail: String = tail.iter().take(last).skip(first).map(|piece| piece.0).collect();
            let to_the_end = text.span_in_file(Span::new(from, text.text().len()));
            assert_eq!(file.slice(to_the_end), tail, "{literal}: from {index}");
            from += meant.len();
        }
    }

    #[test]
    fn json_escapes_lead_back_byte_by_byte() {
        let content = |literal: &str, at: usize| {
            let content = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            decode_json(content.unwrap_or(literal), at + 1)
        };
        let tables: &[&[(&str, &str)]] = &[
            &[],
            &[("plain ", "plain "), ("é", "é"), ("漢", "漢")],
            &[("Join(", "Join("), ("\\\"", "\""), ("-", "-"), ("\\\"", "\""), (")", ")")],
            &[("\\\\", "\\"), ("\\/", "/"), ("\\b", "\u{8}"), ("\\f", "\u{c}")],
            &[("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"), ("x", "x")],
            &[("\\u0041", "A"), ("\\u00e9", "é"), ("\\u6F22", "漢"), ("\\u0000", "\0")],
            &[("a", "a"), ("\\ud83d\\ude00", "😀"), ("😀", "😀"), ("\\uD83D\\uDE00", "😀")],
        ];
        for pieces in tables {
            assert_leads_back(("\"", "\""), pieces, content);
        }
    }

    #[cfg(feature = "toml")]
    #[test]
    fn toml_strings_of_all_kinds_lead_back_byte_by_byte() {
        type Table<'a> = ((&'a str, &'a str), &'a [(&'a str, &'a str)]);
        let tables: &[Table<'_>] = &[
            (("\"", "\""), &[]),
            (("'", "'"), &[("[a\\b] \"é\"", "[a\\b] \"é\"")]),
            (("\"", "\""), &[("a", "a"), ("\\\"", "\""), ("\\\\", "\\"), ("\\t", "\t")]),
            (("\"", "\""), &[("\\b", "\u{8}"), ("\\e", "\u{1b}"), ("\\f", "\u{c}"), ("é", "é")]),
            (("\"", "\""), &[("\\n", "\n"), ("\\r", "\r"), ("\\x41", "A"), ("\\xe9", "é")]),
            (("\"", "\""), &[("\\u6f22", "漢"), ("\\U0001F600", "😀"), ("z", "z")]),
            (("'''", "'''"), &[("\n", ""), ("it's\n\\n", "it's\n\\n")]),
            (("'''", "'''"), &[("\r\n", ""), ("two\r\nlines", "two\r\nlines")]),
            (("'''", "'''"), &[("\n", ""), ("a'", "a'")]),
            (("\"\"\"", "\"\"\""), &[("\n", ""), ("say \"x\"", "say \"x\""), ("\\\"", "\"")]),
            (("\"\"\"", "\"\"\""), &[("a", "a"), ("\\\n   ", ""), ("b", "b"), ("\\n", "\n")]),
            (("\"\"\"", "\"\"\""), &[("a", "a"), ("\\  \r\n\n\t", ""), ("\\u0062", "b")]),
            (("\"\"\"", "\"\"\""), &[("\\u0061", "a"), ("\\\n", ""), ("b", "b")]),
            (("\"\"\"", "\"\"\""), &[("\\\n ", ""), ("b", "b"), ("\\\n ", "")]),
        ];
        for (quotes, pieces) in tables {
            assert_leads_back(*quotes, pieces, decode_toml);
        }
    }

    #[cfg(feature = "toml")]
    #[test]
    fn our_decoder_agrees_with_the_parser() {
        for literal in [
            "\"a\\tb\\u00e9\\U0001F600\\x41\\e\"",
            "'C:\\a'",
            "\"\"\"\na \\\n  b\r\nc\\\"\"\"\"\"",
            "'''\r\na'b''c\r\n'''",
            "''",
            "\"\"",
            "\"\"\"\"\"\"",
        ] {
            let document = toml_edit::Document::parse(format!("x = {literal}\n"));
            let document = document.unwrap_or_else(|error| panic!("{literal}: {error}"));
            let value = document.get("x").and_then(toml_edit::Item::as_str);
            assert_eq!(Some(decode_toml(literal, 0).0.as_str()), value, "{literal}");
        }
    }

    #[test]
    fn a_malformed_literal_does_no_harm() {
        for content in ["\\", "\\u12", "\\ud800", "\\udc00x", "\\q", "\\é"] {
            assert_eq!(decode_json(content, 0).0, content, "{content}");
        }
        assert_eq!(decode_json("\\ud800\\u0041", 0).0, "\\ud800A", "half a pair stays");
        #[cfg(feature = "toml")]
        for literal in ["\"", "'", "\"\"\"", "\"\\\"", "\"\\ud800\"", "", "\"\\\u{fffd}\""] {
            decode_toml(literal, 7);
        }
    }
}
