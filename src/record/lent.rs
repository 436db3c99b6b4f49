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
            filling.store(action, true, lent(value));
        }
        filling.finish()
    }
}

/// A lent value as it would have been read.
fn lent(value: Value<'_>) -> Given<'_> {
    match one_lent(value) {
        Value::Null => Given::Null,
        Value::List(values) => {
            let mut values = values.into_iter().map(one_lent).filter(|value| !value.is_null());
            let Some(first) = values.next() else { return Given::Null };
            let rest: Vec<_> = values.collect();
            let is_nested = |value: &Value<'_>| matches!(value, Value::List(_));
            if is_nested(&first) || rest.iter().any(is_nested) {
                return Given::Object;
            }
            Given::Several { first, count: rest.len() + 1, rest }
        }
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
    use super::*;
    use crate::schema::SourceTable;
    use crate::types::DateTime;

    fn layout(names: &[&str]) -> Layout {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        Layout::new(&SourceTable::entra_user(), &names)
    }

    fn texts(texts: &[&'static str]) -> Value<'static> {
        Value::list(texts.iter().copied().map(Value::text).collect())
    }

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
