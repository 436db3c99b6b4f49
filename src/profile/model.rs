//! A profile as data, and as the JSON that a file of it holds.
//!
//! INVARIANT: for each attribute, null + empty + present + refused = users.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CharacterClass, TextKind};

/// The version of the JSON form.
pub(super) const VERSION: u32 = 1;

/// What some users show of each attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// The version of the JSON form.
    pub version: u32,
    /// How many users were read.
    pub users: u64,
    /// How many more could not be read: no JSON object, no UTF-8, too long.
    pub unreadable: u64,
    /// True where the users have more attributes than a profile takes, and some are left out.
    pub is_cut: bool,
    /// By name, canonical where the source table knows it: every attribute that stands in some
    /// user, be it with null, and every one that is computed.
    pub attributes: BTreeMap<String, AttributeProfile>,
}

/// What some users show of one attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttributeProfile {
    /// The type it was read as; nothing where the source table does not know the attribute.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// How many users have null, or no such attribute.
    pub null: u64,
    /// How many have the empty text.
    pub empty: u64,
    /// How many have a value.
    pub present: u64,
    /// How many have something that cannot be read as this attribute, such as an object: mappings
    /// that read it reject them.
    pub refused: u64,
    /// How many have a list, be it of one value.
    pub lists: u64,
    /// How many have several values.
    pub several: u64,
    /// How many different texts there are, elements of lists included, the empty one not.
    pub distinct: u64,
    /// False where there are at least so many: no more were told apart.
    pub is_distinct_exact: bool,
    /// The length of the shortest text in UTF-16 units, the empty one aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// The length of the longest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// All different texts but the empty one, each with the number of users who have it; nothing
    /// where they are not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<BTreeMap<String, u64>>,
    /// What stands in some text.
    pub characters: BTreeSet<CharacterClass>,
    /// What every text is, the empty one aside.
    pub kinds: BTreeSet<TextKind>,
    /// The first users with null.
    pub null_rows: Vec<Place>,
    /// The first users with the empty text.
    pub empty_rows: Vec<Place>,
}

/// Where a user stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Place {
    /// The input's name, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The row in it, from 1.
    pub row: u64,
}

impl Profile {
    /// The profile as JSON, a member a line, with the end of the last one.
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists of them always serialize.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// The attribute of that name: exactly, else the only one that differs in case.
    pub fn attribute(&self, name: &str) -> Option<&AttributeProfile> {
        self.attributes.get(name).or_else(|| {
            let mut same = self.attributes.iter().filter(|(it, _)| it.eq_ignore_ascii_case(name));
            let only = same.next()?;
            same.next().is_none().then_some(only.1)
        })
    }
}

impl AttributeProfile {
    /// How many users were read.
    pub fn users(&self) -> u64 {
        let counts = [self.null, self.empty, self.present, self.refused];
        counts.into_iter().fold(0, u64::saturating_add)
    }
}
