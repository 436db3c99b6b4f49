//! Dates as .NET's format strings have them: reading exactly, and writing.
//!
//! In: a format such as `yyyy-MM-dd` or `O`, read once. Out: a [`DateReader`] that turns text into
//! a [`Moment`], a [`DateWriter`] that turns a moment into text. The culture is the invariant one
//! and the server stands in UTC, so an offset in a text is taken off.
//!
//! The two are compiled apart because .NET reads the same format in two ways: `Z` is a zone to a
//! reader and a letter to a writer, and `%dd` is one part to a reader and two to a writer.
//!
//! Absent on purpose: other cultures and calendars, `DateTimeOffset`, and the shortcut .NET takes
//! for `O` without styles, which asks for a colon in an offset.

mod fields;
mod reader;
mod reading;
mod specifier;
mod styles;
mod writer;

pub use reader::DateReader;
pub use styles::DateStyles;
pub use writer::DateWriter;

use crate::types::DateTime;

/// An instant, and whose clock it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant in UTC.
    pub instant: DateTime,
    /// Whose clock.
    pub clock: Clock,
}

/// Whose clock a moment was read from (`DateTimeKind`): it shows where `K` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Nobody said: `K` writes nothing.
    Unspecified,
    /// UTC: `K` writes `Z`.
    Utc,
    /// The server's, which is UTC too: `K` writes `+00:00`.
    Local,
}

/// Why a format or its styles cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatError {
    /// There is nothing in it.
    Empty,
    /// One letter that is no standard format.
    NoStandardFormat,
    /// A quote without its partner.
    OpenQuote,
    /// `%` with nothing that it could stand before.
    LonePercent,
    /// `\` with nothing that it could stand before.
    LoneBackslash,
    /// More than seven digits behind a second's point.
    TooManyDigits,
    /// A name that is no style.
    UnknownStyle,
    /// Styles that contradict each other.
    ContraryStyles,
}

impl FormatError {
    /// In words for a person: what the format has.
    pub fn message(self) -> &'static str {
        match self {
            FormatError::Empty => "a date format has at least one character",
            FormatError::NoStandardFormat => {
                "a format of one letter is one of .NET's standard ones"
            }
            FormatError::OpenQuote => "a quote in this format is not closed",
            FormatError::LonePercent => "`%` stands before one letter of a format",
            FormatError::LoneBackslash => "a backslash stands before the character it protects",
            FormatError::TooManyDigits => "a second has at most seven digits behind its point",
            FormatError::UnknownStyle => "this is no style of dates",
            FormatError::ContraryStyles => "these styles of dates contradict each other",
        }
    }

    /// What to write instead.
    pub fn help(self) -> &'static str {
        match self {
            FormatError::Empty => "write a format such as `\"yyyy-MM-dd\"`",
            FormatError::NoStandardFormat => {
                "write `%` before a letter that is meant alone, as in `\"%d\"`"
            }
            FormatError::OpenQuote => "close it, or write a backslash before a quote that is meant",
            FormatError::LonePercent => "write `\"\\\\%\"` for a percent sign that is meant",
            FormatError::LoneBackslash => "write `\"\\\\\\\\\"` for a backslash that is meant",
            FormatError::TooManyDigits => "write `fffffff` or less",
            FormatError::UnknownStyle => {
                "write names such as `\"AssumeUniversal, AllowWhiteSpaces\"`, as .NET spells them"
            }
            FormatError::ContraryStyles => {
                "write one of `AssumeLocal` and `AssumeUniversal`, and `RoundtripKind` with neither"
            }
        }
    }
}

/// The pattern that a standard format of one letter stands for.
fn standard_pattern(letter: char) -> Option<&'static str> {
    Some(match letter {
        'd' => "MM/dd/yyyy",
        'D' => "dddd, dd MMMM yyyy",
        'f' => "dddd, dd MMMM yyyy HH:mm",
        'F' | 'U' => "dddd, dd MMMM yyyy HH:mm:ss",
        'g' => "MM/dd/yyyy HH:mm",
        'G' => "MM/dd/yyyy HH:mm:ss",
        'm' | 'M' => "MMMM dd",
        'o' | 'O' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK",
        'r' | 'R' => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        's' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        't' => "HH:mm",
        'T' => "HH:mm:ss",
        'u' => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        'y' | 'Y' => "yyyy MMMM",
        _ => return None,
    })
}

/// The one character of a text that has no more.
fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// A format's characters, one after the other.
struct Scanner<'f> {
    rest: &'f str,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// How often the letter that was just taken stands here in all.
    fn run(&mut self, letter: char) -> usize {
        let rest = self.rest.trim_start_matches(letter);
        let more = (self.rest.len() - rest.len()) / letter.len_utf8();
        self.rest = rest;
        more + 1
    }

    /// What stands in quotes, of which the first was just taken; backslashes protect.
    fn quoted(&mut self, quote: char) -> Result<String, FormatError> {
        let mut text = String::new();
        loop {
            match self.next().ok_or(FormatError::OpenQuote)? {
                end if end == quote => return Ok(text),
                '\\' => text.push(self.next().ok_or(FormatError::OpenQuote)?),
                character => text.push(character),
            }
        }
    }
}
