//! The two forms that nearly every date comes in, read without tokens: `yyyy-MM-dd`, and that
//! with `Thh:mm:ssZ` behind it, as directories export instants.
//!
//! In: text of any kind. Out: the instant that [`parse_date`](super::parse_date) gives for it,
//! or nothing where the text is of another form, which that function then reads.

use jiff::civil;

use crate::types::DateTime;

/// The instant of a date in one of the two forms.
pub(super) fn parse_iso_date(text: &str) -> Option<DateTime> {
    let (date, time) = text.as_bytes().split_first_chunk::<10>()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date else { return None };
    let year = i16::from(pair(y0, y1)?) * 100 + i16::from(pair(y2, y3)?);
    let date = civil::Date::new(year, pair(m0, m1)?, pair(d0, d1)?).ok()?;
    let time = match *time {
        [] => civil::Time::midnight(),
        [b'T', h0, h1, b':', m0, m1, b':', s0, s1, b'Z'] => {
            civil::Time::new(pair(h0, h1)?, pair(m0, m1)?, pair(s0, s1)?, 0).ok()?
        }
        _ => return None,
    };
    DateTime::from_civil(date.to_datetime(time))
}

/// The number of two digits.
fn pair(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| char::from(byte).to_digit(10).and_then(|digit| i8::try_from(digit).ok());
    Some(digit(tens)? * 10 + digit(ones)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_forms_are_read_and_no_other() {
        let read = |text| parse_iso_date(text).map(DateTime::iso_8601);
        for (text, expected) in [
            ("2020-03-16", "2020-03-16T00:00:00Z"),
            ("2020-03-16T07:08:09Z", "2020-03-16T07:08:09Z"),
            ("2020-02-29T23:59:59Z", "2020-02-29T23:59:59Z"),
            ("0001-01-01", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text:?}");
        }
        for (text, why) in [
            ("", "nothing"),
            ("2020-03-16 ", "white space"),
            ("2021-02-29", "no leap year"),
            ("0000-01-01", "no such year"),
            ("2020-03-16T24:00:00Z", "no such hour"),
            ("2020-03-16T07:00:60Z", "no such second"),
            ("2020-03-16T07:00:00", "no zone"),
            ("2020-03-16T07:00:00.0Z", "a fraction"),
            ("2020-03-16t07:00:00z", "another case"),
            ("2020/03/16", "other marks"),
            ("+020-03-16", "a sign"),
            ("２０20-03-16", "digits of another script"),
        ] {
            assert_eq!(parse_iso_date(text), None, "{text:?}: {why}");
        }
    }
}
