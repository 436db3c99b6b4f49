//! Texts in other quotes than the language's: curly ones, single ones, pairs that do not match.
//!
//! In: a text and where such a quote opens one. Out: where that text ends, as a person would see
//! it, and what it says. A quote ends a text where the argument ends behind it, so that an
//! apostrophe inside does not.
//!
//! Absent on purpose: words for people.

use std::collections::BTreeMap;

use crate::source::Span;

/// True for a quote that is not straight: curly ones and those of other languages.
pub(crate) fn is_other_quote(char: char) -> bool {
    is_other_double_quote(char) || matches!(char, '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´')
}

/// True for a double quote that is not straight.
pub(crate) fn is_other_double_quote(char: char) -> bool {
    matches!(char, '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂')
}

/// True for a quote that is not the language's.
pub(super) fn is_wrong_quote(char: char) -> bool {
    char == '\'' || is_other_quote(char)
}

/// A text whose quotes are not those of the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrongText {
    /// All of it, with its quotes.
    pub(super) span: Span,
    /// What stands between them.
    pub(super) content: String,
    /// The wrong quote that opens it, or the only one that is wrong.
    pub(super) quote: char,
    /// Where what is wrong stands: both quotes and the text, or the quote that is wrong.
    pub(super) wrong: Span,
    /// True where no quote closes it.
    pub(super) is_open: bool,
}

/// Finds texts in wrong quotes.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    /// By opening quote: up to where nothing closes a text that one opens. Looking again from each
    /// of them would take time that grows with the square of the text.
    nothing_before: BTreeMap<char, usize>,
}

impl Quotes {
    /// The text that the wrong quote at `at` opens; nothing where it opens none.
    pub(super) fn opened(&mut self, text: &str, at: usize) -> Option<WrongText> {
        let opener = text.get(at..)?.chars().next()?;
        let before = text.get(..at)?.chars().next_back();
        // An apostrophe behind a word, or what is left of a text behind its end.
        if before.is_some_and(|char| char.is_alphanumeric() || matches!(char, ']' | ')' | '"')) {
            return None;
        }
        let start = at + opener.len_utf8();
        let (end, closer) = match self.closer(text, start, opener) {
            Some((end, closer)) => (end, Some(closer)),
            None => (end_of_argument(text, start), None),
        };
        let behind = end + closer.map_or(0, char::len_utf8);
        // One character alone is no text.
        if behind < at + 2 {
            return None;
        }
        let span = Span::new(at, behind);
        let content = text.get(start..end)?;
        let is_pair = closer.is_some_and(is_wrong_quote);
        Some(WrongText {
            span,
            // Other languages double a quote inside a text.
            content: if opener == '\'' { content.replace("''", "'") } else { content.to_owned() },
            quote: opener,
            wrong: if is_pair { span } else { Span::new(at, start) },
            is_open: closer.is_none(),
        })
    }

    fn closer(&mut self, text: &str, start: usize, opener: char) -> Option<(usize, char)> {
        if self.nothing_before.get(&opener).is_some_and(|end| start < *end) {
            return None;
        }
        let rest = text.get(start..)?;
        let line = rest.split('\n').next().unwrap_or(rest);
        let is_closer = |(at, char): &(usize, char)| {
            let behind = rest.get(at + char.len_utf8()..).unwrap_or_default();
            let is_quote = *char == '"' || is_wrong_quote(*char);
            is_quote && (ends_argument(behind) || (is_partner(opener, *char) && ends_word(behind)))
        };
        let found = line.char_indices().find(is_closer);
        if found.is_none() {
            self.nothing_before.insert(opener, start + line.len());
        }
        found.map(|(at, char)| (start + at, char))
    }
}

/// The text that a straight quote at `at` opens and a wrong one closes; nothing where a straight
/// one does, or none.
pub(super) fn closed_wrong(text: &str, at: usize) -> Option<WrongText> {
    let rest = text.get(at + 1..)?;
    let (end, quote) = rest.char_indices().find(|(at, char)| {
        let behind = rest.get(at + char.len_utf8()..).unwrap_or_default();
        *char == '"' || (is_wrong_quote(*char) && ends_argument(behind))
    })?;
    let (end, behind) = (at + 1 + end, at + 1 + end + quote.len_utf8());
    (quote != '"').then(|| WrongText {
        span: Span::new(at, behind),
        content: text.get(at + 1..end).unwrap_or_default().to_owned(),
        quote,
        wrong: Span::new(end, behind),
        is_open: false,
    })
}

/// True where an argument ends, or an operator or the end of the text follows.
fn ends_argument(behind: &str) -> bool {
    let next = behind.trim_start_matches([' ', '\t', '\r', '\n']).chars().next();
    next.is_none_or(|next| matches!(next, ',' | ')' | '=' | '<' | '>' | '&' | '+' | '|' | '!'))
}

/// True where no word goes on.
fn ends_word(behind: &str) -> bool {
    !behind.starts_with(|next: char| next.is_alphanumeric() || next == '"' || is_wrong_quote(next))
}

/// True for the quote that belongs to the other in some language.
fn is_partner(opener: char, closer: char) -> bool {
    match opener {
        '“' | '”' | '„' | '‟' => matches!(closer, '“' | '”' | '‟'),
        '‘' | '’' | '‚' | '‛' => matches!(closer, '‘' | '’' | '‛'),
        '«' => closer == '»',
        '»' => closer == '«',
        '‹' => closer == '›',
        '›' => closer == '‹',
        '`' => matches!(closer, '`' | '´' | '\''),
        other => closer == other,
    }
}

fn end_of_argument(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let argument = rest.split([',', ')', '\n']).next().unwrap_or(rest);
    start + argument.trim_end().len()
}
