//! `name=value`: attributes that somebody sets.

use std::borrow::Cow;

use attrmap::types::{Member, Value};

/// Reads one setting: text as it is, nothing behind the sign for the empty text, `null` for no
/// value, a JSON list for several values, which can be objects, as app roles are.
pub(crate) fn setting(text: &str) -> Result<(String, Value<'static>), String> {
    let Some((name, value)) = text.split_once('=') else {
        return Err("write NAME=VALUE, such as mail=ana@contoso.com".to_owned());
    };
    let name = name.trim();
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    if name.is_empty() {
        return Err("there is no attribute before `=`".to_owned());
    }
    Ok((name.to_owned(), value_of(value)?))
}

fn value_of(text: &str) -> Result<Value<'static>, String> {
    if text == "null" {
        return Ok(Value::Null);
    }
    let is_list = text.starts_with('[') && text.ends_with(']');
    match serde_json::from_str::<Vec<serde_json::Value>>(text) {
        Ok(values) if is_list => {
            let values = values.into_iter().map(element);
            Ok(Value::list(values.collect::<Result<_, _>>()?))
        }
        Ok(_) | Err(_) if is_list && text.starts_with("[\"") => {
            Err("write a list as JSON: NAME=[\"a\",\"b\"]".to_owned())
        }
        Ok(_) | Err(_) if is_list && text.starts_with("[{") => {
            Err("write a list of objects as JSON: NAME=[{\"value\":\"a\"}]".to_owned())
        }
        Ok(_) | Err(_) => Ok(Value::owned(text.to_owned())),
    }
}

/// One value of a list.
fn element(value: serde_json::Value) -> Result<Value<'static>, String> {
    match value {
        serde_json::Value::Object(members) => {
            let member = |(name, value)| Ok(Member { name: Cow::Owned(name), value: one(value)? });
            let members = members.into_iter().map(member);
            Ok(Value::complex(members.collect::<Result<_, String>>()?))
        }
        value => one(value),
    }
}

/// A value without parts.
fn one(value: serde_json::Value) -> Result<Value<'static>, String> {
    match value {
        serde_json::Value::Null => Ok(Value::Null),
        serde_json::Value::Bool(value) => Ok(Value::Boolean(value)),
        serde_json::Value::Number(number) => Ok(Value::owned(number.to_string())),
        serde_json::Value::String(text) => Ok(Value::owned(text)),
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
            Err("a list holds texts, NAME=[\"a\",\"b\"], or objects of texts".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read() {
        let list = |texts: &[&'static str]| {
            Value::list(texts.iter().map(|text| Value::text(text)).collect())
        };
        let role = vec![Member::new("value", Value::text("admin"))];
        let objects = Value::list(vec![Value::complex(role)]);
        let table = [
            ("mail=a=b", "mail", Value::text("a=b"), "the first sign counts"),
            ("mail=", "mail", Value::text(""), "empty"),
            ("mail=null", "mail", Value::Null, "null"),
            ("[mail]= x ", "mail", Value::text(" x "), "as in an expression; space is text"),
            (r#"p=["a","b"]"#, "p", list(&["a", "b"]), "several"),
            ("p=[]", "p", list(&[]), "none"),
            (r#"p=[{"value":"admin"}]"#, "p", objects, "objects"),
            ("p=[a]", "p", Value::text("[a]"), "no list"),
            ("p=\"x\"", "p", Value::text("\"x\""), "quotes are text"),
        ];
        for (text, name, value, why) in table {
            assert_eq!(setting(text), Ok((name.to_owned(), value)), "{text}: {why}");
        }
        for wrong in
            ["mail", "=a", r#"p=["a",]"#, r#"p=[["a"]]"#, r#"p=[{"a":["b"]}]"#, r#"p=[{"a"}]"#]
        {
            assert!(setting(wrong).is_err(), "{wrong}");
        }
    }
}
