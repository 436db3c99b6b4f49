//! `:set`: an attribute of the current user, whatever it has.

use attrmap::diagnostic::{printable, suggest};
use attrmap::types::Value;

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::outcome::shown;
use super::{Command, Takes};
use crate::inputs::settings;

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

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let (name, value) = setting(rest)?;
    let known = session.env().source_table().find_by_any_name(&name);
    let called = known.map_or_else(|| name.clone(), |known| known.name.clone());
    let text = format!("[{}] = {}", printable(&called), shown(&value, false));
    let is_known = session.attributes().any(|known| known.eq_ignore_ascii_case(&called));
    let near = suggest::nearest(&called, session.attributes()).map(str::to_owned);
    session.settings.retain(|(set, _)| !set.eq_ignore_ascii_case(&called));
    let answer = Answer::text(text);
    let answer = if is_known { answer } else { answer.with_warning(&unknown(&called, near)) };
    session.settings.push((called, value));
    Ok(answer)
}

/// What is said of an attribute that nobody knows: it may be one of the organisation's own.
fn unknown(name: &str, near: Option<String>) -> String {
    let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    format!("no table and no user has `{name}`{near}")
}

/// A name and its value; quotes around a text are not of it.
pub(crate) fn setting(text: &str) -> Result<(String, Value<'static>), Mistake> {
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
