//! `:fmt`: an expression in its canonical form.

use attrmap::syntax::{self, Layout};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::Command;

pub(super) static FMT: Command = Command {
    name: "fmt",
    words: &[],
    form: "EXPRESSION",
    argument: Argument::Expression,
    summary: "prints it in its canonical form",
    help: "  :fmt coalesce([mail],[userPrincipalName])",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let layout = Layout::Lines { end: "\n" };
    let formatted = syntax::format(&session.source(rest), &session.names(), layout)?;
    Ok(Answer::text(formatted))
}
