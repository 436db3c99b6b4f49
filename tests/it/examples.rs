//! Every example of every function is run, and every entry is complete.

use std::collections::BTreeSet;
use std::sync::Arc;

use attrmap::check::{Env, Typed, TypedKind, check};
use attrmap::functions::{FUNCTIONS, Gives, Repeats};
use attrmap::program::{Program, Slots};
use attrmap::source::Source;

use crate::language::{Result, evaluate};

#[test]
fn every_example_gives_what_it_says() {
    for function in FUNCTIONS {
        for example in function.examples {
            let expected = match example.gives {
                Gives::Value(json) => {
                    Result::Value(serde_json::from_str(json).unwrap_or_else(|error| {
                        panic!("{}: {}: {json} is no JSON: {error}", function.name, example.title)
                    }))
                }
                Gives::Ignored => Result::Ignored("attribute"),
                Gives::Error(code) => match evaluate(example.expression, example.given) {
                    Result::Errors(errors) if errors.iter().any(|(found, _)| found == code) => {
                        continue;
                    }
                    other => panic!("{}: {}: {other:?}", function.name, example.expression),
                },
            };
            let given = evaluate(example.expression, example.given);
            assert_eq!(given, expected, "{}: {}", function.name, example.expression);
        }
    }
}

#[test]
fn every_entry_is_complete() {
    let names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
    assert!(names.is_sorted_by_key(|name| name.to_lowercase()), "THE LIST is sorted: {names:?}");
    let distinct: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(distinct.len(), names.len(), "names differ in more than case");
    for function in FUNCTIONS {
        let name = function.name;
        assert!(
            !function.summary.is_empty() && !function.summary.ends_with('.'),
            "{name}: summary"
        );
        assert!(!function.prose.is_empty(), "{name}: prose");
        assert!(function.page.starts_with("https://"), "{name}: page");
        assert!(!function.examples.is_empty(), "{name}: examples");
        for related in function.see_also {
            assert!(names.contains(related), "{name}: see_also `{related}` is no function");
        }
        let params = function.signature.params;
        if let Repeats::Last { params: count, .. } = function.signature.repeats {
            assert!((1..=params.len()).contains(&count), "{name}: repeats");
        }
        for param in params {
            assert!(!param.doc.is_empty() && !param.key.is_empty(), "{name}: {}", param.name);
        }
        let titles: BTreeSet<&str> = function.examples.iter().map(|it| it.title).collect();
        assert_eq!(titles.len(), function.examples.len(), "{name}: titles repeat");
    }
}

/// Functions for which nothing is decided beforehand, whatever their constants, and why.
const NOTHING_TO_PREPARE: &[(&str, &[&str])] = &[
    (
        "it takes its values as they are, and no other argument",
        &[
            "AppRoleAssignments",
            "AppRoleAssignmentsComplex",
            "AssertiveAppRoleAssignmentsComplex",
            "CBool",
            "CDate",
            "CStr",
            "ConvertToBase64",
            "ConvertToUTF8Hex",
            "Count",
            "DateFromNum",
            "IgnoreFlowIfNullOrEmpty",
            "IsNothing",
            "IsNull",
            "IsNullOrEmpty",
            "IsPresent",
            "IsString",
            "Len",
            "NormalizeDiacritics",
            "Not",
            "NumFromDate",
            "Redact",
            "RemoveDuplicates",
            "SingleAppRoleAssignment",
            "StringFromSid",
            "StripSpaces",
            "Trim",
        ],
    ),
    ("it takes none", &["DefaultDomain", "Guid", "Now"]),
    (
        "its constants are texts that are given on or compared as they are",
        &["Append", "Coalesce", "IIF", "Join", "Prepend", "SelectUniqueValue", "Switch"],
    ),
    (
        "its constants are numbers, which are read as fast as they are found again",
        &["BitAnd", "DNComponent", "Item", "Left", "Mid"],
    ),
];

/// What constants are read as stands in the program. THE LIST says for which functions: each of
/// them has an example for which something is prepared, or it stands above with its reason.
#[test]
fn every_function_prepares_its_constants_or_has_none_to_read() {
    let (env, mut faults) = (Env::entra(), Vec::new());
    for function in FUNCTIONS {
        let is_prepared = function.examples.iter().any(|example| {
            let analysis = check(&Source::new("expression", example.expression), &env);
            let prepares = |node: &Typed| match &node.kind {
                TypedKind::Call { function: called, prepared, .. } => {
                    called.name == function.name && prepared.is_some()
                }
                _ => false,
            };
            analysis.typed().nodes().any(prepares)
        });
        let name = function.name;
        let reason = NOTHING_TO_PREPARE.iter().find(|(_, names)| names.contains(&name));
        let why = reason.map(|(why, _)| *why);
        if is_prepared == reason.is_some() {
            faults.push(format!("{name}: prepared {is_prepared}, and why not: {why:?}"));
        }
    }
    for name in NOTHING_TO_PREPARE.iter().flat_map(|(_, names)| *names) {
        if FUNCTIONS.iter().all(|function| function.name != *name) {
            faults.push(format!("{name} is no function"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A pattern or a date format is read while the mapping is checked. The program carries what was
/// read then, and lends it to every evaluation: there is nowhere to read it again.
#[test]
fn what_constants_decide_is_decided_once_a_mapping() {
    for text in [
        r#"Replace([mail], , "(?<name>.+)@(.+)", , "${name}", , )"#,
        r#"Replace([mail], , "(?<name>.+)@(.+)", "name", "x", , )"#,
        r#"FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "M/d/yyyy")"#,
        r#"FormatDateTime([employeeHireDate], "AssumeUniversal", "yyyy-MM-dd", [city])"#,
        r#"DateDiff("ww", [employeeHireDate], Now())"#,
        r#"ToLower([city], "tr-TR")"#,
    ] {
        let analysis = check(&Source::new("expression", text), &Env::entra());
        let checked = analysis.checked();
        let checked = checked.unwrap_or_else(|diagnostics| panic!("{text}: {diagnostics}"));
        let TypedKind::Call { prepared: Some(prepared), .. } = &checked.typed().kind else {
            panic!("{text}: nothing is decided beforehand");
        };
        let before = Arc::strong_count(prepared);
        let program = Program::lower(checked, &mut Slots::new());
        assert_eq!(Arc::strong_count(prepared), before + 1, "{text}: the program carries it");
        drop(program);
        assert_eq!(Arc::strong_count(prepared), before, "{text}");
    }
}
