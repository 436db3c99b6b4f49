//! Exact decimal numbers, for comparing what people wrote: `10` equals `10.0`, and
//! `9007199254740993` is not `9007199254740992`.

use std::cmp::Ordering;

/// A decimal number of up to 38 digits, compared exactly.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    mantissa: i128,
    scale: u32,
}

impl Number {
    /// Reads `-?digits(.digits)?` or `&H` and hexadecimal digits, white space around it allowed.
    pub fn parse(text: &str) -> Option<Number> {
        let text = text.trim();
        if let Some(hex) = text.strip_prefix("&H").or_else(|| text.strip_prefix("&h")) {
            let is_hex = !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            let value = is_hex.then(|| i64::from_str_radix(hex, 16).ok()).flatten()?;
            return Some(Number::from(value));
        }
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        if whole.is_empty() {
            return None;
        }
        let fraction_digits = fraction.trim_end_matches('0');
        let mut mantissa: i128 = 0;
        for byte in whole.bytes().chain(fraction_digits.bytes()) {
            let digit = char::from(byte).to_digit(10)?;
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
        }
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let scale = u32::try_from(fraction_digits.len()).ok()?;
        Some(Number { mantissa: if is_negative { -mantissa } else { mantissa }, scale })
    }

    /// The number as a whole number of 64 bits, where it is one.
    pub fn to_integer(self) -> Option<i64> {
        if self.scale == 0 { i64::try_from(self.mantissa).ok() } else { None }
    }

    /// The number without what stands behind the point, where it is one of 64 bits.
    pub fn truncated(self) -> Option<i64> {
        let mantissa = match 10_i128.checked_pow(self.scale) {
            Some(unit) => self.mantissa / unit,
            None => 0,
        };
        i64::try_from(mantissa).ok()
    }

    /// True for 0 in any spelling.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }
}

/// True for `-?digits` with white space around it, however many digits there are.
pub fn is_whole_number(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number { mantissa: i128::from(value), scale: 0 }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let scale = self.scale.max(other.scale);
        let scaled = |number: &Number| {
            10_i128.checked_pow(scale - number.scale)?.checked_mul(number.mantissa)
        };
        match (scaled(self), scaled(other)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // One of them has no room for the other's decimals: its whole part decides.
            (None, _) => self.mantissa.signum().cmp(&0).then(Ordering::Greater),
            (_, None) => 0.cmp(&other.mantissa.signum()).then(Ordering::Less),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

#[cfg(test)]
mod tests {
    use super::Number;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn numbers_are_compared_exactly() {
        assert_eq!(number("10"), number("10.0"));
        assert_eq!(number("007"), number(" 7 "));
        assert_eq!(number("&HF7"), number("247"));
        assert!(number("9007199254740992") < number("9007199254740993"));
        assert!(number("-14.5") < number("-14"));
        assert!(number("99999999999999999999999999999999999999") > number("0.00000001"));
        assert!(number("-99999999999999999999999999999999999999") < number("0.00000001"));
        assert!(number("0.00000001") < number("99999999999999999999999999999999999999"));
    }

    #[test]
    fn fractions_are_dropped_towards_zero() {
        assert_eq!(number("-2.5").truncated(), Some(-2));
        assert_eq!(number("2.9").truncated(), Some(2));
        assert_eq!(number("-0.00000000000000000000000000000000000001").truncated(), Some(0));
        assert_eq!(number("9223372036854775808.5").truncated(), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", "+5", "1e3", "1.", ".5", "1,5", "&H", "0x1F", "ten", "1 2"] {
            assert!(Number::parse(text).is_none(), "{text:?}");
        }
    }
}
