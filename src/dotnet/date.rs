//! Reading dates as `DateTime.Parse` does, in the invariant culture, into UTC.
//!
//! In: text of any kind. Out: an instant, or nothing where .NET finds no date.
//! The way: tokens, then the fields they fill (date, time, half of the day, weekday, offset) in
//! whatever order they come, then the instant.
//!
//! Absent on purpose: eras, `#` around dates, the marks of Chinese and Japanese dates, `PM` before
//! all else, and the readings of .NET that nobody can mean, such as
//! `Jan 10 5:30` for five past ten of today: those are no dates here.

use jiff::civil::{self, Weekday};

use super::date_tokens::{Half, Token, Tokens};
use super::iso_date::parse_iso_date;
use crate::types::{DateTime, TICKS_PER_DAY, TICKS_PER_SECOND};

/// The instant that a text denotes.
///
/// A text without an offset is in UTC, without a date it is today, without a year this year,
/// and without a time the day's first instant.
pub fn parse_date(text: &str, now: DateTime) -> Option<DateTime> {
    parse_iso_date(text).or_else(|| parse_any_date(text, now))
}

fn parse_any_date(text: &str, now: DateTime) -> Option<DateTime> {
    // .NET passes over any number of these at the end.
    let tokens = Tokens::of(text.trim_end_matches('\0'));
    let mut reader = Reader { tokens, today: now.civil().date(), fields: Fields::default() };
    reader.read()?;
    reader.instant()
}

/// What the text has said so far; each can be said once.
#[derive(Default)]
struct Fields {
    date: Option<civil::Date>,
    /// True where a half of the day can follow the date without a time.
    takes_half: bool,
    time: Option<Time>,
    half: Option<Half>,
    weekday: Option<Weekday>,
    offset_minutes: Option<i64>,
}

/// A time of day as written, before its half of the day is known.
struct Time {
    hour: i8,
    minute: i8,
    second: i8,
    /// Behind the second's decimal point.
    fraction_ticks: i64,
}

/// Fills a field that is still empty.
fn set<T>(field: &mut Option<T>, value: T) -> Option<()> {
    if field.is_some() {
        return None;
    }
    *field = Some(value);
    Some(())
}

struct Reader<'t> {
    tokens: Tokens<'t>,
    today: civil::Date,
    fields: Fields,
}

impl Reader<'_> {
    fn read(&mut self) -> Option<()> {
        loop {
            match self.tokens.peek() {
                Token::End => return Some(()),
                Token::Number(_) if self.is_time_ahead() => self.read_time(1)?,
                Token::Number(_) | Token::Month(_) => self.read_date()?,
                Token::Weekday(weekday) => {
                    self.tokens.next();
                    set(&mut self.fields.weekday, weekday)?;
                }
                Token::Half(half) => {
                    self.tokens.next();
                    // .NET takes it before everything too, but not behind every date.
                    if self.fields.time.is_none() && !self.fields.takes_half {
                        return None;
                    }
                    set(&mut self.fields.half, half)?;
                }
                Token::Zulu | Token::Gmt => {
                    self.tokens.next();
                    set(&mut self.fields.offset_minutes, 0)?;
                }
                Token::Mark('+' | '-') => self.read_offset()?,
                Token::Mark(',' | '.') => self.tokens.skip(),
                Token::Mark(_) | Token::TimeFollows | Token::Unknown => return None,
            }
        }
    }

    /// True where the next number is an hour: a colon or a half of the day stands behind it.
    fn is_time_ahead(&self) -> bool {
        let mut ahead = self.tokens.clone();
        let is_hour = matches!(ahead.next(), Token::Number(digits) if digits.len() <= 2);
        match ahead.next() {
            Token::Mark(':') => true,
            Token::Half(_) => is_hour,
            _ => false,
        }
    }

    /// `16:00`, `16:00:30.5`, `4 PM`: the half of the day is read as a field of its own.
    fn read_time(&mut self, least_digits: usize) -> Option<()> {
        let hour = self.read_number(least_digits)?;
        let mut time = Time { hour, minute: 0, second: 0, fraction_ticks: 0 };
        if self.tokens.skip_mark(':') {
            time.minute = self.read_number(least_digits)?;
            if self.tokens.skip_mark(':') {
                time.second = self.read_number(least_digits)?;
                time.fraction_ticks = self.read_fraction();
            }
        }
        set(&mut self.fields.time, time)
    }

    /// A number of two digits at most.
    fn read_number(&mut self, least_digits: usize) -> Option<i8> {
        let Token::Number(digits) = self.tokens.next() else { return None };
        if (least_digits..=2).contains(&digits.len()) { digits.parse().ok() } else { None }
    }

    /// The digits behind a decimal point, in ticks. The sum is .NET's, whose rounding shows where
    /// there are more digits than a tick has.
    #[expect(clippy::cast_possible_truncation, reason = "a tenth of a microsecond in a second")]
    fn read_fraction(&mut self) -> i64 {
        let (mut fraction, mut place) = (0.0, 0.1);
        for digit in self.tokens.take_fraction().bytes() {
            fraction += f64::from(digit.saturating_sub(b'0')) * place;
            place *= 0.1;
        }
        (fraction * TICKS_PER_SECOND as f64).round_ties_even() as i64
    }

    /// `+8`, `-08`, `+08:00`, `+0530`, nothing between its parts, 14 hours at most.
    fn read_offset(&mut self) -> Option<()> {
        let is_negative = self.tokens.next() == Token::Mark('-');
        let digits = self.tokens.take_digits();
        let number: i64 = digits.parse().ok()?;
        let (hours, minutes) = match digits.len() {
            1 | 2 if self.tokens.take_colon() => {
                let minutes = self.tokens.take_digits();
                if minutes.len() > 2 {
                    return None;
                }
                (number, minutes.parse().ok()?)
            }
            1 | 2 => (number, 0),
            3 | 4 => (number / 100, number % 100),
            _ => return None,
        };
        let offset = hours * 60 + minutes;
        if minutes >= 60 || offset > 14 * 60 {
            return None;
        }
        set(&mut self.fields.offset_minutes, if is_negative { -offset } else { offset })
    }

    /// Two or three of day, month and year, with any separators between them.
    fn read_date(&mut self) -> Option<()> {
        let mut parts = Parts::default();
        loop {
            match self.tokens.peek() {
                Token::Number(digits)
                    if parts.takes_number_before_half() && self.is_half_ahead() =>
                {
                    parts.push_number(digits)?;
                }
                Token::Number(_) if parts.count > 0 && self.is_time_ahead() => {
                    // `1/10 5 AM` is the one date of two parts that a time can follow.
                    let is_hour_alone = parts.are_slashed && parts.numbers.len() == 2;
                    if !is_hour_alone || !self.is_half_ahead() {
                        return None;
                    }
                    break;
                }
                Token::Number(digits) => parts.push_number(digits)?,
                Token::Month(month) => parts.push_month(month)?,
                Token::Weekday(weekday) => set(&mut self.fields.weekday, weekday)?,
                Token::Mark(',' | '.') => {
                    self.tokens.skip();
                    if matches!(self.tokens.peek(), Token::Mark('/' | '-')) {
                        return None;
                    }
                    continue;
                }
                Token::Mark('/' | '-') => {
                    self.tokens.skip();
                    if !matches!(self.tokens.peek(), Token::Number(_) | Token::Month(_)) {
                        return None;
                    }
                    parts.are_slashed = true;
                    parts.is_behind_slash = true;
                    continue;
                }
                // A zone cannot follow what may still go on.
                Token::Zulu | Token::Gmt => return None,
                Token::Mark(_)
                | Token::Half(_)
                | Token::TimeFollows
                | Token::Unknown
                | Token::End => break,
            }
            self.tokens.skip();
            parts.is_behind_slash = false;
            if parts.count == 3 {
                break;
            }
        }
        self.fields.takes_half = parts.takes_half();
        set(&mut self.fields.date, parts.date(self.today)?)?;
        if parts.is_iso() && self.tokens.peek() == Token::TimeFollows {
            self.tokens.skip();
            self.read_iso_time()?;
        }
        Some(())
    }

    fn is_half_ahead(&self) -> bool {
        let mut ahead = self.tokens.clone();
        ahead.skip();
        matches!(ahead.next(), Token::Half(_))
    }

    /// What stands behind the `T` of ISO 8601: nothing but a time in pairs of digits and a zone.
    fn read_iso_time(&mut self) -> Option<()> {
        if !self.is_time_ahead() {
            return None;
        }
        self.read_time(2)?;
        let next = self.tokens.peek();
        if next == Token::Zulu {
            self.tokens.skip();
            set(&mut self.fields.offset_minutes, 0)?;
        } else if matches!(next, Token::Mark('+' | '-')) {
            self.read_offset()?;
        }
        (self.tokens.peek() == Token::End).then_some(())
    }

    fn instant(self) -> Option<DateTime> {
        let Fields { date, time, half, weekday, offset_minutes, .. } = self.fields;
        if date.is_none() && time.is_none() {
            return None;
        }
        let date = date.unwrap_or(self.today);
        if weekday.is_some_and(|weekday| weekday != date.weekday()) {
            return None;
        }
        let mut ticks = DateTime::from_civil(date.at(0, 0, 0, 0))?.ticks();
        match (time, half) {
            (None, None | Some(Half::Am)) => {}
            (None, Some(Half::Pm)) => ticks += TICKS_PER_DAY / 2,
            (Some(time), half) => {
                let hour = hour_of_day(time.hour, half)?;
                let time_of_day = civil::Time::new(hour, time.minute, time.second, 0).ok()?;
                ticks = DateTime::from_civil(date.to_datetime(time_of_day))?.ticks();
                ticks += time.fraction_ticks;
            }
        }
        let ticks = ticks - offset_minutes.unwrap_or(0) * 60 * TICKS_PER_SECOND;
        // What would lie before the first day is moved into it.
        DateTime::from_ticks(if ticks < 0 { ticks + TICKS_PER_DAY } else { ticks })
    }
}

/// The hour on a clock of 24: `12 AM` is midnight, and `13 PM` passes in .NET.
fn hour_of_day(hour: i8, half: Option<Half>) -> Option<i8> {
    match half {
        None => Some(hour),
        Some(Half::Am) => (hour <= 12).then_some(hour % 12),
        Some(Half::Pm) => Some(if hour < 12 { hour + 12 } else { hour }),
    }
}

/// The parts of a date as they come: three digits or more are a year.
#[derive(Default)]
struct Parts {
    count: usize,
    year: Option<i16>,
    month: Option<i8>,
    numbers: Vec<i8>,
    is_year_first: bool,
    is_month_first: bool,
    is_month_last: bool,
    are_slashed: bool,
    /// True right behind a slash or a dash.
    is_behind_slash: bool,
}

impl Parts {
    fn push_number(&mut self, digits: &str) -> Option<()> {
        if digits.len() <= 2 {
            self.numbers.push(digits.parse().ok()?);
        } else {
            self.is_year_first = self.count == 0;
            set(&mut self.year, digits.parse().ok()?)?;
        }
        self.count += 1;
        self.is_month_last = false;
        Some(())
    }

    fn push_month(&mut self, month: i8) -> Option<()> {
        self.is_month_first = self.count == 0;
        self.is_month_last = true;
        set(&mut self.month, month)?;
        self.count += 1;
        Some(())
    }

    /// True where `12 PM` is the third part and noon, as in `10/8/12 PM` and `Oct 8 12 PM`.
    fn takes_number_before_half(&self) -> bool {
        let is_named = self.month.is_some();
        let has_year_to_come = self.year.is_none() || self.is_year_first;
        self.count == 2
            && if is_named { !self.are_slashed && has_year_to_come } else { self.is_behind_slash }
    }

    /// True where `PM` can follow: behind three parts, or behind a month and its year.
    fn takes_half(&self) -> bool {
        match self.count {
            3 => !(self.is_year_first && self.is_month_last),
            _ => self.year.is_some() && !self.is_year_first,
        }
    }

    /// True for `yyyy-MM-dd`, whatever the separators.
    fn is_iso(&self) -> bool {
        self.is_year_first && self.numbers.len() == 2
    }

    /// Months stand before days, as Americans write them.
    fn date(&self, today: civil::Date) -> Option<civil::Date> {
        let date = |year, month, day| civil::Date::new(year, month, day).ok();
        let date = match (self.year, self.month, self.numbers.as_slice()) {
            (None, None, &[month, day, year]) => date(full_year(year), month, day),
            (Some(year), None, &[month, day]) => date(year, month, day),
            (Some(year), None, &[month]) => date(year, month, 1),
            (None, None, &[month, day]) => date(today.year(), month, day),
            (Some(year), Some(month), &[day]) => date(year, month, day),
            (Some(year), Some(month), &[]) => date(year, month, 1),
            (None, Some(month), &[first, second]) => date(full_year(second), month, first)
                .or_else(|| date(full_year(first), month, second)),
            // `Jan 10` is a day, `10 Jan` a year: so says the invariant culture.
            (None, Some(month), &[day]) if self.is_month_first => date(today.year(), month, day),
            (None, Some(month), &[year]) => date(full_year(year), month, 1),
            _ => None,
        };
        date.filter(|date| date.year() >= 1)
    }
}

/// Years of two digits lie between 1930 and 2029.
pub(super) fn full_year(year: i8) -> i16 {
    i16::from(year) + if year < 30 { 2000 } else { 1900 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The instant as text, with the clock at 2025-07-30T12:00:00Z.
    fn read(text: &str) -> Option<String> {
        let now = DateTime::from_unix_seconds(1_753_876_800).expect("in range");
        parse_date(text, now).map(|instant| instant.to_string())
    }

    #[test]
    fn the_short_way_and_the_long_way_agree() {
        for year in ["0001", "0099", "1900", "2000", "2024", "9999"] {
            for (month, day) in [("01", "01"), ("02", "29"), ("04", "31"), ("12", "31")] {
                for time in ["", "T00:00:00Z", "T23:59:59Z", "T24:00:00Z", "T12:60:00Z"] {
                    let text = format!("{year}-{month}-{day}{time}");
                    let long_way = parse_any_date(&text, DateTime::UNIX_EPOCH);
                    assert_eq!(parse_iso_date(&text), long_way, "{text}");
                }
            }
        }
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        for (text, expected) in [
            ("2020-03-16", "3/16/2020 12:00:00 AM"),
            ("2020-3-6", "3/6/2020 12:00:00 AM"),
            ("2020/03/16", "3/16/2020 12:00:00 AM"),
            ("3/16/2020", "3/16/2020 12:00:00 AM"),
            ("1.10.2013", "1/10/2013 12:00:00 AM"),
            ("January 1, 2012", "1/1/2012 12:00:00 AM"),
            ("1 Jan 2012", "1/1/2012 12:00:00 AM"),
            ("1Jan2012", "1/1/2012 12:00:00 AM"),
            ("10-jan-13", "1/10/2013 12:00:00 AM"),
            ("45 Jan 13", "1/13/1945 12:00:00 AM"),
            ("Jan 2012", "1/1/2012 12:00:00 AM"),
            ("2013-5", "5/1/2013 12:00:00 AM"),
            ("Tue, 10 Jan 2012", "1/10/2012 12:00:00 AM"),
            ("10 January 2012, Tuesday", "1/10/2012 12:00:00 AM"),
            ("1/1/29", "1/1/2029 12:00:00 AM"),
            ("1/1/30", "1/1/1930 12:00:00 AM"),
            (" 2013-01-10 ", "1/10/2013 12:00:00 AM"),
            ("2020-02-29", "2/29/2020 12:00:00 AM"),
            // Without a year it is this year; `10 Jan` has one.
            ("5/3", "5/3/2025 12:00:00 AM"),
            ("Jan 10", "1/10/2025 12:00:00 AM"),
            ("10 Jan", "1/1/2010 12:00:00 AM"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn times_and_offsets_are_read() {
        for (text, expected) in [
            ("2012-03-16T07:00:00Z", "3/16/2012 7:00:00 AM"),
            ("2012-03-16t07:00z", "3/16/2012 7:00:00 AM"),
            ("2012-03-16 07:00:00 GMT", "3/16/2012 7:00:00 AM"),
            ("2020-03-16-07:00", "3/16/2020 7:00:00 AM"),
            ("2021-06-30+08:00", "6/29/2021 4:00:00 PM"),
            ("2012-03-16T07:00:00+0530", "3/16/2012 1:30:00 AM"),
            ("2012-03-16T07:00:00+05", "3/16/2012 2:00:00 AM"),
            ("2012-03-16T07:00:00 +05", "3/16/2012 2:00:00 AM"),
            ("2013-01-10 4:00 PM -8", "1/11/2013 12:00:00 AM"),
            ("2013-01-10 4PM", "1/10/2013 4:00:00 PM"),
            ("1/10 5 AM", "1/10/2025 5:00:00 AM"),
            ("6/15/2009 13:45:30", "6/15/2009 1:45:30 PM"),
            ("13:45 6/15/2009", "6/15/2009 1:45:00 PM"),
            ("6/15/2009 12:30 am", "6/15/2009 12:30:00 AM"),
            ("6/15/2009 12:30 pm", "6/15/2009 12:30:00 PM"),
            ("2013-01-10\t16:00", "1/10/2013 4:00:00 PM"),
            ("2012-12-31T23:59:59.99999999", "1/1/2013 12:00:00 AM"),
            ("2012-12-31 23:59:59.9999999499", "12/31/2012 11:59:59 PM"),
            ("0001-01-01+01:00", "1/1/0001 11:00:00 PM"),
            // A time alone is today's.
            ("16:00", "7/30/2025 4:00:00 PM"),
            ("23:59:59-08:00", "7/31/2025 7:59:59 AM"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn fractions_are_kept_to_the_tick() {
        let now = DateTime::from_ticks(0).expect("in range");
        let ticks = |text| parse_date(text, now).map(DateTime::ticks);
        assert_eq!(ticks("0001-01-01T00:00:00.1234567"), Some(1_234_567));
        assert_eq!(ticks("0001-01-01T00:00:00.12345674"), Some(1_234_567));
        assert_eq!(ticks("0001-01-01T00:00:00.12345675"), Some(1_234_568));
        assert_eq!(ticks("0001-01-01T00:00:00.12345265"), Some(1_234_526));
        assert_eq!(ticks("0001-01-01 00:00:00.5"), Some(5_000_000));
        assert_eq!(ticks("9999-12-31T23:59:59.99999999"), None);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        #[rustfmt::skip] // One a line would hide the table.
        let texts = [
            "", " ", "now", "2009", "20090615", "1357833600", "Jan", "12", "-", "+08:00", "PM",
            "Z", "2009-06-31", "2021-02-29", "13/5/2013", "0000-01-01", "20130-01-01",
            "2009-06-15T25:00:00", "2013-01-10T16:00:60", "2013-01-10T24:00:00",
            "2013-01-10T4:00", "2013-01-10T16", "2013-01-10T", "2013-01-10T16:00:00,5",
            "2013-01-10T16:00:00.", "2013-01-10T16:00:00 UTC", "2013-01-10T16:00 PM",
            "2013-01-10T16:00:00GMT", "1/10/2013T16:00", "Tuesday, 15 June 2009", "1/10/",
            "1//10", "1/10/2013/", "1/10/2013 1/11/2013", "16:00 17:00", "16:", "16:00:",
            "13:00 AM", "4:00 AM PM", "4:00 PM PM", "24:00", "016:00", "1 2:30", "Jan 10 5:30",
            "1/10 5:30", "Thu Jan 10 16:00:00 2013", "2013-01-10+15", "2013-01-10+8:60",
            "2013-01-10+", "2013-01-10 + 8", "2013-01-10+8:", "2013-01-10Z+01:00", "May 2013 Z",
            "9999-12-31T23:59:59-04:00", "PM 4:00", "5/14./1970", "/Date(1357833600000)/",
            "2013-01-10\u{0}Z", "２０１３-01-10", "2013–01–10", "Sept 2013", "1st Jan 2013",
        ];
        for text in texts {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn long_texts_are_read_in_one_pass() {
        for unit in ["1", "1 ", "Jan ", ",", "- ", ":", "T", "+1", "1:", "é", " "] {
            assert_eq!(read(&unit.repeat(200_000)), None, "{unit:?}");
        }
    }
}
