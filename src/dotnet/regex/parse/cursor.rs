//! A place in a pattern that moves to the right.
//!
//! Absent on purpose: what the characters mean, beyond digits and the characters of names.

use crate::dotnet::regex::class::is_word_character;
use crate::dotnet::regex::fault::{self, PatternError};
use crate::dotnet::regex::tree::Repeat;

/// A place in a pattern.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'p> {
    pattern: &'p str,
    /// The place, as a byte of the pattern.
    pub at: usize,
}

impl<'p> Cursor<'p> {
    /// At the start.
    pub fn new(pattern: &'p str) -> Cursor<'p> {
        Cursor { pattern, at: 0 }
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'p str {
        self.pattern.get(self.at..).unwrap_or_default()
    }

    /// What was read since a place.
    pub fn since(&self, start: usize) -> &'p str {
        self.pattern.get(start..self.at).unwrap_or_default()
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the next one.
    pub fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// The next character, which is taken.
    pub fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Takes a text, if it comes next.
    pub fn eat(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        if is_next {
            self.at += text.len();
        }
        is_next
    }

    /// Takes characters as long as they are of a kind.
    pub fn take_while(&mut self, is_taken: impl Fn(char) -> bool) -> &'p str {
        let rest = self.rest();
        let length = rest.find(|character| !is_taken(character)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Takes the characters of a name; there may be none.
    pub fn name(&mut self) -> &'p str {
        self.take_while(is_word_character)
    }

    /// Takes a number in decimal digits, 0 where there are none.
    pub fn number(&mut self) -> Result<u32, PatternError> {
        let start = self.at;
        let digits = self.take_while(|character| character.is_ascii_digit());
        if digits.is_empty() {
            return Ok(0);
        }
        // The largest number stands for no limit, as it does in .NET.
        let number = digits.parse().ok().filter(|number| *number <= Repeat::UNBOUNDED);
        number.ok_or_else(|| fault::number_too_large(start))
    }

    /// True where a quantifier comes next. Braces that hold no limits are plain text.
    pub fn is_at_quantifier(&self) -> bool {
        let mut ahead = *self;
        match ahead.next() {
            Some('*' | '+' | '?') => true,
            Some('{') => {
                let is_digit = |character: char| character.is_ascii_digit();
                if ahead.take_while(is_digit).is_empty() {
                    return false;
                }
                if ahead.eat(",") {
                    ahead.take_while(is_digit);
                }
                ahead.eat("}")
            }
            Some(_) | None => false,
        }
    }

    /// Passes comments, and white space too where the pattern is written loosely.
    pub fn skip_blank(&mut self, is_loose: bool) -> Result<(), PatternError> {
        loop {
            if is_loose {
                self.take_while(is_blank);
            }
            let start = self.at;
            if is_loose && self.eat("#") {
                self.take_while(|character| character != '\n');
            } else if self.eat("(?#") {
                self.take_while(|character| character != ')');
                if !self.eat(")") {
                    return Err(fault::comment_not_closed(start));
                }
            } else {
                return Ok(());
            }
        }
    }
}

/// White space that a loosely written pattern may hold; the vertical tab is none.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\u{C}' | '\r')
}
