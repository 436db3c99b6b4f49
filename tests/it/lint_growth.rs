//! What the linter looks at grows with the file: no row is compared with all others.
//!
//! Each file is sound, or every row of it is found, and there are so many rows that steps as many
//! as their square would take minutes, and show as a test that does not end; no clock is asked.

use attrmap::lint::{Finding, Sample};

use crate::lint::{found_in, payroll};

/// How many rows.
const MANY: usize = 40_000;

/// How many targets: much is known of each.
const TARGETS: usize = MANY / 2;

/// So many rows, with something between them.
fn rows(many: usize, between: &str, row: impl Fn(usize) -> String) -> String {
    (0..many).map(row).collect::<Vec<String>>().join(between)
}

/// The name of a directory extension: each is an attribute that no table lists.
fn extension(number: usize) -> String {
    format!("extension_0123456789abcdef0123456789abcdef_a{number}")
}

/// How many findings there are with that code.
fn count(found: &[Finding], code: &str) -> usize {
    found.iter().filter(|it| it.diagnostic.code.path == code).count()
}

#[test]
fn clauses_of_one_filter() {
    let clause = |number| {
        let name = extension(number);
        format!("{{ attribute = '{name}', operator = 'NOT EQUALS', value = 'x' }}")
    };
    let scope = format!("[[scope]]\nclauses = [\n{}\n]\n", rows(MANY, ",\n", clause));
    let sound = Sample::map("sound", "", &[]).mapping_file();
    let found = found_in(&(sound + &scope), "", "");
    assert_eq!(count(&found, "lint::negative-filter"), MANY);
}

#[test]
fn sources_of_one_coalesce() {
    let sources = rows(MANY, ", ", |number| format!("Mid([mail], {}, 1)", number + 1));
    let title = format!("title = 'Coalesce({sources}, Mid([mail], 1, 1))'");
    let sound = Sample::map("sound", "", &[]).mapping_file();
    let found = found_in(&(sound + &title), "", "");
    assert_eq!(count(&found, "lint::unreachable-arm"), 1, "the last was asked first");
}

/// A job with as many targets as its directory lists, and a user who has what they are mapped from.
#[test]
fn targets_of_a_job_and_what_a_user_gets() {
    let listed = rows(TARGETS, ",\n", |number| format!(r#"{{ "name": "Field{number}" }}"#));
    let directories = format!(
        r#"{{ "name": "Payroll", "objects": [{{ "name": "Person", "attributes": [
{{ "name": "Login" }}, {listed} ] }}] }}"#
    );
    let source = r#"{ "expression": "[userPrincipalName]" }"#;
    let next =
        |number| format!(r#"{source} }}, {{ "targetAttributeName": "field{number}", "source": "#);
    let text = payroll(&(rows(TARGETS, "", next) + source), &directories);
    let user = r#"{"userPrincipalName": "ana@contoso.com"}"#;
    let found = found_in(&text, "", user);
    assert_eq!(count(&found, "lint::target-case"), TARGETS);
}

/// Each long pattern is read once, not once for each text that it is compared with.
#[test]
fn patterns_beside_texts_of_one_filter() {
    let found = |last: &str| {
        let equals = "{ attribute = 'city', operator = 'EQUALS', value = 'x' },\n";
        let pattern = format!("^x|{}$", "ab".repeat(700));
        let pattern =
            format!("{{ attribute = 'city', operator = 'REGEX MATCH', value = '{pattern}' }},\n");
        let last = format!("{{ attribute = 'city', operator = 'EQUALS', value = '{last}' }}");
        let scope = format!(
            "[[scope]]\nclauses = [\n{}{}{last}]\n",
            equals.repeat(249),
            pattern.repeat(249)
        );
        let sound = Sample::map("sound", "", &[]).mapping_file();
        count(&found_in(&(sound + &scope), "", ""), "lint::contradictory-group")
    };
    assert_eq!((found("x"), found("y")), (0, 1));
}
