//! Which attributes the users of a chunk carry, known to anybody or not.
//!
//! In: a chunk. Out: the path of every value in it, parts of nested objects with dots
//! (`employeeOrgData.costCenter`), as a mapping would name them. A key with a dot in it is found
//! where it stands outermost (`employeeOrgData.costCenter`, flattened), and nowhere else.
//!
//! Absent on purpose: the values, and users whose text is no JSON beyond where it breaks off.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::chunk::Chunk;

impl Chunk {
    /// Gives the path of every value of every user, again and again where several have it; of CSV
    /// the columns, once.
    pub fn each_name(&self, mut sink: impl FnMut(&str)) {
        if let Some(header) = self.header() {
            let columns = header.columns().iter().map(|column| column.trim());
            return columns.filter(|column| !column.is_empty()).for_each(sink);
        }
        let mut path = String::new();
        for text in self.users().filter_map(|(_, user)| user.ok()?.text()) {
            path.clear();
            let mut user = serde_json::Deserializer::from_str(text);
            // What breaks off here is a fault of that user to whoever reads it.
            let part = Part { path: &mut path, is_whole: false, sink: &mut sink };
            let _ = part.deserialize(&mut user);
        }
    }
}

/// What stands under a path: an object with parts, or a value.
struct Part<'n, S> {
    path: &'n mut String,
    /// True where an object is no more than something where a value belongs.
    is_whole: bool,
    sink: &'n mut S,
}

impl<S: FnMut(&str)> Part<'_, S> {
    fn give<E>(self) -> Result<(), E> {
        if !self.path.is_empty() {
            (self.sink)(self.path);
        }
        Ok(())
    }
}

impl<'de, S: FnMut(&str)> DeserializeSeed<'de> for Part<'_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: FnMut(&str)> Visitor<'de> for Part<'_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let length = self.path.len();
        let mut is_whole = true;
        while let Some(has_dot) = map.next_key_seed(Key(&mut *self.path))? {
            if self.is_whole || has_dot && length > 0 {
                map.next_value::<IgnoredAny>()?;
            } else {
                let (path, sink) = (&mut *self.path, &mut *self.sink);
                map.next_value_seed(Part { path, is_whole: has_dot, sink })?;
                is_whole = false;
            }
            self.path.truncate(length);
        }
        // Nothing in it can be named: an object stands where a value belongs.
        if is_whole { self.give() } else { Ok(()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        self.give()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.give()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.give()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.give()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.give()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.give()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.give()
    }
}

/// A key, put behind the path. Gives true where there is a dot in it.
struct Key<'n>(&'n mut String);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        if !self.0.is_empty() {
            self.0.push('.');
        }
        self.0.push_str(key);
        Ok(key.contains('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::super::cutter::{Cutter, Limits};

    fn names(input: &str) -> Vec<String> {
        let mut cutter = Cutter::new(None, Limits::default());
        cutter.buffer().extend_from_slice(input.as_bytes());
        let mut names = Vec::new();
        while let Ok(Some(chunk)) = cutter.take(true) {
            chunk.each_name(|name| names.push(name.to_owned()));
        }
        names
    }

    #[test]
    fn every_value_has_a_path() {
        for (input, expected, why) in [
            (r#"{"id": 1, "mail": null}"#, vec!["id", "mail"], "null is a value too"),
            (r#"{"a": {"b": {"c": 1}, "d": "x"}, "e": true}"#, vec!["a.b.c", "a.d", "e"], "parts"),
            (r#"{"a": [{"b": 1}], "c": {}, "d": []}"#, vec!["a", "c", "d"], "no parts of lists"),
            (r#"{"a.b": 1, "c.d": {"e": 1}}"#, vec!["a.b", "c.d"], "flattened"),
            (r#"{"a": {"@b.c": 1, "d": 2}, "e": {"f.g": 1}}"#, vec!["a.d", "e"], "out of reach"),
            (r#"{"m\u0061il": 1.5}"#, vec!["mail"], "escapes"),
            ("{\"a\": 1, \"b\": }\n{\"c\": 1}\n", vec!["a", "c"], "a user who breaks off"),
            ("{\"a\": 1}\nnull\n7\n", vec!["a"], "what is no user"),
            ("[{\"a\": 1}, {\"a\": 2}]", vec!["a", "a"], "once for each user"),
            ("id, mail ,\n1,2,3\n", vec!["id", "mail"], "columns"),
        ] {
            assert_eq!(names(input), expected, "{input}: {why}");
        }
    }
}
