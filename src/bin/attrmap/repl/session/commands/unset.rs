//! `:unset`: what was set is as it was loaded.

use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::super::{Session, current_user};
use super::Command;

pub(super) static UNSET: Command = Command {
    name: "unset",
    words: &[],
    form: "[NAME]",
    argument: Argument::Other(complete),
    summary: "takes back what was set: one attribute, or all",
    help: "  :unset mail\n  :unset",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let before = session.settings.len();
    let name = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(rest);
    if name.is_empty() {
        session.settings.clear();
    } else {
        let known = session.env().source_table().find_by_any_name(name);
        let name = known.map_or(name, |known| known.name.as_str()).to_owned();
        session.settings.retain(|(set, _)| !set.eq_ignore_ascii_case(&name));
        if session.settings.len() == before {
            let message = format!("`{name}` is not set");
            return Err(Mistake::new(message).help("`:show` marks what is"));
        }
    }
    Ok(Answer::text(current_user::line(session)))
}

fn complete(session: &Session, begun: &str) -> Completion {
    completion::fitting(session.settings.iter().map(|(name, _)| name.as_str()), begun)
}
