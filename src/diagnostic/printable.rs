//! Text of files and users on its way to a terminal: nothing in it may be obeyed.

use std::borrow::Cow;

/// The text with what a terminal would obey replaced by pictures: control characters, and those
/// that turn the direction of writing.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(picture).collect())
}

/// The same for lines of a source, byte for byte as long, so that spans still fit.
#[cfg(feature = "render")]
pub(super) fn with_same_length(lines: &str) -> String {
    let shown = lines.chars().map(|character| match character {
        '\n' | '\t' => character,
        obeyed if is_obeyed(obeyed) => match obeyed.len_utf8() {
            1 => '?',
            2 => '¿',
            _ => '\u{fffd}',
        },
        harmless => harmless,
    });
    shown.collect()
}

/// A value with everything escaped in it that is obeyed or that nobody sees: no two values that
/// differ are to look alike, so a soft hyphen, a no-break space and a mark of no width are told.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_seen) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_seen(character) {
            escaped.push(character);
        } else {
            escaped.extend(character.escape_default());
        }
    }
    Cow::Owned(escaped)
}

/// True for what can be told from everything else when it is printed.
pub fn is_seen(character: char) -> bool {
    let has_no_width = matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    );
    let is_odd_space = character.is_whitespace() && character != ' ';
    !is_obeyed(character) && !has_no_width && !is_odd_space
}

/// True for what a terminal does not print but does.
pub(super) fn is_obeyed(character: char) -> bool {
    let turns_direction = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || turns_direction
}

fn picture(character: char) -> char {
    match character {
        '\u{7f}' => '\u{2421}',
        control if control < ' ' => {
            char::from_u32(0x2400 + u32::from(control)).unwrap_or('\u{fffd}')
        }
        obeyed if is_obeyed(obeyed) => '\u{fffd}',
        harmless => harmless,
    }
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn what_a_terminal_would_obey_is_pictured() {
        assert_eq!(printable("Größe 李 🎉"), "Größe 李 🎉");
        assert_eq!(printable("a\u{1b}[31mb\u{7}"), "a␛[31mb␇");
        assert_eq!(printable("a\u{202e}b\u{9b}c"), "a\u{fffd}b\u{fffd}c");
    }
}
