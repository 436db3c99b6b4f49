//! Which groups a pattern has, and their numbers.
//!
//! A first reading of the pattern, for a reference may stand before its group: unnamed groups are
//! numbered in order, then the named ones, around the numbers that are given as such.

use std::collections::BTreeSet;

use super::class::{Case, class};
use super::cursor::Cursor;
use super::options::Options;
use crate::dotnet::regex::class::is_word_character;
use crate::dotnet::regex::fault::PatternError;

/// The groups of a pattern. Each has a number, which may leave gaps, and a slot, which does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// In order; a number's slot is its place here.
    numbers: Vec<u32>,
    /// In the order they appear in the pattern.
    names: Vec<(String, u32)>,
}

impl Groups {
    /// The groups of a pattern.
    pub fn of(pattern: &str) -> Result<Groups, PatternError> {
        let mut scan = Scan {
            cursor: Cursor::new(pattern),
            options: Options::default(),
            outer: Vec::new(),
            numbers: BTreeSet::from([0]),
            names: Vec::new(),
            next_unnamed: 1,
            is_condition_next: false,
        };
        scan.run()?;
        Ok(scan.numbered())
    }

    /// How many slots there are, the whole match counted.
    pub fn slots(&self) -> usize {
        self.numbers.len()
    }

    /// The slot of a number.
    pub fn slot(&self, number: u32) -> Option<usize> {
        self.numbers.binary_search(&number).ok()
    }

    /// True for the number of a group with a name.
    pub fn has_name(&self, number: u32) -> bool {
        self.names.iter().any(|(_, named)| *named == number)
    }

    /// The slot of a name.
    pub fn slot_of_name(&self, name: &str) -> Option<usize> {
        let (_, number) = self.names.iter().find(|(known, _)| known == name)?;
        self.slot(*number)
    }
}

struct Scan<'p> {
    cursor: Cursor<'p>,
    options: Options,
    /// The options outside of each open group.
    outer: Vec<Options>,
    numbers: BTreeSet<u32>,
    names: Vec<String>,
    next_unnamed: u32,
    /// True where the next group is the condition of a conditional, which has no number.
    is_condition_next: bool,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), PatternError> {
        loop {
            let start = self.cursor.at;
            let Some(character) = self.cursor.next() else { return Ok(()) };
            match character {
                '\\' => {
                    let is_control = self.cursor.next() == Some('c');
                    // `\c[` is a control character: no class opens there.
                    if is_control {
                        self.cursor.next();
                    }
                }
                '#' if self.options.is_loose => {
                    self.cursor.at = start;
                    self.cursor.skip_blank(true)?;
                }
                '[' => {
                    class(&mut self.cursor, &mut Case::counted())?;
                }
                ')' => self.options = self.outer.pop().unwrap_or(self.options),
                '(' if self.cursor.rest().starts_with("?#") => {
                    self.cursor.at = start;
                    self.cursor.skip_blank(self.options.is_loose)?;
                    self.is_condition_next = false;
                }
                '(' => {
                    self.outer.push(self.options);
                    self.is_condition_next = self.open()?;
                }
                _ => {}
            }
        }
    }

    /// Reads what follows a parenthesis; true where the next group is a condition.
    fn open(&mut self) -> Result<bool, PatternError> {
        if !self.cursor.eat("?") {
            if !self.options.has_named_groups_only && !self.is_condition_next {
                self.numbers.insert(self.next_unnamed);
                self.next_unnamed += 1;
            }
            return Ok(false);
        }
        if self.cursor.eat("<") || self.cursor.eat("'") {
            match self.cursor.peek() {
                Some('1'..='9') => {
                    let number = self.cursor.number()?;
                    self.numbers.insert(number);
                }
                Some(character) if character != '0' && is_word_character(character) => {
                    let name = self.cursor.name();
                    if !self.names.iter().any(|known| known == name) {
                        self.names.push(name.to_owned());
                    }
                }
                Some(_) | None => {}
            }
            return Ok(false);
        }
        self.options.read(&mut self.cursor);
        if self.cursor.eat(")") {
            // The options hold until the group around them ends.
            self.outer.pop();
            return Ok(false);
        }
        Ok(self.cursor.peek() == Some('('))
    }

    fn numbered(mut self) -> Groups {
        let mut names = Vec::with_capacity(self.names.len());
        for name in self.names {
            while !self.numbers.insert(self.next_unnamed) {
                self.next_unnamed += 1;
            }
            names.push((name, self.next_unnamed));
        }
        Groups { numbers: self.numbers.into_iter().collect(), names }
    }
}
