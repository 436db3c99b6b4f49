//! One user as JSON: from text, from a parsed document, or lent by name.
//!
//! In: a user and a [`Layout`]. Out: a [`Record`] that borrows every text without escapes.
//! What no slot wants is skipped, not built.
//!
//! Absent on purpose: which key leads where (`layout`), and where users begin and end (`cutter`).

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::csv::CsvColumns;
use super::fault::{Fault, NOT_AN_OBJECT, NOT_JSON, NUMBER_TOO_LARGE};
use super::keys::{Found, Keys};
use super::layout::{Action, Layout};
use super::slots::{Filling, Given, Record};
use crate::types::Value;

impl Layout {
    /// Reads one user from JSON text, into the memory of `record`.
    pub fn read_json<'a>(&self, text: &'a str, record: Record<'_>) -> Result<Record<'a>, Fault> {
        let mut filling = Filling::new(self, record);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let user = Object { filling: &mut filling, level: 0, is_exact: true };
        match user.deserialize(&mut deserializer).and_then(|_| deserializer.end()) {
            Ok(()) => filling.finish(),
            Err(error) => Err(json_fault(text, &error).with_key(filling.key())),
        }
    }

    /// Reads one user from a parsed document, as [`Layout::read_json`] does from its text.
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
        value => Given::One(value),
    }
}

/// Numbers and booleans are texts in a record.
fn one_lent(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Boolean(_) | Value::Integer(_) => value.into_text().map_or(Value::Null, Value::Text),
        Value::Null | Value::Text(_) | Value::DateTime(_) | Value::List(_) => value,
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
            map.next_value_seed(Attribute { filling: &mut *filling, action, is_exact })?;
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
struct Attribute<'f, 'l, 'a> {
    filling: &'f mut Filling<'l, 'a>,
    action: &'l Action,
    is_exact: bool,
}

impl<'a> Attribute<'_, '_, 'a> {
    fn store<E>(self, given: Given<'a>) -> Result<(), E> {
        self.filling.store(self.action, self.is_exact, given);
        Ok(())
    }
}

impl<'a> DeserializeSeed<'a> for Attribute<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Attribute<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<(), E> {
        self.store(Given::text(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.store(Given::One(Value::owned(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.store(Given::text(boolean_text(value)))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.store(Given::Null)
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.store(Given::One(Value::owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.store(Given::One(Value::owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.store(match fraction_text(value) {
            Ok(text) => Given::One(Value::owned(text)),
            Err(text) => Given::LargeNumber(text),
        })
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        let mut given = Given::Null;
        while let Some(element) = list.next_element_seed(ListElement)? {
            given = match (given, element) {
                (given @ (Given::Object | Given::LargeNumber(_)), _) => given,
                (given, Given::Null) => given,
                (Given::Null, Given::One(first)) => {
                    Given::Several { first, rest: Vec::new(), count: 1 }
                }
                (Given::Several { first, mut rest, count }, Given::One(value)) => {
                    if self.action.keeps_all {
                        rest.push(value);
                    }
                    Given::Several { first, rest, count: count + 1 }
                }
                (_, Given::LargeNumber(number)) => Given::LargeNumber(number),
                (Given::One(_), Given::One(_)) | (_, Given::Several { .. } | Given::Object) => {
                    Given::Object
                }
            };
        }
        self.store(given)
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let Attribute { filling, action, is_exact } = self;
        let is_any_wanted = match action.level {
            Some(level) => Object { filling: &mut *filling, level, is_exact }.visit_map(map)?,
            None => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                false
            }
        };
        if !is_any_wanted && !action.targets.is_empty() {
            filling.store(action, is_exact, Given::Object);
        }
        Ok(())
    }
}

/// A value in a list.
struct ListElement;

impl<'a> DeserializeSeed<'a> for ListElement {
    type Value = Given<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Given<'a>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for ListElement {
    type Value = Given<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Given<'a>, E> {
        Ok(Given::text(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Given<'a>, E> {
        Ok(Given::One(Value::owned(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Given<'a>, E> {
        Ok(Given::text(boolean_text(value)))
    }

    fn visit_unit<E>(self) -> Result<Given<'a>, E> {
        Ok(Given::Null)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Given<'a>, E> {
        Ok(Given::One(Value::owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Given<'a>, E> {
        Ok(Given::One(Value::owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Given<'a>, E> {
        Ok(fraction_text(value)
            .map_or_else(Given::LargeNumber, |text| Given::One(Value::owned(text))))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Given<'a>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Given::Object)
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Given<'a>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Given::Object)
    }
}

fn boolean_text(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// The shortest text of a number that is no 64-bit integer; as an error where digits are lost.
fn fraction_text(value: f64) -> Result<String, String> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    // Adding zero turns -0 into 0.
    let text = (value + 0.0).to_string();
    if value.abs() < EXACT { Ok(text) } else { Err(text) }
}

fn no_object() -> Fault {
    Fault::new(&NOT_AN_OBJECT, "this user is no JSON object")
}

/// What serde_json says, in our words and with the place counted in characters.
fn json_fault(text: &str, error: &serde_json::Error) -> Fault {
    let is_object = text.trim_start().starts_with('{');
    if !is_object && serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return no_object();
    }
    let said = error.to_string();
    let words = WORDS.iter().find(|(start, _)| said.starts_with(start));
    let words = words.map_or("this is no JSON", |(_, words)| words);
    let place = place(text, error.line(), error.column());
    let is_number = said.starts_with(OUT_OF_RANGE);
    let code = if is_number { &NUMBER_TOO_LARGE } else { &NOT_JSON };
    Fault::new(code, format!("{words} at {place}"))
}

fn place(text: &str, line: usize, column: usize) -> String {
    let written = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let before = written.as_bytes().get(..column).unwrap_or(written.as_bytes());
    let column = String::from_utf8_lossy(before).chars().count().max(1);
    // Users that stand on one line, as most do, have no line number of their own.
    if text.contains('\n') {
        format!("line {line}, column {column}")
    } else {
        format!("column {column}")
    }
}

const OUT_OF_RANGE: &str = "number out of range";

/// How serde_json's messages start, and what we say.
const WORDS: &[(&str, &str)] = &[
    (OUT_OF_RANGE, "this number is too large to be kept exactly,"),
    ("EOF while parsing a string", "a text is not closed: the user ends"),
    ("EOF while parsing a list", "a list is not closed: the user ends"),
    ("EOF while parsing an object", "an object is not closed: the user ends"),
    ("EOF while parsing", "the user ends before a value"),
    ("expected `:`", "`:` is missing"),
    ("expected `,` or `]`", "`,` or `]` is missing"),
    ("expected `,` or `}`", "`,` or `}` is missing"),
    ("expected ident", "a word that is no `true`, `false` or `null` stands"),
    ("expected value", "a value is missing"),
    ("invalid escape", "an escape that JSON does not have stands"),
    ("invalid number", "a number is not written as JSON writes it"),
    ("invalid unicode code point", "an escape that is no character stands"),
    ("lone leading surrogate", "an escape that is half a character stands"),
    ("unexpected end of hex escape", "an escape is cut short"),
    ("control character", "a control character stands in a text"),
    ("key must be a string", "a name without quotes stands"),
    ("trailing comma", "a comma with nothing behind it stands"),
    ("trailing characters", "text after the end of the user stands"),
    ("recursion limit exceeded", "values are nested too deeply"),
];

/// The key of a user whose bytes are not UTF-8, where the key's own bytes are.
pub(super) fn key_of_damaged(
    layout: &Layout,
    columns: Option<&CsvColumns>,
    bytes: &[u8],
) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let read = match columns {
        Some(columns) => layout.read_csv(columns, &text, Record::new()),
        None => layout.read_json(&text, Record::new()),
    };
    let key = match read {
        Ok(record) => record.key().map(str::to_owned),
        Err(fault) => fault.key,
    };
    key.filter(|key| !key.contains(char::REPLACEMENT_CHARACTER))
}
