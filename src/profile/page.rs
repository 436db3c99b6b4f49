//! A profile for people: a line for each attribute.
//!
//! Absent on purpose: colours, the terminal's width.

use std::fmt;

use super::{AttributeProfile, Profile};
use crate::diagnostic::{counted, grouped, printable};

/// A profile as text.
#[derive(Debug)]
pub struct Page<'p> {
    profile: &'p Profile,
}

impl Profile {
    /// The profile as a page of text.
    pub fn page(&self) -> Page<'_> {
        Page { profile: self }
    }
}

/// The columns' heads; all but the first and the last are numbers.
const HEADS: [&str; 6] = ["attribute", "null", "empty", "distinct", "length", "notes"];

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let profile = self.profile;
        write!(f, "{}", counted(profile.users, "user"))?;
        if profile.unreadable > 0 {
            write!(f, ", and {} that could not be read", grouped(profile.unreadable))?;
        }
        f.write_str("\n\n")?;
        let rows = profile.attributes.iter().map(|(name, attribute)| cells(name, attribute));
        let rows: Vec<[String; 6]> =
            std::iter::once(HEADS.map(str::to_owned)).chain(rows).collect();
        let widths: Vec<usize> = (0..HEADS.len())
            .map(|column| rows.iter().map(|row| width(row, column)).max().unwrap_or(0))
            .collect();
        for row in &rows {
            let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
                if column == 0 || column + 1 == HEADS.len() {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        if profile.is_cut {
            f.write_str("\nnot shown: more attributes than a profile takes\n")?;
        }
        Ok(())
    }
}

fn width(row: &[String; 6], column: usize) -> usize {
    row.get(column).map_or(0, |cell| cell.chars().count())
}

fn cells(name: &str, attribute: &AttributeProfile) -> [String; 6] {
    let AttributeProfile { null, empty, distinct, is_distinct_exact, .. } = attribute;
    let more = if *is_distinct_exact { "" } else { "+" };
    let length = match (attribute.min_length, attribute.max_length) {
        (Some(least), Some(most)) if least == most => grouped(least),
        (Some(least), Some(most)) => format!("{}–{}", grouped(least), grouped(most)),
        _ => String::new(),
    };
    [
        printable(name).to_string(),
        grouped(*null),
        grouped(*empty),
        format!("{}{more}", grouped(*distinct)),
        length,
        notes(attribute),
    ]
}

fn notes(attribute: &AttributeProfile) -> String {
    let mut notes: Vec<String> = Vec::new();
    if attribute.refused > 0 {
        notes.push(format!("refused for {}", counted(attribute.refused, "user")));
    }
    if attribute.several > 0 {
        notes.push(format!("several values for {}", counted(attribute.several, "user")));
    }
    notes.extend(attribute.kinds.iter().map(|kind| kind.words().to_owned()));
    let characters = attribute.characters.iter().filter_map(|class| class.words());
    notes.extend(characters.map(str::to_owned));
    if let Some(values) = attribute.values.as_ref().filter(|values| !values.is_empty()) {
        let shown = values.iter().map(|(text, users)| {
            let text = text.escape_debug().to_string();
            format!("\"{}\" {}", printable(&text), grouped(*users))
        });
        notes.push(shown.collect::<Vec<_>>().join(", "));
    }
    notes.join("; ")
}
