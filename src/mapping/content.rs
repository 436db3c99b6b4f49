//! What a file is, told by its content: a mapping, or what else lies beside mappings.
//!
//! In: a name and bytes. Out: [`Content`]. Nothing is read twice over: of JSON the keys of its
//! first objects are looked at, of any other text its first line.
//!
//! Absent on purpose: what is wrong with the file. Whoever reads what it is taken for says so.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::without_byte_order_mark;
use crate::source::{Encoding, Source};
use crate::syntax;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A mapping file of either format.
    Mapping,
    /// A `/Schemas` document of SCIM.
    Schema,
    /// A profile of users.
    Profile,
    /// JSON that is none of them: users, for all that its keys say.
    Json,
    /// Neither JSON nor a mapping of TOML: an expression, or rows of CSV.
    Text,
}

/// Keys that only mapping files of Microsoft Graph have.
const MAPPING: [&str; 4] =
    ["synchronizationrules", "objectmappings", "attributemappings", "targetattributename"];
/// Keys that they have besides, and that may be all that is left of a broken one: an export can
/// begin with its directories.
const BEGINNING: [&str; 3] = ["provisioningtaskidentifier", "discoverabilities", "directories"];
/// Keys under which the matter itself stands.
const WRAPPINGS: [&str; 3] = ["value", "resources", "schema"];
/// How many elements of a list are looked at.
const MOST_ELEMENTS: usize = 8;
/// How many characters of broken JSON are looked at.
const MOST_BROKEN: usize = 64 << 10;
/// The longest text that is tried as an expression.
const MOST_EXPRESSION: usize = 64 << 10;

impl Content {
    /// What the bytes of a file of that name are. Of names the ends count: one in `.toml` is a
    /// mapping, one in `.json` no mere text.
    pub fn of(name: &str, bytes: &[u8]) -> Content {
        let name = name.to_ascii_lowercase();
        if name.ends_with(".toml") {
            return Content::Mapping;
        }
        let text = match Encoding::of(bytes).decode(bytes) {
            Ok(text) => text,
            // Cut in the middle of a character, say.
            Err(refusal) if has_sign_of_mapping(&refusal.readable) => return Content::Mapping,
            Err(_) => return Content::Json,
        };
        let text = without_byte_order_mark(&text).trim_start();
        let content = if looks_like_json(text) { of_json(text) } else { of_text(text) };
        let is_called_json = name.ends_with(".json");
        if content == Content::Text && is_called_json { Content::Json } else { content }
    }
}

/// True where the first character that is no white space opens a JSON value, or a comment that
/// JSON does not have. A TOML file can start with `[` too: with a name in one bracket or two.
pub(super) fn looks_like_json(text: &str) -> bool {
    let text = without_byte_order_mark(text).trim_start();
    if text.starts_with(['{', '/']) {
        return true;
    }
    let Some(rest) = text.strip_prefix('[') else { return false };
    let name = rest.strip_prefix('[').unwrap_or(rest).trim_start_matches([' ', '\t']);
    !name.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '\''))
}

fn of_json(text: &str) -> Content {
    let text = behind_comments(text);
    let first = text.strip_prefix('[').map(str::trim_start);
    if first
        .is_some_and(|first| !first.starts_with(['{', '[', ']', '/']) || first.trim_end() == "]")
    {
        // `[1st]` is an attribute, `[]` none; neither is of any use as JSON.
        return Content::Text;
    }
    let mut signs = Signs::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let is_broken = Look { signs: &mut signs, depth: 2 }.deserialize(&mut json).is_err();
    let has = |key: &str| signs.keys.iter().any(|known| known == key);
    if MAPPING.iter().any(|key| has(key)) || (is_broken && has_sign_of_mapping(text)) {
        Content::Mapping
    } else if has("attributes") && has("unreadable") {
        Content::Profile
    } else if has("attributes") && signs.has_uri {
        Content::Schema
    } else {
        Content::Json
    }
}

/// The text behind the comments that it begins with, which JSON does not have and people do.
fn behind_comments(text: &str) -> &str {
    let mut text = text;
    loop {
        let rest = match (text.strip_prefix("//"), text.strip_prefix("/*")) {
            (Some(line), _) => line.split_once('\n'),
            (None, Some(comment)) => comment.split_once("*/"),
            (None, None) => return text,
        };
        let Some((_, rest)) = rest else { return text };
        text = rest.trim_start();
    }
}

/// True where a key of a mapping stands somewhere at the beginning, whatever is around it.
fn has_sign_of_mapping(text: &str) -> bool {
    let lower = text.chars().take(MOST_BROKEN).collect::<String>().to_ascii_lowercase();
    MAPPING.iter().chain(&BEGINNING).any(|key| lower.contains(&format!("\"{key}")))
}

/// A text whose first line is a comment, a table or a key with its value is TOML, unless it reads
/// as an expression.
fn of_text(text: &str) -> Content {
    let mut lines = text.lines().map(str::trim);
    let Some(line) = lines.find(|line| !line.is_empty() && !line.starts_with('#')) else {
        return if text.is_empty() { Content::Text } else { Content::Mapping };
    };
    let is_table = line.starts_with('[') && line.ends_with(']') && text.contains('\n');
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(is_bare);
    let gives_value = line.split_once('=').is_some_and(|(key, _)| is_key(key.trim_end()));
    let is_expression = || {
        text.len() <= MOST_EXPRESSION
            && !syntax::parse(&Source::new("", text)).diagnostics.has_errors()
    };
    if (is_table || gives_value) && !is_expression() { Content::Mapping } else { Content::Text }
}

/// What the first objects of a JSON text show.
#[derive(Debug, Default)]
struct Signs {
    /// Their keys, in lower case.
    keys: Vec<String>,
    /// True where the id of one is a URI, as that of a schema is and that of no user.
    has_uri: bool,
}

/// Looks at the objects of a value, and at what is wrapped in them.
struct Look<'s> {
    signs: &'s mut Signs,
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
            // Before its value, in which a text that was cut off ends.
            self.signs.keys.push(key.clone());
            if self.depth > 0 && WRAPPINGS.contains(&key.as_str()) {
                map.next_value_seed(Look { signs: self.signs, depth: self.depth - 1 })?;
            } else if key == "id" {
                let id = map.next_value::<Value>()?;
                self.signs.has_uri |= id.as_str().is_some_and(|id| id.contains(':'));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for _ in 0..MOST_ELEMENTS {
            let look = Look { signs: self.signs, depth: self.depth };
            if list.next_element_seed(look)?.is_none() {
                return Ok(());
            }
        }
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
