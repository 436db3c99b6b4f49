//! The fields of an object in a Graph file: keys are found ignoring case, as PowerShell writes
//! them `PascalCase` and Graph `camelCase`.
//!
//! Absent on purpose: what the keys mean.

use std::collections::BTreeMap;

use crate::json::{self, Object, ObjectProp, Value};
use crate::mapping::messages;
use crate::mapping::reports::Reports;
use crate::source::{Located, Source, Span};

/// An object with its keys in lower case. Keys about the response itself (`@odata.context`) are
/// left out.
pub(super) struct Fields<'v, 't> {
    by_key: BTreeMap<String, &'v ObjectProp<'t>>,
    /// The opening brace: what is missing in the object is missing there.
    pub(super) opening: Span,
    /// The whole object.
    pub(super) span: Span,
}

impl<'v, 't> Fields<'v, 't> {
    /// The fields of an object. Keys given twice are reported: the first one counts.
    pub(super) fn of(object: &'v Object<'t>, file: &Source, reports: &mut Reports) -> Self {
        let mut by_key: BTreeMap<String, &'v ObjectProp<'t>> = BTreeMap::new();
        for property in &object.properties {
            let key = property.name.as_str().to_ascii_lowercase();
            if key.contains("@odata.") {
                continue;
            }
            if let Some(first) = by_key.get(&key) {
                let (first, second) = (key_span(first), key_span(property));
                reports.push(messages::duplicate_key(file, property.name.as_str(), first, second));
            } else {
                by_key.insert(key, property);
            }
        }
        let span = Span::new(object.range.start, object.range.end);
        Fields { by_key, opening: Span::new(object.range.start, object.range.start + 1), span }
    }

    /// The value of a key; nothing where it is absent or null.
    pub(super) fn get(&self, key: &str) -> Option<&'v Value<'t>> {
        match self.by_key.get(&key.to_ascii_lowercase()).map(|property| &property.value) {
            Some(Value::NullKeyword(_)) | None => None,
            Some(value) => Some(value),
        }
    }

    /// True where the object has the key, be it with null.
    pub(super) fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(&key.to_ascii_lowercase())
    }

    /// The keys as written, each with its place.
    pub(super) fn keys(&self) -> impl Iterator<Item = Located<&'v str>> {
        self.by_key
            .values()
            .map(|property| Located::new(property.name.as_str(), key_span(property)))
    }
}

fn key_span(property: &ObjectProp<'_>) -> Span {
    let quoted = json::span(&property.name).range();
    Span::new(quoted.start + 1, quoted.end.saturating_sub(1))
}

/// What an object's metadata has under that key: a text without the quotes that some of them have
/// inside.
pub(super) fn metadata(fields: &Fields<'_, '_>, key: &str) -> Option<String> {
    let Value::Array(list) = fields.get("metadata")? else { return None };
    let text = |entry: &Object<'_>, name: &str| {
        let mut members = entry.properties.iter();
        let member = members.find(|it| it.name.as_str().eq_ignore_ascii_case(name))?;
        member.value.as_string_lit().map(|text| text.value.to_string())
    };
    let entries = list.elements.iter().filter_map(|entry| entry.as_object());
    let is_meant = |entry: &&Object<'_>| {
        text(entry, "key").is_some_and(|found| found.eq_ignore_ascii_case(key))
    };
    let value = entries.into_iter().find(is_meant).and_then(|entry| text(entry, "value"))?;
    Some(value.trim_matches('"').to_owned())
}
