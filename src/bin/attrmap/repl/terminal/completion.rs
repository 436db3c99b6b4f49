//! What Tab offers where the cursor stands: commands, functions, attributes, targets, files.
//!
//! In: an entry and a cursor. Out: [`Completion`]: where what is replaced begins, and what can
//! stand there.

use std::path::Path;

use attrmap::diagnostic::printable;
use attrmap::functions::FUNCTIONS;
use attrmap::reference::{Explanation, LISTS, explain};
use attrmap::syntax::{self, TokenKind};

use super::highlight::expression_start;
use crate::repl::session::Session;
use crate::repl::session::commands::{self, COMMANDS, Takes};

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

/// What can stand at the cursor.
pub(crate) fn complete(session: &Session, line: &str, cursor: usize) -> Completion {
    let (Some(before), Some(behind)) = (line.get(..cursor), line.get(cursor..)) else {
        return Completion::default();
    };
    let blank = before.len() - before.trim_start().len();
    let Some(command) = before.trim_start().strip_prefix(commands::SIGN) else {
        return expression(session, before, 0, behind);
    };
    let Some((name, rest)) = command.split_once(char::is_whitespace) else {
        let found = commands::beginning(command);
        let text = |name: &str| Candidate::plain(format!("{}{name} ", commands::SIGN));
        return Completion {
            start: blank,
            candidates: found.into_iter().map(|command| text(command.name)).collect(),
        };
    };
    let Ok(command) = commands::find(name) else { return Completion::default() };
    let rest = rest.trim_start();
    let start = before.len() - rest.len();
    let of = |names: Vec<String>| Completion { start, candidates: fitting(names, rest) };
    match command.takes {
        Takes::Nothing | Takes::Other => Completion::default(),
        Takes::Expression => expression(session, before, expression_start(line), behind),
        Takes::Edit => {
            let targets = mapped_targets(session);
            let edited = targets.iter().find(|target| {
                let target: &str = target;
                rest.strip_prefix(target).is_some_and(|behind| behind.starts_with(' '))
            });
            match edited {
                Some(target) => expression(session, before, start + target.len(), behind),
                None => of(targets),
            }
        }
        Takes::Function => of(FUNCTIONS.iter().map(|it| it.name.to_owned()).collect()),
        Takes::Code => of(topics()),
        Takes::Command => of(COMMANDS.iter().map(|it| it.name.to_owned()).collect()),
        Takes::Target => of(session.table().map_or_else(Vec::new, |table| table.names())),
        Takes::Attribute => {
            // What stands behind the sign is a value.
            if rest.contains('=') { Completion::default() } else { of(attributes(session)) }
        }
        Takes::Setting => of(session.settings.iter().map(|(name, _)| name.clone()).collect()),
        Takes::OneOf(names) => of(names.iter().map(|name| (*name).to_owned()).collect()),
        Takes::User => match rest.split_once(' ') {
            None => of(["next", "prev", "find "].map(str::to_owned).to_vec()),
            Some((_, name)) if !name.contains('=') => {
                let start = before.len() - name.len();
                Completion { start, candidates: fitting(attributes(session), name) }
            }
            Some(_) => Completion::default(),
        },
        Takes::File => files(session, rest, start),
    }
}

/// Everything that can be explained, by the names of its lists too.
fn topics() -> Vec<String> {
    let topics = LISTS.iter().flat_map(|list| match explain(list) {
        Explanation::Pages(topics) | Explanation::List(topics) => topics,
        Explanation::Unknown(_) => Vec::new(),
    });
    let names = topics.map(|topic| topic.name());
    LISTS.into_iter().chain(names).map(str::to_owned).collect()
}

fn attributes(session: &Session) -> Vec<String> {
    session.attributes().map(str::to_owned).collect()
}

fn mapped_targets(session: &Session) -> Vec<String> {
    let mappings = session.mapping.iter().flat_map(|mapping| mapping.mappings());
    mappings.map(|mapping| mapping.target.value.clone()).collect()
}

/// True for a name that can be typed: nothing in it that the terminal would obey.
fn is_typed(name: &str) -> bool {
    printable(name) == name
}

/// The names that begin so, in any case; without any, those that hold it somewhere.
fn fitting(names: Vec<String>, begun: &str) -> Vec<Candidate> {
    let names: Vec<String> = names.into_iter().filter(|name| is_typed(name)).collect();
    let begun = begun.to_lowercase();
    let fits = |test: &dyn Fn(&str) -> bool| -> Vec<Candidate> {
        names.iter().filter(|name| test(&name.to_lowercase())).map(Candidate::plain).collect()
    };
    let beginning = fits(&|name| name.starts_with(&begun));
    if beginning.is_empty() { fits(&|name| name.contains(&begun)) } else { beginning }
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
        let candidates = fitting(attributes(session), name);
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
        let names = attributes(session).into_iter();
        let names = names.filter(|it| is_typed(it) && it.to_lowercase().starts_with(&lower));
        candidates.extend(names.map(|it| Candidate::plain(format!("[{it}]"))));
    }
    Completion { start: start + word, candidates }
}

/// Files: the last part of a path.
fn files(session: &Session, rest: &str, start: usize) -> Completion {
    let folder = rest.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    let (folder, begun) = rest.split_at_checked(folder).unwrap_or(("", rest));
    let place = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let names = session.outside.names_in(&session.outside.at_home(place)).into_iter();
    // Hidden files are for those who ask for them.
    let names =
        names.filter(|it| it.starts_with(begun) && it.starts_with('.') == begun.starts_with('.'));
    let candidates = names.filter(|it| is_typed(it)).map(Candidate::plain).collect();
    Completion { start: start + folder.len(), candidates }
}
