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

/// Where lines of prose are broken that are as wide as elsewhere.
const PROSE: usize = 80;

/// The text with its lines broken at blanks where they are too long, under the last of their
/// columns. Prose that was broken for wider lines is joined before.
pub(crate) fn wrapped(text: &str, columns: Option<usize>) -> String {
    let Some(columns) = columns else { return text.to_owned() };
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let indent = indent(line);
        let (mut paragraph, mut last) = (line.to_owned(), line);
        while columns < PROSE
            && width(line) > columns
            && let Some(next) = lines.next_if(|next| goes_on(last, next, indent))
        {
            paragraph.push(' ');
            paragraph.push_str(next.trim_start());
            last = next;
        }
        wrap_line(&paragraph, columns, indent, &mut out);
        out.push('\n');
    }
    out
}

/// True for a line of prose that goes on in the next one, whose first word it has no room for.
fn goes_on(line: &str, next: &str, indent: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let begins = next.len() - next.trim_start().len();
    !word.is_empty()
        && begins == indent
        && width(line) <= PROSE
        && width(line) + 1 + width(word) > PROSE
}

/// Where what does not fit goes on: under the last column of the line, which begins behind a gap.
fn indent(line: &str) -> usize {
    let begun = line.len() - line.trim_start().len();
    let text = line.trim_start();
    let gap = text.rfind("  ").map(|at| begun + at + "  ".len());
    gap.map_or(begun, |end| width(line.get(..end).unwrap_or_default()))
}

fn wrap_line(line: &str, columns: usize, indent: usize, out: &mut String) {
    let mut rest = line;
    let mut before = String::new();
    while width(&before) + width(rest) > columns {
        // Not at the blanks that it begins with.
        let begun = rest.len() - rest.trim_start().len();
        let room = columns.saturating_sub(width(&before));
        let fits = |at: &usize| rest.get(..*at).is_some_and(|part| width(part) <= room);
        let mut blanks = rest.match_indices(' ').map(|(at, _)| at).filter(|at| *at > begun);
        let Some(first) = blanks.next() else { break };
        let at = blanks.take_while(fits).last().unwrap_or(first);
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
        assert_eq!(wrapped(text, None), text);
        assert_eq!(wrapped(text, Some(10)), "  one two\n  three\nfour\n");
        assert_eq!(wrapped("a  one two three", Some(10)), "a  one two\n   three\n");
        assert_eq!(wrapped("unbreakable x", Some(5)), "unbreakable\nx\n");
        assert_eq!(wrapped("\n", Some(5)), "\n");
    }

    #[test]
    fn prose_is_broken_anew_and_lists_are_not_joined() {
        let full = "word ".repeat(16).trim_end().to_owned();
        let prose = format!("{full}\nand so on\nSee also\n");
        let anew = wrapped(&prose, Some(60));
        let last: Vec<&str> = anew.lines().skip(1).collect();
        assert_eq!(last, ["word word word word and so on", "See also"]);
        let list = format!("a  {full}\nb  {full}\n");
        assert!(wrapped(&list, Some(60)).contains("\nb  word"));
    }
}
