//! Casing as .NET does it: one code point at a time, by the simple mappings of Unicode.
//!
//! So `ß` has no upper case and no sigma is final. Cultures differ in the letter i only: the
//! invariant culture leaves the two Turkish i (U+0130, U+0131) alone, a named culture gives them
//! the cases `i` and `I`, and Turkish and Azerbaijani (`tr`, `az`) keep dotted and dotless apart.

use std::borrow::Cow;

use icu_casemap::CaseMapper;

/// Whose rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Culture {
    /// None: what holds where no culture is named.
    Invariant,
    /// Any named culture but the Turkic ones, for all of them share their rules.
    Named,
    /// `tr` and `az`: dotted and dotless i are two letters.
    Turkic,
}

impl Culture {
    /// The culture of an RFC 4646 name such as `en-US`; the empty name is the invariant one.
    /// Nothing where the text is no such name.
    pub fn from_name(name: &str) -> Option<Culture> {
        if name.is_empty() {
            return Some(Culture::Invariant);
        }
        let mut parts = name.split(['-', '_']);
        let language = parts.next().unwrap_or("");
        let is_language =
            (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic());
        let are_subtags = parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if !is_language || !are_subtags {
            return None;
        }
        let is_turkic =
            ["tr", "az", "tur", "aze"].iter().any(|turkic| language.eq_ignore_ascii_case(turkic));
        Some(if is_turkic { Culture::Turkic } else { Culture::Named })
    }
}

/// The text in lower case; the same text where nothing changes.
pub fn to_lower<'a>(text: Cow<'a, str>, culture: Culture) -> Cow<'a, str> {
    map(text, |character| lower_of(character, culture))
}

/// The text in upper case; the same text where nothing changes.
pub fn to_upper<'a>(text: Cow<'a, str>, culture: Culture) -> Cow<'a, str> {
    map(text, |character| upper_of(character, culture))
}

/// The character in lower case.
pub(super) fn lower_of(character: char, culture: Culture) -> char {
    match (character, culture) {
        ('I', Culture::Turkic) => 'ı',
        ('İ', Culture::Turkic) => 'i',
        ('İ', Culture::Invariant) => 'İ',
        (ascii, _) if ascii.is_ascii() => ascii.to_ascii_lowercase(),
        (other, _) => CaseMapper::new().simple_lowercase(other),
    }
}

/// The character in upper case.
pub(super) fn upper_of(character: char, culture: Culture) -> char {
    match (character, culture) {
        ('i', Culture::Turkic) => 'İ',
        ('ı', Culture::Turkic) => 'I',
        ('ı', Culture::Invariant) => 'ı',
        (ascii, _) if ascii.is_ascii() => ascii.to_ascii_uppercase(),
        (other, _) => CaseMapper::new().simple_uppercase(other),
    }
}

fn map(text: Cow<'_, str>, mapping: impl Fn(char) -> char) -> Cow<'_, str> {
    let changes = |(_, character): &(usize, char)| mapping(*character) != *character;
    let first = text.char_indices().find(changes).map(|(at, _)| at);
    let Some((same, rest)) = first.and_then(|at| text.split_at_checked(at)) else {
        return text;
    };
    let mut mapped = String::with_capacity(text.len());
    mapped.push_str(same);
    mapped.extend(rest.chars().map(mapping));
    Cow::Owned(mapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casing_maps_one_code_point_to_one() {
        let lower = |text, culture| to_lower(Cow::Borrowed(text), culture).into_owned();
        let upper = |text, culture| to_upper(Cow::Borrowed(text), culture).into_owned();
        assert_eq!(upper("Straße", Culture::Invariant), "STRAßE");
        assert_eq!(lower("ΟΔΟΣ", Culture::Invariant), "οδοσ");
        assert_eq!(lower("İI", Culture::Invariant), "İi");
        assert_eq!(upper("ıi", Culture::Invariant), "ıI");
        assert_eq!(lower("İI", Culture::Turkic), "iı");
        assert_eq!(upper("ıi", Culture::Turkic), "Iİ");
        assert_eq!(lower("İI ıi", Culture::Named), "ii ıi");
        assert_eq!(upper("İI ıi", Culture::Named), "İI II");
        assert_eq!(upper("ᾳ", Culture::Invariant), "ᾼ");
    }

    #[test]
    fn cultures_have_names() {
        assert_eq!(Culture::from_name("tr-TR"), Some(Culture::Turkic));
        assert_eq!(Culture::from_name("AZ"), Some(Culture::Turkic));
        assert_eq!(Culture::from_name("tur"), Some(Culture::Turkic));
        assert_eq!(Culture::from_name("aze-AZ"), Some(Culture::Turkic));
        assert_eq!(Culture::from_name("azj"), Some(Culture::Named));
        assert_eq!(Culture::from_name("ja-JP"), Some(Culture::Named));
        assert_eq!(Culture::from_name(""), Some(Culture::Invariant));
        assert_eq!(Culture::from_name("en us"), None);
    }
}
