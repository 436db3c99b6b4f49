//! Intervals between dates, as Visual Basic's `DateDiff` counts them.

use crate::types::{DateTime, TICKS_PER_DAY, TICKS_PER_SECOND};

/// A unit in which the time between two dates is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// `yyyy`: calendar years.
    Year,
    /// `q`: calendar quarters.
    Quarter,
    /// `m`: calendar months.
    Month,
    /// `ww`: weeks, counted by the Sundays passed.
    WeekOfYear,
    /// `w`: seven whole days.
    Weekday,
    /// `d` and `y`: whole days.
    Day,
    /// `h`: whole hours.
    Hour,
    /// `n`: whole minutes.
    Minute,
    /// `s`: whole seconds.
    Second,
}

impl Interval {
    /// The interval of that code, ignoring case.
    pub fn from_code(code: &str) -> Option<Interval> {
        const CODES: [(&str, Interval); 10] = [
            ("yyyy", Interval::Year),
            ("q", Interval::Quarter),
            ("m", Interval::Month),
            ("ww", Interval::WeekOfYear),
            ("w", Interval::Weekday),
            ("d", Interval::Day),
            ("y", Interval::Day),
            ("h", Interval::Hour),
            ("n", Interval::Minute),
            ("s", Interval::Second),
        ];
        CODES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, found)| *found)
    }

    /// How many lie between the two: positive where the second is later, the rest dropped.
    pub fn between(self, from: DateTime, to: DateTime) -> i64 {
        let ticks = to.ticks() - from.ticks();
        let (from_date, to_date) = (from.civil(), to.civil());
        let years = i64::from(to_date.year()) - i64::from(from_date.year());
        let months = years * 12 + i64::from(to_date.month()) - i64::from(from_date.month());
        let quarter = |month: i8| i64::from(month - 1) / 3;
        match self {
            Interval::Year => years,
            Interval::Quarter => years * 4 + quarter(to_date.month()) - quarter(from_date.month()),
            Interval::Month => months,
            Interval::WeekOfYear => {
                (week_start_ticks(to) - week_start_ticks(from)) / TICKS_PER_DAY / 7
            }
            Interval::Weekday => ticks / TICKS_PER_DAY / 7,
            Interval::Day => ticks / TICKS_PER_DAY,
            Interval::Hour => ticks / (3600 * TICKS_PER_SECOND),
            Interval::Minute => ticks / (60 * TICKS_PER_SECOND),
            Interval::Second => ticks / TICKS_PER_SECOND,
        }
    }
}

/// The instant moved back to the Saturday before its week: the time of day stays, as in
/// Visual Basic, so a week is lost where it runs backwards over it.
fn week_start_ticks(instant: DateTime) -> i64 {
    // 0001-01-01 was a Monday.
    let days_since_sunday = (instant.ticks() / TICKS_PER_DAY + 1) % 7;
    instant.ticks() - (days_since_sunday + 1) * TICKS_PER_DAY
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn between(interval: &str, from: jiff::civil::DateTime, to: jiff::civil::DateTime) -> i64 {
        let instant = |civil| DateTime::from_civil(civil).expect("the date is in range");
        let interval = Interval::from_code(interval).expect("the code is known");
        interval.between(instant(from), instant(to))
    }

    #[test]
    fn calendar_units_count_boundaries_and_the_others_spans() {
        let new_year_s_eve = date(2019, 12, 31).at(23, 59, 59, 0);
        let new_year = date(2020, 1, 1).at(0, 0, 0, 0);
        for (code, expected) in [("yyyy", 1), ("q", 1), ("m", 1), ("d", 0), ("h", 0), ("s", 1)] {
            assert_eq!(between(code, new_year_s_eve, new_year), expected, "{code}");
            assert_eq!(between(code, new_year, new_year_s_eve), -expected, "{code}");
        }
    }

    #[test]
    fn weeks_begin_on_sunday() {
        let saturday = date(2025, 1, 4).at(12, 0, 0, 0);
        let sunday = date(2025, 1, 5).at(12, 0, 0, 0);
        assert_eq!(between("ww", saturday, sunday), 1);
        assert_eq!(between("w", saturday, sunday), 0);
        assert_eq!(between("ww", sunday, date(2025, 1, 11).at(12, 0, 0, 0)), 0);
        // Earlier on the Sunday than the Saturday's time of day: not yet a whole week.
        assert_eq!(between("ww", saturday, date(2025, 1, 5).at(0, 0, 0, 0)), 0);
        assert_eq!(between("ww", date(1, 1, 1).at(0, 0, 0, 0), date(1, 1, 7).at(0, 0, 0, 0)), 1);
    }
}
