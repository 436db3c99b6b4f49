//! What follows a backslash: characters, sets of them, references to groups.

use icu_properties::props::GeneralCategoryGroup;

use super::cursor::Cursor;
use super::numbering::Groups;
use crate::dotnet::regex::class::{Class, is_word_character};
use crate::dotnet::regex::fault::{self, PatternError};
use crate::dotnet::regex::properties::{Property, property};

/// A set of characters with an escape of its own: `\d`, `\S`, `\p{Lu}`.
pub struct Set {
    /// The letter of the escape.
    pub letter: char,
    what: What,
    is_negated: bool,
}

enum What {
    Spaces,
    Property(Property),
}

impl Set {
    /// Adds the set to a class. Without case, the categories that differ by it are one.
    pub fn add_to(&self, class: &mut Class, is_caseless: bool) {
        use GeneralCategoryGroup as Group;
        let cased = [Group::UppercaseLetter, Group::LowercaseLetter, Group::TitlecaseLetter];
        match &self.what {
            What::Spaces => class.add_spaces(self.is_negated),
            What::Property(Property::Categories(categories)) => {
                let is_cased = is_caseless && cased.contains(categories);
                let categories = if is_cased { Group::CasedLetter } else { *categories };
                class.add_categories(categories, self.is_negated);
            }
            What::Property(Property::Block(first, last)) if self.is_negated => {
                // Before what is for private use stand the surrogates, which no text here has.
                let before = (*first > '\0')
                    .then(|| char::from_u32(u32::from(*first) - 1).unwrap_or('\u{D7FF}'));
                let after = char::from_u32(u32::from(*last) + 1);
                if let Some(before) = before {
                    class.add_range('\0', before);
                }
                if let Some(after) = after {
                    class.add_range(after, char::MAX);
                }
            }
            What::Property(Property::Block(first, last)) => class.add_range(*first, *last),
        }
    }

    /// The set as a class.
    /// .NET takes `\W` and `\S` for all that is not in `\w` and `\s`, the others for what is.
    pub fn into_class(self, is_caseless: bool) -> Class {
        let is_complement = matches!(self.letter, 'W' | 'S');
        let set = Set { is_negated: self.is_negated && !is_complement, ..self };
        let mut class = Class::empty();
        set.add_to(&mut class, is_caseless);
        if is_complement { class.negated() } else { class }
    }
}

/// Reads a set after a backslash; nothing where none stands there.
pub fn set(cursor: &mut Cursor<'_>) -> Result<Option<Set>, PatternError> {
    let start = cursor.at.saturating_sub(1);
    let Some(letter) = cursor.peek() else { return Ok(None) };
    let categories = |categories| What::Property(Property::Categories(categories));
    let what = match letter.to_ascii_lowercase() {
        'd' => categories(GeneralCategoryGroup::DecimalNumber),
        'w' => categories(Class::words()),
        's' => What::Spaces,
        'p' => {
            cursor.next();
            let what = What::Property(named_property(cursor, start, letter)?);
            return Ok(Some(Set { letter, what, is_negated: letter == 'P' }));
        }
        _ => return Ok(None),
    };
    cursor.next();
    Ok(Some(Set { letter, what, is_negated: letter.is_ascii_uppercase() }))
}

fn named_property(
    cursor: &mut Cursor<'_>,
    start: usize,
    letter: char,
) -> Result<Property, PatternError> {
    if !cursor.eat("{") {
        return Err(fault::property_name(start, letter));
    }
    let name = cursor.take_while(|character| is_word_character(character) || character == '-');
    if !cursor.eat("}") {
        return Err(fault::property_name(start, letter));
    }
    match name {
        "_xmlC" | "_xmlI" | "_xmlW" => Err(fault::xml_property(start, name)),
        "IsHighSurrogates" | "IsHighPrivateUseSurrogates" | "IsLowSurrogates" => {
            Err(fault::half_a_character(start))
        }
        name => property(name).ok_or_else(|| fault::no_such_property(start, name)),
    }
}

/// Reads the character an escape stands for, after its backslash.
pub fn character(cursor: &mut Cursor<'_>) -> Result<char, PatternError> {
    let start = cursor.at.saturating_sub(1);
    if matches!(cursor.peek(), Some('0'..='7')) {
        return Ok(octal(cursor));
    }
    let Some(letter) = cursor.next() else { return Err(fault::lone_backslash(start)) };
    Ok(match letter {
        'x' => hexadecimal(cursor, start, 'x', 2)?,
        'u' => hexadecimal(cursor, start, 'u', 4)?,
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1B}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{B}',
        'c' => control(cursor).ok_or_else(|| fault::control_character(start))?,
        letter if is_word_character(letter) => return Err(fault::no_such_escape(start, letter)),
        other => other,
    })
}

/// At most three octal digits, of which the low eight bits count.
fn octal(cursor: &mut Cursor<'_>) -> char {
    let mut value: u32 = 0;
    for _ in 0..3 {
        let Some(digit) = cursor.peek().and_then(|digit| digit.to_digit(8)) else { break };
        value = value * 8 + digit;
        cursor.next();
    }
    char::from(u8::try_from(value & 0xFF).unwrap_or_default())
}

/// A character by its number; two halves of one make it whole.
fn hexadecimal(
    cursor: &mut Cursor<'_>,
    start: usize,
    letter: char,
    count: usize,
) -> Result<char, PatternError> {
    let too_few = || fault::too_few_digits(start, letter, count);
    let first = digits(cursor, count).ok_or_else(too_few)?;
    if let Some(character) = char::from_u32(first) {
        return Ok(character);
    }
    let mut ahead = *cursor;
    let second = if ahead.eat("\\u") { digits(&mut ahead, 4) } else { None };
    let halves = [Some(first), second].map(|half| half.and_then(|half| u16::try_from(half).ok()));
    let whole = char::decode_utf16(halves.into_iter().flatten()).next().and_then(Result::ok);
    let whole = whole.ok_or_else(|| fault::half_a_character(start))?;
    *cursor = ahead;
    Ok(whole)
}

fn digits(cursor: &mut Cursor<'_>, count: usize) -> Option<u32> {
    let mut value = 0;
    for _ in 0..count {
        value = value * 16 + cursor.peek().and_then(|digit| digit.to_digit(16))?;
        cursor.next();
    }
    Some(value)
}

fn control(cursor: &mut Cursor<'_>) -> Option<char> {
    let letter = cursor.next()?.to_ascii_uppercase();
    let code = u8::try_from(letter).ok()?.checked_sub(b'@')?;
    (code < b' ').then_some(char::from(code))
}

/// Reads a reference to a group after a backslash, giving its slot; nothing where none stands
/// there, as in `\0` and `\<`.
pub fn reference(cursor: &mut Cursor<'_>, groups: &Groups) -> Result<Option<usize>, PatternError> {
    let start = cursor.at.saturating_sub(1);
    let rewound = *cursor;
    if matches!(cursor.peek(), Some('1'..='9')) {
        let number = cursor.number()?;
        if let Some(slot) = groups.slot(number) {
            return Ok(Some(slot));
        }
        if number <= 9 {
            return Err(fault::no_such_group(start, &number.to_string()));
        }
        // Two digits and more that are no group are an octal number.
        *cursor = rewound;
        return Ok(None);
    }
    let has_letter = cursor.eat("k");
    let close = match cursor.peek() {
        Some('<') => ">",
        Some('\'') => "'",
        Some(_) | None if has_letter => return Err(fault::name_reference(start)),
        Some(_) | None => return Ok(None),
    };
    cursor.next();
    if has_letter && cursor.peek().is_none() {
        return Err(fault::name_reference(start));
    }
    if matches!(cursor.peek(), Some('0'..='9')) {
        let number = cursor.number()?;
        if cursor.eat(close) {
            let slot = groups.slot(number);
            return slot.map(Some).ok_or_else(|| fault::no_such_group(start, &number.to_string()));
        }
    } else {
        let name = cursor.name();
        if !name.is_empty() && cursor.eat(close) {
            let slot = groups.slot_of_name(name);
            return slot.map(Some).ok_or_else(|| fault::no_such_group(start, name));
        }
    }
    if has_letter {
        return Err(fault::name_reference(start));
    }
    *cursor = rewound;
    Ok(None)
}
