//! `:edit`: another expression for a target of the loaded mapping.

use std::ops::Range;

use attrmap::diagnostic::{Diagnostic, Diagnostics, printable};
use attrmap::plan::find_target;
use attrmap::source::Span;

use super::super::Session;
use super::super::answer::{Answer, Mistake, Next};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::super::difference::Differing;
use super::super::evaluation::Compiled;
use super::super::loaded_mapping::{LoadedMapping, expression_of};
use super::{Command, SIGN};
use crate::system::console::printable_lines;

pub(super) static EDIT: Command = Command {
    name: "edit",
    words: &[],
    form: "TARGET [EXPRESSION]",
    argument: Argument::WithExpressions(expressions, complete),
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

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let loaded = session.mapping()?;
    let (name, expression) = split(loaded, rest);
    if name.is_empty() {
        return Err(
            Mistake::new("which target?").help("`:edit displayName`; Tab lists what is mapped")
        );
    }
    let mapping = loaded.demand(name)?;
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
    let bytes = loaded.edited(&target, expression, session.names())?;
    let anew = loaded.with_bytes(bytes, &session.reading())?;
    let before_edit = loaded.diagnostics.iter().map(|it| Said::of(it, loaded)).collect();
    let mut text = format!("{} = {}\n", printable(&target), printable_lines(expression));
    let mut warnings = Vec::new();
    if let (Ok(before), true) = (before, session.users.is_some()) {
        let differing = Differing::of(session, &before, &after)?;
        text.push_str(&differing.page(MOST, session.columns));
        warnings = differing.warnings;
    }
    let said = session.take_mapping(anew);
    let answer = Answer::text(text).with_warnings(&warnings);
    let said = match &session.mapping {
        Some(mapping) => news(said, before_edit, mapping, &target),
        None => said,
    };
    Ok(answer.with(&said, session.appearance))
}

/// The target and the expression behind it.
fn split<'r>(mapping: &LoadedMapping, rest: &'r str) -> (&'r str, &'r str) {
    let end = end_of_target(mapping, rest);
    let (name, expression) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let start = expression_start(expression);
    (name, expression.get(start..).unwrap_or_default().trim_end())
}

/// Where the expression begins in what stands behind a target: behind blanks, and the sign that
/// stands between the two in a file.
fn expression_start(behind: &str) -> usize {
    let expression = behind.trim_start();
    let expression = expression.strip_prefix("= ").unwrap_or(expression).trim_start();
    behind.len() - expression.len()
}

/// Where the target ends. It can have blanks in its brackets, and one of the mapping anywhere.
fn end_of_target(mapping: &LoadedMapping, rest: &str) -> usize {
    let names = mapping.mappings().iter().map(|mapping| mapping.target.value.as_str());
    let known = names
        .filter(|name| {
            let begins = rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
            let behind = rest.get(name.len()..).and_then(|behind| behind.chars().next());
            begins && behind.is_none_or(char::is_whitespace)
        })
        .map(str::len)
        .max();
    known.unwrap_or_else(|| end_of_path(rest))
}

/// Behind a blank behind a target of the mapping.
fn expressions(session: &Session, text: &str) -> Option<Vec<Range<usize>>> {
    let mapping = session.mapping.as_ref()?;
    let (target, behind) = text.split_at_checked(end_of_target(mapping, text))?;
    mapping.find(target)?;
    let start = target.len() + expression_start(behind);
    Some(if behind.is_empty() { Vec::new() } else { std::iter::once(start..text.len()).collect() })
}

/// The targets of the mapping.
fn complete(session: &Session, begun: &str) -> Completion {
    let mappings = session.mapping.iter().flat_map(|loaded| loaded.mappings());
    completion::fitting(mappings.map(|mapping| mapping.target.value.as_str()), begun)
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

/// What was said before, whatever the place: an edit moves what is behind it.
#[derive(PartialEq)]
struct Said {
    code: &'static str,
    message: String,
    /// The target of the mapping that it was said of.
    target: Option<String>,
}

impl Said {
    fn of(diagnostic: &Diagnostic, mapping: &LoadedMapping) -> Said {
        let mapping = mapping.mapping_of(diagnostic);
        Said {
            code: diagnostic.code.path,
            message: diagnostic.message.clone(),
            target: mapping.map(|mapping| mapping.target.value.clone()),
        }
    }
}

/// All that is said of the edited expression, and what of the rest was not said as often before.
fn news(
    said: Diagnostics,
    mut before: Vec<Said>,
    mapping: &LoadedMapping,
    target: &str,
) -> Diagnostics {
    let edited = mapping.find(target).and_then(expression_of);
    let edited = edited.map(|text| text.span_in_file(text.whole()));
    let mut is_news = |diagnostic: &Diagnostic| {
        let now = Said::of(diagnostic, mapping);
        let place = diagnostic.source.span_in_file(diagnostic.primary.span);
        let is_inside = |it: Span| it.start <= place.start && place.end <= it.end;
        if now.target.as_deref() == Some(target) && edited.is_some_and(is_inside) {
            return true;
        }
        let known = before.iter().position(|it| *it == now);
        known.map(|at| before.swap_remove(at)).is_none()
    };
    said.into_iter().filter(|it| is_news(it)).collect()
}
