//! `:show`: the current user, attribute by attribute, as expressions see it.

use std::collections::BTreeMap;

use attrmap::diagnostic::printable;
use attrmap::record::{Layout, Record};
use attrmap::types::Value;

use super::super::Session;
use super::super::answer::{Answer, Mistake, Outcome};
use super::super::came::shown;
use super::super::people::People;
use super::{Command, Takes, user};
use crate::inputs::users::unreadable;

pub(super) static SHOW: Command = Command {
    name: "show",
    arguments: "",
    takes: Takes::Nothing,
    summary: "shows the current user as expressions see it",
    help: "Attributes have the names that mappings call them by. What is null stands\n\
           together at the end.\n\n  \
           :show",
    is_private: false,
    run,
};

/// Where lines of names are broken.
const WIDTH: usize = 96;

fn run(session: &mut Session, _: &str) -> Outcome {
    let mut text = format!("{}\n", user::line(session));
    let values = values(session)?;
    let width = values.keys().map(|name| name.chars().count() + 2).max().unwrap_or(0);
    let mut nulls = Vec::new();
    for (name, value) in &values {
        let is_set = session.settings.iter().any(|(set, _)| set == name);
        let mark = if is_set { "  (set)" } else { "" };
        match value {
            Held::Null if !is_set => nulls.push(format!("[{}]", printable(name))),
            Held::Null => line(&mut text, name, width, "null", mark),
            Held::Value(value) => line(&mut text, name, width, value, mark),
            Held::Refused => line(&mut text, name, width, "cannot be read", mark),
        }
    }
    if !nulls.is_empty() {
        add_wrapped(&mut text, &nulls);
    }
    Ok(Answer::text(text))
}

/// What the user has of an attribute.
enum Held {
    Null,
    Value(String),
    Refused,
}

fn line(text: &mut String, name: &str, width: usize, value: &str, mark: &str) {
    let name = format!("[{}]", printable(name));
    text.push_str(&format!("  {name:width$}  {value}{mark}\n"));
}

fn add_wrapped(text: &mut String, nulls: &[String]) {
    let mut line = "  null:".to_owned();
    for name in nulls {
        if line.chars().count() + name.chars().count() >= WIDTH {
            text.push_str(&format!("{line}\n"));
            line = "       ".to_owned();
        }
        line.push_str(&format!(" {name}"));
    }
    text.push_str(&format!("{line}\n"));
}

/// What the users have, and what is derived from it.
fn names(session: &Session, people: &People) -> Vec<String> {
    let table = session.env().source_table();
    let is_derived = |name: &&str| table.find(name).is_some_and(|it| it.derivation.is_some());
    let is_new = |name: &&str| !people.names().iter().any(|known| known == name);
    let derived = table.names().filter(is_derived).filter(is_new).map(str::to_owned);
    people.names().iter().cloned().chain(derived).collect()
}

fn values(session: &Session) -> Result<BTreeMap<String, Held>, Mistake> {
    let mut values = BTreeMap::new();
    let hold = |value: &Value<'_>| match value {
        Value::Null => Held::Null,
        value => Held::Value(shown(value, false)),
    };
    if let Some((people, (chunk, _, user))) =
        session.people.as_ref().and_then(|people| Some((people, people.current_user()?)))
    {
        let names = names(session, people);
        let layout = Layout::new(session.env().source_table(), &names);
        let of_file = |fault| unreadable(&people.name, false, &fault);
        let reader = layout.reader(chunk).map_err(of_file)?;
        let mut refused = Vec::new();
        let record = user.and_then(|user| reader.read_apart(user, Record::new(), &mut refused));
        let record = record.map_err(super::super::evaluation::unreadable)?;
        for (slot, (name, value)) in names.iter().zip(record.slots()).enumerate() {
            let held = if refused.contains(&slot) { Held::Refused } else { hold(value) };
            values.insert(name.clone(), held);
        }
    }
    for (name, value) in &session.settings {
        values.insert(name.clone(), hold(value));
    }
    Ok(values)
}
