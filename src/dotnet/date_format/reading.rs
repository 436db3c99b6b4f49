//! A date's text while it is read, part by part.

use super::super::date_tokens::{Half, MONTHS, WEEKDAYS};
use super::DateStyles;
use super::fields::{Fields, Zone, agree};
use super::reader::Part;
use super::specifier::Specifier;

/// What is left of the text, and what it has said.
pub(super) struct Reading<'t> {
    pub rest: &'t str,
    pub styles: DateStyles,
    pub fields: Fields,
}

impl Reading<'_> {
    /// Passes over white space.
    pub fn skip_white(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes the space of a format; where white space is allowed there, none is needed.
    pub fn take_space(&mut self) -> bool {
        self.styles.allows_inner_white() || self.take_text(" ").is_some()
    }

    /// Takes a part of the format; nothing where the text has something else there.
    pub fn take(&mut self, part: &Part) -> Option<()> {
        match part {
            Part::Character(character) => self.take_character(*character),
            Part::Quoted(text) => text.chars().try_for_each(|character| {
                if character == ' ' && self.styles.allows_inner_white() {
                    self.skip_white();
                    return Some(());
                }
                self.take_character(character)
            }),
            // Taken before.
            Part::Space => Some(()),
            Part::Point { .. } => self.take_character('.'),
            Part::Specified(specifier) => self.take_specified(*specifier),
            Part::Zulu => {
                self.take_zone_name()?;
                self.set_zone(0, true)
            }
            Part::Gmt => {
                let is_utc = self.fields.zone.is_some_and(|zone| zone.is_utc);
                self.fields.zone = Some(Zone { offset_minutes: 0, is_utc });
                self.take_text("GMT")
            }
        }
    }

    fn take_specified(&mut self, specifier: Specifier) -> Option<()> {
        match specifier {
            Specifier::Era => self.take_word("A.D.").or_else(|| self.take_word("AD")),
            Specifier::Year(count) => {
                self.fields.has_short_year |= count <= 2;
                let year = self.take_digits(count)?;
                agree(&mut self.fields.year, year)
            }
            Specifier::Month(count) => {
                let month = self.take_digits(count)?;
                agree(&mut self.fields.month, month)
            }
            Specifier::MonthName { is_short } => {
                let names = (1..).zip(MONTHS);
                let month = self.take_name(names.map(|(month, name)| (name, month)), is_short)?;
                agree(&mut self.fields.month, month)
            }
            Specifier::Day(count) => {
                let day = self.take_digits(count)?;
                agree(&mut self.fields.day, day)
            }
            Specifier::WeekdayName { is_short } => {
                let weekday = self.take_name(WEEKDAYS.into_iter(), is_short)?;
                agree(&mut self.fields.weekday, weekday)
            }
            Specifier::Hour12(count) => {
                self.fields.has_hour_of_half = true;
                let hour = self.take_digits(count)?;
                agree(&mut self.fields.hour, hour)
            }
            Specifier::Hour24(count) => {
                let hour = self.take_digits(count)?;
                agree(&mut self.fields.hour, hour)
            }
            Specifier::Minute(count) => {
                let minute = self.take_digits(count)?;
                agree(&mut self.fields.minute, minute)
            }
            Specifier::Second(count) => {
                let second = self.take_digits(count)?;
                agree(&mut self.fields.second, second)
            }
            Specifier::Fraction { digits, is_optional } => self.take_fraction(digits, is_optional),
            Specifier::Half { is_short } => {
                let half = self.take_half(is_short)?;
                agree(&mut self.fields.half, half)
            }
            Specifier::Offset(count) => {
                let offset_minutes = self.take_offset(count)?;
                self.set_zone(offset_minutes, false)
            }
            Specifier::Zone if self.take_text("Z").is_some() => self.set_zone(0, true),
            Specifier::Zone if self.rest.starts_with(['+', '-']) => {
                let offset_minutes = self.take_offset(3)?;
                self.set_zone(offset_minutes, false)
            }
            Specifier::Zone => Some(()),
        }
    }

    /// Two zones in one text must be the same.
    fn set_zone(&mut self, offset_minutes: i64, is_utc: bool) -> Option<()> {
        let before = self.fields.zone;
        if before.is_some_and(|before| before.offset_minutes != offset_minutes) {
            return None;
        }
        let is_utc = is_utc || before.is_some_and(|before| before.is_utc);
        self.fields.zone = Some(Zone { offset_minutes, is_utc });
        Some(())
    }

    fn take_character(&mut self, character: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(character)?;
        Some(())
    }

    fn take_text(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// The text in any case.
    fn take_word(&mut self, word: &str) -> Option<()> {
        let (found, rest) = self.rest.split_at_checked(word.len())?;
        if !found.eq_ignore_ascii_case(word) {
            return None;
        }
        self.rest = rest;
        Some(())
    }

    /// One of the names, in any case. No name begins another one.
    fn take_name<T>(
        &mut self,
        mut names: impl Iterator<Item = (&'static str, T)>,
        is_short: bool,
    ) -> Option<T> {
        let (_, value) = names.find(|(name, _)| {
            let name = if is_short { name.get(..3).unwrap_or(name) } else { name };
            self.take_word(name).is_some()
        })?;
        Some(value)
    }

    /// `A` and `P` alone are upper case, `am` and `PM` are not.
    fn take_half(&mut self, is_short: bool) -> Option<Half> {
        let halves = [("AM", Half::Am), ("PM", Half::Pm)];
        let (_, half) = halves.into_iter().find(|(name, _)| {
            if is_short {
                name.get(..1).and_then(|letter| self.take_text(letter)).is_some()
            } else {
                self.take_word(name).is_some()
            }
        })?;
        Some(half)
    }

    /// `Z` or `GMT` in any case, with no letter behind it.
    fn take_zone_name(&mut self) -> Option<()> {
        let before = self.rest;
        for name in ["GMT", "Z"] {
            if self.take_word(name).is_some() && !self.rest.starts_with(char::is_alphabetic) {
                return Some(());
            }
            self.rest = before;
        }
        None
    }

    /// As many digits as the format has letters; one letter takes one or two digits.
    fn take_digits(&mut self, count: usize) -> Option<i64> {
        let most = count.max(2);
        let found = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if found < count {
            return None;
        }
        let (digits, rest) = self.rest.split_at_checked(found)?;
        self.rest = rest;
        // More digits than a number has are out of every range.
        Some(digits.parse().unwrap_or(i64::MAX))
    }

    /// The digits of a second's fraction, each of them there unless they are optional.
    fn take_fraction(&mut self, count: usize, is_optional: bool) -> Option<()> {
        let found = self.rest.bytes().take(count).take_while(u8::is_ascii_digit).count();
        if found < count && !is_optional {
            return None;
        }
        let (digits, rest) = self.rest.split_at_checked(found)?;
        self.rest = rest;
        let ticks = format!("{digits:0<7}").parse().ok()?;
        agree(&mut self.fields.fraction_ticks, ticks)
    }

    /// `+8`, `+08`, and for three letters `+08:00` with or without the colon.
    fn take_offset(&mut self, count: usize) -> Option<i64> {
        let is_negative = self.rest.starts_with('-');
        self.rest = self.rest.strip_prefix(['+', '-'])?;
        let (hours, minutes) = if count <= 2 {
            (self.take_digits(count)?, 0)
        } else {
            let hours = self.take_digits(1)?;
            self.rest = self.rest.strip_prefix(':').unwrap_or(self.rest);
            (hours, self.take_digits(2)?)
        };
        let offset = hours * 60 + minutes;
        (minutes < 60).then_some(if is_negative { -offset } else { offset })
    }
}
