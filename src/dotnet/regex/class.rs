//! A set of characters, as a class in brackets or an escape such as `\w` denotes it.
//!
//! Ranges, Unicode categories, negation and subtraction go in; whether a character is in it comes
//! out. A character above U+FFFF counts as a surrogate, for .NET sees it as two of them.
//! Absent on purpose: the text a class is written as.

use std::sync::LazyLock;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use super::super::casing::{Culture, lower_of};

/// The characters that have a lower case in .NET's eyes, in order, each with it. There are some
/// thousand, and more than sixty thousand characters would be asked in vain.
static CAPITALS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pairs = ('\0'..='\u{FFFF}').map(|character| (character, lower_case(character)));
    pairs.filter(|(character, lower)| character != lower).collect()
});

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    ranges: Vec<(char, char)>,
    categories: GeneralCategoryGroup,
    has_spaces: bool,
    has_all_but_spaces: bool,
    is_negated: bool,
    without: Option<Box<Class>>,
}

impl Class {
    /// No character.
    pub fn empty() -> Class {
        Class {
            ranges: Vec::new(),
            categories: GeneralCategoryGroup::empty(),
            has_spaces: false,
            has_all_but_spaces: false,
            is_negated: false,
            without: None,
        }
    }

    /// Every character.
    pub fn any() -> Class {
        Class::empty().negated()
    }

    /// Every character but this one.
    pub fn all_but(character: char) -> Class {
        let mut class = Class::empty();
        class.add_range(character, character);
        class.negated()
    }

    /// `\w`: letters, non-spacing marks, digits and connectors such as `_`.
    pub fn words() -> GeneralCategoryGroup {
        GeneralCategoryGroup::Letter
            .union(GeneralCategoryGroup::NonspacingMark)
            .union(GeneralCategoryGroup::DecimalNumber)
            .union(GeneralCategoryGroup::ConnectorPunctuation)
    }

    /// The complement.
    pub fn negated(mut self) -> Class {
        self.is_negated = !self.is_negated;
        self
    }

    /// Adds the characters from one to another, both included.
    pub fn add_range(&mut self, first: char, last: char) {
        self.ranges.push((first, last));
    }

    /// Adds the characters of categories; of all others, where that is negated.
    pub fn add_categories(&mut self, categories: GeneralCategoryGroup, is_negated: bool) {
        let categories = if is_negated { categories.complement() } else { categories };
        self.categories = self.categories.union(categories);
    }

    /// Adds white space; all but white space, where that is negated.
    pub fn add_spaces(&mut self, is_negated: bool) {
        if is_negated {
            self.has_all_but_spaces = true;
        } else {
            self.has_spaces = true;
        }
    }

    /// True where .NET can add the characters of another class: all are written one by one, or
    /// all but one.
    pub fn can_be_joined(&self) -> bool {
        let is_all_but_one = self.categories == GeneralCategoryGroup::empty()
            && !self.has_spaces
            && !self.has_all_but_spaces
            && self.ranges.len() <= 1
            && self.ranges.iter().all(|(first, last)| first == last);
        self.without.is_none() && (!self.is_negated || is_all_but_one)
    }

    /// Takes the characters of another class away.
    pub fn subtract(&mut self, other: Class) {
        self.without = Some(Box::new(other));
    }

    /// Adds the lower case of what the ranges hold, for classes that ignore case; gives how many
    /// letters that were.
    pub fn add_lower_case(&mut self) -> usize {
        self.merge();
        let mut added = Vec::new();
        let mut count = 0;
        for (first, last) in &self.ranges {
            let start = CAPITALS.partition_point(|(capital, _)| capital < first);
            let capitals = CAPITALS.get(start..).unwrap_or_default();
            for (_, lower) in capitals.iter().take_while(|(capital, _)| capital <= last) {
                count += 1;
                match added.last_mut() {
                    Some((_, end)) if next(*end) == Some(*lower) => *end = *lower,
                    Some(_) | None => added.push((*lower, *lower)),
                }
            }
        }
        self.ranges.append(&mut added);
        count
    }

    /// The same set, ready to be asked: ranges in order, without overlaps.
    pub fn sorted(mut self) -> Class {
        self.merge();
        self
    }

    fn merge(&mut self) {
        self.ranges.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::with_capacity(self.ranges.len());
        for (first, last) in self.ranges.drain(..) {
            match merged.last_mut() {
                Some((_, end)) if first <= *end || next(*end) == Some(first) => {
                    *end = last.max(*end);
                }
                Some(_) | None => merged.push((first, last)),
            }
        }
        self.ranges = merged;
    }

    /// True where the character is in the set, which must be sorted.
    pub fn contains(&self, character: char) -> bool {
        self.has(character) != self.is_negated
            && !self.without.as_ref().is_some_and(|without| without.contains(character))
    }

    fn has(&self, character: char) -> bool {
        let is_in_a_range = match self.ranges.as_slice() {
            [] => false,
            [(first, last)] => (*first..=*last).contains(&character),
            ranges => {
                let after = ranges.partition_point(|(first, _)| *first <= character);
                after
                    .checked_sub(1)
                    .and_then(|index| ranges.get(index))
                    .is_some_and(|(_, last)| character <= *last)
            }
        };
        is_in_a_range
            || (self.has_spaces && character.is_whitespace())
            || (self.has_all_but_spaces && !character.is_whitespace())
            || (self.categories != GeneralCategoryGroup::empty()
                && self.categories.contains(category(character)))
    }
}

/// True for what `\b` takes for a part of a word: `\w` and the two joiners.
pub fn is_word_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    matches!(character, '\u{200C}' | '\u{200D}') || Class::words().contains(category(character))
}

/// The lower case by the invariant culture's rules, a character at a time.
pub fn lower_case(character: char) -> char {
    match character {
        '\u{10000}'.. => character,
        other => lower_of(other, Culture::Invariant),
    }
}

fn category(character: char) -> GeneralCategory {
    if character > '\u{FFFF}' {
        GeneralCategory::Surrogate
    } else {
        CodePointMapData::<GeneralCategory>::new().get(character)
    }
}

fn next(character: char) -> Option<char> {
    char::from_u32(u32::from(character) + 1)
}
