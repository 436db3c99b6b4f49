//! Where a text stops being TOML.
//!
//! In: the parser's error. Out: one diagnostic in our words, on the place that caused it: the
//! quote that is never closed rather than the end of its line, both of two equal keys.

use toml_edit::{Document, Item, Key, Table, TomlError};

use super::quotes::wrong_quotes;
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
    // Whatever the parser stumbled over: quotes that end a text early make the rest of it anything.
    let may_be_bare = matches!(head, "string values must be quoted" | "unexpected key or value");
    if head != "duplicate key"
        && let Some(wrong) = wrong_quotes(text, range.start, may_be_bare)
    {
        return messages::toml_syntax(file, wrong.span, wrong.fault)
            .help(format!("write {}", wrong.meant));
    }
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
        "key with no value" | "missing assignment between key-value pairs" => {
            TomlFault::KeyWithoutValue
        }
        "invalid unquoted key" | "unexpected key or value" => TomlFault::KeyWithoutQuotes,
        _ => match unclosed_quote(text, detail, range.start) {
            Some(opener) => return messages::toml_syntax(file, opener, TomlFault::UnclosedString),
            None => by_head(head),
        },
    };
    messages::toml_syntax(file, span, fault)
}

/// What the parser's words for the rest of its faults mean. Those that are not here are not told
/// either: they are its own.
fn by_head(head: &str) -> TomlFault {
    match head {
        "missing value" | "missing value for key" | "invalid value" => TomlFault::MissingValue,
        "unclosed array" | "unclosed inline table" | "unclosed table" | "unclosed array table" => {
            TomlFault::UnclosedBracket
        }
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            TomlFault::MissingComma
        }
        "extra comma in array" | "extra comma in inline table" => TomlFault::ExtraComma,
        "extra `=`" | "extra assignment between key-value pairs" | "unexpected `=` in array" => {
            TomlFault::ExtraEqualsSign
        }
        "missing escaped value" | "too few unicode value digits" => TomlFault::UnknownEscape,
        "keys cannot be multi-line literal strings" | "keys cannot be multi-line basic strings" => {
            TomlFault::KeyOfSeveralLines
        }
        "unquoted keys cannot be empty"
        | "missing key for inline table element"
        | "invalid inline table element"
        | "invalid key-value pair" => TomlFault::NoKey,
        "integers with a radix cannot be signed"
        | "radix must be lowercase"
        | "unexpected leading zero"
        | "unexpected sign"
        | "redundant numeric sign"
        | "redundant integer number prefix"
        | "`_` may only go between digits"
        | "integer number overflowed"
        | "floating-point number overflowed"
        | "invalid integer number"
        | "invalid floating-point number" => TomlFault::Number,
        "carriage return must be followed by newline" | "invalid comment character" => {
            TomlFault::ControlCharacter
        }
        _ => TomlFault::Other,
    }
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
