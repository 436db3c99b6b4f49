//! `:taken`: values that the target has already, which `SelectUniqueValue` gives to nobody.

use attrmap::diagnostic::counted;

use super::super::answer::{Answer, Outcome};
use super::super::session::Session;
use super::{Command, Takes, load};
use crate::files;

pub(super) static TAKEN: Command = Command {
    name: "taken",
    arguments: "[FILE|\"VALUE\"|none]",
    takes: Takes::File,
    summary: "says which values the target has already",
    help: "It is for `SelectUniqueValue`. A file has one value a line, or JSON: texts,\n\
           {\"target\": …, \"value\": …}, users as SCIM lists them, earlier payloads. A value\n\
           in quotes is taken for every target; `none` forgets them all.\n\n  \
           :taken existing.json\n  \
           :taken \"ana\"\n  \
           :taken none",
    is_private: true,
    run,
};

fn run(session: &mut Session, rest: &str) -> Outcome {
    if rest.eq_ignore_ascii_case("none") {
        session.taken.clear();
    } else if rest.starts_with('"') && serde_json::from_str::<String>(rest).is_ok() {
        session.taken.push(("values".to_owned(), rest.to_owned()));
    } else if !rest.is_empty() {
        let path = load::path(rest)?;
        let name = path.display().to_string();
        let text = files::text_of(&name, &session.outside.read(&path)?)?;
        session.taken.push((name, text));
    }
    Ok(Answer::text(match session.taken.as_slice() {
        [] => "nothing is taken".to_owned(),
        taken => {
            let values = taken.iter().filter(|(name, _)| name == "values").count();
            let mut parts: Vec<String> = taken
                .iter()
                .filter(|(name, _)| name != "values")
                .map(|(name, _)| format!("what is in `{name}`"))
                .collect();
            if values > 0 {
                parts.push(counted(values as u64, "value"));
            }
            format!("taken: {}", parts.join(", "))
        }
    }))
}
