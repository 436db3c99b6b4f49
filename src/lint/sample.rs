//! Samples of rules: mappings that fire and mappings that do not, as documentation that is run.

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
    /// The directories of an exported schema, whose users get a `Login` for Payroll.
    Directories(&'static str),
    /// A whole mapping file, of either format.
    File(&'static str),
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

    /// The directories of an exported schema.
    pub const fn directories(
        title: &'static str,
        members: &'static str,
        underlines: &'static [&'static str],
    ) -> Sample {
        let written = Written::Directories(members);
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
            Written::Map(text) | Written::Directories(text) | Written::File(text) => text,
        }
    }

    /// The mapping file it stands for.
    pub fn mapping_file(&self) -> String {
        match self.written {
            Written::File(text) => text.to_owned(),
            Written::Map(lines) => completed(lines),
            Written::Directories(text) => SOUND_SCHEMA.replacen(NO_DIRECTORIES, text, 1),
        }
    }
}

/// A mapping in which no rule finds anything.
const SOUND: &str = include_str!("templates/sound.attrmap.toml");

/// An exported schema in which no rule finds anything, once it has directories.
const SOUND_SCHEMA: &str = include_str!("templates/sound.schema.json");
/// Where they belong in it.
const NO_DIRECTORIES: &str = "\"directories\": []";

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
