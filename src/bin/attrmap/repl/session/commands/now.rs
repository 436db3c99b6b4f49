//! `:now`: the clock of `Now()`.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::Command;
use crate::inputs::surroundings::instant;

pub(super) static NOW: Command = Command {
    name: "now",
    words: &[],
    form: "[TIME|system]",
    argument: Argument::Other(complete),
    summary: "shows or stops the clock of `Now()`",
    help: "The time is ISO 8601; `system` lets the clock run.\n\n  \
           :now 2025-07-30T12:00:00Z\n  \
           :now system",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    if rest.eq_ignore_ascii_case("system") {
        session.clock = None;
    } else if !rest.is_empty() {
        session.clock = Some(instant(rest).ok_or_else(|| {
            Mistake::new(format!("`{rest}` is no time"))
                .help("write it in ISO 8601: `:now 2025-07-30T12:00:00Z`")
        })?);
    }
    let runs = if session.clock.is_some() { "set" } else { "the system's clock" };
    Ok(Answer::text(format!("{} ({runs})", session.surroundings().now.iso_8601())))
}

fn complete(_: &Session, begun: &str) -> Completion {
    completion::fitting(["system"], begun)
}
