//! `:explain`: the page of a code, a rule, a function, an error of the service.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::columns::wrapped;
use super::super::completion;
use super::Command;
use crate::views::pages::pages;

pub(super) static EXPLAIN: Command = Command {
    name: "explain",
    words: &[],
    form: "CODE",
    argument: Argument::Other(completion::topics),
    summary: "explains a code, a rule, an error of the service",
    help: "A function will do too, and a line of the provisioning log.\n\n  \
           :explain check::bare-word\n  \
           :explain nullable-required\n  \
           :explain 1789003\n  \
           :explain Missing Email field",
    is_private: true,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    if rest.is_empty() {
        return Err(Mistake::new("explain what?")
            .help("`:explain codes`, `:explain rules` and `:explain errors` are lists"));
    }
    Ok(Answer::text(wrapped(&pages(rest, ":explain")?, session.columns)))
}
