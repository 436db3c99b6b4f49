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

/// True for what a terminal does not print but does.
fn is_obeyed(character: char) -> bool {
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
