//! Expressions: compiled once for an entry, evaluated for the current user.

use attrmap::diagnostic::Diagnostics;
use attrmap::plan::{Expression, ExpressionCompilation, NoValue, Reject, TakenByTarget};
use attrmap::record::{Fault, Layout, Record};
use attrmap::schema::Target;

use super::Session;
use super::answer::{Answer, Mistake, faint};
use super::loaded_users::LoadedUsers;
use super::outcome::Outcome;
use crate::inputs::users;

/// An expression with what there is to say of it.
pub(crate) struct Compiled {
    pub(super) expression: Expression,
    /// Warnings and notes.
    pub(super) said: Diagnostics,
}

/// `value : type` for the current user.
pub(crate) fn evaluate(session: &Session, text: &str) -> Result<Answer, Mistake> {
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
            outcome => Ok(Outcome::of(outcome, expression.is_converted())),
        }
    })?;
    let text = match &answer {
        Outcome::Dropped { .. } => answer.to_string(),
        outcome => {
            let ty = format!(" : {}", compiled.expression.ty());
            let ty = faint(&ty, session.appearance_on_stdout);
            format!("{outcome}{ty}")
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
        let loaded = self.users.as_ref().and_then(|users| users.current_record(layout, settings));
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
        let loaded = self.users.as_ref().and_then(|users| Some((users, users.current_user()?)));
        let record = match loaded {
            Some((users, (chunk, _, user))) => {
                let of_file = |fault| users::unreadable(&users.name, false, &fault);
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
        let mut names = self.users.as_ref().map_or_else(Vec::new, |it| it.names().to_vec());
        for name in table.names().filter(is_derived).chain(set) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// The loaded users, or that there are none.
    pub(crate) fn users(&self) -> Result<&LoadedUsers, Mistake> {
        self.users.as_ref().ok_or_else(no_users)
    }

    /// The same, to be changed.
    pub(super) fn users_mut(&mut self) -> Result<&mut LoadedUsers, Mistake> {
        self.users.as_mut().ok_or_else(no_users)
    }
}

fn no_users() -> Mistake {
    Mistake::new("no users are loaded").help("`:load FILE` reads them: NDJSON, JSON, CSV")
}
