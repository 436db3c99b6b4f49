//! What a date's text has said, and the moment that it comes to.

use jiff::civil;

use super::super::date::full_year;
use super::super::date_tokens::Half;
use super::{Clock, DateStyles, Moment};
use crate::types::{DateTime, TICKS_PER_DAY, TICKS_PER_SECOND};

/// What the text has said. A part that comes again says the same.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub year: Option<i64>,
    pub month: Option<i64>,
    pub day: Option<i64>,
    pub weekday: Option<civil::Weekday>,
    pub hour: Option<i64>,
    pub minute: Option<i64>,
    pub second: Option<i64>,
    pub fraction_ticks: Option<i64>,
    pub half: Option<Half>,
    pub zone: Option<Zone>,
    pub has_short_year: bool,
    pub has_hour_of_half: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Zone {
    pub offset_minutes: i64,
    pub is_utc: bool,
}

/// Fills a field, or compares it with what it holds.
pub(super) fn agree<T: PartialEq>(field: &mut Option<T>, value: T) -> Option<()> {
    match field {
        Some(held) => (*held == value).then_some(()),
        None => {
            *field = Some(value);
            Some(())
        }
    }
}

impl Fields {
    /// The moment on the clock that text and styles say.
    pub fn moment(self, styles: DateStyles, now: DateTime) -> Option<Moment> {
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
