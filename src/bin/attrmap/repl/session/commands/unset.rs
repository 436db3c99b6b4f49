//! `:unset`: what was set is as it was loaded.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::{Command, Takes, user};

pub(super) static UNSET: Command = Command {
    name: "unset",
    arguments: "[NAME]",
    takes: Takes::Setting,
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
    Ok(Answer::text(user::line(session)))
}
