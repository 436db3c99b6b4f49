//! Entries read as lines, where nobody types them: a file or a pipe on standard input.
//!
//! In: lines. Out: whole entries: an expression goes on until its brackets and quotes close, an
//! empty line comes, or a line that is a command.

use super::commands::SIGN;
use super::session::{is_comment, is_complete};

/// Lines on their way to becoming entries.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    begun: String,
}

/// What was typed at once, as entries: lines that were pasted can hold several, which is told by
/// a command in one of them.
pub(super) fn pasted(text: &str) -> Vec<String> {
    if !text.lines().skip(1).any(is_command) {
        return vec![text.to_owned()];
    }
    let mut gathering = Gathering::default();
    let mut entries: Vec<String> = text.lines().flat_map(|line| gathering.add(line)).collect();
    entries.extend(gathering.end());
    entries
}

fn is_command(line: &str) -> bool {
    let rest = line.strip_prefix(SIGN);
    rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
}

impl Gathering {
    /// The entries that are whole with this line.
    pub(super) fn add(&mut self, line: &str) -> Vec<String> {
        let mut whole = Vec::new();
        if !self.begun.is_empty()
            && (is_command(line) || is_comment(line) || line.trim().is_empty())
        {
            whole.extend(self.end());
        }
        if !self.begun.is_empty() {
            self.begun.push('\n');
        }
        self.begun.push_str(line);
        if is_complete(&self.begun) {
            whole.extend(self.end());
        }
        whole
    }

    /// What is left where there are no more lines.
    pub(super) fn end(&mut self) -> Option<String> {
        let entry = std::mem::take(&mut self.begun);
        (!entry.trim().is_empty()).then_some(entry)
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
        assert_eq!(of(""), "");
    }

    #[test]
    fn lines_become_entries() {
        let text = "[a]\nJoin(\n  \"-\",\n  [b])\n\n# [c\nTrim([d]\n\n:count Trim(\n[e])\n[f\n:user \
                    next\n:set a=\"\n[g";
        let mut gathering = Gathering::default();
        let mut entries: Vec<String> = text.lines().flat_map(|line| gathering.add(line)).collect();
        entries.extend(gathering.end());
        assert_eq!(
            entries,
            [
                "[a]",
                "Join(\n  \"-\",\n  [b])",
                "# [c",
                "Trim([d]",
                ":count Trim(\n[e])",
                "[f",
                ":user next",
                ":set a=\"",
                "[g",
            ]
        );
    }
}
