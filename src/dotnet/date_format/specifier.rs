//! What letters of a format stand for: the table that reading and writing share.
//!
//! In: a letter and how often it stands there. Out: a [`Specifier`], as .NET calls it. Absent on
//! purpose: what only one of the two takes for more than a character, such as `Z`.

use super::FormatError;

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Specifier {
    Era,
    Year(usize),
    Month(usize),
    MonthName {
        is_short: bool,
    },
    Day(usize),
    WeekdayName {
        is_short: bool,
    },
    Hour12(usize),
    Hour24(usize),
    Minute(usize),
    Second(usize),
    /// With `F` the digits need not be there, and zeros at their end are not.
    Fraction {
        digits: usize,
        is_optional: bool,
    },
    Half {
        is_short: bool,
    },
    Offset(usize),
    Zone,
}

impl Specifier {
    /// True for letters that stand for one part however often they are written.
    pub fn is_repeated(letter: char) -> bool {
        "gyMdhHmsfFtz".contains(letter)
    }

    /// What so many of a letter stand for; nothing for other characters.
    pub fn of(letter: char, count: usize) -> Result<Option<Specifier>, FormatError> {
        let two = count.min(2);
        Ok(Some(match letter {
            'g' => Specifier::Era,
            'y' => Specifier::Year(count),
            'M' if count > 2 => Specifier::MonthName { is_short: count == 3 },
            'M' => Specifier::Month(count),
            'd' if count > 2 => Specifier::WeekdayName { is_short: count == 3 },
            'd' => Specifier::Day(count),
            'h' => Specifier::Hour12(two),
            'H' => Specifier::Hour24(two),
            'm' => Specifier::Minute(two),
            's' => Specifier::Second(two),
            'f' | 'F' if count > 7 => return Err(FormatError::TooManyDigits),
            'f' | 'F' => Specifier::Fraction { digits: count, is_optional: letter == 'F' },
            't' => Specifier::Half { is_short: count == 1 },
            'z' => Specifier::Offset(count),
            'K' => Specifier::Zone,
            _ => return Ok(None),
        }))
    }
}
