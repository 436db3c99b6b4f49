//! `:taken`: values that the target has already, which `SelectUniqueValue` gives to nobody.

use attrmap::diagnostic::{counted, printable};

use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion;
use super::super::{Session, Taken};
use super::Command;
use crate::inputs::taken::{self, TakenValue};
use crate::system::files;

pub(super) static TAKEN: Command = Command {
    name: "taken",
    words: &[],
    form: "[FILE|\"VALUE\"|none]",
    argument: Argument::Other(completion::files),
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

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    if rest.eq_ignore_ascii_case("none") {
        session.taken.clear();
    } else if rest.starts_with('"')
        && let Ok(value) = serde_json::from_str::<String>(rest)
    {
        session.taken.push(Taken { file: None, values: vec![TakenValue::Everywhere(value)] });
    } else if !rest.is_empty() {
        let path = session.path(rest)?;
        let name = path.display().to_string();
        let text = files::text_of(&name, &session.outside.read(&path)?)?;
        let mut values = Vec::new();
        taken::each(&name, &text, &mut |value| values.push(value))?;
        if values.is_empty() {
            return Err(Mistake::new(format!("`{name}` has no values"))
                .help("write one value a line, or JSON"));
        }
        session.taken.push(Taken { file: Some(name), values });
    }
    Ok(Answer::text(line(&session.taken)))
}

/// What is taken, in a line.
fn line(taken: &[Taken]) -> String {
    if taken.is_empty() {
        return "nothing is taken".to_owned();
    }
    let files = taken.iter().filter_map(|taken| taken.file.as_deref());
    let mut parts: Vec<String> =
        files.map(|name| format!("what is in `{}`", printable(name))).collect();
    let values = taken.iter().filter(|taken| taken.file.is_none()).count();
    if values > 0 {
        parts.push(counted(values as u64, "value"));
    }
    format!("taken: {}", parts.join(", "))
}
