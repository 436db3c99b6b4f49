//! What the session says to an entry.
//!
//! Data goes to stdout, what is said about it to stderr, as in every command.

use attrmap::diagnostic::{Appearance, Diagnostic, Diagnostics, render};

use super::columns::wrapped;
use crate::system::console::{Trouble, printable_lines};

/// What is printed, and how it goes on.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// What was asked for.
    pub(crate) text: String,
    /// What is to be said about it.
    pub(crate) said: String,
    /// True where the entry could not be done: a script ends there.
    pub(crate) is_mistake: bool,
    /// What comes next.
    pub(crate) next: Next,
}

/// What comes after an answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Next {
    /// The next entry.
    #[default]
    Go,
    /// The end.
    Leave,
    /// The next entry, on a terminal with this to start from.
    Edit(String),
}

/// Why an entry could not be done.
#[derive(Debug)]
pub(crate) enum Mistake {
    /// A sentence, and what to do.
    Trouble(Trouble),
    /// At its place in what was typed, or in a file.
    Diagnostics(Diagnostics),
}

impl Answer {
    /// Something that was asked for; ends its line.
    pub(crate) fn text(text: impl Into<String>) -> Answer {
        let mut text = text.into();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Answer { text, ..Answer::default() }
    }

    /// The same with diagnostics before it: warnings, where it was done all the same.
    pub(crate) fn with(self, diagnostics: &Diagnostics, appearance: Appearance) -> Answer {
        let said = format!("{}{}", drawn(diagnostics.clone(), appearance), self.said);
        Answer { said, is_mistake: self.is_mistake || diagnostics.has_errors(), ..self }
    }

    /// The same with why it could not be done as a whole.
    pub(crate) fn with_trouble(self, trouble: &Trouble) -> Answer {
        Answer { said: format!("{}{}", self.said, trouble.told()), is_mistake: true, ..self }
    }

    /// The same with something worth knowing.
    pub(crate) fn with_warning(self, warning: &str) -> Answer {
        Answer { said: format!("{}warning: {}\n", self.said, printable_lines(warning)), ..self }
    }

    /// The same with everything worth knowing.
    pub(crate) fn with_warnings(self, warnings: &[String]) -> Answer {
        warnings.iter().fold(self, |answer, warning| answer.with_warning(warning))
    }
}

/// What a session is given as it begins, and by no entry.
const AT_THE_START: [&str; 3] = ["--parameter", "--service", "--default-domain"];

/// Diagnostics with help that can be typed as it stands: an option alone cannot.
fn drawn(diagnostics: Diagnostics, appearance: Appearance) -> String {
    let in_session = |diagnostic: Diagnostic| {
        let help = diagnostic.help.map(|help| {
            AT_THE_START.iter().fold(help, |help, option| {
                help.replace(&format!("`{option} "), &format!("`attrmap repl {option} "))
            })
        });
        Diagnostic { help, ..diagnostic }
    };
    render(&diagnostics.into_iter().map(in_session).collect(), appearance)
}

/// What matters less than what stands before it.
pub(crate) const FAINT: &str = "2";

/// A text in a colour, named by its number for terminals.
pub(crate) fn coloured(text: &str, colour: &str) -> String {
    format!("\u{1b}[{colour}m{text}\u{1b}[0m")
}

/// What matters less, where answers have colours.
pub(crate) fn faint(text: &str, appearance: Appearance) -> String {
    if appearance.is_coloured { coloured(text, FAINT) } else { text.to_owned() }
}

impl Mistake {
    /// A sentence alone.
    pub(crate) fn new(message: impl Into<String>) -> Mistake {
        Mistake::Trouble(Trouble::new(message))
    }

    /// The same with what to do.
    pub(crate) fn help(self, help: impl Into<String>) -> Mistake {
        match self {
            Mistake::Trouble(trouble) => Mistake::Trouble(trouble.help(help)),
            Mistake::Diagnostics(diagnostics) => Mistake::Diagnostics(diagnostics),
        }
    }

    /// As it is printed, on a terminal of so many columns.
    pub(crate) fn answer(self, appearance: Appearance, columns: Option<usize>) -> Answer {
        let said = match self {
            Mistake::Trouble(trouble) => wrapped(&trouble.told(), columns),
            Mistake::Diagnostics(diagnostics) => drawn(diagnostics, appearance),
        };
        Answer { said, is_mistake: true, ..Answer::default() }
    }
}

impl From<Trouble> for Mistake {
    fn from(trouble: Trouble) -> Mistake {
        Mistake::Trouble(trouble)
    }
}

impl From<Diagnostics> for Mistake {
    fn from(diagnostics: Diagnostics) -> Mistake {
        Mistake::Diagnostics(diagnostics)
    }
}

impl From<Diagnostic> for Mistake {
    fn from(diagnostic: Diagnostic) -> Mistake {
        Mistake::Diagnostics([diagnostic].into_iter().collect())
    }
}

impl FromIterator<Diagnostic> for Mistake {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Mistake {
        Mistake::Diagnostics(diagnostics.into_iter().collect())
    }
}
