//! What Tab offers where the cursor stands: commands, functions, attributes, targets, files.
//!
//! In: an entry and a cursor. Out: [`Completion`]: where what is replaced begins, and what can
//! stand there.

use std::ops::Range;
use std::path::Path;

use attrmap::diagnostic::printable;
use attrmap::functions::FUNCTIONS;
use attrmap::reference::{self, LISTS};
use attrmap::syntax::{self, TokenKind};

use super::Session;
use super::commands::{self, COMMANDS, SIGN};

/// What can stand where something was begun.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Completion {
    /// Where it was begun.
    pub(crate) start: usize,
    /// In the order in which they are offered.
    pub(crate) candidates: Vec<Candidate>,
}

/// One thing that can stand there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// As it is offered.
    pub(crate) shown: String,
    /// As it is typed.
    pub(crate) text: String,
}

impl Candidate {
    fn plain(text: impl Into<String>) -> Candidate {
        let text = text.into();
        Candidate { shown: text.clone(), text }
    }
}

impl Completion {
    /// The same behind so much of what was typed.
    pub(crate) fn behind(self, length: usize) -> Completion {
        Completion { start: self.start + length, ..self }
    }
}

/// What can stand at the cursor.
pub(crate) fn complete(session: &Session, line: &str, cursor: usize) -> Completion {
    let (Some(before), Some(behind)) = (line.get(..cursor), line.get(cursor..)) else {
        return Completion::default();
    };
    let blank = before.len() - before.trim_start().len();
    if let Some(name) = before.trim_start().strip_prefix(SIGN)
        && !name.contains(char::is_whitespace)
    {
        let found = commands::beginning(name).into_iter();
        let names = found.map(|command| Candidate::plain(format!("{SIGN}{} ", command.name)));
        return Completion { start: blank, candidates: names.collect() };
    }
    let is_here = |range: &Range<usize>| range.end == before.len();
    if let Some(range) = commands::expressions(session, before).into_iter().find(is_here) {
        return expression(session, before, range.start, behind);
    }
    let Some((command, start)) = commands::begun(before) else { return Completion::default() };
    let begun = before.get(start..).unwrap_or_default();
    command.argument.complete(session, begun).behind(start)
}

/// The names that begin so, in any case; without any, those that hold it somewhere.
pub(crate) fn fitting(names: impl IntoIterator<Item = impl AsRef<str>>, begun: &str) -> Completion {
    let names: Vec<_> = names.into_iter().filter(|name| is_typed(name.as_ref())).collect();
    let begun = begun.to_lowercase();
    let fits = |test: &dyn Fn(&str) -> bool| -> Vec<Candidate> {
        let names = names.iter().map(AsRef::as_ref);
        names.filter(|name| test(&name.to_lowercase())).map(Candidate::plain).collect()
    };
    let beginning = fits(&|name| name.starts_with(&begun));
    let holding = || fits(&|name| name.contains(&begun));
    let candidates = if beginning.is_empty() { holding() } else { beginning };
    Completion { start: 0, candidates }
}

/// True for a name that can be typed: nothing in it that the terminal would obey.
fn is_typed(name: &str) -> bool {
    printable(name) == name
}

/// Functions.
pub(crate) fn functions(_: &Session, begun: &str) -> Completion {
    fitting(FUNCTIONS.iter().map(|function| function.name), begun)
}

/// Commands.
pub(crate) fn commands(_: &Session, begun: &str) -> Completion {
    fitting(COMMANDS.iter().map(|command| command.name), begun)
}

/// Everything that can be explained, by the names of its lists too.
pub(crate) fn topics(_: &Session, begun: &str) -> Completion {
    let names = reference::topics().into_iter().map(|topic| topic.name().to_owned());
    fitting(LISTS.into_iter().map(str::to_owned).chain(names), begun)
}

/// Files: the last part of a path, which may have a quote before it.
pub(crate) fn files(session: &Session, begun: &str) -> Completion {
    if let Some(begun) = begun.strip_prefix('"') {
        return files(session, begun).behind(1);
    }
    let folder = begun.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    let (folder, begun) = begun.split_at_checked(folder).unwrap_or(("", begun));
    let place = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let names = session.outside.names_in(&session.outside.at_home(place)).into_iter();
    // Hidden files are for those who ask for them.
    let names =
        names.filter(|it| it.starts_with(begun) && it.starts_with('.') == begun.starts_with('.'));
    let candidates = names.filter(|it| is_typed(it)).map(Candidate::plain).collect();
    Completion { start: folder.len(), candidates }
}

/// What can stand in an expression that begins at `start` of the entry.
fn expression(session: &Session, before: &str, start: usize, behind: &str) -> Completion {
    let text = before.get(start..).unwrap_or_default();
    let last = syntax::tokens(text).pop();
    let begun = |kind: TokenKind| {
        let token = last.filter(|token| token.kind == kind)?;
        (token.span.range().end == text.len()).then(|| token.span.range().start)
    };
    if let Some(last) = last.filter(|token| !token.is_closed) {
        let bracket = last.span.range().start;
        if last.kind != TokenKind::Attribute {
            return Completion::default();
        }
        let name = text.get(bracket + 1..).unwrap_or_default();
        let closing = if behind.starts_with(']') { "" } else { "]" };
        let Completion { candidates, .. } = fitting(session.attributes(), name);
        let close = |it: Candidate| Candidate { text: format!("{}{closing}", it.text), ..it };
        return Completion {
            start: start + bracket + 1,
            candidates: candidates.into_iter().map(close).collect(),
        };
    }
    let word = begun(TokenKind::Word).unwrap_or(text.len());
    let name = text.get(word..).unwrap_or_default();
    let lower = name.to_lowercase();
    let opening = if behind.starts_with('(') { "" } else { "(" };
    let functions = FUNCTIONS.iter().filter(|it| it.name.to_lowercase().starts_with(&lower));
    let mut candidates: Vec<Candidate> = functions
        .map(|function| {
            let closing = if function.signature.params.is_empty() { ")" } else { "" };
            let closing = if opening.is_empty() { "" } else { closing };
            let text = format!("{}{opening}{closing}", function.name);
            Candidate { shown: function.name.to_owned(), text }
        })
        .collect();
    // Somebody who begins an attribute without its bracket gets it.
    if candidates.is_empty() {
        let names = session.attributes();
        let names = names.filter(|it| is_typed(it) && it.to_lowercase().starts_with(&lower));
        candidates.extend(names.map(|it| Candidate::plain(format!("[{it}]"))));
    }
    Completion { start: start + word, candidates }
}
