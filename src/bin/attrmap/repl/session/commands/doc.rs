//! `:doc`: the page of a function.

use attrmap::diagnostic::suggest;
use attrmap::functions::{self, FUNCTIONS};
use attrmap::reference::terminal_page;

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::columns::wrapped;
use super::super::completion;
use super::Command;

pub(super) static DOC: Command = Command {
    name: "doc",
    words: &[],
    form: "FUNCTION",
    argument: Argument::Other(completion::functions),
    summary: "shows what a function does",
    help: "  :doc Join",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let name = rest.trim_end_matches("()");
    if let Some(function) = functions::find(name) {
        return Ok(Answer::text(wrapped(&terminal_page(function), session.columns)));
    }
    if name.is_empty() {
        return Err(Mistake::new("which function?").help("`:doc Join`; `:functions` lists them"));
    }
    let mistake = Mistake::new(format!("there is no function `{name}`"));
    let names = FUNCTIONS.iter().map(|function| function.name);
    Err(match suggest::nearest(name, names) {
        Some(near) => mistake.help(format!("did you mean `:doc {near}`?")),
        None => mistake.help("`:functions` lists them"),
    })
}
