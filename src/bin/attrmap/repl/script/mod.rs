//! Entries read as lines, where nobody types them: a file or a pipe on standard input.
//!
//! In: lines. Out: whole entries: an expression goes on until its brackets and quotes close, an
//! empty line comes, or a line that is a command. It also ends where it is too long to be read:
//! who reads expressions says so.

pub(super) mod lines;

use attrmap::source::Source;
use attrmap::syntax::{self, Open};

use super::session::commands::{self, SIGN};
use super::session::{NAME, is_comment, is_complete, open_in, takes_expression};

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
    /// What is open where it ends.
    open: Open,
    /// The line that it began in.
    first_line: u64,
    /// How many lines there were.
    lines: u64,
}

/// What was typed at once, as entries. Lines that were pasted are one where they are one expression;
/// else an entry ends as it does in a script.
pub(crate) fn pasted(text: &str) -> Vec<String> {
    let first = text.lines().next().unwrap_or_default();
    let is_one = match is_command(first) {
        true => takes_expression(first) && !text.lines().skip(1).any(is_command),
        false => is_expression(text),
    };
    if is_one || text.lines().count() < 2 {
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

/// True for a line that begins with a command that there is: a text in an expression can begin a
/// line with a colon too.
fn is_command(line: &str) -> bool {
    let name = line.strip_prefix(SIGN).map(|rest| commands::split(rest).0);
    name.is_some_and(|name| !name.is_empty() && !commands::beginning(name).is_empty())
}

fn is_expression(text: &str) -> bool {
    !syntax::parse(&Source::new(NAME, text)).diagnostics.has_errors()
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
            self.open = open_in(line);
        } else {
            self.begun.push('\n');
            self.open.read(line);
        }
        self.begun.push_str(line);
        if self.open.is_nothing() || self.begun.len() > syntax::MOST_BYTES {
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
        assert_eq!(of("[a]\n[b]"), "[a] / [b]");
        assert_eq!(of("Join(\"x:\n:quit\", [b])"), "Join(\"x:\n:quit\", [b])");
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

    /// Each line is read once: half a million of them are gathered at once, and no more.
    #[test]
    fn an_entry_that_never_closes_ends_where_nobody_would_read_it() {
        let mut gathering = Gathering::default();
        let lines = ["Join("].into_iter().chain(std::iter::repeat("1,"));
        let entries: Vec<Entry> =
            lines.take(500_000).flat_map(|line| gathering.add(line)).collect();
        let lengths: Vec<usize> = entries.iter().map(|entry| entry.text.len()).collect();
        assert_eq!(lengths.first(), Some(&(syntax::MOST_BYTES + 1)));
    }
}
