//! `:show`: the current user, attribute by attribute, as expressions see it.

use std::collections::BTreeMap;

use attrmap::diagnostic::printable;
use attrmap::types::Value;

use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::columns::{padded, width, wrapped};
use super::super::outcome::shown;
use super::super::{Session, current_user};
use super::Command;

pub(super) static SHOW: Command = Command {
    name: "show",
    words: &[],
    form: "",
    argument: Argument::Nothing,
    summary: "shows the current user as expressions see it",
    help: "Attributes have the names that mappings call them by. What is null stands\n\
           together at the end.\n\n  \
           :show",
    is_private: false,
    run,
};

/// Where lines of names are broken.
const WIDTH: usize = 96;

fn run(session: &mut Session, _: &str) -> Result<Answer, Mistake> {
    let mut text = format!("{}\n", current_user::line(session));
    let values = values(session)?;
    let column = values.keys().map(|name| width(name) + 2).max().unwrap_or(0);
    let mut nulls = Vec::new();
    for (name, value) in &values {
        let is_set = session.settings.iter().any(|(set, _)| set.eq_ignore_ascii_case(name));
        let mark = if is_set { "  (set)" } else { "" };
        match value {
            Held::Null if !is_set => nulls.push(format!("[{}]", printable(name))),
            Held::Null => line(&mut text, name, column, "null", mark),
            Held::Value(value) => line(&mut text, name, column, value, mark),
            Held::Refused => line(&mut text, name, column, "cannot be read", mark),
        }
    }
    if !nulls.is_empty() {
        let columns = session.columns.unwrap_or(WIDTH).min(WIDTH);
        let line = format!("  null:  {}", nulls.join(" "));
        text.push_str(&wrapped(&line, Some(columns)));
    }
    Ok(Answer::text(text))
}

/// What the user has of an attribute.
enum Held {
    Null,
    Value(String),
    Refused,
}

fn line(text: &mut String, name: &str, column: usize, value: &str, mark: &str) {
    let name = format!("[{}]", printable(name));
    text.push_str(&format!("  {}  {value}{mark}\n", padded(&name, column)));
}

fn values(session: &Session) -> Result<BTreeMap<String, Held>, Mistake> {
    session.with_all_of_current(|names, record, refused| {
        let held = |slot: usize, value: &Value<'_>| match value {
            _ if refused.contains(&slot) => Held::Refused,
            Value::Null => Held::Null,
            value => Held::Value(shown(value, false)),
        };
        let values = names.iter().zip(record.slots()).enumerate();
        values.map(|(slot, (name, value))| (name.clone(), held(slot, value))).collect()
    })
}
