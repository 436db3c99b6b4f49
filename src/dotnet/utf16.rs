//! Positions as .NET counts them, in UTF-16 units, without ever splitting a character.

/// How many UTF-16 units the text has.
pub fn utf16_len(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

/// The part of the text from unit `start` (from 0), at most `length` units long.
///
/// A cut inside a character above U+FFFF is rounded down: the character is left out where the
/// part would end in it, and kept whole where the part would start in it.
pub fn cut(text: &str, start: usize, length: usize) -> &str {
    let end = start.saturating_add(length);
    text.get(byte_offset(text, start)..byte_offset(text, end)).unwrap_or("")
}

/// Where something stands in the text at or after unit `start` (from 0), in units. `find` looks
/// for it in what is left, and gives a byte.
pub fn utf16_find(
    text: &str,
    start: usize,
    find: impl FnOnce(&str) -> Option<usize>,
) -> Option<usize> {
    let mut offset = byte_offset(text, start);
    // A start inside a character is behind it.
    if let Some(character) = text.get(offset..).and_then(|rest| rest.chars().next())
        && utf16_len(text.get(..offset)?) < start
    {
        offset += character.len_utf8();
    }
    let found = offset + find(text.get(offset..)?)?;
    text.get(..found).map(utf16_len)
}

fn byte_offset(text: &str, units: usize) -> usize {
    if text.is_ascii() {
        return units.min(text.len());
    }
    let mut left = units;
    for (offset, character) in text.char_indices() {
        if left < character.len_utf16() {
            return offset;
        }
        left -= character.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_units() {
        for (text, sought, start, expected) in [
            ("repeated", "e", 2, Some(3)),
            ("repeated", "x", 0, None),
            ("repeated", "e", 100, None),
            ("😀é😀", "é", 0, Some(2)),
            ("😀é😀", "😀", 1, Some(3)),
            ("😀é😀", "😀", 4, None),
            ("a", "", 1, Some(1)),
        ] {
            let found = utf16_find(text, start, |rest| rest.find(sought));
            assert_eq!(found, expected, "{text} {sought} {start}");
        }
    }

    #[test]
    fn cuts_count_units_and_keep_characters_whole() {
        assert_eq!(utf16_len("a😀é"), 4);
        assert_eq!(cut("johnsmith", 0, 4), "john");
        assert_eq!(cut("a😀é", 0, 2), "a");
        assert_eq!(cut("a😀é", 1, 2), "😀");
        assert_eq!(cut("a😀é", 2, 2), "😀é");
        assert_eq!(cut("abc", 1, usize::MAX), "bc");
        assert_eq!(cut("abc", 9, 2), "");
    }
}
