//! Active Directory's timestamps: ticks of 100 nanoseconds since 1601 (Windows' `FILETIME`).

use crate::types::DateTime;

/// 1601-01-01 in ticks since year 1.
const FIRST_TICK: i64 = 504_911_232_000_000_000;

/// The instant of a timestamp; nothing before 1601 or after 9999.
pub fn from_file_time(timestamp: i64) -> Option<DateTime> {
    let ticks = timestamp.checked_add(FIRST_TICK).filter(|_| timestamp >= 0)?;
    DateTime::from_ticks(ticks)
}

/// The timestamp of an instant; nothing before 1601.
pub fn to_file_time(instant: DateTime) -> Option<i64> {
    Some(instant.ticks() - FIRST_TICK).filter(|timestamp| *timestamp >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn timestamps_begin_in_1601() {
        for (timestamp, civil) in [
            (0, date(1601, 1, 1).at(0, 0, 0, 0)),
            (129_699_324_000_000_000, date(2012, 1, 1).at(23, 0, 0, 0)),
            (116_444_736_000_000_000, date(1970, 1, 1).at(0, 0, 0, 0)),
            (2_650_467_743_999_999_999, date(9999, 12, 31).at(23, 59, 59, 999_999_900)),
        ] {
            let instant = DateTime::from_civil(civil).expect("in range");
            assert_eq!(from_file_time(timestamp), Some(instant));
            assert_eq!(to_file_time(instant), Some(timestamp));
        }
        for timestamp in [-1, i64::MIN, 2_650_467_744_000_000_000, i64::MAX] {
            assert_eq!(from_file_time(timestamp), None, "{timestamp}");
        }
        let too_early = DateTime::from_civil(date(1600, 12, 31).at(23, 59, 59, 0));
        assert_eq!(too_early.and_then(to_file_time), None);
    }
}
