//! `:set`: an attribute of the current user, whatever it has.

use attrmap::diagnostic::{printable, suggest};

use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::outcome::shown;
use super::super::{Session, setting};
use super::Command;

pub(super) static SET: Command = Command {
    name: "set",
    words: &[],
    form: "NAME=VALUE|null|\"\"",
    argument: Argument::Other(setting::complete),
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
    let (name, value) = setting::setting(rest)?;
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
