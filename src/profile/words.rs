//! What a profile shows, as a part of a sentence: `null for 6 of 200 users (rows 3, 17, 40, …)`.

use super::{AttributeProfile, Place, Profile, Who};
use crate::diagnostic::grouped;
use crate::types::{Facts, States};

impl Profile {
    /// How many users have null or empty there, of these two what is asked for, and the first of
    /// them: `null for 6 of 200 users (rows 3, 17, 40, …) and empty for 2 (rows 5, 9)`.
    ///
    /// The profile is one of those users. Nothing where no user does, or where that is not known.
    pub fn missing(&self, name: &str, states: States, who: Who) -> Option<String> {
        match self.attribute(name) {
            Some(attribute) => attribute.missing(states, who),
            None if self.facts(name) == Some(Facts::null()) && states.can_be_null() => {
                Some(format!("null for {}", who.share(self.users, self.users)))
            }
            None => None,
        }
    }
}

impl AttributeProfile {
    fn missing(&self, states: States, who: Who) -> Option<String> {
        let users = self.users();
        let mut parts: Vec<String> = Vec::new();
        for (is_asked, word, count, rows) in [
            (states.can_be_null(), "null", self.null, &self.null_rows),
            (states.can_be_empty(), "empty", self.empty, &self.empty_rows),
        ] {
            if !is_asked || count == 0 {
                continue;
            }
            let whose = match parts.is_empty() {
                true => who.share(count, users),
                false => grouped(count),
            };
            let rows = if count == users { String::new() } else { first_rows(rows, count) };
            parts.push(format!("{word} for {whose}{rows}"));
        }
        (!parts.is_empty()).then(|| parts.join(" and "))
    }
}

/// The first rows behind a count, in parentheses.
pub(super) fn first_rows(rows: &[Place], count: u64) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let names = rows.iter().map(|place| match &place.input {
        Some(input) => format!("{input}:{}", place.row),
        None => place.row.to_string(),
    });
    let names: Vec<String> = names.collect();
    let noun = if count == 1 { "row" } else { "rows" };
    let more = if count > rows.len() as u64 { ", …" } else { "" };
    format!(" ({noun} {}{more})", names.join(", "))
}
