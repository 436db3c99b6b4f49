//! One user whose attributes somebody lends by name: for callers with users of their own making.

use super::fault::Fault;
use super::keys::Keys;
use super::layout::Layout;
use super::slots::{Filling, Given, Record};
use crate::types::Value;

impl Layout {
    /// Reads one user whose attributes somebody lends by name: each name under which an
    /// attribute can stand is asked for once, flattened ones (`employeeOrgData.costCenter`) too.
    pub fn read_with<'a>(
        &self,
        mut lookup: impl FnMut(&str) -> Option<Value<'a>>,
        record: Record<'_>,
    ) -> Result<Record<'a>, Fault> {
        let mut filling = Filling::new(self, record);
        for (name, action) in self.levels.iter().take(1).flat_map(Keys::iter) {
            let (Some(value), Some(action)) = (lookup(name), self.actions.get(action)) else {
                continue;
            };
            filling.store(action, true, lent(value, action.keeps_objects));
        }
        filling.finish()
    }
}

/// Attributes that somebody sets, by name, whatever the user has.
pub type Overrides<'a> = [(String, Value<'a>)];

impl Layout {
    /// True where something is read under that name, beside the user's key.
    pub fn reads(&self, name: &str) -> bool {
        let found = self.levels.first().and_then(|keys| keys.find(name));
        found.and_then(|found| self.actions.get(found.action)).is_some_and(|action| {
            let is_only_key = |slot| slot >= self.asked && Some(slot) == self.key_slot;
            !action.parts.is_empty() || action.ways.iter().any(|it| !is_only_key(it.slot))
        })
    }

    /// Reads one user that has nothing but what somebody sets.
    pub fn read_overrides<'a>(
        &self,
        overrides: &Overrides<'a>,
        record: Record<'_>,
    ) -> Result<Record<'a>, Fault> {
        let mut filling = Filling::new(self, record);
        self.apply(overrides, &mut filling);
        filling.finish()
    }

    /// The same, where what is wrong with one attribute costs that attribute alone, as in
    /// [`Reader::read_apart`](super::Reader::read_apart).
    pub fn read_overrides_apart<'a>(
        &self,
        overrides: &Overrides<'a>,
        record: Record<'_>,
        refused: &mut Vec<usize>,
    ) -> Result<Record<'a>, Fault> {
        let mut filling = Filling::new(self, record);
        self.apply(overrides, &mut filling);
        filling.finish_apart(refused)
    }

    /// Puts what somebody sets in the place of what the user has.
    pub(super) fn apply<'a>(&self, overrides: &Overrides<'a>, filling: &mut Filling<'_, 'a>) {
        for (name, value) in overrides {
            let found = self.levels.first().and_then(|keys| keys.find(name));
            if let Some(action) = found.and_then(|found| self.actions.get(found.action)) {
                filling.replace(action, lent(value.clone(), action.keeps_objects));
            }
        }
    }
}

/// A lent value as it would have been read, objects only where they are kept.
fn lent(value: Value<'_>, keeps_objects: bool) -> Given<'_> {
    match one_lent(value) {
        Value::Null => Given::Null,
        Value::List(values) => {
            let mut values = values.into_iter().map(one_lent).filter(|value| !value.is_null());
            let Some(first) = values.next() else { return Given::Null };
            let rest: Vec<_> = values.collect();
            let is_nested = |value: &Value<'_>| match value {
                Value::List(_) => true,
                Value::Complex(_) => !keeps_objects,
                _ => false,
            };
            if is_nested(&first) || rest.iter().any(is_nested) {
                return Given::Object;
            }
            Given::Several { first, count: rest.len() + 1, rest }
        }
        Value::Complex(_) if !keeps_objects => Given::Object,
        value @ (Value::Text(_)
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::DateTime(_)
        | Value::Complex(_)) => Given::One(value),
    }
}

/// Numbers and booleans are texts in a record.
fn one_lent(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Boolean(_) | Value::Integer(_) => value.into_text().map_or(Value::Null, Value::Text),
        Value::Null | Value::Text(_) | Value::DateTime(_) | Value::List(_) | Value::Complex(_) => {
            value
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{layout, texts};
    use super::*;
    use crate::types::{DateTime, Member};

    #[test]
    fn a_lent_instant_is_a_value_that_others_derive_from() {
        let layout = layout(&["IsSoftDeleted"]);
        let deleted = Value::DateTime(DateTime::UNIX_EPOCH);
        for (name, value, expected, why) in [
            ("deletedDateTime", deleted, "True", "deleted then"),
            ("deletedDateTime", Value::Null, "False", "not deleted"),
            ("accountEnabled", Value::Boolean(false), "True", "disabled"),
        ] {
            let lend = |asked: &str| (asked == name).then(|| value.clone());
            let record = layout.read_with(lend, Record::new()).expect("a user");
            assert_eq!(record.slots(), [Value::text(expected)], "{name}: {why}");
        }
    }

    #[test]
    fn what_is_set_stands_in_the_place_of_what_the_user_has() {
        let names = ["mail", "telephoneNumber", "accountEnabled", "IsSoftDeleted"];
        let layout = layout(&names);
        let user = r#"{"id": "7", "mail": "a", "businessPhones": ["1"], "accountEnabled": true}"#;
        let set = |name: &str, value| (name.to_owned(), value);
        let overrides = [
            set("mail", Value::Null),
            set("telephoneNumber", Value::text("2")),
            set("accountEnabled", Value::text("false")),
            set("unheardOf", Value::text("x")),
        ];
        let mut filling = Filling::new(&layout, Record::new());
        layout.fill_from_json(user, &mut filling).expect("a user");
        layout.apply(&overrides, &mut filling);
        let record = filling.finish().expect("a user");
        let expected = [Value::Null, Value::text("2"), Value::text("False"), Value::text("True")];
        assert_eq!(record.slots(), expected, "what is computed goes by what is set");
        assert!(layout.reads("businessPhones") && !layout.reads("unheardOf"));
        assert!(!layout.reads("id"), "a key nobody asked for");
    }

    #[test]
    fn what_is_set_is_not_computed() {
        let set = |name: &str, value: &'static str| (name.to_owned(), Value::text(value));
        let (enabled, deleted) = (set("accountEnabled", "maybe"), set("IsSoftDeleted", "True"));
        for (names, set, expected, why) in [
            (&["IsSoftDeleted"][..], vec![enabled.clone(), deleted.clone()], Ok("True"), "both"),
            (&["IsSoftDeleted"], vec![deleted.clone(), enabled.clone()], Ok("True"), "both"),
            (&["IsSoftDeleted"], vec![enabled.clone()], Err("accountEnabled"), "computed"),
            (
                &["IsSoftDeleted", "accountEnabled"],
                vec![enabled, deleted],
                Err("accountEnabled"),
                "both are asked for",
            ),
        ] {
            let record = layout(names).read_overrides(&set, Record::new()).map_err(|fault| {
                assert_eq!(fault.code.path, "record::not-a-boolean");
                fault.attribute.unwrap_or_default()
            });
            let found = record.as_ref().map(|record| record.slots().first().cloned());
            let expected = expected.map(|text| Some(Value::text(text)));
            assert_eq!(found.map_err(String::as_str), expected, "{why}");
        }
    }

    #[test]
    fn objects_are_app_roles_and_nothing_else() {
        let role = || Value::complex(vec![Member::new("value", Value::text("admin"))]);
        let layout = layout(&["appRoleAssignments", "mail"]);
        let roles = [("appRoleAssignments".to_owned(), Value::list(vec![role()]))];
        let record = layout.read_overrides(&roles, Record::new()).expect("a user");
        assert_eq!(record.slots(), [Value::list(vec![role()]), Value::Null]);
        for mail in [role(), Value::list(vec![role()])] {
            let mail = [("mail".to_owned(), mail)];
            let fault = layout.read_overrides(&mail, Record::new()).expect_err("no text");
            assert_eq!(fault.code.path, "record::object-value");
        }
    }

    #[test]
    fn attributes_can_be_lent_by_name() {
        let names = ["mail", "accountEnabled", "employeeId", "telephoneNumber", "proxyAddresses"];
        let layout = layout(&names);
        let lend = |name: &str| match name {
            "mail" => Some(Value::text("a")),
            "accountEnabled" => Some(Value::Boolean(false)),
            "employeeId" => Some(Value::Integer(7)),
            "businessPhones" => Some(texts(&["1", "2"])),
            "proxyAddresses" => Some(Value::list(Vec::new())),
            "id" => Some(Value::text("key")),
            _ => None,
        };
        let record = layout.read_with(lend, Record::new()).expect("a user");
        let expected = [
            Value::text("a"),
            Value::text("False"),
            Value::text("7"),
            Value::text("1"),
            Value::Null,
        ];
        assert_eq!((record.slots(), record.key()), (expected.as_slice(), Some("key")));
        let nested = |_: &str| Some(Value::list(vec![texts(&["a"])]));
        let fault = layout.read_with(nested, Record::new()).expect_err("a list in a list");
        assert_eq!(fault.code.path, "record::object-value");
    }
}
