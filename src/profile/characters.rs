//! What kinds of characters a text has.
//!
//! Each character is a letter of ASCII, a digit, a space, a symbol of ASCII, a control character,
//! a Latin letter beyond ASCII, one of another script, or something else; the other classes cut
//! across these.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use serde::{Deserialize, Serialize};

use crate::functions::without_diacritics;

/// A kind of character, or where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CharacterClass {
    /// `A` to `Z` and `a` to `z`.
    AsciiLetters,
    /// `0` to `9`.
    AsciiDigits,
    /// ASCII's punctuation and signs.
    AsciiSymbols,
    /// U+0020.
    Space,
    /// White space before anything else.
    LeadingWhiteSpace,
    /// White space behind everything else.
    TrailingWhiteSpace,
    /// Upper-case letters of any script.
    UpperCase,
    /// Lower-case letters of any script.
    LowerCase,
    /// Latin letters beyond ASCII.
    OtherLatin,
    /// Latin letters that `NormalizeDiacritics` leaves beyond ASCII.
    NotNormalized,
    /// Letters of other scripts than Latin.
    OtherScripts,
    /// Anything else beyond ASCII: signs, marks, other spaces, pictures.
    OtherCharacters,
    /// Characters that control something: tabs, line ends.
    Control,
    /// Characters above U+FFFF, which .NET counts as two.
    AboveFfff,
}

impl CharacterClass {
    /// All of them.
    pub const ALL: [CharacterClass; 14] = [
        CharacterClass::AsciiLetters,
        CharacterClass::AsciiDigits,
        CharacterClass::AsciiSymbols,
        CharacterClass::Space,
        CharacterClass::LeadingWhiteSpace,
        CharacterClass::TrailingWhiteSpace,
        CharacterClass::UpperCase,
        CharacterClass::LowerCase,
        CharacterClass::OtherLatin,
        CharacterClass::NotNormalized,
        CharacterClass::OtherScripts,
        CharacterClass::OtherCharacters,
        CharacterClass::Control,
        CharacterClass::AboveFfff,
    ];

    /// Words for what deserves to be seen; nothing for what is everywhere.
    pub fn words(self) -> Option<&'static str> {
        match self {
            CharacterClass::LeadingWhiteSpace => Some("white space in front"),
            CharacterClass::TrailingWhiteSpace => Some("white space at the end"),
            CharacterClass::NotNormalized => Some("letters that NormalizeDiacritics leaves"),
            CharacterClass::OtherScripts => Some("letters that are not Latin"),
            CharacterClass::Control => Some("control characters"),
            CharacterClass::AboveFfff => Some("characters above U+FFFF"),
            CharacterClass::AsciiLetters
            | CharacterClass::AsciiDigits
            | CharacterClass::AsciiSymbols
            | CharacterClass::Space
            | CharacterClass::UpperCase
            | CharacterClass::LowerCase
            | CharacterClass::OtherLatin
            | CharacterClass::OtherCharacters => None,
        }
    }
}

/// A set of classes, cheap to add to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct CharacterClasses(u16);

impl CharacterClasses {
    /// Adds the classes of a text's characters.
    pub fn see(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.add(CharacterClass::LeadingWhiteSpace);
        }
        if text.ends_with(char::is_whitespace) {
            self.add(CharacterClass::TrailingWhiteSpace);
        }
        text.chars().for_each(|character| self.see_character(character));
    }

    /// Adds all of others.
    pub fn union(self, others: CharacterClasses) -> CharacterClasses {
        CharacterClasses(self.0 | others.0)
    }

    /// The classes, in their order.
    pub fn iter(self) -> impl Iterator<Item = CharacterClass> {
        CharacterClass::ALL.into_iter().filter(move |class| self.0 & bit(*class) != 0)
    }

    fn see_character(&mut self, character: char) {
        if character.is_uppercase() {
            self.add(CharacterClass::UpperCase);
        }
        if character.is_lowercase() {
            self.add(CharacterClass::LowerCase);
        }
        self.add(match character {
            'A'..='Z' | 'a'..='z' => CharacterClass::AsciiLetters,
            '0'..='9' => CharacterClass::AsciiDigits,
            ' ' => CharacterClass::Space,
            _ if character.is_control() => CharacterClass::Control,
            _ if character.is_ascii() => CharacterClass::AsciiSymbols,
            _ => return self.see_beyond_ascii(character),
        });
    }

    fn see_beyond_ascii(&mut self, character: char) {
        if u32::from(character) > 0xFFFF {
            self.add(CharacterClass::AboveFfff);
        }
        if !character.is_alphabetic() {
            return self.add(CharacterClass::OtherCharacters);
        }
        if CodePointMapData::<Script>::new().get(character) != Script::Latin {
            return self.add(CharacterClass::OtherScripts);
        }
        self.add(CharacterClass::OtherLatin);
        if !without_diacritics(character.encode_utf8(&mut [0; 4])).is_ascii() {
            self.add(CharacterClass::NotNormalized);
        }
    }

    fn add(&mut self, class: CharacterClass) {
        self.0 |= bit(class);
    }
}

fn bit(class: CharacterClass) -> u16 {
    1 << class as u16
}

#[cfg(test)]
mod tests {
    use super::CharacterClass::*;
    use super::*;

    #[test]
    fn every_character_is_of_some_class() {
        let table: &[(&str, &[CharacterClass])] = &[
            ("", &[]),
            ("aB", &[AsciiLetters, UpperCase, LowerCase]),
            ("1-", &[AsciiDigits, AsciiSymbols]),
            ("a b", &[AsciiLetters, Space, LowerCase]),
            (" 1", &[AsciiDigits, Space, LeadingWhiteSpace]),
            ("1\u{a0}", &[AsciiDigits, TrailingWhiteSpace, OtherCharacters]),
            ("1\t1\u{85}1", &[AsciiDigits, Control]),
            ("é", &[LowerCase, OtherLatin]),
            ("ßøæÅ", &[UpperCase, LowerCase, OtherLatin]),
            ("đ", &[LowerCase, OtherLatin, NotNormalized]),
            ("Ж", &[UpperCase, OtherScripts]),
            ("林", &[OtherScripts]),
            ("’", &[OtherCharacters]),
            ("🎉", &[OtherCharacters, AboveFfff]),
            ("𠮷", &[OtherScripts, AboveFfff]),
        ];
        for (text, expected) in table {
            let mut classes = CharacterClasses::default();
            classes.see(text);
            assert_eq!(classes.iter().collect::<Vec<_>>(), *expected, "{text:?}");
        }
    }

    #[test]
    fn every_class_is_in_the_list_in_order() {
        for (index, class) in CharacterClass::ALL.into_iter().enumerate() {
            assert_eq!(class as usize, index, "{class:?}");
        }
    }
}
