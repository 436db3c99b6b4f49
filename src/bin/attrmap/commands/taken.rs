//! `--taken FILE`: values that the target has already, so that no user is given them.
//!
//! In: one value a line; or JSON, one after another, in a list, or in the list of a response of
//! SCIM or Graph: texts, `{"target": …, "value": …}`, users as SCIM writes them, payloads of an
//! earlier run among them. Out: the lists of what is taken, filled.

use std::path::{Path, PathBuf};

use attrmap::plan::TakenByTarget;
use clap::Args;
use serde_json::{Deserializer, Map, Value};

use crate::console::{Console, Trouble};
use crate::files;

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
        for warning in take(&name, &text, taken)? {
            console.warning(&warning);
        }
        Ok(())
    }
}

/// Takes the values of a text that was read from a file of that name; gives what was in vain.
pub(crate) fn take(
    name: &str,
    text: &str,
    taken: &mut TakenByTarget,
) -> Result<Vec<String>, Trouble> {
    let mut filling = Filling { taken, strangers: Vec::new(), users: 0, found: 0 };
    filling.text(text).map_err(|fault| {
        Trouble::new(format!("`{name}`: {fault}"))
            .help("write one value a line, or JSON: \"…\" or {\"target\": …, \"value\": …}")
    })?;
    let warnings = filling.warnings().into_iter();
    Ok(warnings.map(|warning| format!("`{name}`: {warning}")).collect())
}

struct Filling<'t> {
    taken: &'t mut TakenByTarget,
    /// Targets that get no unique values, each once.
    strangers: Vec<String>,
    users: u64,
    /// How many of the users have a value that counts.
    found: u64,
}

impl Filling<'_> {
    fn text(&mut self, text: &str) -> Result<(), String> {
        if !text.trim_start().starts_with(['[', '{', '"']) {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.for_each(|line| self.taken.insert_everywhere(line));
            return Ok(());
        }
        for value in Deserializer::from_str(text).into_iter::<Value>() {
            self.value(&value.map_err(|error| format!("this is no JSON: {error}"))?)?;
        }
        Ok(())
    }

    fn value(&mut self, value: &Value) -> Result<(), String> {
        match value {
            Value::String(text) => self.taken.insert_everywhere(text),
            Value::Number(number) => self.taken.insert_everywhere(&number.to_string()),
            Value::Array(values) => return values.iter().try_for_each(|value| self.value(value)),
            Value::Object(object) => return self.object(object, value),
            Value::Null | Value::Bool(_) => return Err(format!("`{value}` is no value to take")),
        }
        Ok(())
    }

    fn object(&mut self, object: &Map<String, Value>, whole: &Value) -> Result<(), String> {
        if let Some(list @ Value::Array(_)) = object.get("Resources").or(object.get("value")) {
            return self.value(list);
        }
        match (object.get("target"), object.get("value")) {
            (Some(Value::String(target)), Some(Value::String(value))) => {
                if !self.taken.insert(target, value) && !self.strangers.contains(target) {
                    self.strangers.push(target.clone());
                }
            }
            (Some(_), _) => return Err("`target` and `value` are texts".to_owned()),
            (None, _) => {
                self.users += 1;
                self.found += u64::from(self.taken.insert_user(whole));
            }
        }
        Ok(())
    }

    /// What was in vain.
    fn warnings(&self) -> Vec<String> {
        let targets: Vec<&str> = self.taken.targets().collect();
        let mut warnings = Vec::new();
        if targets == [""] && (self.users > 0 || !self.strangers.is_empty()) {
            return vec!["--target says which of these values count".to_owned()];
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
