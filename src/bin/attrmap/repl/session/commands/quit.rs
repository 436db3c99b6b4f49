//! `:quit`: the end.

use super::super::Session;
use super::super::answer::{Answer, Mistake, Next};
use super::{Command, Takes};

pub(super) static QUIT: Command = Command {
    name: "quit",
    arguments: "",
    takes: Takes::Nothing,
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
