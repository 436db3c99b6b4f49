//! A profile out of a file.
//!
//! In: the file's text. Out: the profile, or the one diagnostic that says where it is none.
//!
//! serde reads the members, and says where it stops; what stands there, the tree of the text
//! tells.

use std::borrow::Cow;

use super::messages;
use super::model::{AttributeProfile, Profile, VERSION};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{self, Object, Value};
use crate::source::{Source, Span};

impl Profile {
    /// Reads a profile from the JSON that [`Profile::to_json`] writes; nothing where it is none.
    pub fn read(source: &Source) -> (Option<Profile>, Diagnostics) {
        // A byte order mark is no part of JSON, and places stay what they are.
        let text = match source.text().strip_prefix('\u{feff}') {
            Some(rest) => Cow::Owned(format!("   {rest}")),
            None => Cow::Borrowed(source.text()),
        };
        match read(source, &text) {
            Ok(profile) => (Some(profile), Diagnostics::new()),
            Err(diagnostic) => (None, [*diagnostic].into_iter().collect()),
        }
    }
}

fn read(source: &Source, text: &str) -> Result<Profile, Box<Diagnostic>> {
    let tree = json::parse(source, text)?;
    let Value::Object(object) = &tree else {
        let span = json::opening(&tree);
        return Err(messages::not_a_profile(source, span, "an object belongs here").into());
    };
    let version = member(object, "version");
    if version.is_none() || member(object, "attributes").is_none() {
        let label = "this has no `version` or no `attributes`";
        return Err(messages::not_a_profile(source, json::opening(&tree), label).into());
    }
    if let Some(version) = version
        && text.get(json::span(version).range()) != Some(VERSION.to_string().as_str())
    {
        return Err(messages::other_version(source, json::span(version)).into());
    }
    let profile: Profile = serde_json::from_str(text).map_err(|error| {
        let at = offset(text, error.line(), error.column());
        Box::new(messages::wrong_member(source, place(&tree, at)))
    })?;
    let is_odd = |attribute: &AttributeProfile| !attribute.is_consistent(profile.users);
    if let Some((name, _)) = profile.attributes.iter().find(|(_, attribute)| is_odd(attribute)) {
        let span = member(object, "attributes").map_or(source.whole(), |value| key(value, name));
        return Err(messages::wrong_sum(source, span).into());
    }
    Ok(profile)
}

impl AttributeProfile {
    /// True where the counts are those of so many users.
    fn is_consistent(&self, users: u64) -> bool {
        let counts = self.values.as_ref().map(|values| values.len() as u64);
        self.users() == users
            && self.lists <= self.present
            && self.several <= self.lists
            && counts.is_none_or(|count| self.is_distinct_exact && count == self.distinct)
    }
}

/// The byte that serde's line and column, from 1, are about.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    start + column.saturating_sub(1)
}

/// The smallest part of the tree that stands there: a value, a key, or what opens an object.
fn place(value: &Value<'_>, at: usize) -> Span {
    let holds = |span: Span| span.range().contains(&at);
    let inner = match value {
        Value::Object(object) => object.properties.iter().find_map(|member| {
            let (key, inner) = (json::span(&member.name), &member.value);
            match (holds(key), holds(json::span(inner))) {
                (true, _) => Some(key),
                (false, true) => Some(place(inner, at)),
                (false, false) => None,
            }
        }),
        Value::Array(list) => {
            let inner = list.elements.iter().find(|inner| holds(json::span(*inner)));
            inner.map(|inner| place(inner, at))
        }
        Value::StringLit(_)
        | Value::NumberLit(_)
        | Value::BooleanLit(_)
        | Value::NullKeyword(_) => None,
    };
    inner.unwrap_or_else(|| json::opening(value))
}

/// Where a key of an object stands.
fn key(value: &Value<'_>, name: &str) -> Span {
    let found = match value {
        Value::Object(object) => object.properties.iter().find(|it| it.name.as_str() == name),
        _ => None,
    };
    found.map_or_else(|| json::opening(value), |member| json::span(&member.name))
}

fn member<'v, 't>(object: &'v Object<'t>, key: &str) -> Option<&'v Value<'t>> {
    object.properties.iter().find(|member| member.name.as_str() == key).map(|it| &it.value)
}
