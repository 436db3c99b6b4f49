//! An object that is a value of its own, such as an app role assignment.
//!
//! In: a JSON object. Out: its texts, numbers and booleans as the members of a complex value, in
//! their order. Members that are null, lists or objects are left out: no function asks for them.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::json_value::{Element, Numbers};
use super::slots::Given;
use crate::types::{Member, Value};

/// Reads the members of an object whose opening bracket has been read.
pub(super) fn read_members<'a, A: MapAccess<'a>>(
    mut map: A,
    numbers: &Cell<Numbers>,
) -> Result<Given<'a>, A::Error> {
    let mut members = Vec::new();
    while let Some(name) = map.next_key_seed(Name)? {
        match map.next_value_seed(Element { keeps_objects: false, numbers })? {
            Given::One(value) => members.push(Member { name, value }),
            Given::InexactNumber(number) => return skip_rest(map, Given::InexactNumber(number)),
            Given::Null | Given::Several { .. } | Given::Object => {}
        }
    }
    Ok(Given::One(Value::complex(members)))
}

/// Reads what is left of the object for nothing.
fn skip_rest<'a, A: MapAccess<'a>>(mut map: A, given: Given<'a>) -> Result<Given<'a>, A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(given)
}

/// A member's name, borrowed where it has no escapes.
struct Name;

impl<'a> DeserializeSeed<'a> for Name {
    type Value = Cow<'a, str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Name {
    type Value = Cow<'a, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'a str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Layout, Record};
    use super::*;
    use crate::schema::SourceTable;

    fn read(user: &str) -> Result<Vec<Value<'_>>, &'static str> {
        let layout = Layout::new(&SourceTable::entra_user(), &["appRoleAssignments".to_owned()]);
        match layout.read_json(user, Record::new()) {
            Ok(record) => Ok(record.slots().iter().cloned().map(Value::into_owned).collect()),
            Err(fault) => Err(fault.code.path),
        }
    }

    #[test]
    fn app_roles_are_read_with_their_parts() {
        let user = r#"{"appRoleAssignments": [
            {"appRoleId": "1", "value": "Admin", "n": 1, "deletedDateTime": null, "o": {}},
            {"appRoleId": "2"}
        ]}"#;
        let first = Value::complex(vec![
            Member::new("appRoleId", Value::text("1")),
            Member::new("value", Value::text("Admin")),
            Member::new("n", Value::text("1")),
        ]);
        let second = Value::complex(vec![Member::new("appRoleId", Value::text("2"))]);
        assert_eq!(read(user), Ok(vec![Value::list(vec![first, second])]));
    }

    #[test]
    fn what_is_no_list_of_objects_is_a_fault() {
        for (user, expected, why) in [
            (r#"{"appRoleAssignments": null}"#, Ok(vec![Value::Null]), "no roles"),
            (r#"{"appRoleAssignments": []}"#, Ok(vec![Value::Null]), "no roles"),
            (r#"{"appRoleAssignments": "Admin"}"#, Err("record::app-roles"), "a text"),
            (r#"{"appRoleAssignments": ["Admin"]}"#, Err("record::app-roles"), "texts"),
            (r#"{"appRoleAssignments": [{}, "Admin"]}"#, Err("record::app-roles"), "both"),
            (r#"{"appRoleAssignments": [[{}]]}"#, Err("record::app-roles"), "a nested list"),
        ] {
            assert_eq!(read(user), expected, "{user}: {why}");
        }
    }
}
