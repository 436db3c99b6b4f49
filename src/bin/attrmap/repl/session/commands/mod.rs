//! THE LIST of commands: name, arguments, help and what each does, a file each.
//!
//! Help, completion, hints, what may be kept in the history and where an entry ends are read from
//! the entries.

mod ast;
mod count;
pub(super) mod diff;
mod doc;
pub(super) mod edit;
mod explain;
mod fails;
mod fmt;
mod functions;
mod help;
mod history;
mod lint;
pub(crate) mod load;
mod now;
mod payload;
mod quit;
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

use super::Session;
use super::answer::{Answer, Mistake};

/// What stands before the name of a command.
pub(crate) const SIGN: char = ':';

/// Words that are commands without the sign too, since other programs know them so, and the names
/// that they stand for.
const WITHOUT_SIGN: [(&str, &str); 4] =
    [("quit", "quit"), ("exit", "quit"), ("help", "help"), ("?", "help")];

/// A command.
pub(crate) struct Command {
    /// The name, without the sign.
    pub(crate) name: &'static str,
    /// What stands behind it, as one reads it in help.
    pub(crate) arguments: &'static str,
    /// What stands behind it, as completion knows it.
    pub(crate) takes: Takes,
    /// One line: a sentence fragment without a full stop.
    pub(crate) summary: &'static str,
    /// What else there is to know, and examples.
    pub(crate) help: &'static str,
    /// True where an entry is not kept: most often since it can hold a user's data.
    pub(crate) is_private: bool,
    /// What it does with what stands behind it.
    pub(crate) run: fn(&mut Session, &str) -> Result<Answer, Mistake>,
}

/// What stands behind the name of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    Nothing,
    Expression,
    /// A target, then perhaps an expression.
    Edit,
    Function,
    Code,
    File,
    Attribute,
    /// An attribute that is set.
    Setting,
    Target,
    User,
    Command,
    OneOf(&'static [&'static str]),
    /// Something that nothing completes.
    Other,
}

impl Command {
    /// True where an expression stands behind it, perhaps over several lines.
    pub(crate) fn takes_expression(&self) -> bool {
        matches!(self.takes, Takes::Expression | Takes::Edit)
    }

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
    let mut words = WITHOUT_SIGN.iter().filter(|(known, _)| known.eq_ignore_ascii_case(word));
    words.next().map(|(_, name)| *name)
}

/// What is said of an entry that is no expression, but a command whose sign was forgotten.
pub(crate) fn without_sign(entry: &str) -> Option<Mistake> {
    let (name, rest) = split(entry);
    let command = COMMANDS.iter().find(|command| command.name.eq_ignore_ascii_case(name))?;
    let name = command.name;
    (!rest.starts_with('(')).then(|| {
        Mistake::new(format!("`{name}` is a command, and they begin with a colon"))
            .help(format!("`{SIGN}{name} {}`", command.arguments).replace(" `", "`"))
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
            let is_bare = command.arguments.is_empty();
            assert_eq!(is_bare, command.takes == Takes::Nothing, "{}", command.name);
        }
    }
}
