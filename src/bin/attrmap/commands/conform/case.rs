//! A recorded case: a row of ours, or a pair of Graph's.

use serde_json::{Map, Value};

use super::outcome::Expected;
use super::pair;

/// What is replayed, and what should come out.
pub(super) struct Case {
    pub(super) expression: String,
    pub(super) inputs: Map<String, Value>,
    pub(super) expected: Expected,
    /// Graph's tree of the expression.
    pub(super) tree: Option<Value>,
    pub(super) now: Option<String>,
    /// Values that the target holds already.
    pub(super) taken: Vec<String>,
    /// What `DefaultDomain()` gives.
    pub(super) default_domain: Option<String>,
    /// Where the row comes from.
    pub(super) source: Option<String>,
}

impl Case {
    /// Reads a row; what it lacks is said in words.
    pub(super) fn read(row: &Value) -> Result<Case, String> {
        let Value::Object(row) = row else { return Err("a row is a JSON object".to_owned()) };
        let source = text(row, "source")?;
        let now = text(row, "now")?;
        let taken = match row.get("taken") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(values)) => {
                let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
                texts.collect::<Option<_>>().ok_or("`taken` is a list of texts")?
            }
            Some(_) => return Err("`taken` is a list of texts".to_owned()),
        };
        let default_domain = text(row, "defaultDomain")?;
        if let (Some(request), Some(response)) = (row.get("request"), row.get("response")) {
            let (expression, inputs) = pair::request(request)?;
            let (expected, tree) = pair::response(response)?;
            return Ok(Case {
                expression,
                inputs,
                expected,
                tree,
                now,
                taken,
                default_domain,
                source,
            });
        }
        let expression = text(row, "expression")?.ok_or("there is no `expression`")?;
        let inputs = match row.get("inputs") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(inputs)) => inputs.clone(),
            Some(_) => return Err("`inputs` is an object of attributes".to_owned()),
        };
        let expected = row.get("expected").ok_or("there is no `expected`")?;
        let expected = Expected::read(expected)?;
        Ok(Case { expression, inputs, expected, tree: None, now, taken, default_domain, source })
    }
}

/// A text of the row, where it has one.
fn text(row: &Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match row.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(format!("`{key}` is a text")),
    }
}
