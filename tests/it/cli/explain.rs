//! `explain`: pages for names and for pasted texts.

use std::path::Path;

use serde_json::Value;

use super::{attrmap, attrmap_with};
use crate::json_schema::Schema;

#[test]
fn a_page_is_printed_for_a_person() {
    let finished = attrmap(&["explain", "nullable-required"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (0, ""));
    let mut lines = finished.stdout.lines();
    assert_eq!(lines.next(), Some("lint::nullable-required"));
    for heading in ["Why", "Avoid", "Prefer", "Limits", "Microsoft's pages"] {
        assert!(finished.stdout.lines().any(|line| line == heading), "{heading}");
    }
    // What stands deeper is somebody's mapping.
    let is_prose = |line: &str| !line.starts_with("    ") && !line.contains("https://");
    let is_long = |line: &&str| line.chars().count() > 80 && is_prose(line);
    assert_eq!(finished.stdout.lines().filter(is_long).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn pasted_texts_need_no_quotes_and_can_be_piped() {
    let in_quotes = attrmap(&["explain", "Missing Email field: You must provide an email"]);
    let in_pieces = attrmap(&["explain", "missing", "email", "field:"]);
    let piped = attrmap_with(&["explain", "-"], Path::new("."), b"x\n  missing EMAIL\tfield\n");
    assert_eq!(in_quotes.code, 0);
    assert!(in_quotes.stdout.contains("Coalesce([mail], [userPrincipalName])"), "{in_quotes:?}");
    assert_eq!(in_quotes.stdout, in_pieces.stdout);
    assert_eq!(in_quotes.stdout, piped.stdout);
}

#[test]
fn lists_name_everything() {
    for (list, name) in [
        ("rules", "nullable-required"),
        ("matching", "nullable-matching"),
        ("codes", "check::unknown-attribute"),
        ("functions", "Coalesce"),
        ("operators", "NOT EQUALS"),
        ("errors", "1789003"),
    ] {
        let finished = attrmap(&["explain", list]);
        assert_eq!(finished.code, 0, "{list}");
        let names = finished.stdout.lines().filter_map(|line| line.strip_prefix("  "));
        let names: Vec<&str> = names.filter_map(|line| line.split("  ").next()).collect();
        assert!(names.contains(&name), "{list}: {names:?}");
    }
    let matching = attrmap(&["explain", "matching"]).stdout;
    assert!(!matching.contains("nullable-required"), "a category lists its own rules");
}

#[test]
fn programs_get_json_and_pages_markdown() {
    let finished = attrmap(&["explain", "1789003", "--format", "json"]);
    let json: Value = serde_json::from_str(&finished.stdout).expect("JSON");
    assert_eq!(json["version"], 1);
    let topic = &json["topics"][0];
    assert_eq!((&topic["kind"], &topic["name"]), (&"error".into(), &"1789003".into()));
    let schema = Schema::published("explain");
    for (name, kind) in [
        ("Coalesce", "function"),
        ("not_equals", "operator"),
        ("nullable-required", "rule"),
        ("check::unknown-attribute", "code"),
        ("ImportSkipped", "error"),
    ] {
        let finished = attrmap(&["explain", name, "--format", "json"]);
        let json: Value = serde_json::from_str(&finished.stdout).expect("JSON");
        assert_eq!(schema.check(&json), Ok(()), "{name}: {json:#}");
        assert_eq!(json["topics"][0]["kind"], kind);
        let page = attrmap(&["explain", name, "--format", "markdown"]).stdout;
        assert!(page.starts_with("# "), "{name}: {page}");
        assert_eq!(json["topics"][0]["markdown"], page.as_str());
    }
}

#[test]
fn a_part_of_a_code_and_a_switch_are_known() {
    for (pasted, named) in [
        ("AmbiguousUser", "InvitationCreationFailure"),
        ("https://scim.example.com/?aadOptscim062020", "aadOptscim062020"),
    ] {
        let finished = attrmap(&["explain", pasted]);
        assert_eq!((finished.code, finished.stdout.lines().next()), (0, Some(named)));
    }
}

#[test]
fn what_is_not_known_is_said_and_exits_with_1() {
    let finished = attrmap(&["explain", "nulable-required"]);
    assert_eq!((finished.code, finished.stdout.as_str()), (1, ""));
    assert_eq!(
        finished.stderr,
        "error: nothing is known of `nulable-required`\n  help: did you mean `nullable-required`?\n"
    );
    let finished = attrmap(&["explain", "the moon is full"]);
    assert_eq!(finished.code, 1);
    assert_eq!(
        finished.stderr,
        "error: nothing is known of `the moon is full`\n  help: lists of what there is: `attrmap \
         explain rules`, `codes`, `functions`, `operators`, `errors`\n"
    );
    assert_eq!(attrmap(&["explain"]).code, 2, "a question is needed");
}
