//! One attribute while users are read: counts, first rows, what its texts are.
//!
//! Nulls are not counted: they are the users that show nothing else.

use std::collections::BTreeSet;

use super::characters::CharacterClasses;
use super::distinct::{Distinct, KeptValues};
use super::kinds::TextKinds;
use super::model::{AttributeProfile, Place};
use crate::dotnet::utf16_len;
use crate::types::{Type, Value};

/// The first rows of some kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct FirstRows(Vec<Place>);

impl FirstRows {
    /// How many there are.
    const MOST: usize = 3;

    pub fn add(&mut self, input: Option<&str>, row: u64) {
        if self.0.len() < FirstRows::MOST {
            self.0.push(Place { input: input.map(str::to_owned), row });
        }
    }

    /// The places.
    pub fn places(&self) -> &[Place] {
        &self.0
    }

    /// These, then those of later users.
    pub fn extend(&mut self, later: &FirstRows) {
        let room = FirstRows::MOST.saturating_sub(self.0.len());
        self.0.extend(later.0.iter().take(room).cloned());
    }
}

/// What the users so far show of one attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Attribute {
    empty: u64,
    present: u64,
    refused: u64,
    lists: u64,
    several: u64,
    lengths: Option<(u64, u64)>,
    distinct: Distinct,
    characters: CharacterClasses,
    kinds: TextKinds,
    null_rows: FirstRows,
    empty_rows: FirstRows,
}

impl Attribute {
    /// An attribute that the users so far lack, of whom these are the first.
    pub fn lacked_by(first: &FirstRows) -> Attribute {
        Attribute { null_rows: first.clone(), ..Attribute::default() }
    }

    /// True where somebody has more than null.
    pub fn has_any(&self) -> bool {
        self.empty + self.present + self.refused > 0
    }

    /// True where somebody has a value that can be read.
    pub fn has_text(&self) -> bool {
        self.empty + self.present > 0
    }

    /// A user whose attribute cannot be read.
    pub fn refuse(&mut self) {
        self.refused += 1;
    }

    /// A user's value.
    pub fn see(&mut self, value: &Value<'_>, input: Option<&str>, row: u64) {
        match value {
            Value::Null => return self.null_rows.add(input, row),
            Value::Text(text) if text.is_empty() => {
                self.empty += 1;
                return self.empty_rows.add(input, row);
            }
            Value::List(values) => {
                self.lists += 1;
                self.several += u64::from(values.len() > 1);
                let texts: BTreeSet<_> = values.iter().filter_map(Value::to_text).collect();
                texts.iter().for_each(|text| self.see_text(text));
            }
            Value::Text(text) => self.see_text(text),
            // Reading gives texts; a caller may lend instants and the like.
            Value::Boolean(_) | Value::Integer(_) | Value::DateTime(_) | Value::Complex(_) => {
                if let Some(text) = value.to_text() {
                    self.see_text(&text);
                }
            }
        }
        self.present += 1;
    }

    fn see_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let length = utf16_len(text) as u64;
        let (least, most) = self.lengths.unwrap_or((length, length));
        self.lengths = Some((least.min(length), most.max(length)));
        self.distinct.see(text, 1);
        self.characters.see(text);
        self.kinds.see(text);
    }

    /// These users, then others.
    pub fn merge(&mut self, later: Attribute) {
        self.empty += later.empty;
        self.present += later.present;
        self.refused += later.refused;
        self.lists += later.lists;
        self.several += later.several;
        self.lengths = match (self.lengths, later.lengths) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
            (one, other) => one.or(other),
        };
        self.distinct = std::mem::take(&mut self.distinct).union(later.distinct);
        self.characters = self.characters.union(later.characters);
        self.kinds = self.kinds.of_both(later.kinds);
        self.null_rows.extend(&later.null_rows);
        self.empty_rows.extend(&later.empty_rows);
    }

    /// The profile of so many users.
    pub fn finish(self, users: u64, ty: Option<Type>, kept: KeptValues) -> AttributeProfile {
        let (distinct, is_distinct_exact) = self.distinct.count();
        let base = ty.map(|ty| ty.base);
        AttributeProfile {
            ty: base.map(|base| base.name().to_owned()),
            null: users.saturating_sub(self.empty + self.present + self.refused),
            empty: self.empty,
            present: self.present,
            refused: self.refused,
            lists: self.lists,
            several: self.several,
            distinct,
            is_distinct_exact,
            min_length: self.lengths.map(|(least, _)| least),
            max_length: self.lengths.map(|(_, most)| most),
            values: self.distinct.into_values(kept, base),
            characters: self.characters.iter().collect(),
            kinds: self.kinds.iter().collect(),
            null_rows: self.null_rows.0,
            empty_rows: self.empty_rows.0,
        }
    }
}
