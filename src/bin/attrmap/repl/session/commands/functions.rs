//! `:functions`: the functions, or those that a pattern means.

use attrmap::functions;
use attrmap::reference::{search, terminal_list};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::columns::wrapped;
use super::super::completion;
use super::Command;

pub(super) static FUNCTIONS: Command = Command {
    name: "functions",
    words: &[],
    form: "[PATTERN]",
    argument: Argument::Other(completion::functions),
    summary: "lists functions: all, by name (`Is*`), by a word",
    help: "  :functions\n  :functions Is*\n  :functions fallback",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let found = if rest.is_empty() { functions::FUNCTIONS.to_vec() } else { search(rest) };
    if found.is_empty() {
        let message = format!("no function fits `{rest}`");
        return Err(Mistake::new(message).help("`:functions` lists all of them"));
    }
    Ok(Answer::text(wrapped(&terminal_list(&found), session.columns)))
}
