//! The only conversions of text there are: the table of what each place takes.
//!
//! | to | takes | from |
//! |---|---|---|
//! | condition | `True`, `False` in any case | an argument that is a condition |
//! | Integer argument | `-?digits` within 64 bits, or `&H` and hexadecimal digits | an argument |
//! | Boolean target | `true`, `false` in any case, white space around it allowed | a mapping |
//! | Integer target | `-?digits` within 64 bits, white space around it allowed | a mapping |
//! | DateTime target | an ISO 8601 date, with or without a time, white space around it allowed | a mapping |
//!
//! Absent on purpose: words for people about what does not fit: who asks knows what for.

use super::Base;

/// A condition's text: `True` or `False`, case ignored, nothing around it.
pub fn truth_of_text(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// What a Boolean target attribute takes.
pub fn boolean_from_text(text: &str) -> Option<bool> {
    truth_of_text(text.trim())
}

/// True for a text that a target attribute of that type takes.
pub fn is_taken(text: &str, target: Base) -> bool {
    match target {
        Base::Boolean => boolean_from_text(text).is_some(),
        Base::Integer => integer_from_text(text).is_some(),
        Base::DateTime => date_time_from_text(text).is_some(),
        other => takes_every_text(other),
    }
}

/// True for the type of a target attribute that takes whatever text there is.
pub fn takes_every_text(target: Base) -> bool {
    match target {
        Base::Boolean | Base::Integer | Base::DateTime => false,
        Base::String
        | Base::Reference
        | Base::Binary
        | Base::AppRoleAssignment
        | Base::Complex
        | Base::Error => true,
    }
}

/// What an Integer target attribute takes.
pub fn integer_from_text(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// What a DateTime target attribute takes: the text itself, without the white space around it.
///
/// `yyyy-MM-dd`, or that with `Thh:mm`, `:ss`, a fraction, and `Z` or `±hh:mm`.
pub fn date_time_from_text(text: &str) -> Option<&str> {
    let text = text.trim();
    is_iso_8601(text).then_some(text)
}

fn is_iso_8601(text: &str) -> bool {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    is_iso_date(date) && time.is_none_or(is_iso_time)
}

fn is_iso_date(text: &str) -> bool {
    let (Some(year), Some("-"), Some(month), Some("-"), Some(day)) =
        (text.get(..4), text.get(4..5), text.get(5..7), text.get(7..8), text.get(8..))
    else {
        return false;
    };
    match (digits(year, 4), digits(month, 2), digits(day, 2)) {
        (Some(year), Some(month), Some(day)) => {
            let part = |value: u16| i8::try_from(value).unwrap_or(0);
            let year = i16::try_from(year).unwrap_or(0);
            year > 0 && jiff::civil::Date::new(year, part(month), part(day)).is_ok()
        }
        _ => false,
    }
}

fn is_iso_time(text: &str) -> bool {
    let (time, has_zone) = match text.strip_suffix('Z') {
        Some(time) => (time, true),
        None => (text, false),
    };
    let time = match time.rfind(['+', '-']) {
        Some(_) if has_zone => return false,
        Some(at) => {
            let (time, zone) = time.split_at(at);
            if !zone.get(1..).is_some_and(|zone| is_clock(zone, [24, 60])) {
                return false;
            }
            time
        }
        None => time,
    };
    let (clock, fraction) = match time.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (time, None),
    };
    let is_fraction =
        |fraction: &str| !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match fraction {
        Some(fraction) => is_clock(clock, [24, 60, 60]) && is_fraction(fraction),
        None => is_clock(clock, [24, 60, 60]) || is_clock(clock, [24, 60]),
    }
}

/// True for two digits each, below these limits, with colons between.
fn is_clock<const PARTS: usize>(text: &str, limits: [u16; PARTS]) -> bool {
    let mut parts = text.split(':');
    let is_below = |limit: &u16| {
        parts.next().and_then(|part| digits(part, 2)).is_some_and(|part| part < *limit)
    };
    limits.iter().all(is_below) && parts.next().is_none()
}

fn digits(text: &str, count: usize) -> Option<u16> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_iso_8601() {
        for text in [
            "2020-03-16",
            "2020-02-29T00:00Z",
            "2020-03-16T07:00:00",
            "2020-03-16T07:00:00Z",
            "2020-03-16T23:59:59.1234567Z",
            "2020-03-16T07:00:00-05:30",
            " 0001-01-01 ",
        ] {
            assert_eq!(date_time_from_text(text), Some(text.trim()), "{text:?}");
        }
        for (text, why) in [
            ("", "nothing"),
            ("3/16/2020", "the general form of .NET"),
            ("20200316", "the basic form"),
            ("2021-02-29", "no leap year"),
            ("2020-13-01", "no such month"),
            ("0000-01-01", "no such year"),
            ("2020-03-16 07:00:00", "no T"),
            ("2020-03-16T", "no time"),
            ("2020-03-16T7:00", "one digit"),
            ("2020-03-16T24:00", "no such hour"),
            ("2020-03-16T07:00:60Z", "no such second"),
            ("2020-03-16T07:00:00.Z", "no fraction"),
            ("2020-03-16T07:00.5", "a fraction of a minute"),
            ("2020-03-16T07:00+02:00Z", "two zones"),
            ("2020-03-16T07:00:00+2", "a short offset"),
            ("２０２０-03-16", "digits of another script"),
        ] {
            assert!(date_time_from_text(text).is_none(), "{text:?}: {why}");
        }
    }

    #[test]
    fn booleans_are_read_ignoring_case_and_space() {
        for (text, expected) in [
            ("True", Some(true)),
            ("false", Some(false)),
            (" TRUE ", Some(true)),
            ("yes", None),
            ("1", None),
            ("", None),
        ] {
            assert_eq!(boolean_from_text(text), expected, "{text:?}");
        }
        assert!(truth_of_text(" True").is_none());
    }

    #[test]
    fn integers_have_sixty_four_bits() {
        for (text, expected) in [
            ("42", Some(42)),
            ("-007", Some(-7)),
            (" 5 ", Some(5)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", None),
            ("+5", None),
            ("1.0", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(integer_from_text(text), expected, "{text:?}");
        }
    }
}
