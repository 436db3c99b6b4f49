//! Expressions: compiled once for an entry, evaluated for the current user or for all of them.

use attrmap::diagnostic::Diagnostics;
use attrmap::functions::Surroundings;
use attrmap::plan::{Expression, ExpressionCompilation, NoValue, Reject, TakenByTarget};
use attrmap::record::{Chunk, Fault, Layout, Record};
use attrmap::schema::Target;

use super::Session;
use super::answer::{Answer, Mistake, Outcome, faint};
use super::came::Came;
use super::people::People;
use crate::inputs::users;
use crate::repl::interrupt::{Interrupt, Interrupted};

/// An expression with what there is to say of it.
pub(crate) struct Compiled {
    pub(super) expression: Expression,
    /// Warnings and notes.
    pub(super) said: Diagnostics,
}

/// `value : type` for the current user.
pub(crate) fn evaluate(session: &Session, text: &str) -> Outcome {
    let compiled = session.compile(text)?;
    let (mut taken, warnings) = session.taken_for(&compiled.expression);
    let surroundings = session.surroundings();
    let answer = session.with_current(compiled.expression.layout(), |row, record| {
        let record = match record {
            Ok(record) => record,
            Err(fault) => return Err(unreadable(fault)),
        };
        let expression = &compiled.expression;
        let outcome = expression.evaluate_for(row, &record, &surroundings, &mut taken);
        match outcome {
            Err(NoValue::Failed(failure)) => {
                let mut diagnostic = expression.diagnostic(&failure);
                if diagnostic.help.is_none() {
                    diagnostic.help = Some("`:trace` shows the value of every part".to_owned());
                }
                Err(Mistake::from(diagnostic))
            }
            outcome => Ok(Came::of(outcome, expression.is_converted())),
        }
    })?;
    let text = match &answer {
        Came::Dropped { .. } => answer.to_string(),
        came => {
            let ty = format!(" : {}", compiled.expression.ty());
            let ty = faint(&ty, session.appearance_on_stdout);
            format!("{came}{ty}")
        }
    };
    let answer = Answer::text(text).with_warnings(&warnings);
    Ok(answer.with(&compiled.said, session.appearance))
}

/// A user who cannot be read.
pub(crate) fn unreadable(fault: Fault) -> Mistake {
    let can_be_set = fault.attribute.is_some();
    let reject = Reject::from(fault);
    let mistake = Mistake::new(format!("{} [{}]", reject.sentence(), reject.code));
    match can_be_set {
        true => mistake.help("`:set` gives this attribute another value"),
        false => mistake.help("mend it in the file and `:load` it again, or `:user next`"),
    }
}

impl Session {
    /// The expression of a text, for the target where there is one; or what is wrong with it.
    pub(crate) fn compile(&self, text: &str) -> Result<Compiled, Mistake> {
        self.compile_for(text, self.target.as_ref())
    }

    /// The same for that target, or for none.
    pub(crate) fn compile_for(
        &self,
        text: &str,
        target: Option<&Target>,
    ) -> Result<Compiled, Mistake> {
        let source = self.source(text);
        let ExpressionCompilation { expression, diagnostics, .. } = match target {
            None => Expression::compile(&source, self.env()),
            Some(target) => Expression::compile_for(&source, self.env(), target),
        };
        let diagnostics = self.without_known(diagnostics);
        let Some(expression) = expression else { return Err(diagnostics.into()) };
        Ok(Compiled { expression, said: diagnostics })
    }

    /// The lists of what is taken for an expression, and what of it was in vain.
    pub(crate) fn taken_for(&self, expression: &Expression) -> (TakenByTarget, Vec<String>) {
        let mut taken = expression.taken();
        let warnings = self.fill(&mut taken);
        (taken, warnings)
    }

    /// Looks at the current user: the loaded one with what is set, or one with nothing else.
    pub(crate) fn with_current<T>(
        &self,
        layout: &Layout,
        look: impl FnOnce(u64, Result<Record<'_>, Fault>) -> T,
    ) -> T {
        let settings = &self.settings;
        let loaded =
            self.people.as_ref().and_then(|people| people.current_record(layout, settings));
        let (row, record) =
            loaded.unwrap_or_else(|| (1, layout.read_overrides(settings, Record::new())));
        look(row, record)
    }

    /// Looks at all that the current user has, with what is set and what is derived from it: the
    /// names, a value for each, and the places of those that cannot be read.
    pub(super) fn with_all_of_current<T>(
        &self,
        look: impl FnOnce(&[String], &Record<'_>, &[usize]) -> T,
    ) -> Result<T, Mistake> {
        let names = self.names_of_current();
        let layout = Layout::new(self.env().source_table(), &names);
        let (settings, mut refused) = (&self.settings, Vec::new());
        let loaded = self.people.as_ref().and_then(|people| Some((people, people.current_user()?)));
        let record = match loaded {
            Some((people, (chunk, _, user))) => {
                let of_file = |fault| users::unreadable(&people.name, false, &fault);
                let reader = layout.reader(chunk).map_err(of_file)?;
                let memory = Record::new();
                user.and_then(|user| reader.read_apart(user, settings, memory, &mut refused))
            }
            None => layout.read_overrides_apart(settings, Record::new(), &mut refused),
        };
        Ok(look(&names, &record.map_err(unreadable)?, &refused))
    }

    /// What the loaded users have, what is derived, what is set: each once, whatever its case.
    fn names_of_current(&self) -> Vec<String> {
        let table = self.env().source_table();
        let is_derived = |name: &&str| table.find(name).is_some_and(|it| it.derivation.is_some());
        let set = self.settings.iter().map(|(name, _)| name.as_str());
        let mut names = self.people.as_ref().map_or_else(Vec::new, |it| it.names().to_vec());
        for name in table.names().filter(is_derived).chain(set) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// The loaded users, or that there are none.
    pub(crate) fn people(&self) -> Result<&People, Mistake> {
        self.people.as_ref().ok_or_else(no_users)
    }

    /// The same, to be changed.
    pub(super) fn people_mut(&mut self) -> Result<&mut People, Mistake> {
        self.people.as_mut().ok_or_else(no_users)
    }
}

fn no_users() -> Mistake {
    Mistake::new("no users are loaded").help("`:load FILE` reads them: NDJSON, JSON, CSV")
}

/// One user of a survey: its row, its key, what each expression came to.
pub(crate) struct Seen<'a> {
    pub(super) row: u64,
    pub(super) key: Option<&'a str>,
    pub(super) came: &'a [Came],
}

/// Expressions that are evaluated for all loaded users, as they were loaded: what is set is set
/// for the current user only.
pub(crate) struct Survey<'s> {
    people: &'s People,
    interrupt: &'s Interrupt,
    expressions: Vec<&'s Expression>,
    taken: Vec<TakenByTarget>,
    /// What is to be said of what is taken.
    pub(super) warnings: Vec<String>,
    surroundings: Surroundings,
}

impl<'s> Survey<'s> {
    pub(crate) fn new(session: &'s Session, of: &[&'s Compiled]) -> Result<Survey<'s>, Mistake> {
        let expressions: Vec<&Expression> = of.iter().map(|it| &it.expression).collect();
        let (mut lists, mut warnings) = (Vec::new(), Vec::new());
        for expression in &expressions {
            let (taken, in_vain) = session.taken_for(expression);
            lists.push(taken);
            for warning in in_vain {
                // Two expressions can want the same.
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
        }
        Ok(Survey {
            people: session.people()?,
            interrupt: &session.interrupt,
            taken: lists,
            warnings,
            expressions,
            surroundings: session.surroundings(),
        })
    }

    /// Folds over the users of every chunk, on all cores; the results in the chunks' order.
    pub(crate) fn run<T: Send + Default>(
        &self,
        see: impl Fn(&mut T, Seen<'_>) + Sync,
    ) -> Result<Vec<T>, Interrupted> {
        // Who gets which unique value is decided by the order of the users.
        if self.taken.iter().any(|taken| taken.targets().next().is_some()) {
            let mut taken = self.taken.clone();
            let chunks = self.people.chunks().iter();
            return chunks.map(|chunk| self.chunk(chunk, &mut taken, &see)).collect();
        }
        self.people.each(self.interrupt, |chunk| self.chunk(chunk, &mut self.taken.clone(), &see))
    }

    fn chunk<T: Default>(
        &self,
        chunk: &Chunk,
        taken: &mut [TakenByTarget],
        see: &impl Fn(&mut T, Seen<'_>),
    ) -> Result<T, Interrupted> {
        let mut folded = T::default();
        let readers: Vec<_> =
            self.expressions.iter().map(|expression| expression.layout().reader(chunk)).collect();
        let mut memory = Record::new();
        let mut came = Vec::with_capacity(self.expressions.len());
        let mut key = String::new();
        for (row, user) in chunk.users() {
            self.interrupt.check()?;
            came.clear();
            let mut has_key = false;
            for ((expression, reader), taken) in
                self.expressions.iter().zip(&readers).zip(taken.iter_mut())
            {
                let record = match (reader, &user) {
                    (Ok(reader), Ok(user)) => reader.read(*user, std::mem::take(&mut memory)),
                    (Err(fault), _) | (_, Err(fault)) => Err(fault.clone()),
                };
                match record {
                    Ok(record) => {
                        let number = chunk.number(row);
                        let surroundings = &self.surroundings;
                        let outcome = expression.evaluate_for(number, &record, surroundings, taken);
                        came.push(Came::of(outcome, expression.is_converted()));
                        if let (Some(found), false) = (record.key(), has_key) {
                            key.clear();
                            key.push_str(found);
                            has_key = true;
                        }
                        memory = record.recycle();
                    }
                    Err(fault) => came.push(Came::of_fault(fault)),
                }
            }
            let key = has_key.then_some(key.as_str());
            see(&mut folded, Seen { row, key, came: &came });
        }
        Ok(folded)
    }
}

/// How a user is called in a list: by its row, and its key where it has one.
pub(crate) fn called(row: u64, key: Option<&str>) -> String {
    match key {
        Some(key) => format!("row {row} ({})", attrmap::diagnostic::printable(key)),
        None => format!("row {row}"),
    }
}
