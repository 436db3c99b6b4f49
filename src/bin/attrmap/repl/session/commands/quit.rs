//! `:quit`: the end.

use super::super::Session;
use super::super::answer::{Answer, Mistake, Next};
use super::super::argument::Argument;
use super::Command;

pub(crate) static QUIT: Command = Command {
    name: "quit",
    words: &["quit", "exit"],
    form: "",
    argument: Argument::Nothing,
    summary: "leaves, as Ctrl-D does",
    help: "  :quit",
    // Nobody wants it again.
    is_private: true,
    run,
};

fn run(session: &mut Session, _: &str) -> Result<Answer, Mistake> {
    session.guard_edits("`:quit` again leaves without")?;
    Ok(Answer { next: Next::Leave, ..Answer::default() })
}
