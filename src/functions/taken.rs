//! The values that are taken already, for `SelectUniqueValue`.
//!
//! In: the candidates that an evaluation ends with ([`Reason::Candidates`]). Out: the first that
//! nobody has. Who asks decides the order, which is why no evaluation asks by itself.

use std::borrow::Cow;
use std::collections::HashSet;

#[cfg(doc)]
use super::Reason;
use super::failure::{Failure, NOT_UNIQUE};
use crate::dotnet::{Culture, to_upper};
use crate::source::Span;

/// The values of one target attribute that are taken. Case does not count, as in a directory.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    keys: HashSet<Box<str>>,
}

impl Taken {
    /// None yet.
    pub fn new() -> Taken {
        Taken::default()
    }

    /// Takes a value; false where it was taken before.
    pub fn insert(&mut self, value: &str) -> bool {
        self.keys.insert(key(value))
    }

    /// True where somebody has the value.
    pub fn contains(&self, value: &str) -> bool {
        self.keys.contains(&key(value))
    }

    /// The first candidate that nobody has. It is not taken yet: the user may still be rejected.
    pub fn first_free(&self, candidates: &[String], span: Span) -> Result<String, Failure> {
        let free = candidates.iter().find(|candidate| !self.contains(candidate));
        free.cloned().ok_or_else(|| Failure {
            code: &NOT_UNIQUE,
            message: "every rule gives a value that is taken".to_owned(),
            value: Some(candidates.join(", ")),
            span,
        })
    }
}

impl<'v> FromIterator<&'v str> for Taken {
    fn from_iter<I: IntoIterator<Item = &'v str>>(values: I) -> Taken {
        Taken { keys: values.into_iter().map(key).collect() }
    }
}

fn key(value: &str) -> Box<str> {
    to_upper(Cow::Borrowed(value), Culture::Invariant).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_free_candidate_is_chosen_whatever_the_case() {
        let mut taken: Taken = ["John.Smith@contoso.com", "Éva"].into_iter().collect();
        let first = |taken: &Taken, texts: &[&str]| {
            let candidates: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            taken.first_free(&candidates, Span::new(0, 1)).map_err(|failure| failure.code)
        };
        assert_eq!(
            first(&taken, &["john.smith@contoso.com", "éva", "J.Smith@contoso.com"]),
            Ok("J.Smith@contoso.com".to_owned())
        );
        assert!(taken.insert("j.smith@CONTOSO.com"));
        assert!(!taken.insert("J.Smith@contoso.com"));
        assert_eq!(first(&taken, &["J.Smith@contoso.com"]), Err(&NOT_UNIQUE));
        assert_eq!(first(&taken, &[]), Err(&NOT_UNIQUE));
    }
}
