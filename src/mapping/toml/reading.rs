//! A TOML file while it is read, and its values by kind.
//!
//! In: tables, keys and items as the parser found them. Out: texts and places, and a report where
//! something is missing, unknown or of another kind.

use toml_edit::{Item, Key, TableLike, Value};

use crate::diagnostic::suggest;
use crate::mapping::literal::toml_content;
use crate::mapping::messages::{self, Wanted};
use crate::mapping::reports::Reports;
use crate::source::{Located, Source, Span};

/// A file while it is read.
pub(super) struct Reading<'r> {
    pub(super) file: &'r Source,
    pub(super) reports: &'r mut Reports,
}

impl Reading<'_> {
    /// Reports every key that is none of these.
    pub(super) fn only(&mut self, table: &dyn TableLike, known: &[&str]) {
        for (name, _) in table.iter() {
            if !known.contains(&name) {
                let nearest = suggest::nearest(name, known.iter().copied());
                let key = self.key(table, name);
                self.reports.push(messages::unknown_key(self.file, key, name, nearest, known));
            }
        }
    }

    /// Reports that a key is missing, unless [`Reading::only`] takes another for it.
    pub(super) fn missing(
        &mut self,
        table: &dyn TableLike,
        known: &[&str],
        (key, whose, help): (&str, &str, &str),
        span: Span,
    ) {
        let is_misspelt = table.iter().any(|(name, _)| {
            !known.contains(&name) && suggest::nearest(name, known.iter().copied()) == Some(key)
        });
        if !is_misspelt {
            self.reports.push(messages::missing_key(self.file, span, key, whose, help));
        }
    }

    /// A text, or a complaint.
    pub(super) fn text(&mut self, item: &Item, key: &str) -> Option<Located<String>> {
        match item.as_str() {
            Some(text) => Some(Located::new(text.to_owned(), self.content(span(item)))),
            None => {
                self.wrong_type(item, key, Wanted::Text);
                None
            }
        }
    }

    pub(super) fn wrong_type(&mut self, item: &Item, key: &str, wanted: Wanted) {
        let diagnostic = messages::wrong_type(self.file, opening(item), key, wanted, name(item));
        // What was meant is clear where a value only lacks its quotes.
        let is_bare =
            matches!(item, Item::Value(Value::Boolean(_) | Value::Integer(_) | Value::Float(_)));
        let bare = match item.as_bool() {
            Some(true) => "True",
            Some(false) => "False",
            None => self.file.slice(span(item)),
        };
        self.reports.push(match wanted {
            Wanted::Text if is_bare => diagnostic.help(format!("put it in quotes: \"{bare}\"")),
            Wanted::Expression if is_bare => {
                diagnostic.help(format!("put it in quotes of both kinds: '\"{bare}\"'"))
            }
            _ => diagnostic,
        });
    }

    /// Where a key stands in a table, its quotes left out.
    pub(super) fn key(&self, table: &dyn TableLike, name: &str) -> Span {
        let range = table.key(name).and_then(Key::span).unwrap_or_default();
        self.content(Span::new(range.start, range.end))
    }

    /// What stands between the quotes of a literal or key.
    pub(super) fn content(&self, literal: Span) -> Span {
        let (content, quotes) = toml_content(self.file.slice(literal));
        let start = literal.start as usize + quotes;
        Span::new(start, start + content.len())
    }

    /// Both parts of a dotted key where they stand side by side, else the second: in a table of
    /// its own, or on a second line that starts with the same key.
    pub(super) fn joined(&self, path: Span, key: Span) -> Span {
        let between = self.file.text().get(path.end as usize..key.start as usize);
        let is_dot = |between: &str| {
            let is_part = |char| matches!(char, ' ' | '\t' | '"' | '\'' | '.');
            between.chars().all(is_part) && between.matches('.').count() == 1
        };
        if between.is_some_and(is_dot) { path.to(key) } else { key }
    }
}

/// Where a value stands.
pub(super) fn span(item: &Item) -> Span {
    let range = item.span().unwrap_or_default();
    Span::new(range.start, range.end)
}

/// The bracket that opens a value of several lines, else the value.
pub(super) fn opening(item: &Item) -> Span {
    let whole = span(item);
    match item {
        Item::Value(Value::Array(_) | Value::InlineTable(_)) => {
            Span { end: whole.start.saturating_add(1).min(whole.end), ..whole }
        }
        Item::Value(
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_),
        )
        | Item::Table(_)
        | Item::ArrayOfTables(_)
        | Item::None => whole,
    }
}

/// What a value is, for people.
fn name(item: &Item) -> &'static str {
    match item {
        Item::None => "nothing",
        Item::Table(_) | Item::Value(Value::InlineTable(_)) => "a table",
        Item::ArrayOfTables(_) => "a list of tables",
        Item::Value(Value::String(_)) => "text",
        Item::Value(Value::Integer(_) | Value::Float(_)) => "a number",
        Item::Value(Value::Boolean(_)) => "true or false",
        Item::Value(Value::Datetime(_)) => "a date",
        Item::Value(Value::Array(_)) => "a list",
    }
}
