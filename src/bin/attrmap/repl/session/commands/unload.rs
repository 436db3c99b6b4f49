//! `:unload`: what was loaded counts no longer.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::super::loading::Kind;
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
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(rest))
    else {
        let all = Kind::ALL.map(|kind| format!("`:unload {}`", kind.name()));
        return Err(Mistake::new("what is to be forgotten?").help(all.join(", ")));
    };
    match kind {
        Kind::Users => answer(kind, session.users.take().is_some()),
        Kind::Mapping => {
            session.guard_edits("`:unload mapping` again forgets it")?;
            // Nobody was asked.
            let lost = session.unsaved().filter(|_| !session.asks);
            let is_there = session.forget_mapping();
            Ok(answer(kind, is_there)?.with_warnings(lost.as_slice()))
        }
        Kind::Schema => {
            let is_there = session.schema.take().is_some();
            let diagnostics = session.compile_mapping_anew();
            session.find_target_again();
            Ok(answer(kind, is_there)?.with(&diagnostics, session.appearance))
        }
        Kind::Profile => answer(kind, session.profile.take().is_some()),
    }
}

fn answer(kind: Kind, is_there: bool) -> Result<Answer, Mistake> {
    let are = if kind == Kind::Users { "are" } else { "is" };
    let text = format!("no {} {are} loaded", kind.name());
    if is_there { Ok(Answer::text(text)) } else { Err(Mistake::new(text)) }
}

fn complete(_: &Session, begun: &str) -> Completion {
    completion::fitting(Kind::ALL.map(Kind::name), begun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_all_that_can_be_loaded() {
        assert_eq!(UNLOAD.form, Kind::ALL.map(Kind::name).join("|"));
    }
}
