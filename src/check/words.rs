//! The bare words of the language.

use super::typed::Ignored;

/// What a bare word means.
pub(super) enum Meaning {
    /// A text.
    Text(&'static str),
    /// The end of the flow, for the attribute or the user.
    Ignore(Ignored),
}

static WORDS: &[(&str, Meaning)] = &[
    ("False", Meaning::Text("False")),
    ("IgnoreAttributeFlow", Meaning::Ignore(Ignored::Attribute)),
    ("IgnoreObjectFlow", Meaning::Ignore(Ignored::Object)),
    ("True", Meaning::Text("True")),
];

/// The meaning of a word, ignoring case; nothing where it has none.
pub(super) fn meaning(word: &str) -> Option<&'static Meaning> {
    let found = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    found.map(|(_, meaning)| meaning)
}

/// All words.
pub(super) fn all<'a>() -> impl Iterator<Item = &'a str> {
    WORDS.iter().map(|(word, _)| *word)
}
