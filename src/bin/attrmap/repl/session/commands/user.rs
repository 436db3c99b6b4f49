//! `:user`: which of the loaded users is the current one.

use attrmap::diagnostic::suggest;
use attrmap::record::{Fault, Layout, RawUser, Record};
use attrmap::types::Value;

use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::super::{Session, current_user, setting};
use super::Command;
use crate::inputs::users::unreadable;

pub(super) static USER: Command = Command {
    name: "user",
    words: &[],
    form: "[N|next|prev|find NAME=VALUE]",
    argument: Argument::Other(complete),
    summary: "shows or chooses the current user",
    help: "N is the row: the line of NDJSON, else the number of the user. `find` goes to\n\
           the next user whose attribute has that value, in any case; `null` and `\"\"` are\n\
           values too. What is set stays set.\n\n  \
           :user 3\n  \
           :user next\n  \
           :user find department=Sales\n  \
           :user find mail=null",
    is_private: true,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    if rest.is_empty() {
        return Ok(Answer::text(current_user::line(session)));
    }
    let (word, behind) = super::split(rest);
    let is = |name: &str| name.starts_with(&word.to_ascii_lowercase());
    let current = session.users()?.current();
    if !behind.is_empty() && !is("find") {
        let message = format!("`{behind}` behind the user is not understood");
        return Err(Mistake::new(message).help("`:help user`"));
    }
    let position = match word.parse::<u64>() {
        Ok(row) => {
            let users = session.users()?;
            users
                .position_of(row)
                .ok_or_else(|| Mistake::new(format!("`{}` has no user in row {row}", users.name)))?
        }
        Err(_) if is("next") => current + 1,
        Err(_) if is("prev") => {
            current.checked_sub(1).ok_or_else(|| Mistake::new("this is the first user"))?
        }
        Err(_) if is("find") => find(session, behind)?,
        Err(_) => {
            return Err(Mistake::new(format!("`{word}` is no user"))
                .help("`:user 3`, `:user next`, `:user prev`, `:user find mail=null`"));
        }
    };
    if !session.users_mut()?.go_to(position) {
        return Err(Mistake::new("this is the last user"));
    }
    Ok(Answer::text(current_user::line(session)))
}

/// Words, and behind `find` an attribute; what stands behind its sign is a value.
fn complete(session: &Session, begun: &str) -> Completion {
    match begun.split_once(' ') {
        None => completion::fitting(["next", "prev", "find "], begun),
        Some((word, name)) => setting::complete(session, name).behind(word.len() + 1),
    }
}

/// The next user behind the current one whose attribute has that value, from the start again.
fn find(session: &Session, text: &str) -> Result<usize, Mistake> {
    let (name, wanted) = setting::setting(text)?;
    let users = session.users()?;
    if !session.knows_attribute(&name) {
        let mistake = Mistake::new(format!("no table and no user has `{name}`"));
        return Err(match suggest::nearest(&name, session.attributes()) {
            Some(near) => mistake.help(format!("did you mean `{near}`?")),
            None => mistake.help("Tab behind `:user find` lists attributes"),
        });
    }
    let layout = Layout::new(session.env().source_table(), std::slice::from_ref(&name));
    let found = users.each(&session.interrupt, |chunk| {
        let reader = match layout.reader(chunk) {
            Ok(reader) => reader,
            Err(fault) => return Ok(Err(fault)),
        };
        let is_it = |user: RawUser<'_>| {
            let record = reader.read(user, Record::new()).ok()?;
            record.slots().first().map(|value| is_same(value, &wanted))
        };
        let users = chunk.users().map(|(_, user)| user.ok().and_then(is_it).unwrap_or(false));
        Ok(Ok(users.collect::<Vec<bool>>()))
    })?;
    let found = found.into_iter().collect::<Result<Vec<_>, Fault>>();
    let found = found.map_err(|fault| unreadable(&users.name, false, &fault))?;
    let found: Vec<usize> = found
        .into_iter()
        .flatten()
        .enumerate()
        .filter(|(_, is_it)| *is_it)
        .map(|(position, _)| position)
        .collect();
    let next = found.iter().find(|position| **position > users.current()).or(found.first());
    next.copied().ok_or_else(|| Mistake::new(format!("no user has this value for `{name}`")))
}

/// True for the value, or for a list that it is in.
fn is_same(value: &Value<'_>, wanted: &Value<'_>) -> bool {
    match (value, wanted) {
        (Value::Null, Value::Null) => true,
        (Value::Null, _) | (_, Value::Null) => false,
        (Value::List(values), wanted) => values.iter().any(|value| is_same(value, wanted)),
        (value, wanted) => {
            let (value, wanted) = (value.to_text(), wanted.to_text());
            value
                .zip(wanted)
                .is_some_and(|(value, wanted)| value.to_lowercase() == wanted.to_lowercase())
        }
    }
}
