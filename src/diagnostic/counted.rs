//! Numbers inside a sentence.

/// A number with its noun: `1 user`, `1,200 users`.
pub fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// Digits in groups of three: `1,200`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (number, expected) in [
            (0, "0 users"),
            (1, "1 user"),
            (999, "999 users"),
            (1000, "1,000 users"),
            (1_234_567, "1,234,567 users"),
        ] {
            assert_eq!(counted(number, "user"), expected);
        }
    }
}
