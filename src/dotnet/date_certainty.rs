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

fn clocks() -> impl Iterator<Item = DateTime> {
    YEARS.filter_map(|year| DateTime::from_civil(civil::date(year, 6, 15).at(12, 0, 0, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

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
