//! Files that are wrong all over: the first findings of a kind are listed, the others counted.

use std::fs;

use super::Folder;
use super::lint::{SOUND, mapping};

/// The names of attributes in another case, so many times, in front of an unknown function.
fn in_front_of_an_error(count: usize) -> String {
    let names = "[jobtitle], ".repeat(count);
    let formatted = format!("preferredLanguage = 'Coalesce({names}[userPrincipalName])'");
    mapping(&format!("{SOUND}\n{formatted}\ntitle = 'Foo([jobTitle])'"))
}

#[test]
fn what_is_not_listed_is_counted() {
    let folder = Folder::new();
    let rows: String = (0..600).map(|row| format!("wrong{row} = '[department]'\n")).collect();
    folder.write("a.attrmap.toml", mapping(&rows));
    let finished = folder.lint(&["--format", "concise"]);
    let account = finished.stdout.lines().last().expect("an account");
    assert!(account.ends_with(" in 1 file, and 100 more that are not listed"), "{account}");
    let of_kind = |line: &&str| line.contains(" error [plan::unknown-target]");
    let listed = finished.stdout.lines().filter(of_kind).count();
    assert_eq!(listed, 500, "{account}");
}

#[test]
fn warnings_hide_no_error() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", in_front_of_an_error(600));
    let finished = folder.lint(&["--fail-on", "error", "--format", "concise"]);
    assert!(finished.stdout.contains("check::unknown-function"), "{}", finished.stdout);
    assert_eq!(finished.code, 1);
}

#[test]
fn what_nobody_wants_to_hear_of_hides_nothing() {
    let folder = Folder::new();
    let text = in_front_of_an_error(600).replace("Foo(", "tolower(");
    folder.write("a.attrmap.toml", text);
    let case = "a.attrmap.toml warning check::function-case".to_owned();
    let ignored = ["--ignore", "check::attribute-case,duplicate-clause,choice"];
    assert_eq!(folder.found(&ignored), (1, vec![case]));
}

#[test]
fn every_form_says_that_there_are_more() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", in_front_of_an_error(600));
    for format in ["human", "concise", "json", "sarif", "github"] {
        let finished = folder.lint(&["--format", format]);
        let is_said = finished.stdout.contains("100 more");
        assert!(is_said, "{format}");
    }
}

#[test]
fn more_than_an_exception_or_a_baseline_has_seen_counts() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", in_front_of_an_error(600).replace("Foo(", "ToLower("));
    folder.write(
        "attrmap.toml",
        "[[lint.exception]]\nrule = \"check::attribute-case\"\n\
         target = 'preferredLanguage'\nreason = \"x\"\n",
    );
    let (code, found) = folder.found(&["--select", "matching"]);
    assert_eq!((code, found.len()), (1, 1), "who knows what the others are about? {found:?}");
    folder.write("attrmap.toml", "");
    let code = |arguments: &[&str]| folder.lint(arguments).code;
    assert_eq!(code(&["--write-baseline", "b.json"]), 0);
    assert_eq!(code(&["--baseline", "b.json"]), 0);
    folder.write("a.attrmap.toml", in_front_of_an_error(601).replace("Foo(", "ToLower("));
    assert_eq!(code(&["--baseline", "b.json"]), 1, "one more");
}

#[test]
fn fixes_reach_those_that_are_not_listed() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", in_front_of_an_error(600));
    let finished = folder.lint(&["--fix"]);
    assert!(finished.stderr.starts_with("600 findings mended\n"), "{}", finished.stderr);
    let text = fs::read_to_string(folder.0.join("a.attrmap.toml")).expect("it is there");
    assert!(!text.contains("[jobtitle]"));
}
