//! What a date's text may have around its parts, and whose clock it shows where it does not say:
//! .NET's `DateTimeStyles`.

use super::FormatError;

/// Some of .NET's `DateTimeStyles`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateStyles(u32);

const NAMES: [(&str, u32); 10] = [
    ("None", 0),
    ("AllowLeadingWhite", LEADING_WHITE),
    ("AllowTrailingWhite", TRAILING_WHITE),
    ("AllowInnerWhite", INNER_WHITE),
    ("AllowWhiteSpaces", LEADING_WHITE | TRAILING_WHITE | INNER_WHITE),
    ("NoCurrentDateDefault", NO_CURRENT_DATE),
    ("AdjustToUniversal", ADJUST_TO_UNIVERSAL),
    ("AssumeLocal", ASSUME_LOCAL),
    ("AssumeUniversal", ASSUME_UNIVERSAL),
    ("RoundtripKind", ROUNDTRIP_KIND),
];
const LEADING_WHITE: u32 = 1;
const TRAILING_WHITE: u32 = 2;
const INNER_WHITE: u32 = 4;
const NO_CURRENT_DATE: u32 = 8;
const ADJUST_TO_UNIVERSAL: u32 = 16;
const ASSUME_LOCAL: u32 = 32;
const ASSUME_UNIVERSAL: u32 = 64;
const ROUNDTRIP_KIND: u32 = 128;
const ALL: u32 = 255;

impl DateStyles {
    /// What holds where nothing is said: white space around the date, and `Z` is remembered.
    pub const USUAL: DateStyles = DateStyles(ROUNDTRIP_KIND | LEADING_WHITE | TRAILING_WHITE);

    /// Names with commas between them, or a number, as .NET's `Enum.Parse` takes them.
    pub fn parse(text: &str) -> Result<DateStyles, FormatError> {
        let text = text.trim();
        let is_number =
            text.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first));
        let styles = if is_number {
            let number: i32 = text.parse().map_err(|_| FormatError::UnknownStyle)?;
            u32::try_from(number).map_err(|_| FormatError::UnknownStyle)?
        } else {
            let style = |name: &str| {
                let known = NAMES.iter().find(|(known, _)| *known == name.trim());
                known.map(|(_, style)| *style).ok_or(FormatError::UnknownStyle)
            };
            text.split(',').map(style).try_fold(0, |all, style| Ok(all | style?))?
        };
        if styles & !ALL != 0 {
            return Err(FormatError::UnknownStyle);
        }
        let has = |flags: u32| styles & flags == flags;
        let assumes_or_adjusts = styles & (ASSUME_LOCAL | ASSUME_UNIVERSAL | ADJUST_TO_UNIVERSAL);
        if has(ASSUME_LOCAL | ASSUME_UNIVERSAL) || has(ROUNDTRIP_KIND) && assumes_or_adjusts != 0 {
            return Err(FormatError::ContraryStyles);
        }
        Ok(DateStyles(styles))
    }

    /// True where white space before the date does not count.
    pub(super) fn allows_leading_white(self) -> bool {
        self.0 & LEADING_WHITE != 0
    }

    /// True where white space behind the date does not count.
    pub(super) fn allows_trailing_white(self) -> bool {
        self.0 & TRAILING_WHITE != 0
    }

    /// True where white space between the parts does not count.
    pub(super) fn allows_inner_white(self) -> bool {
        self.0 & INNER_WHITE != 0
    }

    /// True where a time alone is one of the first day of the year 1, not of today.
    pub(super) fn is_without_current_date(self) -> bool {
        self.0 & NO_CURRENT_DATE != 0
    }

    /// True where the result is on UTC's clock.
    pub(super) fn adjusts_to_universal(self) -> bool {
        self.0 & ADJUST_TO_UNIVERSAL != 0
    }

    /// True where a text without a zone is on the server's clock.
    pub(super) fn assumes_local(self) -> bool {
        self.0 & ASSUME_LOCAL != 0
    }

    /// True where a text without a zone is on UTC's clock.
    pub(super) fn assumes_universal(self) -> bool {
        self.0 & ASSUME_UNIVERSAL != 0
    }

    /// True where a `Z` in the text is remembered.
    pub(super) fn keeps_kind(self) -> bool {
        self.0 & ROUNDTRIP_KIND != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_names_or_a_number() {
        for (text, expected) in [
            ("None", Ok(0)),
            ("AssumeLocal", Ok(32)),
            (" AssumeUniversal ,AdjustToUniversal ", Ok(80)),
            ("AllowWhiteSpaces, AllowInnerWhite", Ok(7)),
            ("32", Ok(32)),
            ("+7", Ok(7)),
            ("", Err(FormatError::UnknownStyle)),
            ("assumelocal", Err(FormatError::UnknownStyle)),
            ("AssumeLocal,", Err(FormatError::UnknownStyle)),
            ("AssumeLocal, 1", Err(FormatError::UnknownStyle)),
            ("256", Err(FormatError::UnknownStyle)),
            ("-1", Err(FormatError::UnknownStyle)),
            ("96", Err(FormatError::ContraryStyles)),
            ("RoundtripKind, AdjustToUniversal", Err(FormatError::ContraryStyles)),
        ] {
            assert_eq!(DateStyles::parse(text), expected.map(DateStyles), "{text:?}");
        }
        assert_eq!(DateStyles::parse("131"), Ok(DateStyles::USUAL));
    }
}
