//! Intervals between dates, as Visual Basic's `DateDiff` counts and its `DateAdd` adds them.

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
    /// `w`: seven whole days where they are counted, a day where they are added.
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

    /// How many lie between the two: positive where the second is later, the rest dropped. Nothing
    /// where a week would begin before the year 1.
    pub fn between(self, from: DateTime, to: DateTime) -> Option<i64> {
        let ticks = to.ticks() - from.ticks();
        let (from_date, to_date) = (from.civil(), to.civil());
        let years = i64::from(to_date.year()) - i64::from(from_date.year());
        let months = years * 12 + i64::from(to_date.month()) - i64::from(from_date.month());
        let quarter = |month: i8| i64::from(month - 1) / 3;
        Some(match self {
            Interval::Year => years,
            Interval::Quarter => years * 4 + quarter(to_date.month()) - quarter(from_date.month()),
            Interval::Month => months,
            Interval::WeekOfYear => {
                (week_start_ticks(to)? - week_start_ticks(from)?) / TICKS_PER_DAY / 7
            }
            Interval::Weekday => ticks / TICKS_PER_DAY / 7,
            Interval::Day => ticks / TICKS_PER_DAY,
            Interval::Hour => ticks / (3600 * TICKS_PER_SECOND),
            Interval::Minute => ticks / (60 * TICKS_PER_SECOND),
            Interval::Second => ticks / TICKS_PER_SECOND,
        })
    }

    /// True where there are dates between which none can be counted.
    pub fn can_be_uncountable(self) -> bool {
        self == Interval::WeekOfYear
    }

    /// The instant that many intervals later; nothing outside the years 1 to 9999.
    ///
    /// A month that is too short for the day gives its last one.
    pub fn after(self, instant: DateTime, count: i32) -> Option<DateTime> {
        // .NET counts the months of years in 32 bits, and begins again where they end.
        let months_of_years = i64::from(count.wrapping_mul(12));
        let count = i64::from(count);
        let ticks = match self {
            Interval::Year => return months_later(instant, months_of_years),
            Interval::Quarter => return months_later(instant, count * 3),
            Interval::Month => return months_later(instant, count),
            Interval::WeekOfYear => 7 * TICKS_PER_DAY,
            Interval::Weekday | Interval::Day => TICKS_PER_DAY,
            Interval::Hour => 3600 * TICKS_PER_SECOND,
            Interval::Minute => 60 * TICKS_PER_SECOND,
            Interval::Second => TICKS_PER_SECOND,
        };
        DateTime::from_ticks(instant.ticks().checked_add(count.checked_mul(ticks)?)?)
    }
}

fn months_later(instant: DateTime, months: i64) -> Option<DateTime> {
    let months = jiff::Span::new().try_months(months).ok()?;
    DateTime::from_civil(instant.civil().checked_add(months).ok()?)
}

/// The instant moved back to the Saturday before its week: the time of day stays, as in
/// Visual Basic, so a week is lost where it runs backwards over it.
fn week_start_ticks(instant: DateTime) -> Option<i64> {
    // 0001-01-01 was a Monday.
    let days_since_sunday = (instant.ticks() / TICKS_PER_DAY + 1) % 7;
    let ticks = instant.ticks() - (days_since_sunday + 1) * TICKS_PER_DAY;
    (ticks >= 0).then_some(ticks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn between(interval: &str, from: jiff::civil::DateTime, to: jiff::civil::DateTime) -> i64 {
        let instant = |civil| DateTime::from_civil(civil).expect("the date is in range");
        let interval = Interval::from_code(interval).expect("the code is known");
        interval.between(instant(from), instant(to)).expect("they can be counted")
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
    fn intervals_are_added_and_months_are_cut_at_their_end() {
        let text = |code: &str, count: i32, from: jiff::civil::DateTime| {
            let from = DateTime::from_civil(from).expect("the date is in range");
            let interval = Interval::from_code(code).expect("the code is known");
            interval.after(from, count).map(|later| later.to_string())
        };
        let leap_day = date(2020, 2, 29).at(0, 0, 0, 0);
        let new_year_s_eve = date(2019, 12, 31).at(23, 59, 59, 0);
        for (code, count, from, expected) in [
            ("yyyy", 1, leap_day, Some("2/28/2021 12:00:00 AM")),
            ("yyyy", 12, leap_day, Some("2/29/2032 12:00:00 AM")),
            ("m", 400, new_year_s_eve, Some("4/30/2053 11:59:59 PM")),
            ("m", -13, leap_day, Some("1/29/2019 12:00:00 AM")),
            ("q", -1, leap_day, Some("11/29/2019 12:00:00 AM")),
            ("ww", 1, leap_day, Some("3/7/2020 12:00:00 AM")),
            ("w", 7, leap_day, Some("3/7/2020 12:00:00 AM")),
            ("y", -1, leap_day, Some("2/28/2020 12:00:00 AM")),
            ("h", -1, leap_day, Some("2/28/2020 11:00:00 PM")),
            ("n", 12, leap_day, Some("2/29/2020 12:12:00 AM")),
            ("s", 1, new_year_s_eve, Some("1/1/2020 12:00:00 AM")),
            ("m", -24_242, leap_day, None),
            ("yyyy", 8000, leap_day, None),
            // So many years are four months back, and one year back.
            ("yyyy", 357_913_941, leap_day, Some("10/29/2019 12:00:00 AM")),
            ("yyyy", i32::MAX, leap_day, Some("2/28/2019 12:00:00 AM")),
            ("q", 1_431_655_765, leap_day, None),
            ("ww", i32::MIN, leap_day, None),
            ("s", i32::MAX, leap_day, Some("3/18/2088 3:14:07 AM")),
        ] {
            assert_eq!(text(code, count, from).as_deref(), expected, "{count} {code}");
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
        // Visual Basic goes back to the Saturday before, which must be a date.
        let first = |day| DateTime::from_civil(date(1, 1, day).at(0, 0, 0, 0)).expect("a date");
        assert_eq!(Interval::WeekOfYear.between(first(7), first(14)), Some(1));
        assert_eq!(Interval::WeekOfYear.between(first(6), first(14)), None);
        assert_eq!(Interval::Day.between(first(1), first(14)), Some(13));
    }
}
