//! JSON texts, written fast.

/// Writes text as the inside of a JSON string.
///
/// What needs no escape is copied as it is, which nearly every text is as a whole.
#[inline]
pub(super) fn write_escaped(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if has_escapes(bytes) {
        write_with_escapes(bytes, out);
    } else {
        out.extend_from_slice(bytes);
    }
}

fn write_with_escapes(bytes: &[u8], out: &mut Vec<u8>) {
    for run in bytes.split_inclusive(|byte| needs_escape(*byte)) {
        match run.split_last() {
            Some((last, plain)) if needs_escape(*last) => {
                out.extend_from_slice(plain);
                write_escape(*last, out);
            }
            Some(_) | None => out.extend_from_slice(run),
        }
    }
}

/// Writes text as a JSON string, with its quotes.
pub(super) fn write_quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    write_escaped(text, out);
    out.push(b'"');
}

/// A text as a JSON string, with its quotes.
pub(super) fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    write_quoted(text, &mut out);
    out
}

/// RFC 8259 section 7: quotes, backslashes and control characters below U+0020.
fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Looks at eight bytes at once; the last eight overlap those before them, so that no rest is
/// looked at one by one.
fn has_escapes(bytes: &[u8]) -> bool {
    match (bytes.last_chunk::<8>(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(last), _, _) => {
            let (words, _) = bytes.as_chunks::<8>();
            words.iter().chain([last]).any(|word| word_has_escapes(u64::from_le_bytes(*word)))
        }
        (None, Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
            word_has_escapes(first << 32 | last)
        }
        (None, _, _) => bytes.iter().any(|byte| needs_escape(*byte)),
    }
}

/// True where one of a word's eight bytes needs an escape: subtracting from each of them sets
/// the high bit of those below what is subtracted. Flipping bit 1 brings `"` (0x22) down to 0x20,
/// beside the control characters, which stay below; flipping all bits of `\` makes it 0.
fn word_has_escapes(word: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let quote_or_control = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    // Bytes of 0x80 and above have the high bit themselves and need no escape.
    (quote_or_control | backslash) & !word & HIGH != 0
}

fn write_escape(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let digit = |value: u8| DIGITS.get(usize::from(value & 0xf)).copied().unwrap_or(b'0');
    match byte {
        b'"' => out.extend_from_slice(b"\\\""),
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        0x08 => out.extend_from_slice(b"\\b"),
        0x0c => out.extend_from_slice(b"\\f"),
        other => out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(other >> 4), digit(other)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        String::from_utf8(quoted(text)).expect("escaping keeps UTF-8")
    }

    #[test]
    fn what_json_cannot_hold_is_escaped_and_nothing_else() {
        for (text, expected) in [
            ("", r#""""#),
            ("plain", r#""plain""#),
            ("say \"hi\"", r#""say \"hi\"""#),
            (r"C:\dir\", r#""C:\\dir\\""#),
            ("a\nb\r\tc", r#""a\nb\r\tc""#),
            ("\u{0}\u{1}\u{8}\u{c}\u{1f}\u{20}\u{7f}", "\"\\u0000\\u0001\\b\\f\\u001f \u{7f}\""),
            ("\u{2028}é漢😀\u{feff}", "\"\u{2028}é漢😀\u{feff}\""),
            ("\"", r#""\"""#),
        ] {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_byte_is_found_wherever_it_stands() {
        for length in 1..=20 {
            for place in 0..length {
                for code in (0..=0xff_u32).chain([0x2028, 0x1f600]) {
                    let letter = char::from_u32(code).expect("a character");
                    let mut letters = vec!['x'; length];
                    letters[place] = letter;
                    let text: String = letters.into_iter().collect();
                    let read: Result<String, _> = serde_json::from_slice(&quoted(&text));
                    assert_eq!(read.expect("a JSON string"), text);
                }
            }
        }
    }
}
