//! What a file is, told by its content: a mapping, users, a target's schema, a profile of users.

use std::fmt;

use attrmap::source::Encoding;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A mapping file of either format.
    Mapping,
    /// A `/Schemas` document.
    Schema,
    /// A profile of users.
    Profile,
    /// Users; also what is none of the others, whose reader then says what is wrong.
    Users,
}

/// Keys that only mapping files of Microsoft Graph have.
const MAPPING: [&str; 4] =
    ["synchronizationrules", "objectmappings", "attributemappings", "targetattributename"];
/// Keys under which the matter itself stands.
const WRAPPINGS: [&str; 3] = ["value", "resources", "schema"];

impl Content {
    /// What the bytes of a file of that name are.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Content {
        if name.to_ascii_lowercase().ends_with(".toml") {
            return Content::Mapping;
        }
        let Ok(text) = Encoding::of(bytes).decode(bytes) else { return Content::Users };
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if is_json(text) { of_keys(&keys(text)) } else { of_line(text) }
    }
}

/// A list of JSON has objects in it; TOML has the name of a table there.
fn is_json(text: &str) -> bool {
    let list = text.strip_prefix('[').map(str::trim_start);
    text.starts_with('{') || list.is_some_and(|inside| inside.starts_with(['{', ']']))
}

fn of_keys(keys: &[String]) -> Content {
    let has = |key: &str| keys.iter().any(|known| known == key);
    if MAPPING.iter().any(|key| has(key)) {
        Content::Mapping
    } else if has("attributes") && has("unreadable") {
        Content::Profile
    } else if has("attributes") && (has("id") || has("name")) {
        Content::Schema
    } else {
        Content::Users
    }
}

/// The first line that says something: a table or a key with its value is TOML.
fn of_line(text: &str) -> Content {
    let lines = text.lines().map(str::trim);
    let line = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with('#'));
    let line = line.unwrap_or_default();
    let is_table = line.starts_with('[') && line.ends_with(']');
    let key = line.split_once('=').map(|(key, _)| key);
    let gives_value = key.is_some_and(|key| !key.contains([',', ';', '\t']));
    if is_table || gives_value { Content::Mapping } else { Content::Users }
}

/// The keys of the first object of a JSON text, in lower case, and of what is wrapped in it.
fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut json = serde_json::Deserializer::from_str(text);
    // What is broken is told by whoever reads it; the keys before tell what it was to be.
    let _ = Look { keys: &mut keys, depth: 2 }.deserialize(&mut json);
    keys
}

struct Look<'k> {
    keys: &'k mut Vec<String>,
    /// How deep it still looks.
    depth: u8,
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let key = key.to_lowercase();
            let is_wrapping = self.depth > 0 && WRAPPINGS.contains(&key.as_str());
            self.keys.push(key);
            if is_wrapping {
                map.next_value_seed(Look { keys: self.keys, depth: self.depth - 1 })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        list.next_element_seed(Look { keys: self.keys, depth: self.depth })?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_what_is_in_them() {
        for (name, text, expected, why) in [
            ("a", "{\"id\": \"1\"}\n{\"id\": \"2\"}\n", Content::Users, "lines of JSON"),
            ("a", "[{\"mail\": null}]", Content::Users, "a list"),
            ("a", "{\"value\": [{\"mail\": 1}]}", Content::Users, "an answer of Graph"),
            ("a", "id,mail\n1,a=b\n", Content::Users, "CSV"),
            ("a", "id;a=b\n", Content::Users, "a strange column"),
            ("a", "# x\nschema = \"scim\"\n", Content::Mapping, "a key of TOML"),
            ("a", "[map]\ntitle = '[a]'\n", Content::Mapping, "a table of TOML"),
            ("a.toml", "", Content::Mapping, "the name says it"),
            ("a", "{\"synchronizationRules\": []}", Content::Mapping, "a schema of Graph"),
            (
                "a",
                "{\"value\": [{\"schema\": {\"synchronizationRules\": []}}]}",
                Content::Mapping,
                "in a job",
            ),
            (
                "a",
                "[{\"targetAttributeName\": \"a\"}]",
                Content::Mapping,
                "attribute mappings alone",
            ),
            (
                "a",
                "{\"Resources\": [{\"id\": \"u\", \"attributes\": []}]}",
                Content::Schema,
                "/Schemas",
            ),
            ("a", "{\"id\": \"u\", \"attributes\": []}", Content::Schema, "one schema"),
            (
                "a",
                "{\"version\": 1, \"users\": 1, \"unreadable\": 0, \"attributes\": {}}",
                Content::Profile,
                "a profile",
            ),
            ("a", "", Content::Users, "nothing: the reader says so"),
            (
                "a",
                "{\"synchronizationRules\": [",
                Content::Mapping,
                "broken, and told all the same",
            ),
        ] {
            assert_eq!(Content::of(name, text.as_bytes()), expected, "{text}: {why}");
        }
        let utf16: Vec<u8> =
            "\u{feff}{\"objectMappings\": []}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Content::of("a", &utf16), Content::Mapping, "UTF-16");
    }
}
