//! `:explain`: what a code in a message means, or what a function does.

use attrmap::diagnostic::suggest;
use attrmap::lint::RULES;
use attrmap::reference::stages;

use super::super::answer::{Answer, Mistake, Outcome};
use super::super::session::Session;
use super::{Command, Takes, doc};

pub(super) static EXPLAIN: Command = Command {
    name: "explain",
    arguments: "CODE",
    takes: Takes::Code,
    summary: "explains the code of a message, such as `eval::not-a-date`",
    help: "  :explain check::bare-word\n  :explain lint::nullable-required\n  :explain Join",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Outcome {
    let wanted = rest.to_ascii_lowercase();
    let codes: Vec<_> = codes().collect();
    if let Some((path, summary, explanation)) = codes.iter().find(|(path, ..)| *path == wanted) {
        return Ok(Answer::text(format!("{path}\n{summary}\n\n{explanation}")));
    }
    if attrmap::functions::find(rest).is_some() {
        return (doc::DOC.run)(session, rest);
    }
    let mistake = Mistake::new(format!("there is no code `{rest}`"));
    Err(match suggest::nearest(&wanted, codes.iter().map(|(path, ..)| *path)) {
        Some(near) => mistake.help(format!("did you mean `:explain {near}`?")),
        None => mistake.help("the code stands on top of a message, or behind it in brackets"),
    })
}

/// Every code: its path, what it says in a line, and its page.
fn codes() -> impl Iterator<Item = (&'static str, &'static str, String)> {
    let rules = RULES.iter().map(|rule| rule.code);
    let codes = stages().into_iter().flat_map(|stage| stage.codes.iter().copied()).chain(rules);
    codes.map(|code| (code.path, code.summary, code.explanation.to_owned()))
}

/// The codes that can be explained.
pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
    codes().map(|(path, ..)| path)
}
