//! The tokens of a date's text: digits, words of the invariant culture, marks.
//!
//! White space between tokens is skipped; what must stand close together is asked for with the
//! `take_` functions. Absent on purpose: what the tokens mean together.

use jiff::civil::Weekday;

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'t> {
    /// ASCII digits, at least one.
    Number(&'t str),
    /// A month's name, from 1.
    Month(i8),
    /// A day's name.
    Weekday(Weekday),
    /// `AM` or `PM`.
    Half(Half),
    /// `Z`: UTC.
    Zulu,
    /// `GMT`: UTC.
    Gmt,
    /// `T`, which parts date and time in ISO 8601.
    TimeFollows,
    /// Any other character that is no letter.
    Mark(char),
    /// Any other word.
    Unknown,
    /// Nothing is left.
    End,
}

/// A half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// From midnight on.
    Am,
    /// From noon on.
    Pm,
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

/// A text, token by token.
#[derive(Debug, Clone)]
pub struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    /// The tokens of a text.
    pub fn of(text: &'t str) -> Tokens<'t> {
        Tokens { rest: text.trim_start() }
    }

    /// The next token, without taking it.
    pub fn peek(&self) -> Token<'t> {
        self.clone().next()
    }

    /// Takes the next token.
    pub fn next(&mut self) -> Token<'t> {
        self.rest = self.rest.trim_start();
        let Some(first) = self.rest.chars().next() else { return Token::End };
        if first.is_ascii_digit() {
            Token::Number(self.take_digits())
        } else if first.is_alphabetic() {
            word(self.take_while(char::is_alphabetic))
        } else {
            self.rest = self.rest.strip_prefix(first).unwrap_or("");
            Token::Mark(first)
        }
    }

    /// Passes over the next token.
    pub fn skip(&mut self) {
        self.next();
    }

    /// Passes over this mark, where it is next; tells whether it was.
    pub fn skip_mark(&mut self, mark: char) -> bool {
        let is_next = self.peek() == Token::Mark(mark);
        if is_next {
            self.skip();
        }
        is_next
    }

    /// Takes the digits that follow at once; none is the empty text.
    pub fn take_digits(&mut self) -> &'t str {
        self.take_while(|character| character.is_ascii_digit())
    }

    /// Takes a colon that follows at once; tells whether there was one.
    pub fn take_colon(&mut self) -> bool {
        let behind = self.rest.strip_prefix(':');
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    /// Takes a point and the digits behind it, where both follow at once; the digits.
    pub fn take_fraction(&mut self) -> &'t str {
        match self.rest.strip_prefix('.') {
            Some(behind) if behind.starts_with(|first: char| first.is_ascii_digit()) => {
                self.rest = behind;
                self.take_digits()
            }
            Some(_) | None => "",
        }
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|character| !belongs(character)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

fn word(word: &str) -> Token<'static> {
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    // Every name can be shortened to its first three letters.
    let is_name = |name: &str| is(name) || name.get(..3).is_some_and(is);
    if let Some(month) = (1..).zip(MONTHS).find(|(_, name)| is_name(name)) {
        return Token::Month(month.0);
    }
    if let Some((_, weekday)) = WEEKDAYS.into_iter().find(|(name, _)| is_name(name)) {
        return Token::Weekday(weekday);
    }
    let others = [
        ("AM", Token::Half(Half::Am)),
        ("PM", Token::Half(Half::Pm)),
        ("Z", Token::Zulu),
        ("GMT", Token::Gmt),
        ("T", Token::TimeFollows),
    ];
    others.into_iter().find(|(name, _)| is(name)).map_or(Token::Unknown, |(_, token)| token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_words_and_marks_are_told_apart() {
        let mut tokens = Tokens::of(" Thu 10JAN,2013T4pm z\u{a0}GMT Sept é");
        let expected = [
            Token::Weekday(Weekday::Thursday),
            Token::Number("10"),
            Token::Month(1),
            Token::Mark(','),
            Token::Number("2013"),
            Token::TimeFollows,
            Token::Number("4"),
            Token::Half(Half::Pm),
            Token::Zulu,
            Token::Gmt,
            Token::Unknown,
            Token::Unknown,
            Token::End,
            Token::End,
        ];
        for token in expected {
            assert_eq!(tokens.next(), token);
        }
    }
}
