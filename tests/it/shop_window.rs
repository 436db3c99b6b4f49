//! Mappings in which everything is wrong, so that every rule is seen at work, and exports in which
//! nothing is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use attrmap::lint::RULES;

use crate::lint::found_in;

/// Where the linter needs to know the site.
const SETTINGS: &str = "\
    tenantUrl = \"https://www.workplace.com/scim/v1/\"\n\
    verifiedDomains = [\"contoso.com\"]\n";

/// Those whose values are looked at: of the others nobody could say for which object they are.
const TAKE_USERS: [&str; 2] = ["workplace.attrmap.toml", "own-app.json"];

/// The mapping files of a folder of the gallery.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/gallery").join(folder);
    let entries = fs::read_dir(folder).expect("the gallery is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_mapping = |path: &PathBuf| path.extension().is_some_and(|it| it != "ndjson");
    let mut files: Vec<PathBuf> = paths.filter(is_mapping).collect();
    files.sort();
    files
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_rule_finds_something() {
    let users = read(Path::new("tests/gallery/everything/users.ndjson"));
    let mut seen = BTreeSet::new();
    for path in files("everything") {
        let text = read(&path);
        // What users have makes possible mistakes certain or impossible: both are looked at.
        let takes_users = TAKE_USERS.iter().any(|name| path.ends_with(name));
        for users in ["", if takes_users { &users } else { "" }] {
            let found = found_in(&text, SETTINGS, users);
            seen.extend(found.iter().map(|finding| finding.diagnostic.code.path));
        }
    }
    let silent: Vec<&str> = RULES
        .iter()
        .filter(|rule| !seen.contains(rule.code.path))
        .map(|rule| rule.name())
        .collect();
    assert!(
        silent.is_empty(),
        "add a row to tests/gallery/everything in which these find something: {silent:#?}"
    );
}

#[test]
fn exports_in_which_nothing_is_wrong_are_silent() {
    let users = read(Path::new("examples/users.ndjson"));
    let files = files("good");
    assert!(!files.is_empty());
    for path in files {
        let text = read(&path);
        for users in ["", &users] {
            let found = found_in(&text, "", users);
            let said: Vec<String> = found.iter().map(|it| it.diagnostic.to_string()).collect();
            assert!(said.is_empty(), "{}: {said:#?}", path.display());
        }
        // It is looked at nevertheless: what is off in it is wrong.
        let on = text.replace("\"enabled\": false", "\"enabled\": true");
        let found = found_in(&on, "", "");
        assert!(found.iter().any(|it| it.diagnostic.code.path == "check::unknown-attribute"));
    }
}
