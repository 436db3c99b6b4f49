//! Reading a date exactly as a format says (`DateTime.ParseExact`).

use super::fields::{Fields, Zone};
use super::reading::Reading;
use super::specifier::Specifier;
use super::{DateStyles, FormatError, Moment, Scanner, only_character, standard_pattern};
use crate::types::DateTime;

/// A format to read dates in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateReader {
    parts: Vec<Part>,
    styles: DateStyles,
    /// True where the format itself says that the date is in UTC.
    is_utc: bool,
}

/// A part of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Character(char),
    /// In quotes: each character for itself, but spaces are white space where that is allowed.
    Quoted(String),
    Space,
    /// A point; the fraction behind it is left out together with it where that is allowed.
    Point {
        is_optional: bool,
    },
    Specified(Specifier),
    Zulu,
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
                'G' if scanner.rest.get(..2).is_some_and(|mt| mt.eq_ignore_ascii_case("MT")) => {
                    scanner.next();
                    scanner.next();
                    Part::Gmt
                }
                letter => {
                    let is_repeated = Specifier::is_repeated(letter);
                    let count = if is_repeated { scanner.run(letter) } else { 1 };
                    let specifier = Specifier::of(letter, count)?;
                    specifier.map_or(Part::Character(letter), Part::Specified)
                }
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
