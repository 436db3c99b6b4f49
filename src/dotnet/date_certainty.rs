//! Whether a text is a date whatever the clock says.
//!
//! Some texts take a part from the clock: `Feb 29` its year, `16:00` its day, `Thursday,
//! January 1` is right in some years only. What is said of a constant must hold whenever it is
//! read.

use jiff::civil;

use super::parse_date;
use crate::types::DateTime;

/// In these years every day of the week stands on every date, in leap years and others.
const YEARS: std::ops::Range<i16> = 2000..2028;

/// True where the text denotes a date whatever the clock says.
pub fn is_always_a_date(text: &str) -> bool {
    clocks().all(|now| parse_date(text, now).is_some())
}

/// True where the text denotes a date by some clock.
pub fn is_ever_a_date(text: &str) -> bool {
    clocks().any(|now| parse_date(text, now).is_some())
}

/// True where the clock gives the text a part of its date, such as the year of `1.5`.
pub fn is_completed_by_the_clock(text: &str) -> bool {
    let mut dates = clocks().map(|now| parse_date(text, now));
    let first = dates.next().flatten();
    dates.any(|date| date != first)
}

/// True for a date as ISO 8601 writes it, but for its year or its offset, with which it lies
/// outside the years 1 to 9999.
pub fn is_date_out_of_range(text: &str) -> bool {
    let text = text.trim();
    let (year, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let is_at_an_end = match year.trim_start_matches('0') {
        "" => year.len() >= 4,
        "9999" => true,
        digits => digits.len() > 4,
    };
    is_at_an_end && rest.starts_with('-') && !is_ever_a_date(text) && {
        let of_another_year = ["2001", rest].concat();
        is_always_a_date(&of_another_year)
    }
}

fn clocks() -> impl Iterator<Item = DateTime> {
    YEARS.filter_map(|year| DateTime::from_civil(civil::date(year, 6, 15).at(12, 0, 0, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_another_age_is_told_from_text() {
        for text in
            ["0000-01-01", "10000-01-01", "99999-12-31T07:00:00Z", "9999-12-31T23:59:59-04:00"]
        {
            assert!(is_date_out_of_range(text), "{text}");
        }
        for text in ["", "yes", "2021-02-29", "2020-13-01", "9999-02-29", "10000-", "9999-12-31"] {
            assert!(!is_date_out_of_range(text), "{text}");
        }
    }

    #[test]
    fn the_clock_completes_some_texts() {
        for text in ["16:00", "Feb 28", "Feb 29", "1.5", "May 5"] {
            assert!(is_completed_by_the_clock(text), "{text}");
        }
        for text in ["2025-07-30", "1/5/2025", "May 2025", "soon", ""] {
            assert!(!is_completed_by_the_clock(text), "{text}");
        }
    }

    #[test]
    fn the_clock_decides_some_texts() {
        let table = [
            ("2025-07-30", true, true),
            ("16:00", true, true),
            ("Feb 29", false, true),
            ("Thursday, January 1", false, true),
            ("Feb 30", false, false),
            ("soon", false, false),
        ];
        for (text, always, ever) in table {
            assert_eq!((is_always_a_date(text), is_ever_a_date(text)), (always, ever), "{text}");
        }
    }
}
