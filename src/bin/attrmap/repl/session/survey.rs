//! Expressions evaluated for all loaded users, on all cores.
//!
//! In: compiled expressions. Out: for each user the outcome of each, in the users' order.
//!
//! Absent on purpose: what is counted or listed of it (`commands`).

use attrmap::functions::Surroundings;
use attrmap::plan::{Expression, TakenByTarget};
use attrmap::record::{Chunk, Record};

use super::Session;
use super::answer::Mistake;
use super::evaluation::Compiled;
use super::loaded_users::LoadedUsers;
use super::outcome::Outcome;
use crate::repl::interrupt::{Interrupt, Interrupted};

/// One user of a survey: its row, its key, what the outcome of each expression.
pub(crate) struct Seen<'a> {
    pub(super) row: u64,
    pub(super) key: Option<&'a str>,
    pub(super) outcomes: &'a [Outcome],
}

/// Expressions that are evaluated for all loaded users, as they were loaded: what is set is set
/// for the current user only.
pub(crate) struct Survey<'s> {
    users: &'s LoadedUsers,
    interrupt: &'s Interrupt,
    expressions: Vec<&'s Expression>,
    taken: Vec<TakenByTarget>,
    /// What is to be said of what is taken.
    pub(super) warnings: Vec<String>,
    surroundings: Surroundings,
    /// True where users are called by their row alone.
    hides_keys: bool,
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
            users: session.users()?,
            interrupt: &session.interrupt,
            taken: lists,
            hides_keys: expressions.iter().any(|expression| expression.redacts_key())
                || session.redacts_key(),
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
            let chunks = self.users.chunks().iter();
            return chunks.map(|chunk| self.chunk(chunk, &mut taken, &see)).collect();
        }
        self.users.each(self.interrupt, |chunk| self.chunk(chunk, &mut self.taken.clone(), &see))
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
        let mut outcomes = Vec::with_capacity(self.expressions.len());
        let mut key = String::new();
        for (row, user) in chunk.users() {
            self.interrupt.check()?;
            outcomes.clear();
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
                        outcomes.push(Outcome::of(outcome, expression.is_converted()));
                        if let (Some(found), false) = (record.key(), has_key || self.hides_keys) {
                            key.clear();
                            key.push_str(found);
                            has_key = true;
                        }
                        memory = record.recycle();
                    }
                    Err(fault) => outcomes.push(Outcome::of_fault(fault)),
                }
            }
            let key = has_key.then_some(key.as_str());
            see(&mut folded, Seen { row, key, outcomes: &outcomes });
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
