//! One expression evaluated as an embedder would, for the suites.

use attrmap::check::{Env, check};
use attrmap::diagnostic::Severity;
use attrmap::dotnet::parse_date;
use attrmap::functions::{Failure, Randomness, Reason, Stop, Surroundings, Taken};
use attrmap::program::{Program, Slots};
use attrmap::record::{Layout, Record};
use attrmap::source::Source;
use attrmap::types::{Base, DateTime, Facts, Number, Value, truth_of_text};

use crate::plain::Plain;

/// What an expression comes to.
#[derive(Debug, PartialEq)]
pub(crate) enum Result {
    /// A value, as JSON: texts as the service would give them.
    Value(serde_json::Value),
    /// The attribute or the user is left out.
    Ignored(&'static str),
    /// Codes, each with the text it underlines.
    Errors(Vec<(String, String)>),
}

/// The clock, seed and default domain of all tests.
pub(crate) fn surroundings() -> Surroundings {
    let epoch = DateTime::UNIX_EPOCH;
    let now = parse_date("2025-07-30T12:00:00Z", epoch).expect("an ISO date");
    Surroundings {
        randomness: Randomness::Seeded(1),
        default_domain: Some("contoso.com".to_owned()),
        ..Surroundings::at(now)
    }
}

/// Evaluates an expression for a user given as a JSON object, with nothing taken.
pub(crate) fn evaluate(expression: &str, given: &str) -> Result {
    evaluate_among(expression, given, &surroundings(), &Taken::new())
}

/// The same with a clock and a default domain, where the target has some values already.
pub(crate) fn evaluate_among(
    expression: &str,
    given: &str,
    surroundings: &Surroundings,
    taken: &Taken,
) -> Result {
    let env = Env::entra();
    let source = Source::new("expression", expression);
    let analysis = check(&source, &env);
    if analysis.diagnostics().has_errors() {
        let errors = analysis.diagnostics().iter();
        let errors = errors.filter(|it| it.severity == Severity::Error);
        let errors =
            errors.map(|it| (it.code.path.to_owned(), source.slice(it.primary.span).to_owned()));
        return Result::Errors(errors.collect());
    }
    let checked = analysis.checked().expect("there are no errors");
    let mut slots = Slots::new();
    let program = Program::lower(&checked, &mut slots);
    let layout = Layout::new(env.source_table(), slots.names());
    let record = match layout.read_json(given, Record::new()) {
        Ok(record) => record,
        Err(fault) => return Result::Errors(vec![(fault.code.path.to_owned(), String::new())]),
    };
    // Facts hold for users that a directory can have: some attributes are never missing.
    let has_all = slots.names().iter().zip(record.slots()).all(|(name, value)| {
        let attribute = env.source_table().find(name);
        let Some(attribute) = attribute.filter(|it| it.is_present_by_rule) else { return true };
        let is_truth = value.to_text().is_some_and(|text| truth_of_text(&text).is_some());
        !value.is_null_or_empty() && (attribute.ty.base != Base::Boolean || is_truth)
    });
    let outcome = program.evaluate(record.slots(), surroundings);
    let misfit = misfit(&checked.typed().facts, &outcome).filter(|_| has_all);
    assert!(misfit.is_none(), "{expression}: {outcome:?}: {}", misfit.unwrap_or_default());
    result(outcome, &source, taken)
}

/// An expression evaluated by the program, by the program without folding, and by the plain walk
/// over the tree; nothing where it does not check, or the user does not read.
pub(crate) fn evaluate_in_three_ways(expression: &str, given: &str) -> Option<[Result; 3]> {
    let env = Env::entra();
    let source = Source::new("expression", expression);
    let checked = check(&source, &env).checked().ok()?;
    let mut slots = Slots::new();
    let programs =
        [Program::lower_unfolded, Program::lower].map(|lower| lower(&checked, &mut slots));
    let layout = Layout::new(env.source_table(), slots.names());
    let record = layout.read_json(given, Record::new()).ok()?;
    let surroundings = surroundings();
    let [unfolded, folded] = programs.each_ref().map(|program| {
        result(program.evaluate(record.slots(), &surroundings), &source, &Taken::new())
    });
    let user = slots.names().iter().cloned().zip(record.slots().iter().map(Value::borrowed));
    let plain = Plain { user: &user.collect(), surroundings: &surroundings };
    let plain = result(plain.value(checked.typed()), &source, &Taken::new());
    Some([folded, unfolded, plain])
}

/// In what an outcome is not what was said of it beforehand.
fn misfit(facts: &Facts, outcome: &std::result::Result<Value<'_>, Stop>) -> Option<String> {
    let states = facts.states;
    let value = match outcome {
        Ok(value) => value,
        Err(stop) => {
            let is_failure = format!("{stop:?}").contains("Failed(");
            return (is_failure && !facts.can_fail).then(|| "was said not to fail".to_owned());
        }
    };
    let is_possible = match value {
        Value::Null => states.can_be_null(),
        Value::List(_) => states.can_be_present() && facts.can_be_several,
        value if value.is_null_or_empty() => states.can_be_empty(),
        _ => states.can_be_present(),
    };
    if !is_possible {
        return Some(format!("is not one of {states:?}"));
    }
    let text = value.to_text()?;
    if facts.texts.known().is_some_and(|texts| !texts.contains(&*text)) {
        return Some(format!("is not among {:?}", facts.texts));
    }
    let is_of_type = match facts.ty.base {
        Base::Integer => Number::parse(&text).is_some(),
        Base::Boolean => truth_of_text(&text).is_some(),
        Base::DateTime => matches!(value, Value::DateTime(_)),
        Base::String | Base::Reference | Base::Binary | Base::AppRoleAssignment => true,
        Base::Error => false,
    };
    (!is_of_type).then(|| format!("is no {:?}", facts.ty.base))
}

fn result(outcome: std::result::Result<Value<'_>, Stop>, source: &Source, taken: &Taken) -> Result {
    let reason = match outcome {
        Ok(value) => return Result::Value(to_json(&value)),
        Err(stop) => stop.reason(),
    };
    match reason {
        Reason::IgnoreAttribute => Result::Ignored("attribute"),
        Reason::IgnoreObject => Result::Ignored("object"),
        Reason::Failed(failure) => failed(&failure, source),
        Reason::Candidates(candidates) => match taken.first_free(candidates, source.whole()) {
            Ok(free) => Result::Value(free.into()),
            Err(failure) => failed(&failure, source),
        },
        Reason::Several { .. } => panic!("several values got out of their call"),
    }
}

fn failed(failure: &Failure, source: &Source) -> Result {
    let underlined = source.slice(failure.span).to_owned();
    Result::Errors(vec![(failure.code.path.to_owned(), underlined)])
}

fn to_json(value: &Value<'_>) -> serde_json::Value {
    match value {
        Value::List(values) => values.iter().map(to_json).collect(),
        Value::Complex(members) => {
            let members = members.iter();
            members.map(|member| (member.name.to_string(), to_json(&member.value))).collect()
        }
        value => value.to_text().map_or(serde_json::Value::Null, |text| text.as_ref().into()),
    }
}
