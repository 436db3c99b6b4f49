//! `--taken FILE`: values that the target has already, so that no user is given them.
//!
//! In: one value a line; or JSON, one after another, in a list, or in the list of a response of
//! SCIM or Graph: texts, `{"target": …, "value": …}`, users as SCIM writes them, payloads of an
//! earlier run among them. A file may have lines of both kinds. Out: the lists of what is taken,
//! filled.

use std::path::{Path, PathBuf};

use attrmap::plan::TakenByTarget;
use clap::Args;
use serde_json::{Deserializer, Map, Value};

use super::no_json::no_json;
use crate::system::console::{Console, Trouble};
use crate::system::files;

/// The argument of the commands that give unique values.
#[derive(Debug, Clone, Args)]
pub(crate) struct TakenArguments {
    /// Values that the target has, which `SelectUniqueValue` then gives to nobody: one a line;
    /// or JSON: texts, {"target": …, "value": …}, users as SCIM lists them, earlier payloads.
    #[arg(long, value_name = "FILE")]
    taken: Option<PathBuf>,
}

impl TakenArguments {
    /// The file that is read.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.taken.as_deref()
    }

    /// Takes the values of the file.
    pub(crate) fn fill(&self, taken: &mut TakenByTarget, console: &Console) -> Result<(), Trouble> {
        let Some(path) = &self.taken else { return Ok(()) };
        let name = path.display().to_string();
        let text = files::read_text(path)?;
        if taken.targets().next().is_none() {
            console.warning("--taken: nothing calls `SelectUniqueValue`");
            return Ok(());
        }
        let mut filling = Filling::new(taken);
        each(&name, &text, &mut |value| filling.take(&value))?;
        for warning in filling.warnings("--target") {
            console.warning(&format!("`{name}`: {warning}"));
        }
        Ok(())
    }
}

/// Something that the target has.
#[derive(Debug)]
pub(crate) enum TakenValue {
    /// A value, of whichever target.
    Everywhere(String),
    /// A value of one target.
    Of {
        /// The target.
        target: String,
        /// Its value.
        value: String,
    },
    /// A user as SCIM writes it.
    User(Value),
}

/// Hands on what a text says that was read from a file of that name.
pub(crate) fn each(
    name: &str,
    text: &str,
    sink: &mut impl FnMut(TakenValue),
) -> Result<(), Trouble> {
    each_of_text(text, sink).map_err(|fault| {
        Trouble::new(format!("`{name}`: {fault}"))
            .help("write one value a line, or JSON: \"…\" or {\"target\": …, \"value\": …}")
    })
}

/// How JSON begins that is more than a word: all else is a plain value.
const JSON: [char; 3] = ['[', '{', '"'];

fn each_of_text(text: &str, sink: &mut impl FnMut(TakenValue)) -> Result<(), String> {
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let behind = if rest.starts_with(JSON) {
            json_in_front(text, rest, sink)?
        } else {
            let line = rest.lines().next().unwrap_or(rest);
            sink(TakenValue::Everywhere(line.trim_end().to_owned()));
            line.len()
        };
        rest = rest.get(behind..).unwrap_or_default().trim_start();
    }
    Ok(())
}

/// Hands on the JSON in front of the rest of a text, and says where it ends.
fn json_in_front(
    text: &str,
    rest: &str,
    sink: &mut impl FnMut(TakenValue),
) -> Result<usize, String> {
    let line = |rest: &str| {
        let before = text.get(..text.len() - rest.len()).unwrap_or(text);
        before.matches('\n').count() + 1
    };
    let mut values = Deserializer::from_str(rest).into_iter::<Value>();
    let value = values.next().unwrap_or(Ok(Value::Null));
    each_of_value(value.map_err(|error| no_json(&error, line(rest)))?, sink)
        .map_err(|fault| format!("{fault} (line {})", line(rest)))?;
    let end = values.byte_offset();
    let behind = rest.get(end..).unwrap_or_default();
    match behind.lines().next().unwrap_or_default().trim_start() {
        "" => Ok(end),
        more if more.starts_with(JSON) => Ok(end),
        _ => Err(format!("text stands behind JSON (line {})", line(behind))),
    }
}

fn each_of_value(value: Value, sink: &mut impl FnMut(TakenValue)) -> Result<(), String> {
    match value {
        Value::String(text) => sink(TakenValue::Everywhere(text)),
        Value::Number(number) => sink(TakenValue::Everywhere(number.to_string())),
        Value::Array(values) => {
            return values.into_iter().try_for_each(|value| each_of_value(value, sink));
        }
        Value::Object(object) => return each_of_object(object, sink),
        Value::Null | Value::Bool(_) => return Err(format!("`{value}` is no value to take")),
    }
    Ok(())
}

fn each_of_object(
    mut object: Map<String, Value>,
    sink: &mut impl FnMut(TakenValue),
) -> Result<(), String> {
    let list = ["Resources", "value"].into_iter().find(|key| object.contains_key(*key));
    if let Some(list @ Value::Array(_)) = list.and_then(|key| object.get_mut(key)) {
        return each_of_value(list.take(), sink);
    }
    match (object.get("target"), object.get("value")) {
        (Some(Value::String(target)), Some(Value::String(value))) => {
            sink(TakenValue::Of { target: target.clone(), value: value.clone() });
        }
        (Some(_), _) => return Err("`target` and `value` are texts".to_owned()),
        (None, Some(Value::String(value))) => sink(TakenValue::Everywhere(value.clone())),
        (None, _) => sink(TakenValue::User(Value::Object(object))),
    }
    Ok(())
}

/// Lists of what is taken, while they are filled.
pub(crate) struct Filling<'t> {
    taken: &'t mut TakenByTarget,
    /// Targets that get no unique values, each once.
    strangers: Vec<String>,
    users: u64,
    /// How many of the users have a value that counts.
    found: u64,
}

impl<'t> Filling<'t> {
    pub(crate) fn new(taken: &'t mut TakenByTarget) -> Filling<'t> {
        Filling { taken, strangers: Vec::new(), users: 0, found: 0 }
    }

    /// Takes a value.
    pub(crate) fn take(&mut self, value: &TakenValue) {
        match value {
            TakenValue::Everywhere(value) => self.taken.insert_everywhere(value),
            TakenValue::Of { target, value } => {
                if !self.taken.insert(target, value) && !self.strangers.contains(target) {
                    self.strangers.push(target.clone());
                }
            }
            TakenValue::User(user) => {
                self.users += 1;
                self.found += u64::from(self.taken.insert_user(user));
            }
        }
    }

    /// What was in vain; `by` is how somebody says which target is meant.
    pub(crate) fn warnings(&self, by: &str) -> Vec<String> {
        let targets: Vec<&str> = self.taken.targets().collect();
        let mut warnings = Vec::new();
        if targets == [""] && (self.users > 0 || !self.strangers.is_empty()) {
            return vec![format!("{by} says which of these values count")];
        }
        if !self.strangers.is_empty() {
            let strangers = self.strangers.join("`, `");
            warnings.push(format!("nothing gives unique values to `{strangers}`"));
        }
        if self.users > 0 && self.found == 0 {
            warnings.push(format!("no user has a value for `{}`", targets.join("`, `")));
        }
        warnings
    }
}
