//! One expression evaluated as an embedder would, for the suites.

use attrmap::check::{Env, check};
use attrmap::diagnostic::Severity;
use attrmap::dotnet::parse_date;
use attrmap::functions::{Failure, Randomness, Reason, Surroundings, Taken};
use attrmap::program::{Program, Slots};
use attrmap::record::{Layout, Record};
use attrmap::source::Source;
use attrmap::types::{Base, DateTime, Value, truth_of_text};

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
    let facts = analysis.typed().facts.clone();
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
    match program.evaluate(record.slots(), surroundings) {
        Ok(value) => {
            if let (Some(texts), Some(text)) = (facts.texts.known(), value.to_text()) {
                let is_known = !has_all || texts.contains(&*text);
                assert!(is_known, "{expression}: {text:?} is not among {texts:?}");
            }
            assert!(
                !has_all
                    || match &value {
                        Value::Null => facts.states.can_be_null(),
                        Value::List(_) => facts.states.can_be_present(),
                        value if value.is_null_or_empty() => facts.states.can_be_empty(),
                        _ => facts.states.can_be_present(),
                    },
                "{expression}: {value:?} is not one of {:?}",
                facts.states
            );
            Result::Value(to_json(&value))
        }
        Err(stop) => match stop.reason() {
            Reason::IgnoreAttribute => Result::Ignored("attribute"),
            Reason::IgnoreObject => Result::Ignored("object"),
            Reason::Failed(failure) => {
                assert!(!has_all || facts.can_fail, "{expression}: was said not to fail");
                failed(&failure, &source)
            }
            Reason::Candidates(candidates) => match taken.first_free(candidates, source.whole()) {
                Ok(free) => Result::Value(free.into()),
                Err(failure) => failed(&failure, &source),
            },
            Reason::Several { .. } => panic!("{expression}: several values got out of their call"),
        },
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
