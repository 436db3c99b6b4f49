//! A line whose expression stands in the wrong quotes, or in none.
//!
//! In: the text of a file and the place where the parser gave up. Out: what is wrong with the
//! quotes of that line, where, and the line as it was meant: expressions are full of double
//! quotes, so in TOML they stand in single ones.

use crate::mapping::messages::TomlFault;
use crate::source::Span;
use crate::syntax::{is_other_double_quote, is_other_quote};

/// The longest line that is looked at: each of its quotes may be the last one of a text.
const LONGEST: usize = 16 << 10;

/// A line with wrong quotes.
pub(super) struct WrongQuotes {
    pub(super) fault: TomlFault,
    pub(super) span: Span,
    /// The line as it was meant.
    pub(super) meant: String,
}

/// What is wrong with the quotes of the line of `at`, where something is. A value without any is
/// an expression where `may_be_bare`.
pub(super) fn wrong_quotes(text: &str, at: usize, may_be_bare: bool) -> Option<WrongQuotes> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..)?.lines().next().filter(|line| line.len() <= LONGEST)?;
    let Assignment { key, value: offset, is_member } = assignment(line, at - start)?;
    let value = line.get(offset..)?.trim_end();
    let value_start = start + offset;
    let opener = value.chars().next()?;
    let (fault, span, content) = match opener {
        '"' | '\'' => {
            let end = end_of_string(value, opener)?;
            let rest = value.get(end + 1..)?.trim_start();
            let last = match is_member {
                true => end_of_member(value, opener)?,
                false => value.rfind(opener)?,
            };
            if last == end || rest.starts_with(['#', ',', '}']) {
                return None;
            }
            let span = Span::new(value_start + end, value_start + end + 1);
            let content = value.get(1..last)?;
            let content = match opener {
                '"' => content.replace("\\\"", "\"").replace("\\\\", "\\"),
                _ => content.replace('\'', "\""),
            };
            (TomlFault::TextEndsEarly, span, content)
        }
        other if is_other_quote(other) => {
            let span = Span::new(value_start, value_start + other.len_utf8());
            let is_quote = |char: char| char == '"' || char == '\'' || is_other_quote(char);
            let content = value.get(other.len_utf8()..)?;
            let content = content.strip_suffix(is_quote).unwrap_or(content);
            (TomlFault::OtherQuotes, span, content.replace(is_other_double_quote, "\""))
        }
        _ if may_be_bare => {
            let span = Span::new(value_start, value_start + value.len());
            (TomlFault::TextWithoutQuotes, span, value.to_owned())
        }
        _ => return None,
    };
    let quotes = if content.contains('\'') { "'''" } else { "'" };
    Some(WrongQuotes { fault, span, meant: format!("{key} = {quotes}{content}{quotes}") })
}

/// A key with a value.
struct Assignment<'t> {
    key: &'t str,
    /// Where the value begins.
    value: usize,
    /// True in a table on one line.
    is_member: bool,
}

/// The key of a line and where its value begins, where that is before `at`: the line's own, or
/// that of the last member before `at` of a table on one line.
fn assignment(line: &str, at: usize) -> Option<Assignment<'_>> {
    let (mut key_start, mut found) = (0, None);
    let mut is_member = false;
    loop {
        let rest = line.get(key_start..)?;
        let equals = key_start + unquoted_equals_sign(rest)?;
        let value = line.get(equals + 1..)?;
        let value_start = equals + 1 + (value.len() - value.trim_start().len());
        if value_start > at {
            return found;
        }
        let key = line.get(key_start..equals)?.trim();
        found = Some(Assignment { key, value: value_start, is_member });
        // On with the first member of a table, or with the one behind a text.
        let value = line.get(value_start..)?;
        key_start = match value.chars().next() {
            Some('{') => {
                is_member = true;
                value_start + 1
            }
            Some(quote @ ('"' | '\'')) => {
                let behind = value_start + end_of_string(value, quote)? + 1;
                match line.get(behind..)?.trim_start().strip_prefix(',') {
                    Some(member) => line.len() - member.len(),
                    None => return found,
                }
            }
            _ => return found,
        };
    }
}

/// Where the quote stands behind which the next member begins, or the table ends.
fn end_of_member(value: &str, quote: char) -> Option<usize> {
    let ends = |behind: &str| match behind.trim_start().strip_prefix(',') {
        Some(member) => unquoted_equals_sign(member).is_some(),
        None => behind.trim_start().starts_with('}'),
    };
    let quotes = value.match_indices(quote).skip(1).map(|(at, _)| at);
    quotes.into_iter().find(|at| ends(value.get(at + 1..).unwrap_or_default()))
}

/// Where the `=` behind a key stands; nothing where no key of TOML stands before it.
fn unquoted_equals_sign(line: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let next = line.get(at..)?.chars().next()?;
        match next {
            '=' => return Some(at),
            '"' | '\'' => at += end_of_string(line.get(at..)?, next)? + 1,
            _ if next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.' | ' ' | '\t') => {
                at += 1;
            }
            _ => return None,
        }
    }
}

/// Where the quote stands that closes the text that a quote opens at the start.
fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().skip(1).find_map(|(at, char)| {
        let is_end = char == quote && !is_escaped;
        is_escaped = quote == '"' && char == '\\' && !is_escaped;
        is_end.then_some(at)
    })
}
