//! The tree beside an expression's text, of which no value depends.
//!
//! In: the JSON of an `attributeMappingSource`. Out: a [`RecordedTree`], nothing where there is
//! none; reports of what PowerShell cut off in it, and of kinds that there are not. Absent on
//! purpose: other complaints of its shape.

use super::reading::Reading;
use crate::json::{self, Value};
use crate::mapping::recorded_tree::{RecordedParameter, RecordedTree};
use crate::mapping::{SourceType, words};
use crate::source::Located;

/// The keys of a node as Graph writes them.
const KEYS: [&str; 4] = ["expression", "name", "type", "parameters"];

/// The tree of a mapping's `source`. A node without a name is none.
pub(super) fn read(value: &Value<'_>) -> Option<RecordedTree> {
    let name = text(value, "name")?;
    let ty = text(value, "type");
    let is_named = !name.value.is_empty() || ty.is_some();
    let (parameters, list) = match member(value, "parameters") {
        Some(Value::Array(list)) => {
            (Some(list.elements.iter().map(parameter).collect()), Some(json::span(list)))
        }
        Some(_) | None => (None, None),
    };
    let expression = text(value, "expression");
    let keys = value.as_object().into_iter().flat_map(|object| &object.properties);
    let is_plain = keys.map(|key| key.name.as_str()).all(|key| KEYS.contains(&key));
    let span = json::span(value);
    is_named.then_some(RecordedTree { expression, ty, name, parameters, list, span, is_plain })
}

/// Reports what PowerShell cut off in a node beside a text, and a type that is none.
pub(super) fn check(reading: &mut Reading<'_>, node: &Value<'_>) {
    if let Some(word) = text(node, "type")
        && let Err(unknown) =
            words::find(reading.file, "type", &word, SourceType::ALL, SourceType::name)
    {
        reading.reports.push(*unknown);
    }
    let Some(parameters) = member(node, "parameters") else { return };
    reading.is_truncated(parameters);
    let Value::Array(list) = parameters else { return };
    for parameter in &list.elements {
        reading.is_truncated(parameter);
        let Some(value) = member(parameter, "value") else { continue };
        reading.is_truncated(value);
        check(reading, value);
    }
}

fn parameter(value: &Value<'_>) -> RecordedParameter {
    RecordedParameter {
        key: text(value, "key").map(|key| key.value).unwrap_or_default(),
        value: member(value, "value").and_then(read),
    }
}

fn text(value: &Value<'_>, key: &str) -> Option<Located<String>> {
    let value = member(value, key)?;
    match value {
        Value::StringLit(text) => Some(Located::new(text.value.to_string(), json::content(value))),
        _ => None,
    }
}

fn member<'v, 't>(value: &'v Value<'t>, key: &str) -> Option<&'v Value<'t>> {
    let object = value.as_object()?;
    let mut members = object.properties.iter();
    let found = members.find(|property| property.name.as_str().eq_ignore_ascii_case(key))?;
    Some(&found.value)
}
