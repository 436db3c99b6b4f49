//! Somebody's words inside a message: short, and without what a terminal would obey.
//!
//! In: a name out of a file, of any length. Out: at most a hundred characters of it. Both ends stay,
//! since the names of extensions differ at their ends.

use super::printable::is_obeyed;

/// The characters that a message shows of a text: the names of most extensions' attributes whole.
const MOST: usize = 100;
/// How many of them come from the text's start.
const START: usize = 40;

/// A text for a message: cut in the middle where it is long, with a space for each character
/// that controls a terminal or the direction of writing.
pub fn shortened(text: &str) -> String {
    let clean = |text: &str| text.replace(is_obeyed, " ");
    // One of the characters is the sign for what is left out.
    let (start, end) = (START, MOST - START - 1);
    let cut = text.char_indices().nth(start).map(|(at, _)| at);
    let resumed = text.char_indices().rev().nth(end - 1).map(|(at, _)| at);
    match (text.char_indices().nth(MOST), cut, resumed) {
        (Some(_), Some(cut), Some(resumed)) => {
            let (head, tail) = (text.get(..cut), text.get(resumed..));
            format!("{}…{}", clean(head.unwrap_or("")), clean(tail.unwrap_or("")))
        }
        (_, _, _) => clean(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_both_ends() {
        let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:departmint";
        let digits = "0123456789".repeat(10);
        let long = format!("{urn}{digits}");
        for (text, expected) in [
            ("mail", "mail"),
            ("", ""),
            (&digits, &*digits),
            (urn, urn),
            (&long, &format!("urn:ietf:params:scim:schemas:extension:e…{}", &digits[41..])),
        ] {
            assert_eq!(shortened(text), expected);
        }
        assert_eq!(shortened(&"é漢".repeat(200_000)).chars().count(), MOST);
    }

    #[test]
    fn nothing_in_it_controls_a_terminal() {
        assert_eq!(shortened("a\nb\0\u{1b}[31m"), "a b  [31m");
        assert_eq!(shortened("abc\u{202e}fdp"), "abc fdp");
    }
}
