//! Expressions: compiled once for an entry, evaluated for the current user.

use attrmap::diagnostic::Diagnostics;
use attrmap::plan::{Expression, ExpressionCompilation, NoValue, Reject, TakenByTarget};
use attrmap::record::Fault;
use attrmap::schema::Target;

use super::Session;
use super::answer::{Answer, Mistake, faint};
use super::outcome::Outcome;

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
        let redacted = self.redacted.iter().map(String::as_str);
        let expression = expression.redacting(redacted, self.env().source_table());
        Ok(Compiled { expression, said: diagnostics })
    }

    /// The lists of what is taken for an expression, and what of it was in vain.
    pub(crate) fn taken_for(&self, expression: &Expression) -> (TakenByTarget, Vec<String>) {
        let mut taken = expression.taken();
        let warnings = self.fill(&mut taken);
        (taken, warnings)
    }
}
