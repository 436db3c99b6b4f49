//! Instants, as .NET's `DateTime` keeps them: ticks of 100 nanoseconds since year 1, in UTC.

use std::fmt;

use jiff::civil;

/// Ticks in a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks in a day.
pub const TICKS_PER_DAY: i64 = 86_400 * TICKS_PER_SECOND;
/// Days from 0001-01-01 to 1970-01-01.
const DAYS_TO_UNIX_EPOCH: i64 = 719_162;
/// The last tick of the year 9999.
const LAST_TICK: i64 = 3_652_059 * TICKS_PER_DAY - 1;

/// An instant between the years 1 and 9999, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    ticks: i64,
}

impl DateTime {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: DateTime = DateTime { ticks: DAYS_TO_UNIX_EPOCH * TICKS_PER_DAY };

    /// The instant that many ticks after 0001-01-01T00:00:00; nothing out of range.
    pub fn from_ticks(ticks: i64) -> Option<DateTime> {
        (0..=LAST_TICK).contains(&ticks).then_some(DateTime { ticks })
    }

    /// The instant of a civil date and time; nothing out of range.
    pub fn from_civil(civil: civil::DateTime) -> Option<DateTime> {
        let days = civil.date().duration_since(civil::date(1, 1, 1)).as_hours() / 24;
        let time = civil.time();
        let seconds = i64::from(time.hour()) * 3600
            + i64::from(time.minute()) * 60
            + i64::from(time.second());
        let ticks = seconds * TICKS_PER_SECOND + i64::from(time.subsec_nanosecond()) / 100;
        DateTime::from_ticks(days * TICKS_PER_DAY + ticks)
    }

    /// The instant that many seconds after 1970-01-01T00:00:00Z; nothing out of range.
    pub fn from_unix_seconds(seconds: i64) -> Option<DateTime> {
        let ticks = seconds.checked_mul(TICKS_PER_SECOND)?;
        DateTime::from_ticks(ticks.checked_add(DAYS_TO_UNIX_EPOCH * TICKS_PER_DAY)?)
    }

    /// Ticks since 0001-01-01T00:00:00.
    pub fn ticks(self) -> i64 {
        self.ticks
    }

    /// The civil date and time in UTC.
    pub fn civil(self) -> civil::DateTime {
        let days = self.ticks / TICKS_PER_DAY;
        let rest = self.ticks % TICKS_PER_DAY;
        // jiff adds no more days to a date than lie between 1970 and 9999.
        let since_epoch = jiff::SignedDuration::from_hours((days - DAYS_TO_UNIX_EPOCH) * 24);
        let date = civil::date(1970, 1, 1).saturating_add(since_epoch);
        let seconds = rest / TICKS_PER_SECOND;
        let part = |value: i64| i8::try_from(value).unwrap_or(0);
        let nanoseconds = i32::try_from(rest % TICKS_PER_SECOND * 100).unwrap_or(0);
        date.at(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), nanoseconds)
    }

    /// The form in payloads: `yyyy-MM-ddTHH:mm:ssZ`.
    pub fn iso_8601(self) -> String {
        let civil = self.civil();
        let (date, time) = (civil.date(), civil.time());
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        format!("{date}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// .NET's general form in the invariant culture: `M/d/yyyy h:mm:ss tt`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        let hour = match civil.hour() % 12 {
            0 => 12,
            hour => hour,
        };
        write!(
            f,
            "{}/{}/{:04} {}:{:02}:{:02} {}",
            civil.month(),
            civil.day(),
            civil.year(),
            hour,
            civil.minute(),
            civil.second(),
            if civil.hour() < 12 { "AM" } else { "PM" },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_and_civil_dates_agree() {
        let table = [
            (civil::date(1, 1, 1).at(0, 0, 0, 0), 0),
            (civil::date(1970, 1, 1).at(0, 0, 0, 0), 621_355_968_000_000_000),
            (civil::date(8031, 1, 1).at(0, 0, 0, 0), 2_534_023_008_000_000_000),
            (civil::date(9999, 1, 1).at(0, 0, 0, 0), 3_155_063_616_000_000_000),
            (civil::date(9999, 12, 31).at(23, 59, 59, 999_999_900), LAST_TICK),
        ];
        for (civil, ticks) in table {
            let instant = DateTime::from_civil(civil).expect("the date is in range");
            assert_eq!(instant.ticks(), ticks);
            assert_eq!(instant.civil(), civil);
        }
        assert_eq!(DateTime::from_ticks(-1), None);
        assert_eq!(DateTime::from_ticks(LAST_TICK + 1), None);
    }

    #[test]
    fn dates_are_written_as_dot_net_writes_them() {
        let written = |civil| DateTime::from_civil(civil).map(|instant| instant.to_string());
        let date = civil::date(2020, 3, 16);
        assert_eq!(written(date.at(7, 0, 0, 0)).as_deref(), Some("3/16/2020 7:00:00 AM"));
        assert_eq!(written(date.at(0, 5, 9, 0)).as_deref(), Some("3/16/2020 12:05:09 AM"));
        assert_eq!(written(date.at(12, 0, 0, 0)).as_deref(), Some("3/16/2020 12:00:00 PM"));
        assert_eq!(written(date.at(23, 0, 0, 0)).as_deref(), Some("3/16/2020 11:00:00 PM"));
    }

    #[test]
    fn dates_are_written_as_payloads_have_them() {
        let written = |civil| DateTime::from_civil(civil).map(DateTime::iso_8601);
        let night = civil::date(9999, 12, 31).at(23, 59, 59, 999_000_000);
        assert_eq!(written(night).as_deref(), Some("9999-12-31T23:59:59Z"));
        let first = civil::date(1, 1, 1).at(0, 5, 9, 0);
        assert_eq!(written(first).as_deref(), Some("0001-01-01T00:05:09Z"));
    }
}
