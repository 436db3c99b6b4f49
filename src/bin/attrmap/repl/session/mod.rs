//! The session: what is loaded and set, and an answer to each entry.
//!
//! In: an entry, an expression or a command. Out: an [`Answer`]. A session knows no terminal and
//! asks [`Outside`] for files and the clock, so that tests need neither.
//!
//! Absent on purpose: what each command does (`commands`), and how expressions are evaluated
//! (`evaluation`, `survey`).

pub(super) mod answer;
mod argument;
pub(super) mod columns;
pub(super) mod commands;
pub(super) mod completion;
mod current_user;
mod difference;
mod evaluation;
mod history_filter;
pub(super) mod loaded_mapping;
mod loaded_users;
pub(super) mod loading;
mod outcome;
mod pretty_json;
mod setting;
mod survey;

use attrmap::check::Env;
use attrmap::diagnostic::{Appearance, Diagnostics};
use attrmap::functions::Surroundings;
use attrmap::mapping::Names;
use attrmap::plan::{self, TakenByTarget};
use attrmap::profile::Profile;
use attrmap::schema::{self, Target, TargetTable};
use attrmap::source::Source;
use attrmap::syntax::Open;
use attrmap::types::{DateTime, Value};

use self::answer::{Answer, Mistake};
use self::argument::Argument;
use self::loaded_mapping::{LoadedMapping, Reading};
use self::loaded_users::LoadedUsers;
use crate::inputs::taken::{Filling, TakenValue};
use crate::inputs::unknown::Unknown;
use crate::repl::interrupt::Interrupt;
use crate::system::outside::Outside;

/// What an expression is called in diagnostics.
pub(crate) const NAME: &str = "expression";

/// What is loaded and set.
pub(crate) struct Session {
    pub(super) outside: Box<dyn Outside>,
    /// How what is said looks, on stderr.
    pub(super) appearance: Appearance,
    /// How what was asked for looks.
    pub(super) appearance_on_stdout: Appearance,
    /// The columns of the terminal, where answers go to one.
    pub(super) columns: Option<usize>,
    /// The object mapping of an export that is meant; the one for users where none is named.
    object_mapping: Option<String>,
    /// What expressions are checked against, before any mapping lists more attributes.
    base: Env,
    /// The same with the attributes that the loaded mapping lists.
    env: Env,
    surroundings: Surroundings,
    /// The clock, where somebody sets it.
    pub(super) clock: Option<DateTime>,
    pub(super) users: Option<LoadedUsers>,
    /// Attributes that are set, whatever the current user has.
    pub(super) settings: Vec<(String, Value<'static>)>,
    pub(super) mapping: Option<LoadedMapping>,
    /// The attributes that it redacts: neither traces nor lists of users show them.
    pub(super) redacted: Vec<String>,
    /// A loaded schema: it is meant whatever the mapping says.
    pub(super) schema: Option<TargetTable>,
    pub(super) profile: Option<Profile>,
    /// The target that values are converted for.
    pub(super) target: Option<Target>,
    /// What the target is said to have.
    pub(super) taken: Vec<Taken>,
    /// The entries that may be kept.
    pub(super) history: Vec<String>,
    /// The entry answered last, and whether it could be done.
    answered: Option<(String, bool)>,
    /// True where somebody can be asked before what is not saved is lost.
    pub(super) asks: bool,
    /// How many entries there were, and the one that was told that edits are not saved.
    entries: u64,
    told: Option<(u64, String)>,
    /// Whether somebody still wants the answer.
    pub(super) interrupt: Interrupt,
    /// The table of targets where nothing is loaded.
    default_table: Option<TargetTable>,
}

/// Values that the target is said to have.
pub(crate) struct Taken {
    /// The file that says so; nothing where somebody did.
    pub(super) file: Option<String>,
    pub(super) values: Vec<TakenValue>,
}

/// What a session starts with.
pub(crate) struct Start {
    pub(crate) env: Env,
    /// The table that is meant whatever a mapping says.
    pub(crate) schema: Option<TargetTable>,
    /// The object mapping of an export that is meant; the one for users where none is named.
    pub(crate) object_mapping: Option<String>,
    pub(crate) surroundings: Surroundings,
    /// True where the clock of the surroundings is to stand still.
    pub(crate) sets_clock: bool,
    /// True where somebody can be asked before what is not saved is lost.
    pub(crate) asks: bool,
    /// How diagnostics look on stderr.
    pub(crate) appearance: Appearance,
    /// How answers look on stdout.
    pub(crate) appearance_on_stdout: Appearance,
}

impl Session {
    /// A session with nothing loaded.
    pub(crate) fn new(start: Start, outside: Box<dyn Outside>) -> Session {
        let Start { env, surroundings, sets_clock, asks, .. } = start;
        let Start { appearance, appearance_on_stdout, object_mapping, schema, .. } = start;
        Session {
            object_mapping,
            outside,
            appearance,
            appearance_on_stdout,
            columns: None,
            base: env.clone(),
            env,
            clock: sets_clock.then_some(surroundings.now),
            surroundings,
            users: None,
            settings: Vec::new(),
            mapping: None,
            redacted: Vec::new(),
            schema,
            profile: None,
            target: None,
            taken: Vec::new(),
            history: Vec::new(),
            answered: None,
            asks,
            entries: 0,
            told: None,
            interrupt: Interrupt::default(),
            default_table: schema::built_in("scim"),
        }
    }

    /// The answer to an entry.
    pub(crate) fn answer(&mut self, entry: &str) -> Answer {
        let entry = entry.trim();
        if entry.is_empty() || is_comment(entry) {
            return Answer::default();
        }
        self.entries += 1;
        let outcome = match commands::of_entry(entry) {
            Some(command) => self.command(command),
            None => evaluation::evaluate(self, entry)
                .map_err(|mistake| commands::without_sign(entry).unwrap_or(mistake)),
        };
        self.answered = Some((entry.to_owned(), outcome.is_ok()));
        outcome.unwrap_or_else(|mistake| mistake.answer(self.appearance, self.columns))
    }

    /// Puts the entry that was answered last into the history, where it may be kept, and gives it.
    /// Whether it may takes a look at all users, so that the answer is shown before.
    pub(super) fn remember(&mut self) -> Option<&str> {
        let (entry, is_done) = self.answered.take()?;
        let is_new = self.history.last() != Some(&entry);
        if !is_new || !history_filter::is_kept(self, &entry, is_done) {
            return None;
        }
        self.history.push(entry);
        self.history.last().map(String::as_str)
    }

    /// Answers for a terminal that has so many columns. What is drawn is as wide as elsewhere, or
    /// less.
    pub(super) fn fit(&mut self, columns: Option<usize>) {
        let width = Appearance::default().width;
        self.columns = columns;
        self.appearance.width = columns.map_or(width, |columns| columns.min(width));
        self.appearance_on_stdout.width = self.appearance.width;
    }

    /// What is lost where the mapping goes.
    pub(crate) fn unsaved(&self) -> Option<String> {
        let mapping = self.mapping.as_ref().filter(|mapping| mapping.is_changed)?;
        Some(format!("what was edited in `{}` is not saved", mapping.path.display()))
    }

    /// An error where this entry would lose edits, unless the one before was told so: who says it
    /// again means it. Where nobody can be asked there is none.
    pub(crate) fn guard_edits(&mut self, again: &str) -> Result<(), Mistake> {
        let Some(unsaved) = self.unsaved().filter(|_| self.asks) else { return Ok(()) };
        let is_told = |(entry, how): &(u64, String)| entry + 1 == self.entries && how == again;
        if self.told.as_ref().is_some_and(is_told) {
            return Ok(());
        }
        self.told = Some((self.entries, again.to_owned()));
        Err(Mistake::new(unsaved).help(format!("`:save FILE` writes it; {again}")))
    }

    fn command(&mut self, text: &str) -> Result<Answer, Mistake> {
        let (name, rest) = commands::split(text);
        let command = commands::find(name)?;
        if matches!(command.argument, Argument::Nothing) && !rest.is_empty() {
            let message = format!("`:{}` takes nothing behind it", command.name);
            return Err(Mistake::new(message).help(format!("`:help {}`", command.name)));
        }
        if matches!(command.argument, Argument::Expression) && rest.is_empty() {
            let message = format!("`:{}` takes an expression", command.name);
            return Err(Mistake::new(message).help(format!("`{}`", command.example())));
        }
        (command.run)(self, rest)
    }

    /// Before an entry: which user is the current one.
    pub(crate) fn prompt(&self) -> String {
        match &self.users {
            Some(users) => format!("attrmap {}/{}> ", users.current() + 1, users.count()),
            None => "attrmap> ".to_owned(),
        }
    }

    /// What expressions are checked against.
    pub(crate) fn env(&self) -> &Env {
        &self.env
    }

    /// What expressions are checked against, before any mapping.
    pub(crate) fn base(&self) -> &Env {
        &self.base
    }

    /// What lies around an evaluation now.
    pub(crate) fn surroundings(&self) -> Surroundings {
        let now = self.clock.unwrap_or_else(|| self.outside.now());
        Surroundings { now, ..self.surroundings.clone() }
    }

    pub(crate) fn surroundings_mut(&mut self) -> &mut Surroundings {
        &mut self.surroundings
    }

    /// The targets that there are: those of a loaded schema, else of the mapping, else of SCIM.
    pub(crate) fn table(&self) -> Option<&TargetTable> {
        let of_mapping = self.mapping.as_ref().and_then(|mapping| mapping.table.as_ref());
        self.schema.as_ref().or(of_mapping).or(self.default_table.as_ref())
    }

    /// The attributes that can be asked for: those of the loaded users, then those of the table.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &str> {
        let of_users = self.users.iter().flat_map(LoadedUsers::names).map(String::as_str);
        let is_new = |name: &&str| match &self.users {
            Some(users) => users.names().binary_search_by(|it| it.as_str().cmp(name)).is_err(),
            None => true,
        };
        of_users.chain(self.env.source_table().names().filter(is_new))
    }

    /// True for an attribute that there is: for a table, the loaded users, or because it is set.
    pub(crate) fn knows_attribute(&self, name: &str) -> bool {
        let set = self.settings.iter().map(|(name, _)| name.as_str());
        let is_it = |known: &str| known.eq_ignore_ascii_case(name);
        self.env.source_table().find_by_any_name(name).is_some()
            || self.attributes().chain(set).any(is_it)
    }

    /// What there is to say, without the attributes that no table knows and somebody has: the
    /// loaded users, or the current one because they are set.
    pub(super) fn without_known(&self, mut said: Diagnostics) -> Diagnostics {
        let of_users = self.users.iter().flat_map(LoadedUsers::names).map(String::as_str);
        let set = self.settings.iter().map(|(name, _)| name.as_str());
        let unknown = Unknown::of(&mut said, of_users.chain(set));
        said.append(unknown.all());
        said.sorted()
    }

    /// How names are spelt.
    pub(crate) fn names(&self) -> Names<'_> {
        Names { attributes: self.env.source_table(), functions: self.env.functions() }
    }

    /// An expression's text, as diagnostics quote it.
    pub(crate) fn source(&self, text: &str) -> Source {
        Source::new(NAME, text)
    }

    /// Loads a mapping in the place of the one there is.
    pub(crate) fn take_mapping(&mut self, mapping: LoadedMapping) -> Diagnostics {
        self.env = match mapping.object() {
            Some(object) => plan::env_of(object, &self.base),
            None => self.base.clone(),
        };
        let diagnostics = self.without_known(mapping.diagnostics.clone());
        self.redacted = mapping.redacted(&self.env);
        self.mapping = Some(mapping);
        self.find_target_again();
        diagnostics
    }

    /// Forgets the mapping; false where there is none.
    pub(crate) fn forget_mapping(&mut self) -> bool {
        self.env = self.base.clone();
        let is_there = self.mapping.take().is_some();
        self.redacted.clear();
        self.find_target_again();
        is_there
    }

    /// Compiles the loaded mapping anew, for the schema that there is now.
    pub(crate) fn compile_mapping_anew(&mut self) -> Diagnostics {
        let Some(mapping) = &self.mapping else { return Diagnostics::new() };
        match mapping.with_bytes(mapping.bytes.clone(), &self.reading()) {
            Ok(anew) => self.take_mapping(anew),
            Err(diagnostics) => diagnostics,
        }
    }

    /// What a mapping is read with.
    pub(crate) fn reading(&self) -> Reading<'_> {
        Reading {
            env: &self.base,
            table: self.schema.as_ref(),
            object_mapping: self.object_mapping.as_deref(),
            outside: self.outside.as_ref(),
        }
    }

    /// Makes the target one of the table that there is now, if it has it.
    pub(crate) fn find_target_again(&mut self) {
        let name = self.target.take().map(|target| target.name);
        self.target = name.and_then(|name| self.table()?.find(&name));
    }

    /// Fills lists of what is taken with what the target is said to have; gives what was in vain.
    pub(crate) fn fill(&self, taken: &mut TakenByTarget) -> Vec<String> {
        let mut warnings = Vec::new();
        if taken.targets().next().is_none() {
            return warnings;
        }
        for Taken { file, values } in &self.taken {
            let mut filling = Filling::new(taken);
            values.iter().for_each(|value| filling.take(value));
            let file = file.as_deref().unwrap_or_default();
            let of_file = filling.warnings("`:target`").into_iter();
            warnings.extend(of_file.map(|warning| format!("`{file}`: {warning}")));
        }
        warnings
    }
}

/// A line for people who read a script.
pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// True where an entry is whole: every bracket and quote of its expression closes, or an empty
/// line says that it goes on no further.
pub(crate) fn is_complete(entry: &str) -> bool {
    entry.ends_with('\n') || open_in(entry).is_nothing()
}

/// What is open at the end of an entry's expression; nothing where it has none.
pub(crate) fn open_in(entry: &str) -> Open {
    if is_comment(entry) {
        return Open::default();
    }
    if !entry.trim_start().starts_with(commands::SIGN) {
        return Open::of(entry);
    }
    match commands::begun(entry) {
        Some((command, start)) if command.argument.takes_expression() => {
            entry.get(start..).map_or(Open::default(), Open::of)
        }
        _ => Open::default(),
    }
}

/// True for a command with an expression behind it.
pub(crate) fn takes_expression(entry: &str) -> bool {
    commands::begun(entry).is_some_and(|(command, _)| command.argument.takes_expression())
}
