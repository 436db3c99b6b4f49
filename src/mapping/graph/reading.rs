//! A Graph file while it is read, and its values by kind: objects, lists, texts, true or false.
//!
//! In: the fields of an object and a key. Out: the value, nothing where it is absent or null,
//! and a report where it is of another kind, or was cut off by PowerShell.

use std::collections::BTreeSet;

use super::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Value};
use crate::mapping::messages::Wanted;
use crate::mapping::reports::Reports;
use crate::mapping::well_known::WellKnown;
use crate::mapping::{ObjectMapping, messages};
use crate::source::{Located, Source};

/// A file while it is read.
pub(super) struct Reading<'r> {
    pub(super) file: &'r Source,
    pub(super) reports: &'r mut Reports,
    /// A file that was cut off was so everywhere: it is said once.
    pub(super) has_truncation: bool,
    /// What was said of words in directories.
    pub(super) new_words: BTreeSet<String>,
    pub(super) well_known: &'r WellKnown,
    /// The id of the job or template, once it is known; empty until then.
    pub(super) job: Located<String>,
    /// The object mappings so far.
    pub(super) found: Vec<ObjectMapping>,
}

impl Reading<'_> {
    /// The fields of an object that must be one.
    pub(super) fn object<'v, 't>(
        &mut self,
        value: &'v Value<'t>,
        key: &str,
    ) -> Option<Fields<'v, 't>> {
        match value {
            Value::Object(object) => Some(Fields::of(object, self.file, self.reports)),
            other => {
                self.wrong_type(other, key, Wanted::Object);
                None
            }
        }
    }

    /// The elements of a list; none where it is absent or null.
    pub(super) fn list<'v, 't>(&mut self, fields: &Fields<'v, 't>, key: &str) -> &'v [Value<'t>] {
        match fields.get(key) {
            None => &[],
            Some(Value::Array(list)) => &list.elements,
            Some(other) => {
                self.wrong_type(other, key, Wanted::List);
                &[]
            }
        }
    }

    /// A text; nothing where it is absent or null.
    pub(super) fn text(&mut self, fields: &Fields<'_, '_>, key: &str) -> Option<Located<String>> {
        match fields.get(key)? {
            value @ Value::StringLit(text) => {
                Some(Located::new(text.value.to_string(), json::content(value)))
            }
            other => {
                self.wrong_type(other, key, Wanted::Text);
                None
            }
        }
    }

    /// What a word of a directory means. The service can have words that are new to us, and each
    /// of its attributes can have one: it is said once, and the default takes its place.
    pub(super) fn listed<T: Copy>(
        &mut self,
        word: Option<Result<T, Box<Diagnostic>>>,
        default: T,
        name: impl Fn(T) -> &'static str,
    ) -> T {
        match word {
            None => default,
            Some(Ok(word)) => word,
            Some(Err(diagnostic)) => {
                if self.new_words.insert(diagnostic.message.to_lowercase()) {
                    self.reports.push(messages::new_word(*diagnostic, name(default)));
                }
                default
            }
        }
    }

    /// A name with its place; empty, and at the object's beginning, where there is none.
    pub(super) fn name(&mut self, fields: &Fields<'_, '_>, key: &str) -> Located<String> {
        let name = self.text(fields, key);
        name.unwrap_or_else(|| Located::new(String::new(), fields.opening))
    }

    /// True or false; nothing where it is absent or null.
    pub(super) fn boolean(&mut self, fields: &Fields<'_, '_>, key: &str) -> Option<bool> {
        match fields.get(key)? {
            Value::BooleanLit(literal) => Some(literal.value),
            other => {
                self.wrong_type(other, key, Wanted::TrueOrFalse);
                None
            }
        }
    }

    pub(super) fn wrong_type(&mut self, value: &Value<'_>, key: &str, wanted: Wanted) {
        if self.is_truncated(value) {
            return;
        }
        let (file, span) = (self.file, json::opening(value));
        self.reports.push(messages::wrong_type(file, span, key, wanted, json::words(value)));
    }

    /// True for the text PowerShell puts where it cuts an export off.
    pub(super) fn is_truncated(&mut self, value: &Value<'_>) -> bool {
        let Value::StringLit(text) = value else { return false };
        let starts = ["@{", "System.", "Microsoft.Graph."];
        let is_truncated = starts.iter().any(|start| text.value.trim_start().starts_with(start));
        if is_truncated && !self.has_truncation {
            self.has_truncation = true;
            self.reports.push(messages::truncated_export(self.file, json::content(value)));
        }
        is_truncated
    }
}
