//! The case files: `tests/suite/**/*.case`, values and codes typed by a person.
//!
//! ```text
//! --- join-skips-null
//! expr:  Join("-", [a], [b])
//! given: {"a": "x"}
//! gives: "x"
//!
//! --- join-needs-a-separator
//! expr:  Join()
//! error: check::missing-argument  "Join()"
//! ```
//!
//! `expr:` may go on over indented lines. `gives:` is JSON; `ignored:` is `attribute` or `object`;
//! `error:` can stand several times, each with the code and the underlined text. `facts:` is what
//! is known before any user is seen: a part of the expression, `is`, and what it can come to, for
//! each time that the part is written. `why:` and `page:` are for readers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::language::{Result, evaluate, facts_of_part};

struct Case {
    name: String,
    expr: String,
    given: String,
    gives: Option<String>,
    ignored: Option<String>,
    errors: Vec<(String, String)>,
    /// Parts of the expression, each with what is known of it.
    facts: Vec<(String, String)>,
}

#[test]
fn every_case_holds() {
    let mut names = BTreeSet::new();
    let mut failures = Vec::new();
    for file in case_files(Path::new("tests/suite")) {
        let text = fs::read_to_string(&file).expect("a case file is readable");
        for case in read_cases(&text, &file) {
            assert!(names.insert(case.name.clone()), "two cases are named `{}`", case.name);
            if let Some(failure) = failure(&case) {
                failures.push(format!("{}: {}\n{failure}", file.display(), case.name));
            }
        }
    }
    assert!(!names.is_empty(), "there are cases");
    assert!(failures.is_empty(), "{} cases fail\n\n{}", failures.len(), failures.join("\n\n"));
}

fn failure(case: &Case) -> Option<String> {
    for (part, expected) in &case.facts {
        let found = facts_of_part(&case.expr, part).join(" ; ");
        if found != *expected {
            let expr = &case.expr;
            return Some(format!("  {expr}\n  {part} is {found}\n  expected {expected}"));
        }
    }
    if !case.facts.is_empty() {
        return None;
    }
    let expected = match (&case.gives, &case.ignored) {
        (Some(json), _) => {
            let json = serde_json::from_str(json);
            Result::Value(json.unwrap_or_else(|error| panic!("{}: {error}", case.name)))
        }
        (None, Some(what)) if what == "attribute" => Result::Ignored("attribute"),
        (None, Some(_)) => Result::Ignored("object"),
        (None, None) => {
            let found = match evaluate(&case.expr, &case.given) {
                Result::Errors(errors) => errors,
                other => return Some(format!("  {}\n  gives {other:?}", case.expr)),
            };
            let found: Vec<(String, String)> =
                found.into_iter().map(|(code, text)| (code.to_owned(), text)).collect();
            return (found != case.errors).then(|| {
                format!("  {}\n  found    {found:?}\n  expected {:?}", case.expr, case.errors)
            });
        }
    };
    let found = evaluate(&case.expr, &case.given);
    (found != expected)
        .then(|| format!("  {}\n  found    {found:?}\n  expected {expected:?}", case.expr))
}

fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the suite is a folder") {
        let path = entry.expect("an entry of the suite").path();
        if path.is_dir() {
            files.extend(case_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "case") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read_cases(text: &str, file: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for section in text.split("\n--- ").map(|section| section.trim_start_matches("--- ")) {
        let (name, body) = section.split_once('\n').unwrap_or((section, ""));
        if name.starts_with('#') || name.trim().is_empty() {
            continue;
        }
        let mut case = Case {
            name: name.trim().to_owned(),
            expr: String::new(),
            given: "{}".to_owned(),
            gives: None,
            ignored: None,
            errors: Vec::new(),
            facts: Vec::new(),
        };
        for line in body.lines() {
            if line.starts_with(' ') {
                case.expr.push('\n');
                case.expr.push_str(line.trim_start());
                continue;
            }
            let Some((key, value)) = line.split_once(':') else {
                assert!(line.trim().is_empty(), "{}: `{line}`", file.display());
                continue;
            };
            let value = value.trim();
            match key {
                "expr" => value.clone_into(&mut case.expr),
                "given" => value.clone_into(&mut case.given),
                "gives" => case.gives = Some(value.to_owned()),
                "ignored" => case.ignored = Some(value.to_owned()),
                "error" => {
                    let (code, text) = value.split_once(' ').unwrap_or((value, "\"\""));
                    let text = text.trim();
                    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                    let text = quoted.unwrap_or(text);
                    case.errors.push((code.to_owned(), text.to_owned()));
                }
                "facts" => {
                    let (part, known) = value.split_once(" is ").unwrap_or((value, ""));
                    case.facts.push((part.trim().to_owned(), known.trim().to_owned()));
                }
                "why" | "page" => {}
                _ => panic!("{}: {}: `{key}` is no key", file.display(), case.name),
            }
        }
        let expectations = [
            case.gives.is_some(),
            case.ignored.is_some(),
            !case.errors.is_empty(),
            !case.facts.is_empty(),
        ];
        let count = expectations.into_iter().filter(|is_given| *is_given).count();
        assert_eq!(count, 1, "{}: {}: one expectation", file.display(), case.name);
        cases.push(case);
    }
    cases
}
