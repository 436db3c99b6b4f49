//! One user as JSON: from text, or from a parsed document.
//!
//! In: a user and a [`Layout`]. Out: a [`Record`] that borrows every text without escapes.
//! What no slot wants is skipped, not built.
//!
//! A number with a fraction or an exponent comes as the nearest binary one, which may not be what
//! is written. Such numbers are rare: where one is wanted, the user is read again, more slowly,
//! with the text of every wanted value at hand.
//!
//! Absent on purpose: which key leads where (`layout`), and where users begin and end (`cutter`).

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::fault::Fault;
use super::json_fault::{json_fault, no_object};
use super::json_value::{Element, Numbers, Taker, read_list, take};
use super::keys::{Found, Keys};
use super::layout::{Action, Layout};
use super::slots::{Filling, Given, Record};

impl Layout {
    /// Reads one user from JSON text, into the memory of `record`.
    pub fn read_json<'a>(&self, text: &'a str, record: Record<'_>) -> Result<Record<'a>, Fault> {
        let mut filling = Filling::new(self, record);
        self.fill_from_json(text, &mut filling)?;
        filling.finish()
    }

    /// Puts what the JSON text of one user holds into the slots.
    pub(super) fn fill_from_json<'a>(
        &self,
        text: &'a str,
        filling: &mut Filling<'_, 'a>,
    ) -> Result<(), Fault> {
        self.read_object(text, filling)?;
        if filling.numbers.get() == Numbers::Inexact {
            filling.restart(Numbers::Compared);
            self.read_object(text, filling)?;
        }
        Ok(())
    }

    fn read_object<'a>(&self, text: &'a str, filling: &mut Filling<'_, 'a>) -> Result<(), Fault> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let user = Object { filling: &mut *filling, level: 0, is_exact: true };
        let result = user.deserialize(&mut deserializer).and_then(|_| deserializer.end());
        result.map_err(|error| json_fault(text, &error).with_key(filling.key()))
    }

    /// Reads one user from a parsed document, as [`Layout::read_json`] does from its text. Of
    /// numbers with a fraction it sees only what the document kept.
    pub fn read_value<'a>(
        &self,
        user: &'a serde_json::Value,
        record: Record<'_>,
    ) -> Result<Record<'a>, Fault> {
        let mut filling = Filling::new(self, record);
        match (Object { filling: &mut filling, level: 0, is_exact: true }).deserialize(user) {
            Ok(_) => filling.finish(),
            Err(_) => Err(no_object().with_key(filling.key())),
        }
    }
}

/// An object: the user, or one nested in it. Gives true where a key in it was wanted.
struct Object<'f, 'l, 'a> {
    filling: &'f mut Filling<'l, 'a>,
    level: usize,
    is_exact: bool,
}

impl<'a> DeserializeSeed<'a> for Object<'_, '_, 'a> {
    type Value = bool;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Object<'_, '_, 'a> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<bool, A::Error> {
        let Object { filling, level, is_exact } = self;
        let layout = filling.layout;
        let Some(keys) = layout.levels.get(level) else { return Ok(false) };
        let mut is_any_wanted = false;
        while let Some(found) = map.next_key_seed(Key(keys))? {
            let Some((found, action)) =
                found.and_then(|found| Some((found, layout.actions.get(found.action)?)))
            else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            is_any_wanted = true;
            filling.see(found.action);
            let is_exact = is_exact && found.is_exact;
            map.next_value_seed(Wanted { filling: &mut *filling, action, is_exact })?;
        }
        Ok(is_any_wanted)
    }
}

/// A key: what the layout does with its value.
struct Key<'l>(&'l Keys);

impl<'a> DeserializeSeed<'a> for Key<'_> {
    type Value = Option<Found>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<Found>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.find(key))
    }
}

/// The value under a key that is wanted.
struct Wanted<'f, 'l, 'a> {
    filling: &'f mut Filling<'l, 'a>,
    action: &'l Action,
    is_exact: bool,
}

impl<'a> DeserializeSeed<'a> for Wanted<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        take(self, deserializer)
    }
}

impl<'a> Taker<'a> for Wanted<'_, '_, 'a> {
    type Taken = ();

    fn numbers(&self) -> &Cell<Numbers> {
        &self.filling.numbers
    }

    fn take(self, given: Given<'a>) {
        self.filling.store(self.action, self.is_exact, given);
    }

    fn take_text(self, text: &'a str) {
        self.filling.store_text(self.action, self.is_exact, text);
    }

    fn take_list<A: SeqAccess<'a>>(self, list: A) -> Result<(), A::Error> {
        let Action { keeps_objects, keeps_all, .. } = *self.action;
        let element = Element { keeps_objects, numbers: &self.filling.numbers };
        let given = read_list(list, element, keeps_all)?;
        self.take(given);
        Ok(())
    }

    fn take_object<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let Wanted { filling, action, is_exact } = self;
        let is_any_wanted = match action.level {
            Some(level) => Object { filling: &mut *filling, level, is_exact }.visit_map(map)?,
            None => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                false
            }
        };
        if !is_any_wanted && !action.ways.is_empty() {
            filling.store(action, is_exact, Given::Object);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{layout, texts};
    use super::*;
    use crate::types::Value;

    #[test]
    fn values_are_read_as_texts() {
        let table = [
            ("mail", r#""a""#, Ok(Value::text("a")), "text"),
            ("mail", r#""""#, Ok(Value::text("")), "empty text is a value"),
            ("mail", r#""a\n\u00e9\u0000""#, Ok(Value::text("a\né\0")), "escapes"),
            ("mail", r#""true""#, Ok(Value::text("true")), "a text that is no boolean"),
            ("mail", "true", Ok(Value::text("True")), "a boolean in a text attribute"),
            ("accountEnabled", r#""TRUE""#, Ok(Value::text("True")), "Excel's boolean"),
            ("accountEnabled", r#"["false"]"#, Ok(Value::text("False")), "a list of one"),
            ("accountEnabled", r#""yes""#, Err("record::not-a-boolean"), "no boolean at all"),
            ("accountEnabled", r#"" FALSE ""#, Ok(Value::text("False")), "spaces around it"),
            ("accountEnabled", r#""""#, Ok(Value::Null), "empty is nothing"),
            ("mail", "null", Ok(Value::Null), "null"),
            ("mail", "[]", Ok(Value::Null), "no value"),
            ("mail", "[null, null]", Ok(Value::Null), "nulls are no values"),
            ("mail", r#"["a"]"#, Ok(Value::text("a")), "a list of one"),
            ("mail", r#"["a", "b"]"#, Err("record::several-values"), "one value too many"),
            ("mail", r#"{"a": 1}"#, Err("record::object-value"), "an object"),
            ("mail", r#"[{"a": 1}]"#, Err("record::object-value"), "objects in a list"),
            ("proxyAddresses", r#"["a", null, "b"]"#, Ok(texts(&["a", "b"])), "several"),
            (
                "proxyAddresses",
                r#""a""#,
                Ok(texts(&["a"])),
                "one value of a multi-valued attribute",
            ),
            ("proxyAddresses", "[]", Ok(Value::Null), "none"),
            ("proxyAddresses", r#"[["a"]]"#, Err("record::object-value"), "a list in a list"),
            (
                "extension_ab_x",
                r#"["a", 1, true]"#,
                Ok(texts(&["a", "1", "True"])),
                "unknown: a list",
            ),
            ("extension_ab_x", r#"["a"]"#, Ok(texts(&["a"])), "unknown: a list of one stays one"),
            ("extension_ab_x", r#""a""#, Ok(Value::text("a")), "unknown: a text"),
            ("employeeOrgData.division", "1", Ok(Value::text("1")), "flattened"),
            ("appRoleAssignments", "[]", Ok(Value::Null), "no app roles"),
            ("employeeId", "42", Ok(Value::text("42")), "an integer"),
            (
                "employeeId",
                "-9223372036854775808",
                Ok(Value::text("-9223372036854775808")),
                "64 bits",
            ),
            (
                "employeeId",
                "18446744073709551615",
                Ok(Value::text("18446744073709551615")),
                "64 bits",
            ),
            ("employeeId", "18446744073709551616", Err("record::number-too-large"), "more"),
            ("employeeId", "[1e300]", Err("record::number-too-large"), "in a list"),
            ("employeeId", "1e999", Err("record::number-too-large"), "more than any"),
            ("employeeId", "1.50", Ok(Value::text("1.5")), "a fraction"),
            ("employeeId", "1e3", Ok(Value::text("1000")), "an exponent"),
            ("employeeId", "-0.0", Ok(Value::text("0")), "zero has no sign"),
            ("proxyAddresses", "[0.5, \"a\"]", Ok(texts(&["0.5", "a"])), "a fraction in a list"),
        ];
        for (name, written, expected, why) in table {
            let user = format!(r#"{{"other": [{{}}, 1e5], "{name}": {written}}}"#);
            let layout = layout(&[name]);
            let read = layout.read_json(&user, Record::new());
            let read = read.as_ref().map(Record::slots).map_err(|fault| fault.code.path);
            let slots = expected.map(|value| [value]);
            let slots = slots.as_ref().map(|value| value.as_slice()).map_err(|code| *code);
            assert_eq!(read, slots, "{user}: {why}");
            let Ok(parsed) = serde_json::from_str(&user) else { continue };
            let read = layout.read_value(&parsed, Record::new());
            let read = read.as_ref().map(Record::slots).map_err(|fault| fault.code.path);
            assert_eq!(read, slots, "{user}, parsed before: {why}");
        }
    }

    #[test]
    fn digits_are_never_lost_in_silence() {
        let names =
            ["employeeId", "proxyAddresses", "employeeOrgData.division", "appRoleAssignments"];
        let layout = layout(&names);
        for (user, expected, why) in [
            (r#"{"employeeId": 1234567890123456.789}"#, Some("1234567890123456.789"), "too many"),
            (r#"{"employeeId": 1e-400}"#, Some("1e-400"), "nothing would be left"),
            (
                r#"{"proxyAddresses": ["a", 0.12345678901234567890]}"#,
                Some("0.12345678901234567890"),
                "in a list",
            ),
            (r#"{"employeeOrgData": {"division": 1e-400}}"#, Some("1e-400"), "in an object"),
            (r#"{"appRoleAssignments": [{"value": 1e-400}]}"#, Some("1e-400"), "in an app role"),
            (r#"{"employeeId": 1e-400, "employeeId": 0.5}"#, None, "the last one counts"),
            (r#"{"employeeId": 0.5, "other": 1e-400}"#, None, "nobody reads it"),
        ] {
            let read = layout.read_json(user, Record::new());
            let fault = read.as_ref().err();
            assert_eq!(fault.and_then(|it| it.value.as_deref()), expected, "{user}: {why}");
            assert!(fault.is_none_or(|it| it.code.path == "record::number-too-large"), "{user}");
            assert!(read.is_err() || read.is_ok_and(|it| it.slots()[0] == Value::text("0.5")));
        }
    }

    #[test]
    fn parts_are_not_looked_for_in_texts() {
        let layout = layout(&["employeeOrgData.division"]);
        for (user, expected) in [
            (r#"{"employeeOrgData": "@{division=x}"}"#, Some("record::object-needed")),
            (r#"{"employeeOrgData": ["x"]}"#, Some("record::object-needed")),
            (r#"{"employeeOrgData": 0}"#, Some("record::object-needed")),
            (r#"{"employeeOrgData": ""}"#, None),
            (r#"{"employeeOrgData": {}}"#, None),
        ] {
            let read = layout.read_json(user, Record::new());
            assert_eq!(read.err().map(|fault| fault.code.path), expected, "{user}");
        }
    }

    #[test]
    fn text_without_escapes_is_borrowed() {
        let layout = layout(&["mail"]);
        for (user, is_borrowed) in [(r#"{"mail": "é"}"#, true), (r#"{"mail": "\u00e9"}"#, false)] {
            let record = layout.read_json(user, Record::new()).expect(user);
            let is_so = matches!(record.slots(), [Value::Text(std::borrow::Cow::Borrowed(_))]);
            assert_eq!(is_so, is_borrowed, "{user}");
        }
    }

    #[test]
    fn values_of_users_stay_out_of_messages() {
        let layout = layout(&["mail", "employeeId"]);
        for user in [
            r#"{"mail": ["secret1", "secret2"]}"#,
            r#"{"mail": {"secret": "secret"}}"#,
            r#"{"employeeId": 99999999999999999999999}"#,
            r#"{"mail": "secret" "secret"}"#,
        ] {
            let fault = layout.read_json(user, Record::new()).expect_err(user);
            let said = fault.to_string();
            assert!(!said.contains("secret") && !said.contains("9999"), "{user}: {said}");
            assert!(fault.message.len() < 80, "{user}: {said}");
        }
    }

    #[test]
    fn hostile_users_are_faults_and_no_more() {
        let layout = layout(&["mail", "employeeOrgData.division"]);
        let deep = "[".repeat(100_000);
        for user in [
            format!(r#"{{"mail": {deep}"#),
            format!(r#"{{"other": {deep}"#),
            format!(r#"{{"employeeOrgData": {{"division": {deep}"#),
            r#"{"mail": "\ud800"}"#.to_owned(),
            "{\"mail\": \"\0\"}".to_owned(),
            "\u{feff}{}".to_owned(),
            "\0".to_owned(),
        ] {
            let fault = layout.read_json(&user, Record::new()).expect_err("a fault");
            assert_eq!(fault.code.path, "record::not-json", "{}", fault.message);
        }
        let many = format!("{{{}\"mail\": \"a\"}}", r#""x": 1, "#.repeat(100_000));
        let record = layout.read_json(&many, Record::new()).expect("many keys");
        assert_eq!(record.slots().first(), Some(&Value::text("a")));
        for user in ["[]", "1", "null", "\"x\""] {
            let fault = layout.read_json(user, Record::new()).expect_err(user);
            assert_eq!(fault.code.path, "record::not-an-object", "{user}");
            let parsed = serde_json::from_str(user).expect("JSON");
            let fault = layout.read_value(&parsed, Record::new()).expect_err(user);
            assert_eq!(fault.code.path, "record::not-an-object", "{user}");
        }
    }
}
