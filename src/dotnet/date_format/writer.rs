//! Writing a moment in a format.

use jiff::civil::{self, Weekday};

use super::super::date_tokens::{MONTHS, WEEKDAYS};
use super::specifier::Specifier;
use super::{Clock, FormatError, Moment, Scanner, only_character, standard_pattern};
use crate::types::{TICKS_PER_DAY, TICKS_PER_SECOND};

/// A format to write dates in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateWriter {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Specified(Specifier),
}

impl DateWriter {
    /// A format of .NET: a standard one of one letter, or a pattern. The empty one is `G`.
    pub fn new(format: &str) -> Result<DateWriter, FormatError> {
        let pattern = match only_character(format) {
            Some(letter) => standard_pattern(letter).ok_or(FormatError::NoStandardFormat)?,
            None if format.is_empty() => "MM/dd/yyyy HH:mm:ss",
            None => format,
        };
        let mut scanner = Scanner { rest: pattern };
        let mut parts = Vec::new();
        while let Some(character) = scanner.next() {
            let part = match character {
                '"' | '\'' => Part::Text(scanner.quoted(character)?),
                '\\' => {
                    let protected = scanner.next().ok_or(FormatError::LoneBackslash)?;
                    Part::Text(protected.to_string())
                }
                '%' => {
                    let letter = scanner.next().ok_or(FormatError::LonePercent)?;
                    match letter {
                        '%' => return Err(FormatError::LonePercent),
                        '"' | '\'' => return Err(FormatError::OpenQuote),
                        '\\' => return Err(FormatError::LoneBackslash),
                        letter => part(letter, 1)?,
                    }
                }
                letter if Specifier::is_repeated(letter) => {
                    let count = scanner.run(letter);
                    part(letter, count)?
                }
                other => part(other, 1)?,
            };
            match (parts.last_mut(), part) {
                (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
                (_, part) => parts.push(part),
            }
        }
        Ok(DateWriter { parts })
    }

    /// True where what is written may have no character.
    pub fn can_write_nothing(&self) -> bool {
        self.parts.iter().all(|part| match part {
            // A point goes where no fraction follows it.
            Part::Text(text) => text.is_empty() || text == ".",
            Part::Specified(specifier) => match specifier {
                Specifier::Zone | Specifier::Fraction { is_optional: true, .. } => true,
                Specifier::Era
                | Specifier::Year(_)
                | Specifier::Month(_)
                | Specifier::MonthName { .. }
                | Specifier::Day(_)
                | Specifier::WeekdayName { .. }
                | Specifier::Hour12(_)
                | Specifier::Hour24(_)
                | Specifier::Minute(_)
                | Specifier::Second(_)
                | Specifier::Fraction { .. }
                | Specifier::Half { .. }
                | Specifier::Offset(_) => false,
            },
        })
    }

    /// The moment in this format.
    pub fn write(&self, moment: Moment) -> String {
        self.write_within(moment, usize::MAX).unwrap_or_default()
    }

    /// The moment in this format; nothing where that takes more than so many bytes.
    pub fn write_within(&self, moment: Moment, most_bytes: usize) -> Option<String> {
        let mut text = String::new();
        let civil = moment.instant.civil();
        for part in &self.parts {
            match part {
                Part::Text(literal) => text.push_str(literal),
                Part::Specified(specifier) => write(&mut text, *specifier, moment, civil),
            }
            if text.len() > most_bytes {
                return None;
            }
        }
        Some(text)
    }
}

/// Writes a part of a moment, whose date and time those are.
fn write(text: &mut String, specifier: Specifier, moment: Moment, civil: civil::DateTime) {
    match specifier {
        Specifier::Era => text.push_str("A.D."),
        Specifier::Year(count @ (1 | 2)) => {
            digits(text, i64::from(civil.year() % 100), count);
        }
        Specifier::Year(count) => digits(text, i64::from(civil.year()), count),
        Specifier::Month(count) => digits(text, i64::from(civil.month()), count),
        Specifier::MonthName { is_short } => {
            let index = usize::try_from(civil.month() - 1).unwrap_or(0);
            name(text, MONTHS.get(index).copied().unwrap_or_default(), is_short);
        }
        Specifier::Day(count) => digits(text, i64::from(civil.day()), count),
        Specifier::WeekdayName { is_short } => {
            name(text, weekday_name(civil.weekday()), is_short);
        }
        Specifier::Hour12(count) => {
            let hour = match civil.hour() % 12 {
                0 => 12,
                hour => hour,
            };
            digits(text, i64::from(hour), count);
        }
        Specifier::Hour24(count) => digits(text, i64::from(civil.hour()), count),
        Specifier::Minute(count) => digits(text, i64::from(civil.minute()), count),
        Specifier::Second(count) => digits(text, i64::from(civil.second()), count),
        Specifier::Fraction { digits, is_optional } => {
            let ticks = moment.instant.ticks() % TICKS_PER_DAY % TICKS_PER_SECOND;
            fraction(text, ticks, digits, is_optional);
        }
        Specifier::Half { is_short } => {
            let half = if civil.hour() < 12 { "AM" } else { "PM" };
            text.push_str(if is_short { half.get(..1).unwrap_or(half) } else { half });
        }
        Specifier::Offset(1) => text.push_str("+0"),
        Specifier::Offset(2) => text.push_str("+00"),
        Specifier::Offset(_) => text.push_str("+00:00"),
        Specifier::Zone => text.push_str(match moment.clock {
            Clock::Unspecified => "",
            Clock::Utc => "Z",
            Clock::Local => "+00:00",
        }),
    }
}

fn part(letter: char, count: usize) -> Result<Part, FormatError> {
    let specified = Specifier::of(letter, count)?.map(Part::Specified);
    Ok(specified.unwrap_or_else(|| Part::Text(letter.to_string())))
}

/// A number of at least that many digits.
fn digits(text: &mut String, number: i64, least: usize) {
    let number = number.to_string();
    text.extend(std::iter::repeat_n('0', least.saturating_sub(number.len())));
    text.push_str(&number);
}

fn name(text: &mut String, name: &str, is_short: bool) {
    text.push_str(if is_short { name.get(..3).unwrap_or(name) } else { name });
}

fn weekday_name(weekday: Weekday) -> &'static str {
    let found = WEEKDAYS.iter().find(|(_, known)| *known == weekday);
    found.map_or("", |(name, _)| name)
}

/// The first digits of a second's fraction; trimmed, no zeros at its end, and no point before
/// nothing.
fn fraction(text: &mut String, ticks: i64, count: usize, is_trimmed: bool) {
    let all = format!("{ticks:07}");
    let kept = all.get(..count).unwrap_or(&all);
    let kept = if is_trimmed { kept.trim_end_matches('0') } else { kept };
    if kept.is_empty() && text.ends_with('.') {
        text.pop();
    }
    text.push_str(kept);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::DateTime;
    use jiff::civil::{DateTime as Civil, date};

    fn written_at(civil: Civil, clock: Clock, format: &str) -> String {
        let instant = DateTime::from_civil(civil).expect("in range");
        let writer = DateWriter::new(format).unwrap_or_else(|error| panic!("{format}: {error:?}"));
        writer.write(Moment { instant, clock })
    }

    fn written(format: &str) -> String {
        let civil = date(2009, 6, 5).at(13, 4, 9, 120_000_000);
        written_at(civil, Clock::Unspecified, format)
    }

    #[test]
    fn letters_are_parts_of_the_date() {
        for (format, expected) in [
            ("%d dd ddd dddd ddddd", "5 05 Fri Friday Friday"),
            ("%M MM MMM MMMM MMMMM", "6 06 Jun June June"),
            ("%y yy yyy yyyy yyyyy", "9 09 2009 2009 02009"),
            ("%h hh hhh %H HH HHH", "1 01 01 13 13 13"),
            ("%m mm mmm %s ss sss", "4 04 04 9 09 09"),
            ("%f ff fff ffff fffffff", "1 12 120 1200 1200000"),
            ("%F FF FFF ss.FFFFFFF", "1 12 12 09.12"),
            ("%t tt ttt", "P PM PM"),
            ("%z zz zzz zzzz", "+0 +00 +00:00 +00:00"),
            ("%g gg|K|Z", "A.D. A.D.||Z"),
            ("d/M:y", "5/6:9"),
            ("%dd", "55"),
            ("yyyy'T'MM\"Z\"dd", "2009T06Z05"),
            ("yyyy\\Ydd\\DMM", "2009Y05D06"),
            ("'it\\'s' yyyy", "it's 2009"),
            ("''yyyy", "2009"),
            ("é yyyy 😀", "é 2009 😀"),
            ("T:ime", "T:i4e"),
        ] {
            assert_eq!(written(format), expected, "{format}");
        }
    }

    #[test]
    fn a_letter_alone_is_a_standard_format() {
        for (format, expected) in [
            ("d", "06/05/2009"),
            ("D", "Friday, 05 June 2009"),
            ("f", "Friday, 05 June 2009 13:04"),
            ("F", "Friday, 05 June 2009 13:04:09"),
            ("g", "06/05/2009 13:04"),
            ("G", "06/05/2009 13:04:09"),
            ("", "06/05/2009 13:04:09"),
            ("m", "June 05"),
            ("M", "June 05"),
            ("o", "2009-06-05T13:04:09.1200000"),
            ("O", "2009-06-05T13:04:09.1200000"),
            ("r", "Fri, 05 Jun 2009 13:04:09 GMT"),
            ("R", "Fri, 05 Jun 2009 13:04:09 GMT"),
            ("s", "2009-06-05T13:04:09"),
            ("t", "13:04"),
            ("T", "13:04:09"),
            ("u", "2009-06-05 13:04:09Z"),
            ("U", "Friday, 05 June 2009 13:04:09"),
            ("y", "2009 June"),
            ("Y", "2009 June"),
        ] {
            assert_eq!(written(format), expected, "{format}");
        }
    }

    #[test]
    fn clocks_and_fractions_show() {
        let midnight = date(1, 1, 1).at(0, 0, 0, 0);
        let at = |clock, format| written_at(midnight, clock, format);
        assert_eq!(at(Clock::Utc, "O"), "0001-01-01T00:00:00.0000000Z");
        assert_eq!(at(Clock::Local, "O"), "0001-01-01T00:00:00.0000000+00:00");
        assert_eq!(at(Clock::Utc, "h:mm:ss.FFF tt"), "12:00:00 AM");
        assert_eq!(at(Clock::Utc, "ss'.'F|.FF"), "00|");
        assert_eq!(at(Clock::Utc, "y yy yyy"), "1 01 001");
    }

    #[test]
    fn what_is_no_format_is_refused() {
        for (format, expected) in [
            ("e", FormatError::NoStandardFormat),
            ("é", FormatError::NoStandardFormat),
            ("%", FormatError::NoStandardFormat),
            ("yyyy'", FormatError::OpenQuote),
            ("'a\\'", FormatError::OpenQuote),
            ("yyyy\\", FormatError::LoneBackslash),
            ("yyyy%", FormatError::LonePercent),
            ("%%d", FormatError::LonePercent),
            ("%'a'", FormatError::OpenQuote),
            ("ffffffff", FormatError::TooManyDigits),
        ] {
            assert_eq!(DateWriter::new(format), Err(expected), "{format}");
        }
    }
}
