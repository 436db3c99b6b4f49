//! What an expression comes to, and what it should come to.

use attrmap::functions::REDACTED;
use attrmap::types;
use serde_json::{Value, json};

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// Null, a text or a list of texts.
    Value(Value),
    /// Nothing flows: `attribute` or `object`.
    Ignored(&'static str),
    /// There is no value.
    Error {
        /// The kinds of what is wrong.
        codes: Vec<&'static str>,
        /// What is wrong first.
        message: String,
    },
}

/// What should come out.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expected {
    /// Null, a text or a list of texts.
    Value(Value),
    /// What Graph gives: always a list, empty for null.
    Collection(Vec<Value>),
    /// Nothing flows: `attribute` or `object`.
    Ignored(String),
    /// An error of that code, or `any`.
    Error(String),
}

impl Expected {
    /// Reads what a row expects.
    pub(super) fn read(expected: &Value) -> Result<Expected, String> {
        match expected {
            Value::Object(object) => {
                let word = |key| object.get(key).and_then(Value::as_str);
                match (word("ignore"), word("error")) {
                    (Some(what @ ("attribute" | "object")), None) => {
                        Ok(Expected::Ignored(what.to_owned()))
                    }
                    (None, Some(code)) => Ok(Expected::Error(code.to_owned())),
                    (_, _) => Err("an object in `expected` is {\"ignore\": \
                        \"attribute\"|\"object\"} or {\"error\": CODE|\"any\"}"
                        .to_owned()),
                }
            }
            value => Ok(Expected::Value(as_text(value))),
        }
    }

    /// True where that came out.
    pub(super) fn is_met_by(&self, outcome: &Outcome) -> bool {
        match (self, outcome) {
            (Expected::Value(expected), Outcome::Value(value)) => expected == value,
            (Expected::Collection(expected), Outcome::Value(value)) => match value {
                Value::Null => expected.is_empty(),
                Value::Array(values) => values == expected,
                value => expected.as_slice() == std::slice::from_ref(value),
            },
            // Graph has no other word for what does not flow.
            (Expected::Collection(expected), Outcome::Ignored(_)) => expected.is_empty(),
            (Expected::Ignored(expected), Outcome::Ignored(what)) => expected == what,
            (Expected::Error(expected), Outcome::Error { codes, .. }) => {
                expected == "any" || codes.iter().any(|code| expected == code)
            }
            (Expected::Value(_), Outcome::Ignored(_) | Outcome::Error { .. })
            | (Expected::Collection(_), Outcome::Error { .. })
            | (Expected::Ignored(_), Outcome::Value(_) | Outcome::Error { .. })
            | (Expected::Error(_), Outcome::Value(_) | Outcome::Ignored(_)) => false,
        }
    }

    /// The same, where its value is not to be shown.
    pub(super) fn without_value(&self) -> Expected {
        match self {
            Expected::Value(_) | Expected::Collection(_) => Expected::Value(REDACTED.into()),
            Expected::Ignored(_) | Expected::Error(_) => self.clone(),
        }
    }

    /// As a row writes it.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Expected::Value(value) => value.clone(),
            Expected::Collection(values) => Value::Array(values.clone()),
            Expected::Ignored(what) => json!({ "ignore": what }),
            Expected::Error(code) => json!({ "error": code }),
        }
    }
}

impl Outcome {
    /// A value as the service gives it: texts.
    pub(super) fn of_value(value: &types::Value<'_>) -> Outcome {
        // Texts, numbers and truths always serialize.
        Outcome::Value(serde_json::to_value(value.shown(false)).unwrap_or_default())
    }

    /// The same, where its value is not to be shown.
    pub(super) fn without_value(&self) -> Outcome {
        match self {
            Outcome::Value(_) => Outcome::Value(REDACTED.into()),
            Outcome::Ignored(_) | Outcome::Error { .. } => self.clone(),
        }
    }

    /// As a row writes it, with the message where there is one.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Outcome::Value(value) => value.clone(),
            Outcome::Ignored(what) => json!({ "ignore": what }),
            Outcome::Error { codes, message } => {
                let code = codes.first().copied().unwrap_or_default();
                json!({ "error": code, "message": message })
            }
        }
    }
}

/// Numbers and Booleans as the texts that the service would give.
pub(super) fn as_text(value: &Value) -> Value {
    match value {
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(number) => number.to_string().into(),
        Value::Array(values) => values.iter().map(as_text).collect(),
        Value::Null | Value::String(_) | Value::Object(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expectations_are_met_or_not() {
        let value = |value: Value| Outcome::Value(value);
        let error = || Outcome::Error { codes: vec!["eval::not-a-date"], message: String::new() };
        let table = [
            (json!("a"), value(json!("a")), true),
            (json!(7), value(json!("7")), true),
            (json!(true), value(json!("True")), true),
            (json!(["a"]), value(json!("a")), false),
            (json!(null), value(json!("")), false),
            (json!(null), Outcome::Ignored("attribute"), false),
            (json!({"ignore": "object"}), Outcome::Ignored("object"), true),
            (json!({"error": "any"}), error(), true),
            (json!({"error": "eval::not-a-date"}), error(), true),
            (json!({"error": "eval::too-long"}), error(), false),
            (json!({"error": "any"}), value(json!(null)), false),
        ];
        for (expected, outcome, is_met) in table {
            let read = Expected::read(&expected).expect("readable");
            assert_eq!(read.is_met_by(&outcome), is_met, "{expected} {outcome:?}");
        }
        for graph in [json!([]), json!(["a"]), json!(["a", "b"])] {
            let expected = Expected::Collection(graph.as_array().expect("a list").clone());
            assert!(expected.is_met_by(&value(graph)));
        }
        assert!(Expected::Collection(vec![json!("a")]).is_met_by(&value(json!("a"))));
        assert!(Expected::Collection(Vec::new()).is_met_by(&value(json!(null))));
        assert!(Expected::read(&json!({"ignore": "all"})).is_err());
    }
}
