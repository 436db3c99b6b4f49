//! attrmap's own mapping files, in TOML.
//!
//! In: the text of a file. Out: its one object mapping.
//!
//! ```toml
//! schema = "workplace"
//!
//! [map]
//! userName = { expression = '[userPrincipalName]', matchingPriority = 1 }
//! name.givenName = '[givenName]'
//!
//! [options]
//! usersWithoutEmail = true
//!
//! [[scope]]
//! clauses = [{ attribute = "employeeType", operator = "EQUALS", value = "Employee" }]
//! ```
//!
//! Absent on purpose: writing such files, and what the targets mean. Nothing is skipped in
//! silence: a key that is not read is an error.

mod quotes;
mod reading;
mod scope;
mod syntax;

use toml_edit::{Document, Item, TableLike};

use self::reading::{Reading, span};
use super::literal::decode_toml;
use super::messages::Wanted;
use super::reports::Reports;
use super::{
    Mapping, MappingFile, MappingSource, ObjectMapping, SchemaChoice, messages, with_blank_mark,
    words,
};
use crate::diagnostic::{Diagnostic, suggest};
use crate::scope::Scope;
use crate::source::{Located, Source, Span};

const ROOT_KEYS: [&str; 4] = ["schema", "map", "options", "scope"];
const OPTION_KEYS: [&str; 1] = ["usersWithoutEmail"];
const MAPPING_KEYS: [&str; 5] =
    ["expression", "defaultValue", "flowType", "flowBehavior", "matchingPriority"];

/// Reads the text of `file` into it.
pub(super) fn read(file: &mut MappingFile, reports: &mut Reports) {
    let source = file.source.clone();
    let text = with_blank_mark(source.text());
    let document = match Document::parse(text.as_ref()) {
        Ok(document) => document,
        Err(error) => return reports.push(syntax::diagnostic(&source, &text, &error)),
    };
    let mut reading = Reading { file: &source, reports };
    let root = document.as_table();
    reading.only(root, &ROOT_KEYS);
    file.schema = reading.schema(root);
    file.options.users_without_email = reading.users_without_email(root);
    let mappings = reading.mappings(root);
    let scope = match root.get("scope") {
        Some(item) => scope::read(&mut reading, item),
        None => Scope::default(),
    };
    let whole = ObjectMapping::at(reading.key(root, "map"));
    // Where there is none at all, that has been reported.
    let is_whole = !mappings.is_empty();
    file.object_mappings.push(ObjectMapping { is_scim: true, mappings, is_whole, scope, ..whole });
}

impl Reading<'_> {
    fn schema(&mut self, root: &dyn TableLike) -> SchemaChoice {
        match root.get("schema") {
            Some(item) => match self.text(item, "schema") {
                Some(name) => SchemaChoice::Named(name),
                None => SchemaChoice::Missing,
            },
            None => {
                let help = "write at the top: schema = \"workplace\"";
                let what = ("schema", "a mapping file", help);
                self.missing(root, &ROOT_KEYS, what, Span::default());
                SchemaChoice::Missing
            }
        }
    }

    fn users_without_email(&mut self, root: &dyn TableLike) -> bool {
        const KEY: &str = "usersWithoutEmail";
        let Some(item) = root.get("options") else { return false };
        let Some(options) = item.as_table_like() else {
            self.wrong_type(item, "options", Wanted::Table);
            return false;
        };
        self.only(options, &OPTION_KEYS);
        match options.get(KEY) {
            None => false,
            Some(item) => item.as_bool().unwrap_or_else(|| {
                self.wrong_type(item, KEY, Wanted::TrueOrFalse);
                false
            }),
        }
    }

    fn mappings(&mut self, root: &dyn TableLike) -> Vec<Mapping> {
        let mut mappings = Vec::new();
        match root.get("map") {
            None => self.reports.push(messages::no_mappings(self.file, Span::default())),
            Some(item) => match item.as_table_like() {
                None => self.wrong_type(item, "map", Wanted::Table),
                Some(map) if map.is_empty() => {
                    let span = self.key(root, "map");
                    self.reports.push(messages::no_mappings(self.file, span));
                }
                Some(map) => self.targets_under(None, map, &mut mappings),
            },
        }
        mappings
    }

    /// The mappings in a table whose keys are targets, or go on with the path of one.
    fn targets_under(
        &mut self,
        path: Option<&Located<String>>,
        table: &dyn TableLike,
        mappings: &mut Vec<Mapping>,
    ) {
        for (name, item) in table.iter() {
            let key = self.key(table, name);
            let target = match path {
                None => Located::new(name.to_owned(), key),
                Some(path) => {
                    let name = format!("{}.{name}", path.value);
                    Located::new(name, self.joined(path.span, key))
                }
            };
            match item.as_table_like() {
                Some(inner) if is_mapping(inner) => {
                    mappings.push(self.mapping(target, item, inner));
                }
                Some(inner) => self.targets_under(Some(&target), inner, mappings),
                None => {
                    let source = self.expression(item, &target.value);
                    let span = target.span.to(span(item));
                    mappings.push(Mapping { source, span, ..plain(target) });
                }
            }
        }
    }

    fn mapping(&mut self, target: Located<String>, item: &Item, table: &dyn TableLike) -> Mapping {
        self.only(table, &MAPPING_KEYS);
        let mut mapping = plain(target);
        mapping.span = mapping.target.span.to(span(item));
        if let Some(item) = table.get("expression") {
            mapping.source = self.expression(item, "expression");
        }
        mapping.default_value =
            table.get("defaultValue").and_then(|item| self.text(item, "defaultValue"));
        if let Some(word) = table.get("flowType").and_then(|item| self.text(item, "flowType")) {
            mapping.flow_type = self.known(words::flow_type(self.file, &word));
        }
        let behavior = table.get("flowBehavior").and_then(|item| self.text(item, "flowBehavior"));
        if let Some(word) = behavior {
            mapping.flow_behavior = self.known(words::flow_behavior(self.file, &word));
        }
        mapping.matching_priority =
            table.get("matchingPriority").map_or(0, |item| self.priority(item));
        if !table.contains_key("expression") && !table.contains_key("defaultValue") {
            let what = ("expression", "a mapping", "write expression = '[attribute]'");
            self.missing(table, &MAPPING_KEYS, what, mapping.target.span);
            mapping.source = MappingSource::Unreadable;
        }
        mapping
    }

    fn priority(&mut self, item: &Item) -> u32 {
        const KEY: &str = "matchingPriority";
        match item.as_integer() {
            Some(number) => u32::try_from(number).unwrap_or_else(|_| {
                self.reports.push(messages::out_of_range(self.file, span(item), KEY));
                0
            }),
            None => {
                self.wrong_type(item, KEY, Wanted::WholeNumber);
                0
            }
        }
    }

    fn expression(&mut self, item: &Item, key: &str) -> MappingSource {
        if !item.is_str() {
            self.wrong_type(item, key, Wanted::Expression);
            return MappingSource::Unreadable;
        }
        let literal = span(item);
        let (text, map) = decode_toml(self.file.slice(literal), literal.start as usize);
        MappingSource::Expression(Source::embedded(self.file, text, map))
    }

    fn known<T: Default>(&mut self, word: Result<T, Box<Diagnostic>>) -> T {
        word.unwrap_or_else(|diagnostic| {
            self.reports.push(*diagnostic);
            T::default()
        })
    }
}

/// A mapping of which nothing is known but the target.
fn plain(target: Located<String>) -> Mapping {
    Mapping {
        span: target.span,
        target,
        source: MappingSource::None,
        tree: None,
        default_value: None,
        flow_type: crate::flow::FlowType::default(),
        flow_behavior: crate::flow::FlowBehavior::default(),
        matching_priority: 0,
    }
}

/// True for a table that says how a target is mapped, rather than going on with its path: one of
/// its keys is a mapping's, or nearly. (No sub-attribute of a SCIM attribute is near to one.)
fn is_mapping(table: &dyn TableLike) -> bool {
    let is_near = |name: &str| suggest::nearest(name, MAPPING_KEYS).is_some();
    table.is_empty() || table.iter().any(|(name, _)| is_near(name))
}
