//! Entries read as lines, where nobody types them: a file or a pipe on standard input.
//!
//! In: lines. Out: whole entries: an expression goes on until its brackets and quotes close, an
//! empty line comes, or a line that is a command.

pub(super) mod lines;

use super::session::commands::SIGN;
use super::session::{is_comment, is_complete, takes_expression};

/// An entry, and the line that it begins in, from 1.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(super) line: u64,
    pub(super) text: String,
}

/// Lines on their way to becoming entries.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    begun: String,
    /// The line that it began in.
    first_line: u64,
    /// How many lines there were.
    lines: u64,
}

/// What was typed at once, as entries: lines that were pasted can hold several, which is told by
/// a command in one of them: each begins an entry, and one without an expression ends with its line.
pub(crate) fn pasted(text: &str) -> Vec<String> {
    let first = text.lines().next().unwrap_or_default();
    let begins_with_whole = is_command(first) && is_complete(first) && !takes_expression(first);
    if !begins_with_whole && !text.lines().skip(1).any(is_command) {
        return vec![text.to_owned()];
    }
    let mut gathering = Gathering::default();
    let mut entries: Vec<Entry> = text.lines().flat_map(|line| gathering.add(line)).collect();
    entries.extend(gathering.end());
    entries.into_iter().map(|entry| entry.text).collect()
}

/// True where what is typed goes on no further: the last entry in it is whole.
pub(crate) fn is_whole(text: &str) -> bool {
    text.ends_with('\n') || pasted(text).last().is_none_or(|last| is_complete(last))
}

fn is_command(line: &str) -> bool {
    let rest = line.strip_prefix(SIGN);
    rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
}

impl Gathering {
    /// The entries that are whole with this line.
    pub(crate) fn add(&mut self, line: &str) -> Vec<Entry> {
        let mut whole = Vec::new();
        self.lines += 1;
        if !self.begun.is_empty()
            && (is_command(line) || is_comment(line) || line.trim().is_empty())
        {
            whole.extend(self.end());
        }
        if self.begun.is_empty() {
            self.first_line = self.lines;
        } else {
            self.begun.push('\n');
        }
        self.begun.push_str(line);
        if is_complete(&self.begun) {
            whole.extend(self.end());
        }
        whole
    }

    /// What is left where there are no more lines.
    pub(crate) fn end(&mut self) -> Option<Entry> {
        let text = std::mem::take(&mut self.begun);
        (!text.trim().is_empty()).then_some(Entry { line: self.first_line, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_is_one_expression_or_several_entries() {
        let of = |text: &str| pasted(text).join(" / ");
        assert_eq!(of("[a]\n= [b]"), "[a]\n= [b]");
        assert_eq!(of(":count IIF([a]\n= [b],\n1, 2)"), ":count IIF([a]\n= [b],\n1, 2)");
        assert_eq!(of(":user 3\n[a]\n:count Trim(\n[b])"), ":user 3 / [a] / :count Trim(\n[b])");
        assert_eq!(of(":user 3\n[a]\n= [b]"), ":user 3 / [a] / = [b]");
        assert_eq!(of(""), "");
    }

    #[test]
    fn what_is_typed_goes_on_until_it_is_closed_or_a_command_comes() {
        for (text, expected) in [
            ("Join(", false),
            ("Join(\n\"-\"", false),
            ("Join(\n", true),
            ("\"x\n:help", true),
            (":user 3\nTrim(", false),
            ("[a]", true),
        ] {
            assert_eq!(is_whole(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_become_entries() {
        let text = "[a]\nJoin(\n  \"-\",\n  [b])\n\n# [c\nTrim([d]\n\n:count Trim(\n[e])\n[f\n:user \
                    next\n:set a=\"\n[g";
        let mut gathering = Gathering::default();
        let mut entries: Vec<Entry> = text.lines().flat_map(|line| gathering.add(line)).collect();
        entries.extend(gathering.end());
        let entries: Vec<(u64, &str)> = entries.iter().map(|it| (it.line, &*it.text)).collect();
        assert_eq!(
            entries,
            [
                (1, "[a]"),
                (2, "Join(\n  \"-\",\n  [b])"),
                (6, "# [c"),
                (7, "Trim([d]"),
                (9, ":count Trim(\n[e])"),
                (11, "[f"),
                (12, ":user next"),
                (13, ":set a=\""),
                (14, "[g"),
            ]
        );
    }
}
