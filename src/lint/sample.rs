//! Samples of rules: mappings that fire and mappings that do not, as documentation that is run.

use serde_json::Value;

/// A mapping to avoid, or to prefer.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// What it shows: a sentence fragment.
    pub title: &'static str,
    /// What is written.
    pub written: Written,
    /// Users, one JSON object a line; empty for none.
    pub users: &'static str,
    /// The settings of `attrmap.toml`; empty for none.
    pub settings: &'static str,
    /// The texts that are underlined, in the order of the file; none where it is silent.
    pub underlines: &'static [&'static str],
}

/// How a sample is written.
#[derive(Debug, Clone, Copy)]
pub enum Written {
    /// Lines of `[map]` for Workplace, and tables behind it; what else a mapping needs is added.
    Map(&'static str),
    /// Members of an exported schema in place of those of a sound one, to whose lists they add.
    Members(Export, &'static str),
    /// A whole mapping file, of either format.
    File(&'static str),
}

/// A sound export that has these members in a sample.
#[derive(Debug, Clone, Copy)]
pub enum Export {
    /// Of an app that is described nowhere, whose users get a `Login`.
    Payroll,
    /// Of Workplace.
    Workplace,
    /// Of an app in no gallery, with its directory.
    OwnApp,
    /// Of users who are taken to another tenant.
    OtherTenant,
}

impl Sample {
    /// Lines of `[map]`.
    pub const fn map(
        title: &'static str,
        lines: &'static str,
        underlines: &'static [&'static str],
    ) -> Sample {
        Sample { title, written: Written::Map(lines), users: "", settings: "", underlines }
    }

    /// Members of an exported schema.
    pub const fn export(
        title: &'static str,
        export: Export,
        members: &'static str,
        underlines: &'static [&'static str],
    ) -> Sample {
        let written = Written::Members(export, members);
        Sample { title, written, users: "", settings: "", underlines }
    }

    /// A whole file.
    pub const fn file(
        title: &'static str,
        text: &'static str,
        underlines: &'static [&'static str],
    ) -> Sample {
        Sample { title, written: Written::File(text), users: "", settings: "", underlines }
    }

    /// The same, with users.
    pub const fn with_users(self, users: &'static str) -> Sample {
        Sample { users, ..self }
    }

    /// The same, with settings.
    pub const fn with_settings(self, settings: &'static str) -> Sample {
        Sample { settings, ..self }
    }

    /// The text that is shown.
    pub fn text(&self) -> &'static str {
        match self.written {
            Written::Map(text) | Written::Members(_, text) | Written::File(text) => text,
        }
    }

    /// The mapping file it stands for.
    pub fn mapping_file(&self) -> String {
        match self.written {
            Written::File(text) => text.to_owned(),
            Written::Map(lines) => completed(lines),
            Written::Members(export, members) => export.with(members),
        }
    }
}

/// A mapping in which no rule finds anything.
const SOUND: &str = include_str!("templates/sound.attrmap.toml");

/// The sound mapping with these lines in place of its own for the same targets.
fn completed(lines: &str) -> String {
    let target = |line: &str| line.split_once(" = ").map(|(target, _)| target.trim().to_owned());
    let given: Vec<String> = lines.lines().filter_map(target).collect();
    let is_kept = |line: &&str| target(line).is_none_or(|target| !given.contains(&target));
    let kept = SOUND.lines().filter(is_kept);
    let mut text: String = kept.flat_map(|line| [line, "\n"]).collect();
    text.push_str(lines);
    text.push('\n');
    text
}

impl Export {
    /// An exported schema in which no rule finds anything.
    fn sound(self) -> &'static str {
        match self {
            Export::Payroll => include_str!("templates/payroll.schema.json"),
            Export::Workplace => include_str!("templates/workplace.schema.json"),
            Export::OtherTenant => include_str!("templates/other-tenant.schema.json"),
            Export::OwnApp => include_str!("templates/own-app.schema.json"),
        }
    }

    /// The same with these members, each where the first of its name stands.
    fn with(self, members: &str) -> String {
        let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        let mut export = parse(self.sound());
        for (name, given) in given(members) {
            if let Some(there) = member(&mut export, &name) {
                put(there, given);
            }
        }
        format!("{export:#}")
    }
}

/// The members of a sample; none where they cannot be read, which a test rules out.
fn given(members: &str) -> serde_json::Map<String, Value> {
    serde_json::from_str(&format!("{{{members}}}")).unwrap_or_default()
}

/// The first member of that name, however deep.
fn member<'j>(json: &'j mut Value, name: &str) -> Option<&'j mut Value> {
    if json.get(name).is_some() {
        return json.get_mut(name);
    }
    match json {
        Value::Object(members) => members.values_mut().find_map(|it| member(it, name)),
        Value::Array(elements) => elements.iter_mut().find_map(|it| member(it, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Puts a value in place of another one. Elements go beside those of a list, but for the one that
/// is for the same target, or has the same name.
fn put(there: &mut Value, given: Value) {
    let (Value::Array(there), Value::Array(given)) = (&mut *there, &given) else {
        *there = given;
        return;
    };
    let key = |it: &Value| it.get("targetAttributeName").or_else(|| it.get("name")).cloned();
    for element in given {
        let wanted = key(element);
        match there.iter_mut().find(|it| wanted.is_some() && key(it) == wanted) {
            Some(same) => *same = element.clone(),
            None => there.push(element.clone()),
        }
    }
}

/// Users Ana and Ben, as lines of JSON, with these members besides.
macro_rules! two_users {
    ($ana:literal, $ben:literal) => {
        concat!(
            r#"{"id": "1", "userPrincipalName": "ana@contoso.com", "accountEnabled": true, "#,
            $ana,
            "}\n",
            r#"{"id": "2", "userPrincipalName": "ben@contoso.com", "accountEnabled": true, "#,
            $ben,
            "}\n"
        )
    };
}
pub(super) use two_users;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::RULES;

    /// A sample to prefer would be silent without its members as well.
    #[test]
    fn members_of_samples_are_placed() {
        for rule in RULES {
            for sample in rule.avoid.iter().chain(rule.prefer) {
                let Written::Members(export, members) = sample.written else { continue };
                let about = format!("{rule:?}: {}", sample.title);
                let given = given(members);
                assert!(!given.is_empty(), "{about}: these are no members of JSON");
                let mut sound: Value =
                    serde_json::from_str(export.sound()).expect("a template is JSON");
                for name in given.keys() {
                    assert!(member(&mut sound, name).is_some(), "{about}: no place for `{name}`");
                }
            }
        }
    }
}
