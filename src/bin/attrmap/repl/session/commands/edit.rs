//! `:edit`: another expression for a target of the loaded mapping.

use attrmap::diagnostic::{Diagnostics, printable};
use attrmap::plan::find_target;

use super::super::Session;
use super::super::answer::{Answer, Mistake, Next, Outcome};
use super::super::evaluation::Compiled;
use super::super::mapped::{Mapped, expression_of};
use super::diff::Differing;
use super::{Command, SIGN, Takes, payload};
use crate::system::console::printable_lines;

pub(super) static EDIT: Command = Command {
    name: "edit",
    arguments: "TARGET [EXPRESSION]",
    takes: Takes::Edit,
    summary: "changes an expression of the loaded mapping",
    help: "With the target alone, a terminal gives its expression to be edited. Everything\n\
           else in the file stays as it is, the loaded users who get another value are\n\
           shown, and `:save` writes the file.\n\n  \
           :edit displayName\n  \
           :edit displayName Join(\" \", [givenName], [surname])",
    is_private: false,
    run,
};

/// The most users that are shown.
const MOST: usize = 5;

fn run(session: &mut Session, rest: &str) -> Outcome {
    let mapped = session.mapped.as_ref().ok_or_else(payload::no_mapping)?;
    let (name, expression) = split(mapped, rest);
    if name.is_empty() {
        return Err(
            Mistake::new("which target?").help("`:edit displayName`; Tab lists what is mapped")
        );
    }
    let mapping = mapped.demand(name)?;
    let target = mapping.target.value.clone();
    let present = expression_of(mapping).map_or("", |text| text.text()).to_owned();
    if expression.is_empty() {
        let answer = Answer::text(printable_lines(&present));
        let lines = present.trim().replace("\r\n", "\n");
        let entry = format!("{SIGN}{} {target} {lines}", EDIT.name);
        // The line editor would send to the terminal what is in it.
        let is_typed = printable_lines(&entry) == entry;
        let next = if is_typed { Next::Edit(entry) } else { Next::Go };
        return Ok(Answer { next, ..answer });
    }
    let (before, after) =
        (compile(session, &target, &present), compile(session, &target, expression)?);
    let bytes = mapped.edited(&target, expression, session.names())?;
    let anew = mapped.with_bytes(bytes, &session.reading())?;
    let known = mapped.diagnostics.clone();
    let mut text = format!("{} = {}\n", printable(&target), printable_lines(expression));
    let mut warnings = Vec::new();
    if let (Ok(before), true) = (before, session.people.is_some()) {
        let differing = Differing::of(session, &before, &after)?;
        text.push_str(&differing.page(MOST));
        warnings = differing.warnings;
    }
    let said = session.map(anew);
    let answer = Answer::text(text).with_warnings(&warnings);
    Ok(answer.with(&new_among(said, &known), session.appearance))
}

/// The target and the expression behind it. A target can have blanks in its brackets.
pub(crate) fn split<'r>(mapped: &Mapped, rest: &'r str) -> (&'r str, &'r str) {
    let names = mapped.mappings().iter().map(|mapping| mapping.target.value.as_str());
    let known = names
        .filter(|name| {
            let begins = rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
            let behind = rest.get(name.len()..).and_then(|behind| behind.chars().next());
            begins && behind.is_none_or(char::is_whitespace)
        })
        .max_by_key(|name| name.len());
    let end = match known {
        Some(name) => name.len(),
        None => end_of_path(rest),
    };
    let (name, expression) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let expression = expression.trim();
    // As it stands in a file.
    (name, expression.strip_prefix("= ").unwrap_or(expression).trim())
}

/// Where a path ends: at the first blank that is in none of its brackets.
fn end_of_path(text: &str) -> usize {
    let mut is_inside = false;
    let is_end = |(_, letter): &(usize, char)| {
        match letter {
            '[' => is_inside = true,
            ']' => is_inside = false,
            _ => {}
        }
        !is_inside && letter.is_whitespace()
    };
    text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at)
}

/// An expression for a target of the mapping.
fn compile(session: &Session, target: &str, expression: &str) -> Result<Compiled, Mistake> {
    let found = session.table().map(|table| {
        let name = session.source(target);
        find_target(&name, name.whole(), target, table)
    });
    session.compile_for(expression, found.and_then(Result::ok).as_ref())
}

/// What is said now and was not before.
fn new_among(said: Diagnostics, known: &Diagnostics) -> Diagnostics {
    let is_new = |code: &str, message: &str| {
        !known.iter().any(|it| it.code.path == code && it.message == message)
    };
    said.into_iter().filter(|it| is_new(it.code.path, &it.message)).collect()
}
