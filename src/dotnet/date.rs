//! Reading dates as `DateTime.Parse` does, in the invariant culture, into UTC.

use crate::types::DateTime;

/// The instant that a text denotes.
pub fn parse_date(text: &str, now: DateTime) -> Option<DateTime> {
    let _ = (text, now);
    None
}
