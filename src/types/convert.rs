//! The only conversions of text there are: the table of what each place takes.
//!
//! | to | takes | from |
//! |---|---|---|
//! | condition | `True`, `False` in any case | an argument that is a condition |
//! | Integer argument | `-?digits` within 64 bits, or `&H` and hexadecimal digits | an argument |
//! | Boolean target | `true`, `false` in any case, white space around it allowed | a mapping |
//! | Integer target | `-?digits` within 64 bits, white space around it allowed | a mapping |

use std::fmt;

/// Why a text does not fit: what the place takes, in words for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit(pub &'static str);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A condition's text: `True` or `False`, case ignored, nothing around it.
pub fn truth_of_text(text: &str) -> Result<bool, Unfit> {
    if text.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if text.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Err(Unfit("`True` or `False`"))
    }
}

/// What a Boolean target attribute takes.
pub fn boolean_from_text(text: &str) -> Result<bool, Unfit> {
    truth_of_text(text.trim())
}

/// What an Integer target attribute takes.
pub fn integer_from_text(text: &str) -> Result<i64, Unfit> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(Unfit("a whole number such as `42`"));
    }
    text.parse().map_err(|_| Unfit("a whole number of 64 bits"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(boolean_from_text(text).ok(), expected, "{text:?}");
        }
        assert!(truth_of_text(" True").is_err());
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
            assert_eq!(integer_from_text(text).ok(), expected, "{text:?}");
        }
    }
}
