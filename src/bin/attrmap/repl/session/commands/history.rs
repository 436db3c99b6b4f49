//! `:history`: the entries of this session that may be kept.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::Command;
use crate::system::console::printable_lines;

pub(super) static HISTORY: Command = Command {
    name: "history",
    words: &[],
    form: "",
    argument: Argument::Nothing,
    summary: "lists what was typed, but for what is a value",
    help: "What is only a text, a word or a number is not kept, nor what sets a value or\n\
           finds by one, nor a name that was not found. An expression is kept with the\n\
           texts in it, unless an attribute in it is nobody's, or a text is an address,\n\
           what is set, or what only a few of the loaded users have. Of a script nothing\n\
           is kept.\n\n  \
           :history",
    is_private: false,
    run,
};

fn run(session: &mut Session, _: &str) -> Result<Answer, Mistake> {
    Ok(Answer::text(printable_lines(&session.history.join("\n"))))
}
