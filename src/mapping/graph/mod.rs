//! Microsoft Graph's `synchronizationSchema`, in any of the wrappings it is exported in.
//!
//! In: the text of a JSON file. Out: its object mappings, each with the attributes its
//! directories list, and what kind of job it is.
//!
//! Only live object mappings are looked into: real files are full of others that are incomplete
//! by design. Absent on purpose: what is wrong with trees and directories. Both are kept with
//! their places.

mod directory;
mod fields;
mod reading;
mod recorded;
mod scope;
mod tree;

use std::collections::BTreeSet;

use crate::json::{self, Value};

use self::directory::Directories;
use self::fields::{Fields, metadata};
use self::reading::Reading;
use super::messages::Wanted;
use super::reports::Reports;
use super::well_known::WellKnown;
use super::{
    Connection, End, Liveness, Mapping, MappingFile, MappingSource, ObjectMapping, SchemaChoice,
    literal, messages, with_blank_mark, words,
};
use crate::diagnostic::Diagnostic;
use crate::flow::ObjectFlowType;
use crate::source::{Located, Source, Span};

/// The keys of an attribute mapping. `AdditionalProperties` is PowerShell's.
const MAPPING_KEYS: [&str; 9] = [
    "targetAttributeName",
    "source",
    "defaultValue",
    "matchingPriority",
    "flowType",
    "flowBehavior",
    "exportMissingReferences",
    "id",
    "AdditionalProperties",
];

/// The metadata that tells mappings of customers from those of templates.
const CUSTOMER_DEFINED: &str = "IsCustomerDefined";

/// Reads the text of `file` into it.
pub(super) fn read(file: &mut MappingFile, reports: &mut Reports) {
    let source = file.source.clone();
    let text = with_blank_mark(source.text());
    match json::parse(&source, &text) {
        Ok(value) => {
            let well_known = WellKnown::load();
            let mut reading = Reading {
                file: &source,
                reports,
                has_truncation: false,
                new_words: BTreeSet::new(),
                well_known: &well_known,
                job: Located::new(String::new(), Span::default()),
                found: Vec::new(),
            };
            reading.wrapping(&value);
            file.schema = match well_known.table(&reading.job.value) {
                Some(table) => SchemaChoice::BuiltIn(table.to_owned()),
                None => SchemaChoice::FromDirectory,
            };
            file.object_mappings = reading.found;
            if !reading.job.value.is_empty() {
                file.job = Some(well_known.job(reading.job));
            }
        }
        Err(diagnostic) => reports.push(*diagnostic),
    }
}

/// What an object mapping inherits from its rule.
struct Rule<'d, 'v, 't> {
    is_editable: bool,
    source_directory: Located<String>,
    target_directory: Located<String>,
    directories: &'d mut Directories<'v, 't>,
}

impl<'r> Reading<'r> {
    /// The outermost value: a schema, or something that holds schemas, or a part of one.
    fn wrapping(&mut self, value: &Value<'_>) {
        match value {
            Value::Object(_) => {
                let Some(fields) = self.object(value, "the file") else { return };
                if fields.has("synchronizationRules") {
                    self.schema(&fields);
                } else if fields.has("attributeMappings") {
                    self.object_mapping(&fields, None);
                } else if fields.has("targetAttributeName") {
                    self.loose_mappings(std::slice::from_ref(value), fields.opening);
                } else if let Some(schema) = fields.get("schema") {
                    self.name_job(&fields);
                    self.wrapping(schema);
                } else if let Some(Value::Array(list)) = fields.get("value") {
                    self.wrappings(&list.elements, json::opening(value));
                } else {
                    self.reports.push(messages::not_a_mapping_file(self.file, fields.opening));
                }
            }
            Value::Array(list) => self.wrappings(&list.elements, json::opening(value)),
            other => {
                if !self.is_truncated(other) {
                    let span = json::opening(other);
                    self.reports.push(messages::not_a_mapping_file(self.file, span));
                }
            }
        }
    }

    /// A list: of attribute mappings, or of templates. One template that says it is the default
    /// stands for all of them.
    fn wrappings(&mut self, elements: &[Value<'_>], opening: Span) {
        let has = |value: &Value<'_>, key: &str| {
            let Value::Object(object) = value else { return false };
            object
                .properties
                .iter()
                .any(|property| property.name.as_str().eq_ignore_ascii_case(key))
        };
        if elements.first().is_some_and(|first| has(first, "targetAttributeName")) {
            return self.loose_mappings(elements, opening);
        }
        // A list of something else is said to be so once.
        let known = ["synchronizationRules", "schema", "attributeMappings", "value"];
        let is_known = |element: &Value<'_>| known.iter().any(|key| has(element, key));
        if !elements.iter().any(is_known) {
            if !elements.iter().any(|element| self.is_truncated(element)) {
                self.reports.push(messages::not_a_mapping_file(self.file, opening));
            }
            return;
        }
        let is_default = |value: &&Value<'_>| {
            let Value::Object(object) = value else { return false };
            object.properties.iter().any(|property| {
                property.name.as_str().eq_ignore_ascii_case("default")
                    && property.value.as_boolean_lit().is_some_and(|literal| literal.value)
            })
        };
        let mut defaults = elements.iter().filter(is_default);
        match (defaults.next(), defaults.next()) {
            (Some(default), None) => self.wrapping(default),
            _ => elements.iter().for_each(|element| self.wrapping(element)),
        }
    }

    /// Attribute mappings without anything around them: whose they are is not said.
    fn loose_mappings(&mut self, elements: &[Value<'_>], span: Span) {
        let mappings = self.mappings(elements);
        let number = self.found.len() + 1;
        let is_whole = mappings.len() == elements.len();
        self.found.push(ObjectMapping { mappings, number, is_whole, ..ObjectMapping::at(span) });
    }

    fn name_job(&mut self, fields: &Fields<'_, '_>) {
        for key in ["id", "provisioningTaskIdentifier", "templateId"] {
            let id = fields.get(key).filter(|_| self.job.value.is_empty());
            if let Some(value @ Value::StringLit(id)) = id {
                self.job = Located::new(id.value.to_string(), json::content(value));
            }
        }
    }

    fn schema(&mut self, fields: &Fields<'_, '_>) {
        self.name_job(fields);
        let mut directories = Directories::new(self, fields);
        for rule in self.list(fields, "synchronizationRules") {
            let Some(rule) = self.object(rule, "synchronizationRules") else { continue };
            let mut context = Rule {
                is_editable: self.boolean(&rule, "editable").unwrap_or(true),
                source_directory: self.name(&rule, "sourceDirectoryName"),
                target_directory: self.name(&rule, "targetDirectoryName"),
                directories: &mut directories,
            };
            for mapping in self.list(&rule, "objectMappings") {
                if let Some(mapping) = self.object(mapping, "objectMappings") {
                    self.object_mapping(&mapping, Some(&mut context));
                }
            }
        }
    }

    fn object_mapping(&mut self, fields: &Fields<'_, '_>, rule: Option<&mut Rule<'_, '_, '_>>) {
        let name = self.text(fields, "name");
        let source_object = self.name(fields, "sourceObjectName");
        let target_object = self.name(fields, "targetObjectName");
        let liveness = if rule.as_ref().is_some_and(|rule| !rule.is_editable) {
            Liveness::RuleNotEditable
        } else if self.boolean(fields, "enabled") == Some(false) {
            Liveness::Disabled
        } else if source_object.value.is_empty() {
            Liveness::NoSourceObject
        } else if rule.is_some() && fields.has("name") && fields.get("name").is_none() {
            Liveness::Unnamed
        } else {
            Liveness::Live
        };
        let span = name.as_ref().map_or(fields.opening, |name| name.span);
        let target_directory = rule.as_ref().map_or("", |rule| &rule.target_directory.value);
        let source_directory = rule.as_ref().map_or("", |rule| &rule.source_directory.value);
        let job = &self.job.value;
        let mut mapping = ObjectMapping {
            number: self.found.len() + 1,
            name: name.map(|name| name.value).unwrap_or_default(),
            is_scim: self.well_known.is_scim(job, target_directory, &target_object.value),
            writes_app_users: target_object.value.is_empty()
                || self.well_known.is_app_user(target_directory, &target_object.value),
            reads_entra_users: self
                .well_known
                .is_entra_user(source_directory, &source_object.value),
            service: self.well_known.service(job, source_directory, target_directory),
            source_object: source_object.value.clone(),
            target_object: target_object.value.clone(),
            liveness,
            ..ObjectMapping::at(span)
        };
        if let Some(rule) = rule {
            mapping.target_directory.clone_from(&rule.target_directory.value);
            if mapping.is_live() {
                let directories = &mut *rule.directories;
                let (from, to) = (&rule.source_directory, &rule.target_directory);
                let source = directories.listed(self, &from.value, &source_object.value);
                let target = directories.listed(self, &to.value, &target_object.value);
                // What is named wrong says nothing against users of Entra: that is said by itself.
                let (directory, object) =
                    source.definition.named(&from.value, &source_object.value);
                mapping.reads_entra_users = self.well_known.is_entra_user(directory, object);
                mapping.source_attributes = source.attributes;
                mapping.target_attributes = target.attributes;
                mapping.is_scim |= target.is_scim_user;
                let end = |directory: &Located<String>, object, definition| End {
                    directory: directory.clone(),
                    object,
                    definition,
                };
                mapping.connection = Some(Connection {
                    source: end(from, source_object, source.definition),
                    target: end(to, target_object, target.definition),
                });
            }
        }
        if mapping.is_live() {
            let elements = self.list(fields, "attributeMappings");
            let is_list = fields.get("attributeMappings").is_none_or(|it| it.as_array().is_some());
            mapping.mappings = self.mappings(elements);
            mapping.is_whole = is_list && mapping.mappings.len() == elements.len();
            mapping.scope = scope::read(self, fields);
            mapping.flow_types = self.flow_types(fields);
            mapping.is_customer_defined = metadata(fields, CUSTOMER_DEFINED)
                .is_some_and(|value| value.eq_ignore_ascii_case("true"));
        }
        self.found.push(mapping);
    }

    /// What may be done to objects; nothing where it cannot be told.
    fn flow_types(&mut self, fields: &Fields<'_, '_>) -> Option<Located<Vec<ObjectFlowType>>> {
        let word = self.text(fields, "flowTypes")?;
        let span = word.span;
        if word.value.trim().is_empty() {
            self.reports.push(words::no_flow_type(self.file, &word));
            return None;
        }
        let (text, map) = literal::decode_json(self.file.slice(span), span.start as usize);
        let written = Source::embedded(self.file, text, map);
        let (flow_types, unknown) = words::object_flow_types(&written);
        let is_told = unknown.is_empty() && !flow_types.is_empty();
        unknown.into_iter().for_each(|diagnostic| self.reports.push(diagnostic));
        is_told.then(|| Located::new(flow_types, span))
    }

    fn mappings(&mut self, elements: &[Value<'_>]) -> Vec<Mapping> {
        let mut mappings = Vec::new();
        for element in elements {
            let Some(fields) = self.object(element, "attributeMappings") else { continue };
            mappings.extend(self.mapping(&fields));
        }
        mappings
    }

    fn mapping(&mut self, fields: &Fields<'_, '_>) -> Option<Mapping> {
        for key in fields.keys() {
            if !MAPPING_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key.value)) {
                self.reports.push(messages::unread_key(self.file, key.span, key.value));
            }
        }
        let target = self.text(fields, "targetAttributeName").filter(|name| !name.value.is_empty());
        let written = fields.get("source");
        let source = written.map_or(MappingSource::None, |it| tree::expression(self, it));
        let tree = written.and_then(recorded::read).map(Box::new);
        // The portal writes "" where there is no default value.
        let default_value =
            self.text(fields, "defaultValue").filter(|default| !default.value.is_empty());
        let flow_type = self
            .text(fields, "flowType")
            .map(|word| words::flow_type(self.file, &word))
            .transpose();
        let flow_behavior = self
            .text(fields, "flowBehavior")
            .map(|word| words::flow_behavior(self.file, &word))
            .transpose();
        let matching_priority = self.priority(fields);
        let Some(target) = target else {
            if fields.get("targetAttributeName").is_none_or(|value| value.as_string_lit().is_some())
            {
                let help = "write \"targetAttributeName\": \"…\"";
                let (file, span) = (self.file, fields.opening);
                let whose = "an attribute mapping";
                self.reports.push(messages::missing_key(
                    file,
                    span,
                    "targetAttributeName",
                    whose,
                    help,
                ));
            }
            return None;
        };
        Some(Mapping {
            target,
            source,
            tree,
            default_value,
            flow_type: self.known(flow_type),
            flow_behavior: self.known(flow_behavior),
            matching_priority,
            span: fields.span,
        })
    }

    /// A word's meaning; for an unknown word the default, and a complaint.
    fn known<T: Default>(&mut self, word: Result<Option<T>, Box<Diagnostic>>) -> T {
        match word {
            Ok(word) => word.unwrap_or_default(),
            Err(diagnostic) => {
                self.reports.push(*diagnostic);
                T::default()
            }
        }
    }

    fn priority(&mut self, fields: &Fields<'_, '_>) -> u32 {
        const KEY: &str = "matchingPriority";
        match fields.get(KEY) {
            None => 0,
            Some(Value::NumberLit(number)) => number.value.parse().unwrap_or_else(|_| {
                let span = Span::new(number.range.start, number.range.end);
                self.reports.push(messages::out_of_range(self.file, span, KEY));
                0
            }),
            Some(other) => {
                self.wrong_type(other, KEY, Wanted::WholeNumber);
                0
            }
        }
    }
}
