//! `:set`: an attribute of the current user, whatever it has.

use attrmap::types::Value;

use super::super::answer::{Answer, Mistake, Outcome};
use super::super::came::shown;
use super::super::session::Session;
use super::{Command, Takes};
use crate::commands::settings;

pub(super) static SET: Command = Command {
    name: "set",
    arguments: "NAME=VALUE|null|\"\"",
    takes: Takes::Attribute,
    summary: "gives the current user a value, or none",
    help: "What is set stands in the place of what the current user has, whoever that is,\n\
           until `:unset`. What is counted over all users is as they were loaded. Such an\n\
           entry is never kept.\n\n  \
           :set mail=ana@contoso.com\n  \
           :set mail=null\n  \
           :set mail=\"\"\n  \
           :set proxyAddresses=[\"smtp:a@b\",\"smtp:c@d\"]",
    is_private: true,
    run,
};

fn run(session: &mut Session, rest: &str) -> Outcome {
    let (name, value) = setting(rest)?;
    let table = session.env().source_table();
    let known = table.find(&name).or_else(|| table.graph_alias(&name));
    let called = known.map_or_else(|| name.clone(), |known| known.name.clone());
    let text = format!("[{called}] = {}", shown(&value, false));
    session.settings.retain(|(set, _)| *set != called);
    session.settings.push((called, value));
    Ok(Answer::text(text))
}

/// A name and its value; quotes around a text are not of it.
pub(super) fn setting(text: &str) -> Result<(String, Value<'static>), Mistake> {
    let wrong = |why: String| {
        Mistake::new(why).help("`NAME=VALUE`, `NAME=null` for no value, `NAME=\"\"` for empty")
    };
    let (name, value) = settings::setting(text).map_err(wrong)?;
    let value = match value {
        Value::Text(text) => {
            let text = text.trim();
            let quoted = text.starts_with('"').then(|| serde_json::from_str::<String>(text).ok());
            Value::owned(quoted.flatten().unwrap_or_else(|| text.to_owned()))
        }
        value => value,
    };
    Ok((name, value))
}
