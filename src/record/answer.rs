//! An answer of Microsoft Graph that holds no users: an error, functions, another document of the
//! synchronization API, or one object where a list belongs.
//!
//! In: the first object of an input. Out: a fault of the whole input, where the object is such an
//! answer: nobody's attributes are called that.
//!
//! Absent on purpose: lists without users, which are lists.

use serde_json::{Map, Value};

use super::fault::{Fault, GRAPH_ERROR, NO_LIST, NOT_USERS};

/// How the keys start that the service adds to an answer.
const ADDED: [&str; 2] = ["@", "odata."];
/// Longer objects are none of these answers.
const LONGEST: usize = 1 << 20;
/// The keys of which one stands in each of these answers.
const SIGNS: [&[u8]; 7] = [
    b"error",
    b"value",
    b"parameters",
    b"arity",
    b"synchronizationJobSettings",
    b"metadata",
    b"parsingSucceeded",
];
/// What a function has, besides its parameters.
const FUNCTION: [&str; 2] = ["id", "name"];

/// What people do instead of giving one of these documents.
const GIVE_USERS: &str = "give users as Microsoft Graph lists them";

/// Whether a value is of a kind.
type IsOfKind = fn(&Value) -> bool;

/// Another document of the synchronization API.
struct Document {
    message: &'static str,
    /// What it has, whatever else it has.
    has: &'static [(&'static str, IsOfKind)],
}

const DOCUMENTS: [Document; 6] = [
    Document {
        message: "these are operators of filters, not users",
        has: &[("arity", Value::is_string), ("supportedAttributeTypes", Value::is_array)],
    },
    Document {
        message: "this is a synchronization job, not users",
        has: &[("synchronizationJobSettings", Value::is_array), ("schedule", Value::is_object)],
    },
    Document {
        message: "this is the definition of a directory, not users",
        has: &[("objects", Value::is_array), ("metadata", Value::is_array)],
    },
    Document {
        message: "this is the definition of an object, not users",
        has: &[("attributes", Value::is_array), ("metadata", Value::is_array)],
    },
    Document {
        message: "this is the answer of `parseExpression`, not users",
        has: &[("parsingSucceeded", Value::is_boolean)],
    },
    Document {
        message: "this is the answer of `provisionOnDemand`, not users",
        has: &[("key", is_json), ("value", is_json)],
    },
];

/// True for a text that holds an object of its own.
fn is_json(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim_start().starts_with('{'))
}

/// What is wrong with an input whose first object this is.
pub(super) fn no_users(object: &[u8]) -> Option<Fault> {
    // Most first objects are users, and long before their end it shows.
    if object.len() > LONGEST || !SIGNS.iter().any(|sign| holds_key(object, sign)) {
        return None;
    }
    let members: Map<String, Value> = serde_json::from_slice(object).ok()?;
    let is_added = |key: &str| ADDED.iter().any(|start| key.starts_with(start));
    if members.get("parameters").is_some_and(Value::is_array)
        && members
            .keys()
            .all(|key| key == "parameters" || FUNCTION.contains(&key.as_str()) || is_added(key))
    {
        let help = "give users as Microsoft Graph lists them; `attrmap functions` lists functions";
        return Some(Fault::new(&NOT_USERS, "these are functions, not users").with_help(help));
    }
    let has = |(key, is_it): &(&str, IsOfKind)| members.get(*key).is_some_and(is_it);
    if let Some(document) = DOCUMENTS.iter().find(|document| document.has.iter().all(has)) {
        return Some(Fault::new(&NOT_USERS, document.message).with_help(GIVE_USERS));
    }
    let mut own = members.iter().filter(|(key, _)| !is_added(key));
    match (own.next()?, own.next()) {
        ((key, Value::Object(error)), None) if key == "error" => {
            let text = |key: &str| error.get(key).and_then(Value::as_str);
            let said: Vec<&str> = [text("code"), text("message")].into_iter().flatten().collect();
            let fault = Fault::new(&GRAPH_ERROR, "this is an error of Microsoft Graph, not users:");
            let help = "sign in again, and repeat the request that was to give the users";
            (!said.is_empty()).then(|| fault.with_detail(said.join(": ")).with_help(help))
        }
        ((key, Value::Null | Value::Object(_)), None) if key == "value" => {
            let help = "give a list of users as an array under `value`";
            Some(Fault::new(&NO_LIST, "`value` holds no list of users").with_help(help))
        }
        _ => None,
    }
}

fn holds_key(object: &[u8], key: &[u8]) -> bool {
    memchr::memmem::find_iter(object, key).any(|at| {
        let (before, behind) = (at.checked_sub(1), at + key.len());
        before.and_then(|at| object.get(at)) == Some(&b'"') && object.get(behind) == Some(&b'"')
    })
}

#[cfg(test)]
mod tests {
    use super::no_users;

    #[test]
    fn answers_are_told_from_users() {
        let table = [
            (
                r#"{"error": {"code": "InvalidAuthenticationToken", "message": "It is empty."}}"#,
                Some(
                    "this is an error of Microsoft Graph, not users: \
                      InvalidAuthenticationToken: It is empty. [record::graph-error]",
                ),
            ),
            (
                r#"{"@odata.context": "x", "error": {"message": "No."}}"#,
                Some("this is an error of Microsoft Graph, not users: No. [record::graph-error]"),
            ),
            (r#"{"value": null}"#, Some("`value` holds no list of users [record::no-list]")),
            (
                r#"{"@odata.context": "x", "value": {"id": "1"}}"#,
                Some("`value` holds no list of users [record::no-list]"),
            ),
            (
                r#"{"@odata.type": "x", "name": "Not", "parameters": [{"name": "source"}]}"#,
                Some("these are functions, not users [record::not-users]"),
            ),
            (
                r#"{"name": "EQUALS", "arity": "Binary", "supportedAttributeTypes": ["String"]}"#,
                Some("these are operators of filters, not users [record::not-users]"),
            ),
            (
                r#"{"id": "1", "schedule": {"state": "Active"}, "synchronizationJobSettings": []}"#,
                Some("this is a synchronization job, not users [record::not-users]"),
            ),
            (
                r#"{"id": "1", "name": "x", "objects": [{"name": "User"}], "metadata": []}"#,
                Some("this is the definition of a directory, not users [record::not-users]"),
            ),
            (
                r#"{"name": "User", "attributes": [{"name": "Id"}], "metadata": []}"#,
                Some("this is the definition of an object, not users [record::not-users]"),
            ),
            (
                r#"{"parsingSucceeded": true, "parsedExpression": {}, "error": null}"#,
                Some("this is the answer of `parseExpression`, not users [record::not-users]"),
            ),
            (
                r#"{"@odata.context": "x", "key": "{\"result\": 1}", "value": "{\"action\": 1}"}"#,
                Some("this is the answer of `provisionOnDemand`, not users [record::not-users]"),
            ),
            (r#"{"id": "1", "mail": null, "parameters": []}"#, None),
            (r#"{"id": "1", "arity": "Binary", "metadata": []}"#, None),
            (r#"{"id": "1", "attributes": {"mail": "a"}, "metadata": []}"#, None),
            (r#"{"id": "1", "key": "x", "value": "y"}"#, None),
            (r#"{"error": {}}"#, None),
            (r#"{"error": "x"}"#, None),
            (r#"{"id": "1", "error": {"code": "x"}}"#, None),
            (r#"{"id": "1", "value": null}"#, None),
            (r#"{"value": "x"}"#, None),
            (r#"{"mail": "error", "x": "value"}"#, None),
            (r#"{"error": {"code": "x"}"#, None),
        ];
        for (object, expected) in table {
            let said = no_users(object.as_bytes()).map(|fault| fault.to_string());
            assert_eq!(said.as_deref(), expected, "{object}");
        }
    }
}
