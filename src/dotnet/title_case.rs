//! Words that begin with a capital letter, as `TextInfo.ToTitleCase` makes them.
//!
//! A word begins with a letter and goes on until a character of a category that parts words:
//! spaces, punctuation, symbols, control and format characters. Digits, marks and apostrophes are
//! parts of a word that has begun; behind them no new one begins.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::casing::{Culture, to_lower, upper_of};
use super::characters::Characters;

/// The text in lower case, but for the first letter of each word.
pub fn to_title_case(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let mut result = String::with_capacity(text.len());
    let mut is_in_word = false;
    for character in to_lower(Cow::Borrowed(text), Culture::Invariant).chars() {
        let category = categories.get(character);
        if is_in_word {
            is_in_word = character == '\'' || !parts_words(category);
            result.push(character);
        } else {
            is_in_word = is_letter(category);
            result.push(if is_in_word { title(character) } else { character });
        }
    }
    result
}

/// The text in lower case, but for its first character and those behind a separator.
pub fn to_title_case_at(text: &str, separators: &Characters) -> String {
    let mut is_first = true;
    let mut result = String::with_capacity(text.len());
    for character in to_lower(Cow::Borrowed(text), Culture::Invariant).chars() {
        result.push(if is_first { upper_of(character, Culture::Invariant) } else { character });
        is_first = separators.contains(character);
    }
    result
}

/// The character as the first of a word: of two letters in one only the first is capital.
fn title(character: char) -> char {
    match character {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        other => upper_of(other, Culture::Invariant),
    }
}

fn is_letter(category: GeneralCategory) -> bool {
    matches!(
        category,
        GeneralCategory::UppercaseLetter
            | GeneralCategory::LowercaseLetter
            | GeneralCategory::TitlecaseLetter
            | GeneralCategory::ModifierLetter
            | GeneralCategory::OtherLetter
    )
}

fn parts_words(category: GeneralCategory) -> bool {
    matches!(
        category,
        GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::ConnectorPunctuation
            | GeneralCategory::DashPunctuation
            | GeneralCategory::OpenPunctuation
            | GeneralCategory::ClosePunctuation
            | GeneralCategory::InitialPunctuation
            | GeneralCategory::FinalPunctuation
            | GeneralCategory::OtherPunctuation
            | GeneralCategory::MathSymbol
            | GeneralCategory::CurrencySymbol
            | GeneralCategory::ModifierSymbol
            | GeneralCategory::OtherSymbol
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_where_dot_net_has_them_begin() {
        for (text, expected, why) in [
            ("PABLO GONSALVES (SECOND)", "Pablo Gonsalves (Second)", "all capitals"),
            ("st john's hospital", "St John's Hospital", "an apostrophe parts nothing"),
            ("'tis o'neil'", "'Tis O'neil'", "before a word it is no part of it"),
            ("d’Artagnan", "D’Artagnan", "a typographic one is punctuation"),
            ("mc-donald a_b x@y.z", "Mc-Donald A_B X@Y.Z", "punctuation"),
            ("ISO9001 3rd 3 rd", "Iso9001 3Rd 3 Rd", "digits belong to a word, and begin none"),
            ("a\tb\nc  d", "A\tB\nC  D", "white space"),
            ("éCOLE ΑΘΗΝΑ МОСКВА", "École Αθηνα Москва", "other alphabets"),
            ("ﬁne ßa", "ﬁne ßa", "no single capital letter"),
            ("İstanbul ı", "İstanbul ı", "the two Turkish letters"),
            ("ʻokina", "ʻokina", "a modifier letter begins the word"),
            ("ǆep ǉUBAV", "ǅep ǈubav", "two letters in one"),
            ("e\u{301}a a\u{301}b", "E\u{301}a A\u{301}b", "marks belong to the word"),
            ("a\u{ad}b a\u{200d}b", "A\u{ad}B A\u{200d}B", "format characters part words"),
            ("x€y a+b ©c", "X€Y A+B ©C", "symbols"),
            ("ⅷa ²b a²b", "ⅷA ²B A²b", "numbers that are no letters"),
            ("𐐨𐐨", "𐐀𐐨", "above U+FFFF"),
        ] {
            assert_eq!(to_title_case(text), expected, "{text:?}: {why}");
        }
    }

    #[test]
    fn named_separators_are_the_only_ones() {
        for (text, separators, expected) in [
            ("PINTO-DE'SILVA", " '-", "Pinto-De'Silva"),
            ("a b-c", "-", "A b-C"),
            ("a b", "", "A b"),
            ("1a -b", "-", "1a -B"),
            ("oDDo", "d", "OdDO"),
        ] {
            let found = to_title_case_at(text, &Characters::of(separators));
            assert_eq!(found, expected, "{text:?} {separators:?}");
        }
    }
}
