//! What programs read, held against the schemas that are published for it.

use std::path::Path;

use super::{Folder, MAPPING, attrmap, attrmap_with, json_lines, user};
use crate::json_schema::Schema;

/// Holds each of these lines against a schema; there are that many.
fn check_lines(lines: &str, name: &str, expected: usize) {
    let schema = Schema::published(name);
    let lines = json_lines(lines);
    assert_eq!(lines.len(), expected, "{name}: {lines:?}");
    for (index, line) in lines.iter().enumerate() {
        assert_eq!(schema.check(line), Ok(()), "{name}, line {index}: {line}");
    }
}

/// The lines that are JSON.
fn json_of(text: &str) -> String {
    text.lines()
        .filter(|line| line.starts_with('{'))
        .fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn rejects_and_summaries_are_as_published() {
    let folder = Folder::new();
    let (first, out) = (folder.write("a.ndjson", user("a") + "{}\n7\n"), folder.path("out"));
    let second = folder.write("b.ndjson", "{\"employeeHireDate\": \"soon\"}\n");
    let run = ["run", "-m", MAPPING, &first, "-o", &out, "--rejects", "-", "--summary", "json"];
    let run_of = |more: &[&str]| attrmap(&[run.as_slice(), more].concat());
    let alone = run_of(&[]);
    check_lines(&alone.stdout, "reject", 2);
    check_lines(&json_of(&alone.stderr), "summary", 1);
    let both = run_of(&[&second, "--show-values", "--max-rejects", "3"]);
    check_lines(&both.stdout, "reject", 3);
    check_lines(&json_of(&both.stderr), "summary", 1);
}

#[test]
fn diagnostics_are_as_published() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = 'tolower([mial])'\ntitle = 'Join([mail]'\nactive = '\"yes\"'\n",
    );
    let run = attrmap(&["run", "-m", &mapping, "-", "--format", "json"]);
    assert_eq!(run.code, 2);
    check_lines(&run.stderr, "diagnostic", run.stderr.lines().count());
    assert!(run.stderr.lines().count() > 3 && run.stderr.contains("\"fix\":"), "{run:?}");
}

#[test]
fn explanations_of_scope_are_as_published() {
    let folder = Folder::new();
    let scope = "{ attribute = \"mail\", operator = \"EQUALS\", value = \"a\" }, { attribute = \"city\", operator = \"SOUNDS LIKE\", value = \"b\" }";
    let mapping = folder.write(
        "m.attrmap.toml",
        format!(
            "schema = \"scim\"\n[map]\nuserName = '[mail]'\n[[scope]]\nclauses = [ {scope} ]\n"
        ),
    );
    let users = folder.write("users.ndjson", "{\"id\": \"1\", \"mail\": \"a\", \"city\": \"x\"}\n");
    let run = ["run", "-m", &mapping, &users, "--explain-scope", "1", "--format", "json"];
    check_lines(&attrmap(&run).stdout, "scope", 1);
    check_lines(&attrmap(&[run.as_slice(), &["--show-values"]].concat()).stdout, "scope", 1);
}

#[test]
fn answers_of_eval_are_as_published() {
    let users = "{\"mail\": \"a\", \"proxyAddresses\": [\"x\", \"y\"]}\n{}\n{\"mail\": {}}\n";
    let expression =
        "IIF(IsPresent([mail]), Replace([proxyAddresses], \"x\", , , [mail]), IgnoreObjectFlow)";
    let eval = ["eval", expression, "--user", "-"];
    let run = attrmap_with(&eval, Path::new("."), users.as_bytes());
    check_lines(&run.stdout, "eval", 3);
    let trace = [&eval[..], &["--trace", "--format", "json"]].concat();
    let run = attrmap_with(&trace, Path::new("."), users.as_bytes());
    check_lines(&json_of(&run.stdout), "eval", 3);
    assert!(run.stdout.contains("\"rounds\":") && run.stdout.contains("\"skipped\":"), "{run:?}");
}
