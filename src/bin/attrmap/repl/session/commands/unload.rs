//! `:unload`: what was loaded counts no longer.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::Command;

pub(super) static UNLOAD: Command = Command {
    name: "unload",
    words: &[],
    form: "users|mapping|schema|profile",
    argument: Argument::Other(complete),
    summary: "forgets what was loaded",
    help: "What else is loaded stays: a mapping without its schema is meant for the table\n\
           that it names.\n\n  \
           :unload profile",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let name = rest.to_ascii_lowercase();
    let is_there = match name.as_str() {
        "users" => session.users.take().is_some(),
        "mapping" => {
            session.guard_edits("`:unload mapping` again forgets it")?;
            // Nobody was asked.
            let lost = session.unsaved().filter(|_| !session.asks);
            let is_there = session.forget_mapping();
            return Ok(answer(&name, is_there)?.with_warnings(lost.as_slice()));
        }
        "schema" => {
            let is_there = session.schema.take().is_some();
            let diagnostics = session.compile_mapping_anew();
            session.find_target_again();
            return Ok(answer(&name, is_there)?.with(&diagnostics, session.appearance));
        }
        "profile" => session.profile.take().is_some(),
        _ => {
            return Err(Mistake::new("what is to be forgotten?")
                .help("`:unload users`, `:unload mapping`, `:unload schema`, `:unload profile`"));
        }
    };
    answer(&name, is_there)
}

fn answer(name: &str, is_there: bool) -> Result<Answer, Mistake> {
    let are = if name == "users" { "are" } else { "is" };
    let text = format!("no {name} {are} loaded");
    if is_there { Ok(Answer::text(text)) } else { Err(Mistake::new(text)) }
}

fn complete(_: &Session, begun: &str) -> Completion {
    completion::fitting(["users", "mapping", "schema", "profile"], begun)
}
