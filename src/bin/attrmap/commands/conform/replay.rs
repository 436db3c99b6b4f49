//! One case through attrmap.

use attrmap::check::{Env, Ignored};
use attrmap::diagnostic::Severity;
use attrmap::functions::{REDACTED, Surroundings};
use attrmap::mapping::{Names, NodeDifference};
use attrmap::plan::{Expression, ExpressionCompilation, NoValue, Reject};
use attrmap::record::Record;
use attrmap::source::Source;
use attrmap::syntax;
use serde_json::{Map, Value};

use super::case::Case;
use super::outcome::Outcome;
use crate::inputs::surroundings::instant;

/// Where attrmap does something else. Of an expression that redacts, no value is in it.
pub(super) struct Difference {
    pub(super) expression: String,
    pub(super) inputs: Map<String, Value>,
    /// Those that the expression reads.
    pub(super) read: Map<String, Value>,
    pub(super) found: Found,
    pub(super) source: Option<String>,
}

/// What is different.
pub(super) enum Found {
    /// What came out.
    Outcome {
        /// What should have.
        expected: Value,
        /// What did.
        found: Value,
    },
    /// The tree of the expression.
    Tree(NodeDifference),
}

/// What lies around a case: what the row says, else what lies around all of them.
pub(super) fn surroundings(case: &Case, around: &Surroundings) -> Result<Surroundings, String> {
    let mut surroundings = around.clone();
    if let Some(now) = &case.now {
        let instant = instant(now);
        surroundings.now = instant.ok_or_else(|| format!("`now` is no time: `{now}`"))?;
    }
    if case.default_domain.is_some() {
        surroundings.default_domain.clone_from(&case.default_domain);
    }
    Ok(surroundings)
}

/// Replays a case; nothing where attrmap agrees.
pub(super) fn replay(case: &Case, env: &Env, surroundings: &Surroundings) -> Option<Difference> {
    let source = Source::new("expression", case.expression.as_str());
    let compilation = Expression::compile(&source, env);
    let outcome = outcome(&compilation, case, surroundings);
    let is_redacted = compilation.is_redacted;
    let found = if case.expected.is_met_by(&outcome) {
        let recorded = case.tree.as_ref()?;
        let parsed = syntax::parse(&source);
        let names = Names { attributes: env.source_table(), functions: env.functions() };
        Found::Tree(names.tree(&parsed.expr).difference(recorded)?)
    } else if is_redacted {
        let (expected, found) = (case.expected.without_value(), outcome.without_value());
        Found::Outcome { expected: expected.to_json(), found: found.to_json() }
    } else {
        Found::Outcome { expected: case.expected.to_json(), found: outcome.to_json() }
    };
    let mut inputs = case.inputs.clone();
    if is_redacted {
        inputs.values_mut().for_each(|value| *value = REDACTED.into());
    }
    let reads = |name: &str| {
        let compiled = compilation.expression.as_ref();
        compiled.is_none_or(|expression| expression.layout().reads(name))
    };
    let read = inputs.iter().filter(|(name, _)| reads(name));
    let read = read.map(|(name, value)| (name.clone(), value.clone())).collect();
    let (expression, source) = (case.expression.clone(), case.source.clone());
    Some(Difference { expression, inputs, read, found, source })
}

fn outcome(
    compilation: &ExpressionCompilation,
    case: &Case,
    surroundings: &Surroundings,
) -> Outcome {
    let Some(expression) = &compilation.expression else {
        let errors = compilation.diagnostics.iter();
        let errors = errors.filter(|diagnostic| diagnostic.severity == Severity::Error);
        let message = errors.clone().next().map(|error| error.message.clone());
        let codes = errors.map(|error| error.code.path).collect();
        return Outcome::Error { codes, message: message.unwrap_or_default() };
    };
    let user = Value::Object(case.inputs.clone());
    let record = match expression.layout().read_value(&user, Record::new()) {
        Ok(record) => record,
        Err(fault) => {
            let reject = Reject::from(fault);
            return Outcome::Error {
                codes: vec![reject.code.path],
                message: reject.message.into_owned(),
            };
        }
    };
    let mut taken = expression.taken();
    case.taken.iter().for_each(|value| taken.insert_everywhere(value));
    match expression.evaluate_for(0, &record, surroundings, &mut taken) {
        Ok(value) => Outcome::of_value(&value),
        Err(NoValue::Ignored(Ignored::Attribute)) => Outcome::Ignored("attribute"),
        Err(NoValue::Ignored(Ignored::Object)) => Outcome::Ignored("object"),
        Err(NoValue::Failed(failure)) => {
            Outcome::Error { codes: vec![failure.code.path], message: failure.message }
        }
    }
}
