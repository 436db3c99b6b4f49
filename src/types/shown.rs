//! How a value is shown: as JSON for scripts, in a line for people.
//!
//! What the service gives is text. What a target takes is converted: its truths and numbers are
//! JSON's. The parts of a complex value are always what the target gets.
//!
//! Absent on purpose: payloads, which are written by the target's types.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::Value;

/// A value as it is shown. As JSON, it is what it serializes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown<'v> {
    /// No value.
    Null,
    /// A text.
    Text(&'v str),
    /// What became a text: a condition's, a number's, a date's.
    Word(Cow<'v, str>),
    /// A Boolean of the target.
    Truth(bool),
    /// A number of the target.
    Number(i64),
    /// Several values.
    Several(Vec<Shown<'v>>),
    /// Parts, under their names.
    Parts(Vec<(&'v str, Shown<'v>)>),
}

impl Value<'_> {
    /// The value as it is shown: as the service gives it, or as the target takes it.
    pub fn shown(&self, is_converted: bool) -> Shown<'_> {
        match self {
            Value::Text(text) => Shown::Text(text),
            Value::Boolean(value) if is_converted => Shown::Truth(*value),
            Value::Integer(value) if is_converted => Shown::Number(*value),
            Value::List(values) => {
                Shown::Several(values.iter().map(|value| value.shown(is_converted)).collect())
            }
            Value::Complex(members) => {
                let parts = members.iter().map(|it| (&*it.name, it.value.shown(true)));
                Shown::Parts(parts.collect())
            }
            Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::DateTime(_) => {
                self.to_text().map_or(Shown::Null, Shown::Word)
            }
        }
    }
}

impl Shown<'_> {
    /// In a line; `quoted` writes texts.
    pub fn line(&self, quoted: &impl Fn(&str) -> String) -> String {
        match self {
            Shown::Null => "null".to_owned(),
            Shown::Text(text) => quoted(text),
            Shown::Word(word) => word.as_ref().to_owned(),
            Shown::Truth(value) => value.to_string(),
            Shown::Number(value) => value.to_string(),
            Shown::Several(values) => {
                let values: Vec<String> = values.iter().map(|value| value.line(quoted)).collect();
                format!("[{}]", values.join(", "))
            }
            Shown::Parts(parts) => {
                let part =
                    |(name, value): &(&str, Shown<'_>)| format!("{name}: {}", value.line(quoted));
                let parts: Vec<String> = parts.iter().map(part).collect();
                format!("{{{}}}", parts.join(", "))
            }
        }
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Shown::Null => serializer.serialize_unit(),
            Shown::Text(text) => serializer.serialize_str(text),
            Shown::Word(word) => serializer.serialize_str(word),
            Shown::Truth(value) => serializer.serialize_bool(*value),
            Shown::Number(value) => serializer.serialize_i64(*value),
            Shown::Several(values) => serializer.collect_seq(values),
            Shown::Parts(parts) => {
                serializer.collect_map(parts.iter().map(|(name, it)| (name, it)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{DateTime, Member};

    #[test]
    fn only_what_the_target_takes_is_more_than_text() {
        let parts = || {
            Value::complex(vec![
                Member::new("value", Value::text("a\"b")),
                Member::new("primary", Value::Boolean(true)),
                Member::new("number", Value::Integer(7)),
                Member::new("display", Value::Null),
            ])
        };
        let json_of_parts = r#"{"value":"a\"b","primary":true,"number":7,"display":null}"#;
        let line_of_parts = "{value: <a\"b>, primary: true, number: 7, display: null}";
        let date = DateTime::UNIX_EPOCH;
        for (value, is_converted, json, line) in [
            (Value::Null, false, "null", "null"),
            (Value::text("7"), false, r#""7""#, "<7>"),
            (Value::Integer(7), false, r#""7""#, "7"),
            (Value::Integer(7), true, "7", "7"),
            (Value::Boolean(true), false, r#""True""#, "True"),
            (Value::Boolean(true), true, "true", "true"),
            (Value::DateTime(date), true, r#""1/1/1970 12:00:00 AM""#, "1/1/1970 12:00:00 AM"),
            (
                Value::list(vec![Value::Boolean(false), Value::text("")]),
                false,
                r#"["False",""]"#,
                "[False, <>]",
            ),
            (parts(), false, json_of_parts, line_of_parts),
            (parts(), true, json_of_parts, line_of_parts),
        ] {
            let shown = value.shown(is_converted);
            let found = serde_json::to_string(&shown).expect("a value");
            assert_eq!(found, json, "{value:?} {is_converted}");
            let found = shown.line(&|text| format!("<{text}>"));
            assert_eq!(found, line, "{value:?} {is_converted}");
        }
    }
}
