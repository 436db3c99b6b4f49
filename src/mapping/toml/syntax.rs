//! Where a text stops being TOML.
//!
//! In: the parser's error. Out: one diagnostic in our words, on the place that caused it: the
//! quote that is never closed rather than the end of its line, both of two equal keys.

use toml_edit::{Document, Item, Key, Table, TomlError};

use crate::diagnostic::Diagnostic;
use crate::mapping::literal::toml_content;
use crate::mapping::messages::{self, TomlFault};
use crate::source::{Source, Span};

/// What to say about an error; `text` is what was parsed.
pub(super) fn diagnostic(file: &Source, text: &str, error: &TomlError) -> Diagnostic {
    let range = error.span().unwrap_or_default();
    let span = Span::new(range.start, range.end);
    let detail = error.message();
    let head = detail.split(", expected ").next().unwrap_or(detail);
    let fault = match head {
        "recursion limit" | "cannot recurse further; max recursion depth met" => {
            return messages::too_deep(file, span);
        }
        "duplicate key" => {
            let name = toml_content(text.get(range.clone()).unwrap_or_default()).0;
            let first = first_key(text, range.start, name);
            return messages::duplicate_toml_key(file, name, first, span);
        }
        "string values must be quoted" => TomlFault::TextWithoutQuotes,
        "unexpected key or value" => match value_of_line(text, range.start) {
            Some(value) => {
                return messages::toml_syntax(file, value, TomlFault::TextWithoutQuotes);
            }
            None => TomlFault::KeyWithoutQuotes,
        },
        "key with no value" | "missing assignment between key-value pairs" => {
            TomlFault::KeyWithoutValue
        }
        "invalid unquoted key" => TomlFault::KeyWithoutQuotes,
        _ => match unclosed_quote(text, detail, range.start) {
            Some(opener) => return messages::toml_syntax(file, opener, TomlFault::UnclosedString),
            None => TomlFault::Other(head),
        },
    };
    messages::toml_syntax(file, span, fault)
}

/// The value on the line of `at`, where `at` is behind its `=`.
fn value_of_line(text: &str, at: usize) -> Option<Span> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text.get(start..)?.lines().next()?;
    let (key, value) = line.split_once('=')?;
    let value_start = start + key.len() + 1 + (value.len() - value.trim_start().len());
    (value_start <= at).then(|| Span::new(value_start, start + line.trim_end().len()))
}

/// The quote that opens the string whose closing quote the parser missed at `end`.
fn unclosed_quote(text: &str, detail: &str, end: usize) -> Option<Span> {
    let quote = match detail {
        "invalid literal string, expected `'`" => "'",
        "invalid basic string, expected `\"`" => "\"",
        "invalid multi-line literal string, expected `'`" => "'''",
        "invalid multi-line basic string, expected `\"`" => "\"\"\"",
        _ => return None,
    };
    let before = text.get(..end)?;
    let is_escaped = |at: usize| {
        let head = before.get(..at).unwrap_or_default();
        quote == "\"" && (head.len() - head.trim_end_matches('\\').len()) % 2 == 1
    };
    let opener = before.rmatch_indices(quote).map(|(at, _)| at).find(|at| !is_escaped(*at))?;
    Some(Span::new(opener, opener + quote.len()))
}

/// Where the last key of that name stands in the lines before `second`.
fn first_key(text: &str, second: usize, name: &str) -> Option<Span> {
    let before = text.get(..second)?;
    let lines = before.get(..before.rfind('\n')? + 1)?;
    let document = Document::parse(lines).ok()?;
    let mut last = None;
    keys_called(document.as_table(), name, &mut last);
    last
}

fn keys_called(table: &Table, name: &str, last: &mut Option<Span>) {
    for (key, item) in table.iter() {
        let range = table.key(key).and_then(Key::span).filter(|_| key == name);
        let span = range.map(|range| Span::new(range.start, range.end));
        *last = (*last).max(span);
        match item {
            Item::Table(inner) => keys_called(inner, name, last),
            Item::ArrayOfTables(list) => {
                list.iter().for_each(|inner| keys_called(inner, name, last));
            }
            Item::Value(_) | Item::None => {}
        }
    }
}
