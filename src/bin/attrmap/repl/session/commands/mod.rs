//! THE LIST of commands: name, arguments, help and what each does, a file each.
//!
//! Help, completion, hints, what may be kept in the history and where an entry ends are read from
//! the entries.

mod ast;
mod count;
mod diff;
mod doc;
mod edit;
mod explain;
mod fails;
mod fmt;
mod functions;
mod help;
mod history;
mod lint;
mod load;
mod now;
mod payload;
pub(crate) mod quit;
mod save;
mod seed;
mod set;
mod show;
mod taken;
mod target;
mod trace;
mod type_of;
mod unload;
mod unset;
mod user;

use std::ops::Range;

use super::Session;
use super::answer::{Answer, Mistake};
use super::argument::Argument;

/// What stands before the name of a command.
pub(crate) const SIGN: char = ':';

/// A command.
pub(crate) struct Command {
    /// The name, without the sign.
    pub(crate) name: &'static str,
    /// Words that are this command without the sign too, since other programs know them so.
    pub(crate) words: &'static [&'static str],
    /// What stands behind it, as one reads it in help.
    pub(crate) form: &'static str,
    /// What stands behind it, as the session reads it.
    pub(crate) argument: Argument,
    /// One line: a sentence fragment without a full stop.
    pub(crate) summary: &'static str,
    /// What else there is to know, and examples.
    pub(crate) help: &'static str,
    /// True where an entry is not kept: most often since it can hold a user's data.
    pub(crate) is_private: bool,
    /// What it does with what stands behind it.
    pub(crate) run: fn(&mut Session, &str) -> Result<Answer, Mistake>,
}

impl Command {
    /// The first example of its help.
    pub(crate) fn example(&self) -> &'static str {
        let mut lines = self.help.lines().map(str::trim);
        lines.find(|line| line.starts_with(SIGN)).unwrap_or_default()
    }
}

/// THE LIST, in the order of the help: looking things up, users, expressions, all users, mappings,
/// surroundings, the session.
pub(crate) static COMMANDS: &[&Command] = &[
    &help::HELP,
    &doc::DOC,
    &functions::FUNCTIONS,
    &explain::EXPLAIN,
    &load::LOAD,
    &user::USER,
    &show::SHOW,
    &set::SET,
    &unset::UNSET,
    &type_of::TYPE,
    &trace::TRACE,
    &ast::AST,
    &fmt::FMT,
    &count::COUNT,
    &fails::FAILS,
    &diff::DIFF,
    &target::TARGET,
    &payload::PAYLOAD,
    &lint::LINT,
    &edit::EDIT,
    &save::SAVE,
    &unload::UNLOAD,
    &now::NOW,
    &seed::SEED,
    &taken::TAKEN,
    &history::HISTORY,
    &quit::QUIT,
];

/// The command in an entry, without the sign; nothing where the entry is an expression.
pub(crate) fn of_entry(entry: &str) -> Option<&str> {
    entry.strip_prefix(SIGN).or_else(|| named_without_sign(entry))
}

fn named_without_sign(word: &str) -> Option<&'static str> {
    let is_it = |known: &&str| known.eq_ignore_ascii_case(word);
    let command = COMMANDS.iter().find(|command| command.words.iter().any(is_it))?;
    Some(command.name)
}

/// The command that a line begins with, behind blanks, and where its argument begins.
pub(crate) fn begun(line: &str) -> Option<(&'static Command, usize)> {
    let command = line.trim_start().strip_prefix(SIGN)?;
    let (name, _) = split(command);
    let found = find(name).ok()?;
    let argument = command.get(name.len()..)?.trim_start();
    Some((found, line.len() - argument.len()))
}

/// Where expressions stand in an entry: it is one as a whole, or a command with some in it.
pub(crate) fn expressions(session: &Session, entry: &str) -> Vec<Range<usize>> {
    if !entry.trim_start().starts_with(SIGN) {
        return std::iter::once(0..entry.len()).collect();
    }
    let Some((command, start)) = begun(entry) else { return Vec::new() };
    let argument = entry.get(start..).unwrap_or_default();
    let ranges = command.argument.expressions(session, argument).unwrap_or_default();
    ranges.into_iter().map(|range| start + range.start..start + range.end).collect()
}

/// What is said of an entry that is no expression, but a command whose sign was forgotten.
pub(crate) fn without_sign(entry: &str) -> Option<Mistake> {
    let (name, rest) = split(entry);
    let command = COMMANDS.iter().find(|command| command.name.eq_ignore_ascii_case(name))?;
    let name = command.name;
    (!rest.starts_with('(')).then(|| {
        Mistake::new(format!("`{name}` is a command, and they begin with a colon"))
            .help(format!("`{SIGN}{name} {}`", command.form).replace(" `", "`"))
    })
}

/// The name of a command, and what stands behind it.
pub(crate) fn split(text: &str) -> (&str, &str) {
    match text.split_once(char::is_whitespace) {
        Some((name, rest)) => (name, rest.trim()),
        None => (text, ""),
    }
}

/// The commands that a name begins, in any case: the one of that name alone.
pub(crate) fn beginning(name: &str) -> Vec<&'static Command> {
    let name = named_without_sign(name).unwrap_or(name).to_ascii_lowercase();
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => vec![command],
        None => COMMANDS.iter().filter(|it| it.name.starts_with(&name)).copied().collect(),
    }
}

/// The command of that name, or the only one that begins so.
pub(crate) fn find(name: &str) -> Result<&'static Command, Mistake> {
    let found = beginning(name);
    match found.as_slice() {
        [only] => Ok(only),
        [] => {
            let names = COMMANDS.iter().map(|command| command.name);
            let mistake = Mistake::new(format!("there is no command `:{name}`"));
            Err(match attrmap::diagnostic::suggest::nearest(name, names) {
                Some(near) => mistake.help(format!("did you mean `:{near}`?")),
                None => mistake.help("`:help` lists the commands"),
            })
        }
        [_, ..] if name.is_empty() => {
            Err(Mistake::new("there is no command").help("`:help` lists the commands"))
        }
        several => {
            let names: Vec<String> = several.iter().map(|it| format!("`:{}`", it.name)).collect();
            let message = format!("`:{name}` begins several commands");
            Err(Mistake::new(message).help(format!("write one of {}", names.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_by_what_begins_one_alone() {
        for (name, expected) in [
            ("help", Some("help")),
            ("he", Some("help")),
            ("Q", Some("quit")),
            ("set", Some("set")),
            ("exit", Some("quit")),
            ("?", Some("help")),
            ("s", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(find(name).ok().map(|it| it.name), expected, "{name}");
        }
    }

    #[test]
    fn entries_are_whole() {
        let mut names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "each name is there once");
        for command in COMMANDS {
            assert!(!command.summary.is_empty() && !command.summary.ends_with('.'));
            for line in command.help.lines() {
                assert!(line.chars().count() <= 80, "{}: {line}", command.name);
            }
            assert!(command.help.contains(&format!(":{}", command.name)), "{}", command.name);
            let takes_nothing = matches!(command.argument, Argument::Nothing);
            assert_eq!(command.form.is_empty(), takes_nothing, "{}", command.name);
        }
    }
}
