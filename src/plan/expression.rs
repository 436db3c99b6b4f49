//! One expression by itself: compiled with its layout, evaluated, traced.
//!
//! In: an expression's [`Source`], an [`Env`], perhaps the target that it is for. Out: an
//! [`Expression`] that gives a value for each record read with its layout.
//!
//! Absent on purpose: payloads, default values, what else a mapping says.

use std::collections::BTreeSet;

use super::compile::{redacted, slots_of};
use super::taken::UniqueTarget;
use super::{TakenByTarget, flow_rule, messages};
use crate::check::{Checked, Env, Ignored, check, check_target};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Label, suggest};
use crate::flow::FlowRule;
use crate::functions::{self, Failure, Occasion, REDACTED, Reason, Recent, Surroundings, Taken};
use crate::program::{Program, Slots, Trace};
use crate::record::{Layout, Record};
use crate::schema::{Mutability, SourceTable, Target, TargetTable};
use crate::source::{Source, Span};
use crate::types::{Type, Value};

/// A compiled expression with everything it takes to read users for it.
#[derive(Debug)]
pub struct Expression {
    source: Source,
    span: Span,
    program: Program,
    /// The same program with every call in its place.
    unfolded: Program,
    attributes: Vec<String>,
    layout: Layout,
    /// The slots of what nobody is to see, in whatever spelling.
    redacted: BTreeSet<usize>,
    rule: Option<FlowRule>,
    ty: Type,
    target: Option<Target>,
    /// What the last users brought that takes long to read.
    recent: Recent,
}

/// An expression, unless there are errors, and what is to be said of it.
#[derive(Debug)]
pub struct ExpressionCompilation {
    /// The expression; nothing where something is wrong for every user.
    pub expression: Option<Expression>,
    /// Errors, warnings and notes, by place.
    pub diagnostics: Diagnostics,
    /// True where a function in it keeps values out of what is shown, be it wrong as a whole.
    pub is_redacted: bool,
}

/// How an evaluation ended without a value.
#[derive(Debug, Clone, PartialEq)]
pub enum NoValue {
    /// The attribute or the user is left out of the flow.
    Ignored(Ignored),
    /// This user cannot be evaluated.
    Failed(Failure),
}

impl Expression {
    /// Compiles an expression whose value is taken as it is.
    pub fn compile(source: &Source, env: &Env) -> ExpressionCompilation {
        compile(source, env, None)
    }

    /// Compiles an expression for a target: its value is converted to what that takes.
    pub fn compile_for(source: &Source, env: &Env, target: &Target) -> ExpressionCompilation {
        compile(source, env, Some(target))
    }

    /// How users are read for it.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The source attributes that are read, by slot.
    pub fn attributes(&self) -> &[String] {
        &self.attributes
    }

    /// The type of its values: of the target, where it is for one.
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// True where its values are converted to what a target takes.
    pub fn is_converted(&self) -> bool {
        self.rule.is_some()
    }

    /// True where a function in it keeps values out of what is shown, or it reads what others
    /// redact.
    pub fn is_redacted(&self) -> bool {
        self.program.is_redacted() || self.program.reads_any(&self.redacted)
    }

    /// The attributes that nobody is to see, as it spells them.
    pub fn redacted(&self) -> impl Iterator<Item = &str> {
        let named = self.layout.names().enumerate();
        named.filter(|(slot, _)| self.redacted.contains(slot)).map(|(_, name)| name)
    }

    /// The same where nobody is to see these attributes either: others redact them.
    pub fn redacting<'n>(
        mut self,
        names: impl IntoIterator<Item = &'n str>,
        table: &SourceTable,
    ) -> Expression {
        self.redacted.extend(slots_of(names.into_iter(), &self.layout, table));
        self
    }

    /// True where nobody is to see the user's key.
    pub fn redacts_key(&self) -> bool {
        self.layout.key_slot().is_some_and(|slot| self.redacted.contains(&slot))
    }

    /// An empty list of the values that are taken, where the expression gives unique ones.
    pub fn taken(&self) -> TakenByTarget {
        let target = self.target.clone();
        let name = target.as_ref().map_or(String::new(), |target| target.name.clone());
        let unique = UniqueTarget { mapping: 0, name, target };
        TakenByTarget::of(if self.program.is_unique() { vec![unique] } else { Vec::new() })
    }

    /// The value for one user, where no value is taken.
    pub fn evaluate<'r>(
        &'r self,
        record: &'r Record<'r>,
        surroundings: &Surroundings,
    ) -> Result<Value<'r>, NoValue> {
        self.evaluate_for(0, record, surroundings, &mut self.taken())
    }

    /// The value for the user of a row, where these values are taken. A unique value is taken
    /// from then on.
    pub fn evaluate_for<'r>(
        &'r self,
        row: u64,
        record: &'r Record<'r>,
        surroundings: &Surroundings,
        taken: &mut TakenByTarget,
    ) -> Result<Value<'r>, NoValue> {
        let occasion = self.occasion(row, record);
        let stop =
            match self.program.evaluate_for(occasion, record.slots(), surroundings, &self.recent) {
                Ok(value) => return self.flow(value),
                Err(stop) => stop,
            };
        match stop.reason() {
            Reason::Candidates(candidates) => self.unique(&candidates, taken),
            Reason::Failed(failure) => Err(self.failed(failure)),
            Reason::IgnoreAttribute => Err(NoValue::Ignored(Ignored::Attribute)),
            Reason::IgnoreObject => Err(NoValue::Ignored(Ignored::Object)),
            // Every call catches the several values of its own arguments.
            Reason::Several { .. } => {
                let code = &messages::INTERNAL;
                Err(NoValue::Failed(self.failure(code, code.summary, None)))
            }
        }
    }

    /// The first of the candidates that nobody has, which is taken from then on.
    fn unique(
        &self,
        candidates: &[String],
        taken: &mut TakenByTarget,
    ) -> Result<Value<'_>, NoValue> {
        let Some(list) = taken.of_mapping(0) else {
            let unsettled = messages::unsettled();
            let failure = self.failure(unsettled.code, &unsettled.message, None);
            return Err(NoValue::Failed(failure));
        };
        let free =
            list.first_free(candidates, self.span).map_err(|failure| self.failed(failure))?;
        let value = self.flow(Value::owned(free.clone()))?;
        taken.take(0, &free);
        Ok(value)
    }

    /// The value as the target takes it.
    fn flow<'r>(&'r self, value: Value<'r>) -> Result<Value<'r>, NoValue> {
        match &self.rule {
            None => Ok(value),
            Some(rule) => rule.apply(value).map_err(|unfit| {
                let value = unfit.value.map(String::from);
                self.failed(self.failure(unfit.code, unfit.message, value))
            }),
        }
    }

    /// A failure, whose value is not to be shown where a function says so.
    fn failed(&self, failure: Failure) -> NoValue {
        let is_redacted = self.is_redacted();
        let shown = |value: String| if is_redacted { REDACTED.to_owned() } else { value };
        NoValue::Failed(Failure { value: failure.value.map(shown), ..failure })
    }

    /// How it comes to its value for one user, before any conversion to a target, where no value
    /// is taken.
    pub fn trace(&self, record: &Record<'_>, surroundings: &Surroundings) -> Trace {
        self.trace_for(0, record, surroundings, &self.taken())
    }

    /// The same for the user of a row, where these values are taken.
    pub fn trace_for(
        &self,
        row: u64,
        record: &Record<'_>,
        surroundings: &Surroundings,
        taken: &TakenByTarget,
    ) -> Trace {
        let nothing = Taken::new();
        let taken = taken.of_mapping(0).unwrap_or(&nothing);
        let occasion = self.occasion(row, record);
        self.unfolded.trace(occasion, record.slots(), surroundings, taken, &self.redacted)
    }

    fn occasion<'o>(&'o self, row: u64, record: &'o Record<'_>) -> Occasion<'o> {
        let target = self.target.as_ref().map_or("", |target| target.name.as_str());
        Occasion { row, user: record.key(), target }
    }

    /// A failure at its place in the text. The user's value is not in it.
    pub fn diagnostic(&self, failure: &Failure) -> Diagnostic {
        let whom = if self.attributes.is_empty() { "for every user" } else { "for this user" };
        let label = Label::new(failure.span, whom);
        let error = Diagnostic::error(failure.code, &self.source, failure.message.as_str(), label);
        match functions::help(failure.code) {
            Some(help) => error.help(help),
            None => error,
        }
    }

    fn failure(&self, code: &'static Code, message: &str, value: Option<String>) -> Failure {
        Failure { code, message: message.to_owned(), value, span: self.span }
    }
}

fn compile(source: &Source, env: &Env, target: Option<&Target>) -> ExpressionCompilation {
    let analysis = check(source, env);
    let mut diagnostics = analysis.diagnostics().clone();
    if let (Some(target), false) = (target, diagnostics.has_errors())
        && let Some(misfit) = check_target(source, analysis.typed(), &target.name, target)
    {
        diagnostics.push(misfit);
    }
    let is_usable = !diagnostics.has_errors();
    let checked = analysis.checked().ok().filter(|_| is_usable);
    let expression = checked.map(|checked| build(checked, env, target));
    let is_redacted = analysis.is_redacted();
    ExpressionCompilation { expression, diagnostics: diagnostics.sorted(), is_redacted }
}

fn build(checked: Checked<'_>, env: &Env, target: Option<&Target>) -> Expression {
    let mut slots = Slots::new();
    let program = Program::lower(checked, &mut slots);
    let unfolded = Program::lower_unfolded(checked, &mut slots);
    let attributes = slots.names().to_vec();
    let layout = Layout::new(env.source_table(), &attributes);
    let redacted = redacted(std::iter::once(&unfolded), &layout, env.source_table());
    let rule = target.map(|target| flow_rule(None, target));
    let (source, span) = (checked.source().clone(), checked.typed().span);
    let ty = match target {
        Some(target) => Type { base: target.ty, is_multi_valued: target.is_multi_valued },
        None => checked.typed().facts.ty,
    };
    let target = target.cloned();
    let recent = Recent::default();
    Expression {
        source,
        span,
        program,
        unfolded,
        attributes,
        layout,
        redacted,
        rule,
        ty,
        target,
        recent,
    }
}

/// The target that a text names, which must be in the table and writable.
pub fn find_target(
    source: &Source,
    span: Span,
    name: &str,
    table: &TargetTable,
) -> Result<Target, Diagnostic> {
    let Some(target) = table.find(name) else {
        let names = table.names();
        let near = suggest::nearest(name, names.iter().map(String::as_str));
        return Err(messages::unknown_target(source, span, name, table, near));
    };
    if target.mutability == Mutability::ReadOnly {
        return Err(messages::read_only_target(source, span, name));
    }
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;
    use crate::types::DateTime;

    fn surroundings() -> Surroundings {
        Surroundings::at(DateTime::UNIX_EPOCH)
    }

    fn value(expression: &Expression, user: &str) -> Result<String, String> {
        let record = expression.layout().read_json(user, Record::new()).expect("a user");
        match expression.evaluate(&record, &surroundings()) {
            Ok(value) => Ok(format!("{value:?}")),
            Err(NoValue::Ignored(ignored)) => Err(format!("{ignored:?}")),
            Err(NoValue::Failed(failure)) => Err(expression.diagnostic(&failure).to_string()),
        }
    }

    fn compiled(text: &str, target: Option<&str>) -> Expression {
        let source = Source::new("expression", text);
        let compilation = match target {
            None => Expression::compile(&source, &Env::entra()),
            Some(name) => {
                let table = schema::built_in("scim").expect("built in");
                let target = find_target(&source, source.whole(), name, &table).expect(name);
                Expression::compile_for(&source, &Env::entra(), &target)
            }
        };
        compilation.expression.unwrap_or_else(|| panic!("{}", compilation.diagnostics))
    }

    #[test]
    fn a_value_is_taken_as_it_is_or_converted() {
        let text =
            r#"Switch([employeeType], "True", "Guest", "False", "Bot", IgnoreAttributeFlow)"#;
        let as_it_is = compiled(text, None);
        let guest = r#"{"employeeType": "Guest"}"#;
        assert_eq!(value(&as_it_is, guest), Ok(r#"Text("False")"#.to_owned()));
        assert_eq!(value(&as_it_is, r#"{"employeeType": "Bot"}"#), Err("Attribute".to_owned()));
        let converted = compiled(text, Some("active"));
        assert_eq!(value(&converted, guest), Ok("Boolean(false)".to_owned()));
        assert_eq!(
            (as_it_is.ty().to_string(), converted.ty().to_string()),
            ("String".to_owned(), "Boolean".to_owned())
        );
        assert_eq!((as_it_is.is_converted(), converted.is_converted()), (false, true));
        let unfit = value(&compiled("[employeeType]", Some("active")), guest);
        let expected =
            "expression:1:1: error [flow::not-a-boolean] this target takes `True` or `False`";
        assert_eq!(unfit, Err(expected.to_owned()));
    }

    #[test]
    fn what_no_user_can_have_is_said_at_once() {
        let table = schema::built_in("scim").expect("built in");
        let source = Source::new("expression", r#""yes""#);
        let target = table.find("active").expect("a target");
        let compilation = Expression::compile_for(&source, &Env::entra(), &target);
        assert!(compilation.expression.is_none());
        let codes: Vec<&str> = compilation.diagnostics.iter().map(|it| it.code.path).collect();
        assert_eq!(codes, ["check::target-type"]);
        let name = Source::new("--target", "activ");
        let error = find_target(&name, name.whole(), "activ", &table).expect_err("no such target");
        assert_eq!(error.help.as_deref(), Some("did you mean `active`?"));
    }
}
