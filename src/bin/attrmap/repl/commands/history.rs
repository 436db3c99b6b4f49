//! `:history`: the entries of this session that may be kept.

use super::super::answer::{Answer, Outcome};
use super::super::session::Session;
use super::{Command, Takes};

pub(super) static HISTORY: Command = Command {
    name: "history",
    arguments: "",
    takes: Takes::Nothing,
    summary: "lists what was typed, but for what holds values",
    help: "  :history",
    is_private: false,
    run,
};

fn run(session: &mut Session, _: &str) -> Outcome {
    Ok(Answer::text(session.history.join("\n")))
}
