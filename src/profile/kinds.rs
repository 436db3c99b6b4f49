//! What all texts of an attribute are: integers, Booleans, dates, e-mail addresses.
//!
//! The first three are what a target of that type takes: the table in `types` decides.

use serde::{Deserialize, Serialize};

use crate::types::{boolean_from_text, date_time_from_text, integer_from_text};

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TextKind {
    /// What a Boolean target takes.
    Boolean,
    /// What an Integer target takes.
    Integer,
    /// What a DateTime target takes.
    DateTime,
    /// What looks like an e-mail address.
    EmailAddress,
}

impl TextKind {
    /// All of them.
    pub const ALL: [TextKind; 4] =
        [TextKind::Boolean, TextKind::Integer, TextKind::DateTime, TextKind::EmailAddress];

    /// What texts of that kind are, for people.
    pub fn words(self) -> &'static str {
        match self {
            TextKind::Boolean => "Booleans",
            TextKind::Integer => "integers",
            TextKind::DateTime => "dates",
            TextKind::EmailAddress => "e-mail addresses",
        }
    }

    /// True where the text is of that kind.
    pub fn fits(self, text: &str) -> bool {
        match self {
            TextKind::Boolean => boolean_from_text(text).is_some(),
            TextKind::Integer => integer_from_text(text).is_some(),
            TextKind::DateTime => date_time_from_text(text).is_some(),
            TextKind::EmailAddress => looks_like_email(text),
        }
    }
}

/// One `@`, something before it, and behind it at least two names with dots between.
fn looks_like_email(text: &str) -> bool {
    let is_odd = |it: char| it.is_whitespace() || it.is_control() || "<>(),;:\"[]\\".contains(it);
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty()
        && !text.contains(is_odd)
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// The kinds that every text so far is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextKinds {
    possible: u8,
    has_seen: bool,
}

impl Default for TextKinds {
    fn default() -> TextKinds {
        TextKinds { possible: u8::MAX, has_seen: false }
    }
}

impl TextKinds {
    /// Takes out the kinds that a text is not of.
    pub fn see(&mut self, text: &str) {
        self.has_seen = true;
        for kind in TextKind::ALL {
            // Most attributes are of no kind after a few users: nothing is left to ask.
            if self.possible & bit(kind) != 0 && !kind.fits(text) {
                self.possible &= !bit(kind);
            }
        }
    }

    /// The kinds that the texts of both are of.
    pub fn of_both(self, other: TextKinds) -> TextKinds {
        TextKinds {
            possible: self.possible & other.possible,
            has_seen: self.has_seen || other.has_seen,
        }
    }

    /// The kinds; none where there was no text.
    pub fn iter(self) -> impl Iterator<Item = TextKind> {
        let is_of = move |kind: &TextKind| self.has_seen && self.possible & bit(*kind) != 0;
        TextKind::ALL.into_iter().filter(is_of)
    }
}

fn bit(kind: TextKind) -> u8 {
    1 << kind as u8
}

#[cfg(test)]
mod tests {
    use super::TextKind::*;
    use super::*;

    #[test]
    fn a_kind_is_that_of_every_text() {
        let table: &[(&[&str], &[TextKind])] = &[
            (&[], &[]),
            (&["True", "false", " TRUE "], &[Boolean]),
            (&["True", "yes"], &[]),
            (&["1", "-7", "007"], &[Integer]),
            (&["1", "1.5"], &[]),
            (&["9223372036854775808"], &[]),
            (&["2020-03-16", "2020-03-16T07:00:00Z"], &[DateTime]),
            (&["2020-03-16", "16.3.2020"], &[]),
            (&["ana@contoso.com", "x.y+z@a.b.c"], &[EmailAddress]),
            (&["ana@contoso"], &[]),
            (&["ana@contoso.com "], &[]),
            (&["a@b@c.d"], &[]),
            (&["@contoso.com"], &[]),
            (&["ana@contoso..com"], &[]),
        ];
        for (texts, expected) in table {
            let mut kinds = TextKinds::default();
            texts.iter().for_each(|text| kinds.see(text));
            assert_eq!(kinds.iter().collect::<Vec<_>>(), *expected, "{texts:?}");
            let unseen = TextKinds::default().of_both(kinds);
            assert_eq!(unseen.iter().collect::<Vec<_>>(), *expected, "{texts:?} and nothing");
        }
    }
}
