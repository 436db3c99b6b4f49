//! What looks at calls with very many arguments gives all of it.
//!
//! There are so many arguments that steps as many as their square would take minutes, and show as
//! a test that does not end; no clock is asked.

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
        let tree = names.tree(&parsed.expr);
        assert!(tree.parameters.len() >= MANY, "{}", tree.name);
        let notes = mapping::assumptions(&source, &parsed.expr, names);
        assert_eq!(notes.iter().count(), 1, "the keys are repeated");
    }
}

#[test]
fn a_trace_grows_with_the_arguments() {
    let lowered = format!("Switch([otherMails], {})", ", ToLower([k]), \"v\"".repeat(MANY / 4));
    let lowered = Source::new("expression", lowered);
    let sources = calls().map(|(source, _)| source).into_iter().chain([lowered]);
    for source in sources {
        let compilation = Expression::compile(&source, &Env::entra());
        let Some(expression) = compilation.expression else {
            panic!("{}", compilation.diagnostics);
        };
        let user = r#"{"mail": "nobody", "otherMails": ["a", "b", "c"]}"#;
        let record = expression.layout().read_json(user, Record::new()).expect("a user");
        let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
        let trace = expression.trace(&record, &surroundings);
        let text = trace.to_string();
        assert!(text.lines().count() > MANY / 4);
    }
}

/// A row that agrees, with its tree: everything that `conform` does is done once.
#[cfg(feature = "cli")]
#[test]
fn a_replay_grows_with_the_arguments() {
    use std::path::Path;

    use crate::cli::{Finished, attrmap_with};

    let env = Env::entra();
    let names = Names { attributes: env.source_table(), functions: env.functions() };
    let [(source, parsed), _] = calls();
    let value = vec!["a"; MANY].join(",");
    let input = serde_json::json!([{ "key": "mail", "value": "a" }]);
    let request = serde_json::json!({
        "expression": source.text(),
        "testInputObject": { "properties": input },
    });
    let response = serde_json::json!({
        "parsingSucceeded": true,
        "evaluationSucceeded": true,
        "evaluationResult": [value],
        "parsedExpression": names.tree(&parsed.expr),
    });
    let row = serde_json::json!({ "request": request, "response": response }).to_string();
    let replayed = attrmap_with(&["conform", "-"], Path::new("."), row.as_bytes());
    let Finished { code, stdout, stderr } = replayed;
    let shown: String = stdout.chars().chain(stderr.chars()).take(500).collect();
    assert_eq!(code, 0, "{shown}");
}
