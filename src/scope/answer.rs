//! The answer of a clause, a group or a whole filter.

use std::fmt;

/// Whether a user is let through, as far as it can be told.
///
/// The order is Kleene's: what must hold together is the least of its parts, and of alternatives
/// the greatest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Not let through.
    No,
    /// It cannot be told.
    Unknown,
    /// Let through.
    Yes,
}

impl Answer {
    /// All of these together. Stops asking at the first no.
    pub(super) fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
        let mut least = Answer::Yes;
        for answer in answers {
            least = least.min(answer);
            if least == Answer::No {
                break;
            }
        }
        least
    }

    /// One of these is enough. Stops asking at the first yes.
    pub(super) fn any(answers: impl IntoIterator<Item = Answer>) -> Answer {
        let mut greatest = Answer::No;
        for answer in answers {
            greatest = greatest.max(answer);
            if greatest == Answer::Yes {
                break;
            }
        }
        greatest
    }
}

impl From<bool> for Answer {
    fn from(is_true: bool) -> Answer {
        if is_true { Answer::Yes } else { Answer::No }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Answer::No => "false",
            Answer::Unknown => "unknown",
            Answer::Yes => "true",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Answer::{self, No, Unknown, Yes};

    #[test]
    fn what_is_unknown_counts_only_where_it_makes_the_difference() {
        for (answers, all, any) in [
            (&[][..], Yes, No),
            (&[Yes, Unknown], Unknown, Yes),
            (&[No, Unknown], No, Unknown),
            (&[Unknown, No], No, Unknown),
            (&[Unknown, Yes], Unknown, Yes),
            (&[Unknown], Unknown, Unknown),
            (&[Yes, No], No, Yes),
        ] {
            assert_eq!(Answer::all(answers.iter().copied()), all, "all of {answers:?}");
            assert_eq!(Answer::any(answers.iter().copied()), any, "one of {answers:?}");
        }
    }
}
