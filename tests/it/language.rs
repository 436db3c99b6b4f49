//! One expression evaluated as an embedder would, for the suites.

use attrmap::check::{Env, check};
use attrmap::diagnostic::Severity;
use attrmap::dotnet::parse_date;
use attrmap::functions::{Failure, Purse, Randomness, Reason, Recent, Stop, Surroundings, Taken};
use attrmap::program::{Program, Slots};
use attrmap::record::{Layout, Record};
use attrmap::source::Source;
use attrmap::types::{Base, DateTime, Value, truth_of_text};

use crate::naive::Naive;

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
    evaluate_in(&Env::entra(), expression, given)
}

/// The same in other surroundings of the check, which must be true of the user.
pub(crate) fn evaluate_in(env: &Env, expression: &str, given: &str) -> Result {
    evaluate_with(env, expression, given, &surroundings(), &Taken::new())
}

/// The same with a clock and a default domain, where the target has some values already.
pub(crate) fn evaluate_among(
    expression: &str,
    given: &str,
    surroundings: &Surroundings,
    taken: &Taken,
) -> Result {
    evaluate_with(&Env::entra(), expression, given, surroundings, taken)
}

fn evaluate_with(
    env: &Env,
    expression: &str,
    given: &str,
    surroundings: &Surroundings,
    taken: &Taken,
) -> Result {
    let source = Source::new("expression", expression);
    let analysis = check(&source, env);
    if analysis.diagnostics().has_errors() {
        let errors = analysis.diagnostics().iter();
        let errors = errors.filter(|it| it.severity == Severity::Error);
        let errors =
            errors.map(|it| (it.code.path.to_owned(), source.slice(it.primary.span).to_owned()));
        return Result::Errors(errors.collect());
    }
    let checked = analysis.checked().expect("there are no errors");
    let mut slots = Slots::new();
    let programs = [Program::lower, Program::lower_unfolded].map(|it| it(checked, &mut slots));
    let layout = Layout::new(env.source_table(), slots.names());
    let record = match layout.read_json(given, Record::new()) {
        Ok(record) => record,
        Err(fault) => return Result::Errors(vec![(fault.code.path.to_owned(), String::new())]),
    };
    // Facts hold for users that a directory can have: some attributes are never missing. What is
    // known of this very user counts for more.
    let has_all = slots.names().iter().zip(record.slots()).all(|(name, value)| {
        if env.known(name).is_some() {
            return true;
        }
        let attribute = env.source_table().find(name);
        let Some(attribute) = attribute.filter(|it| it.is_present_by_rule) else { return true };
        let is_truth = value.to_text().is_some_and(|text| truth_of_text(&text).is_some());
        !value.is_null_or_empty() && (attribute.ty.base != Base::Boolean || is_truth)
    });
    let [result, unfolded] = programs
        .map(|program| outcome(&source, program.evaluate(record.slots(), surroundings), taken));
    assert_eq!(result, unfolded, "{expression}: not folded");
    let names = slots.names().iter().cloned();
    let attributes: Vec<_> = names.zip(record.slots().iter().map(Value::borrowed)).collect();
    let root = checked.typed();
    let purse = Purse::of(surroundings);
    let (text, record) = (expression, attributes.as_slice());
    let recent = Recent::default();
    let naive = Naive { text, root, record, surroundings, purse, recent, holds_to_facts: has_all };
    let plainly = outcome(&source, naive.value(root), taken);
    match (&result, &plainly) {
        // Where it failed is the program's to know.
        (Result::Errors(found), Result::Errors(plainly)) => {
            let codes = [found, plainly].map(|errors| errors.iter().map(|it| &it.0));
            let [found, plainly] = codes.map(Iterator::collect::<Vec<_>>);
            assert_eq!(found, plainly, "{expression}");
        }
        (result, plainly) => assert_eq!(result, plainly, "{expression}"),
    }
    result
}

/// What is known of each part of an expression that is written like this, in their order.
pub(crate) fn facts_of_part(expression: &str, part: &str) -> Vec<String> {
    let source = Source::new("expression", expression);
    let analysis = check(&source, &Env::entra());
    assert!(!analysis.diagnostics().has_errors(), "{expression}: {}", analysis.diagnostics());
    let reached: Vec<_> = analysis.typed().reachable_nodes().map(|node| node.span).collect();
    let parts = analysis.typed().nodes().filter(|node| source.slice(node.span) == part);
    let known = parts.map(|node| match reached.contains(&node.span) {
        true => node.facts.to_string(),
        false => "unreached".to_owned(),
    });
    known.collect()
}

fn outcome(source: &Source, result: std::result::Result<Value<'_>, Stop>, taken: &Taken) -> Result {
    let failed = |failure: Failure| {
        let underlined = source.slice(failure.span).to_owned();
        Result::Errors(vec![(failure.code.path.to_owned(), underlined)])
    };
    let reason = match result {
        Ok(value) => {
            let json = serde_json::to_value(value.shown(false));
            return Result::Value(json.expect("values serialize"));
        }
        Err(stop) => stop.reason(),
    };
    match reason {
        Reason::IgnoreAttribute => Result::Ignored("attribute"),
        Reason::IgnoreObject => Result::Ignored("object"),
        Reason::Failed(failure) => failed(failure),
        Reason::Candidates(candidates) => match taken.first_free(&candidates, source.whole()) {
            Ok(free) => Result::Value(free.into()),
            Err(failure) => failed(failure),
        },
        Reason::Several { .. } => panic!("{}: several values got out of their call", source.text()),
    }
}
