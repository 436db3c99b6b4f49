//! Which bytes a JSON text cannot hold as they are (RFC 8259 section 7): quotes, backslashes and
//! control characters. Looked for eight at a time, by reader and writer alike.

/// True for a byte that stands in a JSON text as an escape only.
pub fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// How many bytes stand before the first that needs an escape.
#[inline]
pub fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = escapes_in_word(u64::from_le_bytes(*word));
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let in_rest = rest.iter().position(|byte| needs_escape(*byte)).unwrap_or(rest.len());
    words.len() * 8 + in_rest
}

/// The high bit of the lowest of a word's eight bytes that needs an escape, perhaps with other
/// bits above it; 0 where none does.
///
/// Subtracting from each byte sets the high bit of those below what is subtracted. Flipping bit 1
/// brings `"` (0x22) down to 0x20, beside the control characters, which stay below; flipping all
/// bits of `\` makes it 0.
#[inline]
pub fn escapes_in_word(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let quote_or_control = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
    // Bytes of 0x80 and above have the high bit themselves and need no escape.
    (quote_or_control | backslash) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_found_wherever_it_stands() {
        for length in 0..=20 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = vec![b'x'; length];
                    bytes[place] = byte;
                    let expected = if needs_escape(byte) { place } else { length };
                    assert_eq!(plain_length(&bytes), expected, "{byte:#x} at {place} of {length}");
                    bytes[place + 1..].fill(b'"');
                    let first = if needs_escape(byte) { place } else { place + 1 };
                    assert_eq!(plain_length(&bytes), first, "{byte:#x} before quotes");
                }
            }
        }
    }
}
