//! Reading a date exactly as a format says (`DateTime.ParseExact`).

use jiff::civil;

use super::super::date::full_year;
use super::super::date_tokens::{Half, MONTHS, WEEKDAYS};
use super::{Clock, DateStyles, FormatError, Moment, Scanner, only_character, standard_pattern};
use crate::types::{DateTime, TICKS_PER_DAY, TICKS_PER_SECOND};

/// A format to read dates in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateReader {
    parts: Vec<Part>,
    styles: DateStyles,
    /// True where the format itself says that the date is in UTC.
    is_utc: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Character(char),
    /// In quotes: each character for itself, but spaces are white space where that is allowed.
    Quoted(String),
    Space,
    /// A point; the fraction behind it is left out together with it where that is allowed.
    Point {
        is_optional: bool,
    },
    Era,
    Year(usize),
    Month(usize),
    MonthName {
        is_short: bool,
    },
    Day(usize),
    WeekdayName {
        is_short: bool,
    },
    Hour12(usize),
    Hour24(usize),
    Minute(usize),
    Second(usize),
    Fraction {
        digits: usize,
        is_optional: bool,
    },
    Half {
        is_short: bool,
    },
    Offset(usize),
    Zulu,
    Zone,
    Gmt,
}

impl DateReader {
    /// A format of .NET: a standard one of one letter, or a pattern.
    pub fn new(format: &str, styles: DateStyles) -> Result<DateReader, FormatError> {
        if format.is_empty() {
            return Err(FormatError::Empty);
        }
        let mut is_utc = false;
        let pattern = match only_character(format) {
            Some(letter) => {
                is_utc = letter == 'U';
                standard_pattern(letter).ok_or(FormatError::NoStandardFormat)?
            }
            None => format,
        };
        let pattern = without_white_ends(pattern, styles);
        let mut scanner = Scanner { rest: &pattern };
        let mut parts = Vec::new();
        while let Some(character) = scanner.next() {
            parts.push(match character {
                '"' | '\'' => Part::Quoted(scanner.quoted(character)?),
                '\\' => Part::Character(scanner.next().ok_or(FormatError::LoneBackslash)?),
                // It only keeps a letter from being a standard format.
                '%' => match scanner.peek() {
                    None | Some('%') => return Err(FormatError::LonePercent),
                    Some(_) => continue,
                },
                ' ' => Part::Space,
                '.' => Part::Point { is_optional: scanner.rest.starts_with("FF") },
                'Z' => Part::Zulu,
                'K' => Part::Zone,
                'G' if scanner.rest.get(..2).is_some_and(|mt| mt.eq_ignore_ascii_case("MT")) => {
                    scanner.next();
                    scanner.next();
                    Part::Gmt
                }
                letter if "gyMdhHmsfFtz".contains(letter) => part(letter, scanner.run(letter))?,
                other => Part::Character(other),
            });
        }
        Ok(DateReader { parts, styles, is_utc })
    }

    /// The moment that a text denotes; nothing where it is not written in this format.
    ///
    /// A text without a date is of today, without a year of this year.
    pub fn read(&self, text: &str, now: DateTime) -> Option<Moment> {
        if text.is_empty() {
            return None;
        }
        let text = if self.styles.allows_trailing_white() { text.trim_end() } else { text };
        let text = if self.styles.allows_leading_white() { text.trim_start() } else { text };
        let mut reading = Reading { rest: text, styles: self.styles, fields: Fields::default() };
        if self.is_utc {
            reading.fields.zone = Some(Zone { offset_minutes: 0, is_utc: true });
        }
        let mut parts = self.parts.iter();
        while let Some(part) = parts.next() {
            if self.styles.allows_inner_white() {
                reading.skip_white();
            }
            let mut part = part;
            // A space that is not there can still be followed by something that is.
            while *part == Part::Space && !reading.take_space() {
                part = parts.next().filter(|_| self.styles.allows_trailing_white())?;
            }
            if *part == (Part::Point { is_optional: true }) && !reading.rest.starts_with('.') {
                parts.next();
                continue;
            }
            reading.take(part)?;
        }
        if !reading.rest.is_empty() {
            return None;
        }
        reading.fields.moment(self.styles, now)
    }
}

/// The format without the white space at its ends that does not count in the text either, be it
/// in quotes.
fn without_white_ends(pattern: &str, styles: DateStyles) -> String {
    let is_quote = |character: char| character == '"' || character == '\'';
    let mut pattern = pattern.to_owned();
    if styles.allows_trailing_white() {
        pattern.truncate(pattern.trim_end().len());
        if let Some(quote) = pattern.chars().next_back().filter(|last| is_quote(*last))
            && pattern.chars().count() > 2
        {
            pattern.pop();
            pattern.truncate(pattern.trim_end().len());
            pattern.push(quote);
        }
    }
    if styles.allows_leading_white() {
        pattern = pattern.trim_start().to_owned();
        if let Some(quote) = pattern.chars().next().filter(|first| is_quote(*first))
            && pattern.chars().count() > 2
        {
            let rest = pattern.get(quote.len_utf8()..).unwrap_or("").trim_start();
            pattern = format!("{quote}{rest}");
        }
    }
    pattern
}

fn part(letter: char, count: usize) -> Result<Part, FormatError> {
    let two = count.min(2);
    Ok(match letter {
        'g' => Part::Era,
        'y' => Part::Year(count),
        'M' if count > 2 => Part::MonthName { is_short: count == 3 },
        'M' => Part::Month(count),
        'd' if count > 2 => Part::WeekdayName { is_short: count == 3 },
        'd' => Part::Day(count),
        'h' => Part::Hour12(two),
        'H' => Part::Hour24(two),
        'm' => Part::Minute(two),
        's' => Part::Second(two),
        'f' | 'F' if count > 7 => return Err(FormatError::TooManyDigits),
        'f' | 'F' => Part::Fraction { digits: count, is_optional: letter == 'F' },
        't' => Part::Half { is_short: count == 1 },
        'z' => Part::Offset(count),
        other => Part::Character(other),
    })
}

/// What the text has said. A part that comes again says the same.
#[derive(Debug, Default)]
struct Fields {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    weekday: Option<civil::Weekday>,
    hour: Option<i64>,
    minute: Option<i64>,
    second: Option<i64>,
    fraction_ticks: Option<i64>,
    half: Option<Half>,
    zone: Option<Zone>,
    has_short_year: bool,
    has_hour_of_half: bool,
}

#[derive(Debug, Clone, Copy)]
struct Zone {
    offset_minutes: i64,
    is_utc: bool,
}

/// Fills a field, or compares it with what it holds.
fn agree<T: PartialEq>(field: &mut Option<T>, value: T) -> Option<()> {
    match field {
        Some(held) => (*held == value).then_some(()),
        None => {
            *field = Some(value);
            Some(())
        }
    }
}

struct Reading<'t> {
    rest: &'t str,
    styles: DateStyles,
    fields: Fields,
}

impl Reading<'_> {
    fn skip_white(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes the space of a format; where white space is allowed there, none is needed.
    fn take_space(&mut self) -> bool {
        self.styles.allows_inner_white() || self.take_text(" ").is_some()
    }

    fn take(&mut self, part: &Part) -> Option<()> {
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
            Part::Era => self.take_word("A.D.").or_else(|| self.take_word("AD")),
            Part::Year(count) => {
                self.fields.has_short_year |= *count <= 2;
                let year = self.take_digits(*count)?;
                agree(&mut self.fields.year, year)
            }
            Part::Month(count) => {
                let month = self.take_digits(*count)?;
                agree(&mut self.fields.month, month)
            }
            Part::MonthName { is_short } => {
                let names = (1..).zip(MONTHS);
                let month = self.take_name(names.map(|(month, name)| (name, month)), *is_short)?;
                agree(&mut self.fields.month, month)
            }
            Part::Day(count) => {
                let day = self.take_digits(*count)?;
                agree(&mut self.fields.day, day)
            }
            Part::WeekdayName { is_short } => {
                let weekday = self.take_name(WEEKDAYS.into_iter(), *is_short)?;
                agree(&mut self.fields.weekday, weekday)
            }
            Part::Hour12(count) => {
                self.fields.has_hour_of_half = true;
                let hour = self.take_digits(*count)?;
                agree(&mut self.fields.hour, hour)
            }
            Part::Hour24(count) => {
                let hour = self.take_digits(*count)?;
                agree(&mut self.fields.hour, hour)
            }
            Part::Minute(count) => {
                let minute = self.take_digits(*count)?;
                agree(&mut self.fields.minute, minute)
            }
            Part::Second(count) => {
                let second = self.take_digits(*count)?;
                agree(&mut self.fields.second, second)
            }
            Part::Fraction { digits, is_optional } => self.take_fraction(*digits, *is_optional),
            Part::Half { is_short } => {
                let half = self.take_half(*is_short)?;
                agree(&mut self.fields.half, half)
            }
            Part::Offset(count) => {
                let offset_minutes = self.take_offset(*count)?;
                self.set_zone(offset_minutes, false)
            }
            Part::Zulu => {
                self.take_zone_name()?;
                self.set_zone(0, true)
            }
            Part::Zone if self.take_text("Z").is_some() => self.set_zone(0, true),
            Part::Zone if self.rest.starts_with(['+', '-']) => {
                let offset_minutes = self.take_offset(3)?;
                self.set_zone(offset_minutes, false)
            }
            Part::Zone => Some(()),
            Part::Gmt => {
                let is_utc = self.fields.zone.is_some_and(|zone| zone.is_utc);
                self.fields.zone = Some(Zone { offset_minutes: 0, is_utc });
                self.take_text("GMT")
            }
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

impl Fields {
    fn moment(self, styles: DateStyles, now: DateTime) -> Option<Moment> {
        let hour = self.hour_of_day()?;
        let date = self.date(styles, now)?;
        if self.weekday.is_some_and(|weekday| weekday != date.weekday()) {
            return None;
        }
        let part = |value: i64| i8::try_from(value).ok();
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        let time = civil::Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?;
        let whole = DateTime::from_civil(date.to_datetime(time))?;
        let ticks = whole.ticks() + self.fraction_ticks.unwrap_or(0);
        let clock = match self.zone {
            None if styles.assumes_local() && !styles.adjusts_to_universal() => Clock::Local,
            None if styles.assumes_local() => Clock::Utc,
            None if styles.assumes_universal() && styles.adjusts_to_universal() => Clock::Utc,
            None if styles.assumes_universal() => Clock::Local,
            None => Clock::Unspecified,
            Some(zone) if zone.is_utc && styles.keeps_kind() => Clock::Utc,
            Some(_) if styles.adjusts_to_universal() => Clock::Utc,
            Some(_) => Clock::Local,
        };
        let offset_minutes = self.zone.map_or(0, |zone| zone.offset_minutes);
        if !(-14 * 60..=14 * 60).contains(&offset_minutes) {
            return None;
        }
        let ticks = ticks - offset_minutes * 60 * TICKS_PER_SECOND;
        // What would lie before the first day is moved into it.
        let ticks = if ticks < 0 { ticks + TICKS_PER_DAY } else { ticks };
        Some(Moment { instant: DateTime::from_ticks(ticks)?, clock })
    }

    /// The hour on a clock of 24, where the half of the day fits it.
    fn hour_of_day(&self) -> Option<i64> {
        let hour = self.hour;
        if self.has_hour_of_half {
            let hour = hour.unwrap_or(0);
            let later = if self.half == Some(Half::Pm) { 12 } else { 0 };
            return (hour <= 12).then_some(hour % 12 + later);
        }
        match self.half {
            Some(Half::Am) if hour.is_some_and(|hour| hour >= 12) => None,
            Some(Half::Pm) if hour.is_none_or(|hour| hour < 12) => None,
            Some(_) | None => Some(hour.unwrap_or(0)),
        }
    }

    /// The date, with today's or the first parts where some are missing.
    fn date(&self, styles: DateStyles, now: DateTime) -> Option<civil::Date> {
        let year = match self.year {
            Some(100..) if self.has_short_year => return None,
            Some(year) if self.has_short_year => {
                Some(i64::from(full_year(i8::try_from(year).ok()?)))
            }
            year => year,
        };
        let today = now.civil().date();
        let (year, month, day) = match (year, self.month, self.day) {
            (None, None, None) if styles.is_without_current_date() => (1, 1, 1),
            (None, None, None) => return Some(today),
            (year, month, day) => (
                year.unwrap_or_else(|| i64::from(today.year())),
                month.unwrap_or(1),
                day.unwrap_or(1),
            ),
        };
        let date = civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        date.ok().filter(|date| date.year() >= 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::DateWriter;
    use super::*;

    /// The moment in the round-trip format, with the clock at 2025-07-30T12:00:00Z.
    fn read_with(styles: &str, format: &str, text: &str) -> Option<String> {
        let now = DateTime::from_unix_seconds(1_753_876_800).expect("in range");
        let styles = if styles.is_empty() {
            DateStyles::USUAL
        } else {
            DateStyles::parse(styles).expect("styles")
        };
        let reader = DateReader::new(format, styles)
            .unwrap_or_else(|error| panic!("{format}: {}", error.message()));
        let moment = reader.read(text, now)?;
        let round_trip = DateWriter::new("O").expect("a standard format").write(moment);
        Some(round_trip.replace(".0000000", "").replace("T00:00:00", ""))
    }

    #[test]
    fn digits_are_as_many_as_letters() {
        for (format, text, expected) in [
            ("yyyy-M-d", "2020-1-5", Some("2020-01-05")),
            ("yyyy-M-d", "2020-01-05", Some("2020-01-05")),
            ("yyyyMd", "20200105", Some("2020-01-05")),
            ("yyyy-MM-dd", "2020-1-05", None),
            ("yyyy-MM-dd", "20200-01-05", None),
            ("yyyyy-MM-dd", "02020-01-05", Some("2020-01-05")),
            ("yyy", "999", Some("0999-01-01")),
            ("%y", "5", Some("2005-01-01")),
            ("yy", "29", Some("2029-01-01")),
            ("yy", "30", Some("1930-01-01")),
            ("yy", "5", None),
            ("yyyy yy", "2015 15", None),
            ("yy y", "15 15", Some("2015-01-01")),
            ("%d", "31", Some("2025-01-31")),
            ("M/d", "2/5", Some("2025-02-05")),
            ("yyyy d", "2024 7", Some("2024-01-07")),
            ("H:m:s", "1:2:3", Some("2025-07-30T01:02:03")),
            ("yyyy-MM-dd HHmmss", "2020-01-05 070809", Some("2020-01-05T07:08:09")),
            ("yyyy-MM-dd", "２０２０-01-05", None),
            ("yyyyyyyyyyyyyyyyyyyyyy", "9999999999999999999999", None),
            ("yyyy-MM-dd", "2021-02-29", None),
            ("yyyy-MM-dd", "0000-01-01", None),
            ("yyyy-MM-dd MM", "2021-05-05 05", Some("2021-05-05")),
            ("yyyy-MM-dd MM", "2021-05-05 06", None),
        ] {
            assert_eq!(read_with("", format, text).as_deref(), expected, "{format}: {text}");
        }
    }

    #[test]
    fn names_and_halves_are_read_in_any_case() {
        for (format, text, expected) in [
            ("MMMM d yyyy", "july 5 2021", Some("2021-07-05")),
            ("MMM d yyyy", "JUL 5 2021", Some("2021-07-05")),
            ("MMM d yyyy", "July 5 2021", None),
            ("MMMM d yyyy", "Jul 5 2021", None),
            ("ddd d.M.yyyy", "mon 5.7.2021", Some("2021-07-05")),
            ("dddd d.M.yyyy", "Tuesday 5.7.2021", None),
            ("yyyy g", "2021 a.d.", Some("2021-01-01")),
            ("yyyy g", "2021 AD", Some("2021-01-01")),
            ("yyyy-MM-dd h tt", "2021-07-05 12 am", Some("2021-07-05")),
            ("yyyy-MM-dd h tt", "2021-07-05 12 PM", Some("2021-07-05T12:00:00")),
            ("yyyy-MM-dd h tt", "2021-07-05 0 PM", Some("2021-07-05T12:00:00")),
            ("yyyy-MM-dd h tt", "2021-07-05 13 PM", None),
            ("yyyy-MM-dd h tt", "2021-07-05 1 P", None),
            ("yyyy-MM-dd h t", "2021-07-05 1 P", Some("2021-07-05T13:00:00")),
            ("yyyy-MM-dd h t", "2021-07-05 1 p", None),
            ("yyyy-MM-dd hh", "2021-07-05 12", Some("2021-07-05")),
            ("yyyy-MM-dd HH tt", "2021-07-05 13 PM", Some("2021-07-05T13:00:00")),
            ("yyyy-MM-dd HH tt", "2021-07-05 13 AM", None),
            ("yyyy-MM-dd tt", "2021-07-05 PM", None),
            ("yyyy-MM-dd tt", "2021-07-05 AM", Some("2021-07-05")),
        ] {
            assert_eq!(read_with("", format, text).as_deref(), expected, "{format}: {text}");
        }
    }

    #[test]
    fn fractions_can_be_optional() {
        for (format, text, expected) in [
            ("ss.fff", "01.5", None),
            ("ss.fff", "01.500", Some("2025-07-30T00:00:01.5000000")),
            ("ss.FFF", "01.5", Some("2025-07-30T00:00:01.5000000")),
            ("ss.FFF", "01.", Some("2025-07-30T00:00:01")),
            ("ss.FFF", "01", Some("2025-07-30T00:00:01")),
            ("ss.FFF", "01.1234", None),
            // .NET looks for a second F behind the first.
            ("ss.F", "01", None),
            ("ss.F", "01.", Some("2025-07-30T00:00:01")),
            ("ss.f ff", "01.5 50", Some("2025-07-30T00:00:01.5000000")),
            ("ss.f ff", "01.5 51", None),
        ] {
            assert_eq!(read_with("", format, text).as_deref(), expected, "{format}: {text}");
        }
    }

    #[test]
    fn offsets_are_taken_off() {
        for (styles, format, text, expected) in [
            ("", "yyyy-MM-ddzzz", "2021-07-05-07:00", Some("2021-07-05T07:00:00+00:00")),
            ("", "yyyy-MM-ddzzz", "2021-07-05+0530", Some("2021-07-04T18:30:00+00:00")),
            ("", "yyyy-MM-ddzzz", "2021-07-05+5:30", Some("2021-07-04T18:30:00+00:00")),
            ("", "yyyy-MM-ddzzz", "2021-07-05+05", None),
            ("", "yyyy-MM-ddzzz", "2021-07-05+05:60", None),
            ("", "yyyy-MM-ddzzz", "2021-07-05+14:01", None),
            ("", "yyyy-MM-ddzzz", "0001-01-01+14:00", Some("0001-01-01T10:00:00+00:00")),
            ("", "yyyy-MM-ddzzz", "9999-12-31-14:00", Some("9999-12-31T14:00:00+00:00")),
            ("", "yyyy-MM-ddTHHzzz", "9999-12-31T23-14:00", None),
            ("", "yyyy-MM-ddzz", "2021-07-05+05", Some("2021-07-04T19:00:00+00:00")),
            ("", "yyyy-MM-ddz", "2021-07-05+5", Some("2021-07-04T19:00:00+00:00")),
            ("", "yyyy-MM-ddK", "2021-07-05", Some("2021-07-05")),
            ("", "yyyy-MM-ddK", "2021-07-05Z", Some("2021-07-05Z")),
            ("", "yyyy-MM-ddK", "2021-07-05z", None),
            ("", "yyyy-MM-ddK", "2021-07-05+01:00", Some("2021-07-04T23:00:00+00:00")),
            ("", "yyyy-MM-ddZ", "2021-07-05z", Some("2021-07-05Z")),
            ("", "yyyy-MM-dd Z", "2021-07-05 gmt", Some("2021-07-05Z")),
            ("", "yyyy-MM-dd ZG", "2021-07-05 ZG", None),
            ("", "yyyy-MM-dd GMT", "2021-07-05 GMT", Some("2021-07-05+00:00")),
            ("", "yyyy-MM-dd GMT", "2021-07-05 gmt", None),
            ("", "yyyy-MM-ddKzzz", "2021-07-05Z+00:00", Some("2021-07-05Z")),
            ("", "yyyy-MM-ddKzzz", "2021-07-05Z+01:00", None),
            ("None", "yyyy-MM-ddK", "2021-07-05Z", Some("2021-07-05+00:00")),
            ("AdjustToUniversal", "yyyy-MM-ddK", "2021-07-05+01:00", Some("2021-07-04T23:00:00Z")),
            ("AdjustToUniversal", "yyyy-MM-dd", "2021-07-05", Some("2021-07-05")),
            ("AssumeUniversal", "yyyy-MM-dd", "2021-07-05", Some("2021-07-05+00:00")),
            ("AssumeLocal", "yyyy-MM-dd", "2021-07-05", Some("2021-07-05+00:00")),
            ("48", "yyyy-MM-dd", "2021-07-05", Some("2021-07-05Z")),
            ("80", "yyyy-MM-dd", "2021-07-05", Some("2021-07-05Z")),
            ("", "U", "Monday, 05 July 2021 00:00:00", Some("2021-07-05Z")),
            ("", "u", "2021-07-05 00:00:00Z", Some("2021-07-05")),
            ("NoCurrentDateDefault", "HH:mm", "10:00", Some("0001-01-01T10:00:00")),
        ] {
            let read = read_with(styles, format, text);
            assert_eq!(read.as_deref(), expected, "{styles} {format}: {text}");
        }
    }

    #[test]
    fn white_space_counts_unless_it_is_allowed() {
        for (styles, format, text, expected) in [
            ("", "yyyy-MM-dd", " 2021-07-05\t", Some("2021-07-05")),
            ("None", "yyyy-MM-dd", " 2021-07-05", None),
            ("None", "yyyy-MM-dd", "2021-07-05 ", None),
            ("AllowLeadingWhite", "yyyy-MM-dd", "\u{a0}2021-07-05", Some("2021-07-05")),
            ("", "yyyy -MM-dd", "2021-07-05", Some("2021-07-05")),
            ("None", "yyyy -MM-dd", "2021-07-05", None),
            ("", "yyyy-MM-dd K", "2021-07-05", Some("2021-07-05")),
            ("", "yyyy-MM-dd", "2021 -07-05", None),
            ("AllowInnerWhite", "yyyy-MM-dd", "2021 - 07 -05", Some("2021-07-05")),
            ("AllowInnerWhite", "yyyy MM dd", "20210705", Some("2021-07-05")),
            ("AllowInnerWhite", "yyyy-MM-dd", "2021-07-05 ", None),
            ("AllowInnerWhite", "yyyy' at 'MM", "2021 at  07", Some("2021-07-01")),
            ("", "' at 'yyyy", "at 2021", Some("2021-01-01")),
            ("", "yyyy' at  '", "2021 at", Some("2021-01-01")),
            ("", "  ", " ", Some("2025-07-30")),
            ("", "yyyy", "", None),
        ] {
            let read = read_with(styles, format, text);
            assert_eq!(read.as_deref(), expected, "{styles} {format:?}: {text:?}");
        }
    }

    #[test]
    fn literals_are_read_as_they_are() {
        for (format, text, expected) in [
            ("\"quoted\" yyyy", "quoted 2025", Some("2025-01-01")),
            ("yyyy'T'MM'T'dd", "1999T12T31", Some("1999-12-31")),
            ("yyyy\\Ydd\\DMM", "2012Y16D03", Some("2012-03-16")),
            ("'it\\'s' yyyy", "it's 2025", Some("2025-01-01")),
            ("yyyyé", "2025É", None),
            ("yyyy😀", "2025😀", Some("2025-01-01")),
            ("yyyy/MM:dd", "2025/01:02", Some("2025-01-02")),
            ("yyyy/MM", "2025-01", None),
            ("%dd", "07", Some("2025-01-07")),
            ("yyyyx", "2025", None),
        ] {
            assert_eq!(read_with("", format, text).as_deref(), expected, "{format}: {text}");
        }
    }

    #[test]
    fn what_is_no_format_is_refused() {
        for (format, expected) in [
            ("", FormatError::Empty),
            ("e", FormatError::NoStandardFormat),
            ("Z", FormatError::NoStandardFormat),
            ("yyyy'", FormatError::OpenQuote),
            ("yyyy\\", FormatError::LoneBackslash),
            ("yyyy%", FormatError::LonePercent),
            ("%%d", FormatError::LonePercent),
            ("ffffffff", FormatError::TooManyDigits),
        ] {
            assert_eq!(DateReader::new(format, DateStyles::USUAL), Err(expected), "{format}");
        }
    }
}
