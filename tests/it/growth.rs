//! What looks at calls with very many arguments takes steps as many as the arguments, not as many
//! as their square.
//!
//! The steps of a parser can be counted (`tests/steps.rs`); those of a search in a list or of a
//! comparison leave nothing to count behind. So there are enough arguments that their square takes
//! minutes, and the limit is far more than a slow machine takes.

use std::time::{Duration, Instant};

use attrmap::check::Env;
use attrmap::functions::Surroundings;
use attrmap::mapping::{self, Names};
use attrmap::plan::Expression;
use attrmap::record::Record;
use attrmap::source::Source;
use attrmap::syntax::{self, Parsed};
use attrmap::types::DateTime;

/// How many arguments.
const MANY: usize = 60_000;

const MOST_TIME: Duration = Duration::from_secs(8);

/// The result, which must not take long.
fn soon<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = work();
    let taken = started.elapsed();
    assert!(taken < MOST_TIME, "{what} took {taken:?}");
    result
}

/// Calls with very many arguments.
fn calls() -> [(Source, Parsed); 2] {
    let join = format!("Join(\",\"{})", ", [mail]".repeat(MANY));
    let switch = format!("Switch([mail], {})", ", \"k\", \"v\"".repeat(MANY / 2));
    [join, switch].map(|text| {
        let source = Source::new("expression", text);
        let parsed = syntax::parse(&source);
        (source, parsed)
    })
}

#[test]
fn a_tree_grows_with_the_arguments() {
    let env = Env::entra();
    let names = Names { attributes: env.source_table(), functions: env.functions() };
    for (source, parsed) in calls() {
        let tree = soon("the tree", || names.tree(&parsed.expr));
        assert!(tree.parameters.len() >= MANY, "{}", tree.name);
        let notes = soon("its notes", || mapping::assumptions(&source, &parsed.expr, names));
        assert_eq!(notes.iter().count(), 1, "the keys are repeated");
    }
}

#[test]
fn a_trace_grows_with_the_arguments() {
    let lowered = format!("Switch([otherMails], {})", ", ToLower([k]), \"v\"".repeat(MANY / 4));
    let lowered = Source::new("expression", lowered);
    let sources = calls().map(|(source, _)| source).into_iter().chain([lowered]);
    for source in sources {
        let compilation = soon("compiling", || Expression::compile(&source, &Env::entra()));
        let Some(expression) = compilation.expression else {
            panic!("{}", compilation.diagnostics);
        };
        let user = r#"{"mail": "nobody", "otherMails": ["a", "b", "c"]}"#;
        let record = expression.layout().read_json(user, Record::new()).expect("a user");
        let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
        let trace = soon("the trace", || expression.trace(&record, &surroundings));
        let text = soon("its text", || trace.to_string());
        assert!(text.lines().count() > MANY / 4);
    }
}
