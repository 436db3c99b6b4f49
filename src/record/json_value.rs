//! A JSON value as the slots take it: text, several values, or what is neither.
//!
//! In: a deserializer that stands before a value, and a [`Taker`]. Out: what the taker makes of
//! what is [`Given`] there.
//!
//! Absent on purpose: which values are wanted (`json`).

use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::complex::read_members;
use super::slots::Given;
use crate::types::Value;

/// How numbers with a fraction or an exponent are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Numbers {
    /// As the nearest binary number: none has come yet.
    #[default]
    Nearest,
    /// So, and one has come. It may not be what is written.
    Inexact,
    /// From their text: those that no binary number gives back are told of.
    Compared,
}

/// Who takes a value.
pub(super) trait Taker<'a>: Sized {
    /// What becomes of it.
    type Taken;

    /// How numbers are read.
    fn numbers(&self) -> &Cell<Numbers>;
    /// Takes anything but a list or an object.
    fn take(self, given: Given<'a>) -> Self::Taken;
    /// Takes a text that is borrowed from the input.
    fn take_text(self, text: &'a str) -> Self::Taken;
    /// Takes a list.
    fn take_list<A: SeqAccess<'a>>(self, list: A) -> Result<Self::Taken, A::Error>;
    /// Takes an object.
    fn take_object<A: MapAccess<'a>>(self, map: A) -> Result<Self::Taken, A::Error>;
}

/// Reads a value for whoever takes it.
pub(super) fn take<'a, T: Taker<'a>, D: Deserializer<'a>>(
    taker: T,
    deserializer: D,
) -> Result<T::Taken, D::Error> {
    if taker.numbers().get() != Numbers::Compared {
        return deserializer.deserialize_any(AnyValue(taker));
    }
    let text = <&RawValue>::deserialize(deserializer)?.get();
    let is_number = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    if is_number && text.contains(['.', 'e', 'E']) {
        return Ok(taker.take(exact_fraction(text)));
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.deserialize_any(AnyValue(taker)).map_err(Error::custom)
}

/// A value of any kind.
struct AnyValue<T>(T);

impl<'a, T: Taker<'a>> Visitor<'a> for AnyValue<T> {
    type Value = T::Taken;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<T::Taken, E> {
        Ok(self.0.take_text(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<T::Taken, E> {
        Ok(self.0.take(Given::One(Value::owned(text.to_owned()))))
    }

    fn visit_bool<E>(self, value: bool) -> Result<T::Taken, E> {
        Ok(self.0.take_text(if value { "True" } else { "False" }))
    }

    fn visit_unit<E>(self) -> Result<T::Taken, E> {
        Ok(self.0.take(Given::Null))
    }

    fn visit_i64<E>(self, value: i64) -> Result<T::Taken, E> {
        Ok(self.0.take(Given::One(Value::owned(value.to_string()))))
    }

    fn visit_u64<E>(self, value: u64) -> Result<T::Taken, E> {
        Ok(self.0.take(Given::One(Value::owned(value.to_string()))))
    }

    fn visit_f64<E>(self, value: f64) -> Result<T::Taken, E> {
        let numbers = self.0.numbers();
        if numbers.get() == Numbers::Nearest {
            numbers.set(Numbers::Inexact);
        }
        Ok(self.0.take(fraction(value)))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, list: A) -> Result<T::Taken, A::Error> {
        self.0.take_list(list)
    }

    fn visit_map<A: MapAccess<'a>>(self, map: A) -> Result<T::Taken, A::Error> {
        self.0.take_object(map)
    }
}

/// The shortest text of a number that is no 64-bit integer, unless it is a whole number whose
/// last digits may be lost.
fn fraction(value: f64) -> Given<'static> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    // Adding zero turns -0 into 0.
    let text = (value + 0.0).to_string();
    if value.abs() < EXACT { Given::One(Value::owned(text)) } else { Given::InexactNumber(text) }
}

/// The number that is written, where the nearest binary number is the same.
fn exact_fraction(written: &str) -> Given<'static> {
    match written.parse::<f64>() {
        Ok(nearest) if digits(written) == digits(&nearest.to_string()) => fraction(nearest),
        Ok(_) | Err(_) => Given::InexactNumber(written.to_owned()),
    }
}

/// The digits of a number from its first to its last that is not zero, and the power of ten that
/// the last one counts; no digits for zero. The sign is left aside.
fn digits(written: &str) -> Option<(String, i64)> {
    let written = written.trim_start_matches('-');
    let (mantissa, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_end_matches('0');
    let zeros = i64::try_from(all.len() - significant.len()).ok()?;
    let power = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let significant = significant.trim_start_matches('0');
    let power = if significant.is_empty() { 0 } else { power.checked_add(zeros)? };
    Some((significant.to_owned(), power))
}

/// Reads a list: its values, where it holds nothing else.
pub(super) fn read_list<'a, A: SeqAccess<'a>>(
    mut list: A,
    element: Element<'_>,
    keeps_all: bool,
) -> Result<Given<'a>, A::Error> {
    let mut given = Given::Null;
    while let Some(element) = list.next_element_seed(element)? {
        given = match (given, element) {
            (given @ (Given::Object | Given::InexactNumber(_)), _) => given,
            (given, Given::Null) => given,
            (Given::Null, Given::One(first)) => {
                Given::Several { first, rest: Vec::new(), count: 1 }
            }
            (Given::Several { first, mut rest, count }, Given::One(value)) => {
                if keeps_all {
                    rest.push(value);
                }
                Given::Several { first, rest, count: count + 1 }
            }
            (_, Given::InexactNumber(number)) => Given::InexactNumber(number),
            (Given::One(_), Given::One(_)) | (_, Given::Several { .. } | Given::Object) => {
                Given::Object
            }
        };
    }
    Ok(given)
}

/// A value in a list, or of a member: taken as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'n> {
    /// True where an object is a value.
    pub keeps_objects: bool,
    /// How numbers are read.
    pub numbers: &'n Cell<Numbers>,
}

impl<'a> DeserializeSeed<'a> for Element<'_> {
    type Value = Given<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Given<'a>, D::Error> {
        take(self, deserializer)
    }
}

impl<'a> Taker<'a> for Element<'_> {
    type Taken = Given<'a>;

    fn numbers(&self) -> &Cell<Numbers> {
        self.numbers
    }

    fn take(self, given: Given<'a>) -> Given<'a> {
        given
    }

    fn take_text(self, text: &'a str) -> Given<'a> {
        Given::text(text)
    }

    fn take_list<A: SeqAccess<'a>>(self, mut list: A) -> Result<Given<'a>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Given::Object)
    }

    fn take_object<A: MapAccess<'a>>(self, mut map: A) -> Result<Given<'a>, A::Error> {
        if self.keeps_objects {
            return read_members(map, self.numbers);
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Given::Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_where_their_digits_are() {
        for (written, expected, why) in [
            ("1.50", Some("1.5"), "zeros at the end say nothing"),
            ("-0.0", Some("0"), "nothing is lost of zero"),
            ("1e3", Some("1000"), "an exponent"),
            ("-12.5E-3", Some("-0.0125"), "a negative one"),
            ("0.1", Some("0.1"), "the nearest is written so"),
            ("1234567890.12345", Some("1234567890.12345"), "15 digits"),
            ("1234567890123456.789", None, "more digits than there is room for"),
            ("0.1000000000000000055511151231257827", None, "what the nearest is, and more digits"),
            ("1e-400", None, "nothing is left"),
            ("1e400", None, "more than any"),
            ("1e22", None, "a whole number of more than 64 bits"),
            ("1e99999999999999999999", None, "an exponent over all bounds"),
        ] {
            let kept = match exact_fraction(written) {
                Given::One(value) => value.into_text(),
                given => {
                    assert!(matches!(given, Given::InexactNumber(_)), "{written}: {given:?}");
                    None
                }
            };
            assert_eq!(kept.as_deref(), expected, "{written}: {why}");
        }
    }
}
