//! Answers that fit the columns of a terminal: texts measured, filled up, cut, broken at blanks.
//!
//! In: a text, and how many columns there are; without a terminal there is no end of them. Wide
//! characters, as Chinese ones, take two.

use console::measure_text_width;

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    measure_text_width(text)
}

/// The text, filled up with blanks.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text as far as so many columns have room for it.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut cut = String::new();
    for character in text.chars() {
        cut.push(character);
        if width(&cut) >= columns {
            cut.pop();
            break;
        }
    }
    cut + "…"
}

/// The text with its lines broken at blanks where they are too long, each part as far to the right
/// as the first, or as `hanging` says.
pub(crate) fn wrapped(text: &str, columns: Option<usize>, hanging: Option<usize>) -> String {
    let Some(columns) = columns else { return text.to_owned() };
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        let own = line.len() - line.trim_start().len();
        let indent = hanging.unwrap_or(own);
        wrap_line(line, columns, indent, &mut out);
        out.push('\n');
    }
    out
}

fn wrap_line(line: &str, columns: usize, indent: usize, out: &mut String) {
    let mut rest = line;
    let mut before = String::new();
    while width(&before) + width(rest) > columns {
        // Not at the blanks that it begins with.
        let begun = rest.len() - rest.trim_start().len();
        let fits =
            |at: &usize| width(&before) + width(rest.get(..*at).unwrap_or_default()) <= columns;
        let blanks = rest.match_indices(' ').map(|(at, _)| at).filter(|at| *at > begun);
        let Some(at) = blanks.clone().take_while(fits).last().or(blanks.clone().next()) else {
            break;
        };
        out.push_str(&before);
        out.push_str(rest.get(..at).unwrap_or_default().trim_end());
        out.push('\n');
        rest = rest.get(at..).unwrap_or_default().trim_start();
        before = " ".repeat(indent);
    }
    out.push_str(&before);
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_and_filled_by_columns() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("佐藤花子", 6), "佐藤…");
        assert_eq!(cut("佐藤花", 6), "佐藤花");
        assert_eq!(padded("李伟", 6), "李伟  ");
        assert_eq!(padded("abc", 2), "abc");
    }

    #[test]
    fn long_lines_are_broken_at_blanks() {
        let text = "  one two three\nfour\n";
        assert_eq!(wrapped(text, None, None), text);
        assert_eq!(wrapped(text, Some(10), None), "  one two\n  three\nfour\n");
        assert_eq!(wrapped(text, Some(10), Some(4)), "  one two\n    three\nfour\n");
        assert_eq!(wrapped("unbreakable x", Some(5), None), "unbreakable\nx\n");
        assert_eq!(wrapped("\n", Some(5), None), "\n");
    }
}
