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
const TAKE_USERS: [&str; 3] = ["workplace.attrmap.toml", "own-app.json", "workplace-users.json"];

/// What our own format cannot show.
const NOT_IN_TOML: &[&str] = &[
    // They look at directories.
    "corrected-type",
    "custom-attribute",
    "dangling-reference",
    "duplicate-definition",
    "immutable-on-update",
    "missing-anchor",
    "read-only-in-directory",
    "target-case",
    "too-long",
    "too-long-constant",
    "undescribed-target",
    "unlisted-attribute",
    "unmapped-required",
    "unsupported-target",
    // They look at jobs, rules and several object mappings.
    "cross-tenant-matching",
    "no-update-action",
    "scim-1-job",
    "scim-1-target",
    "unknown-directory",
    "unknown-object",
    // There are no trees.
    "tree-disagrees",
];

/// What is said of users, not of an export.
const NOBODY: &str = "users::nobody-in-scope";

/// What exports cannot show: nothing.
const NOT_IN_GRAPH: &[&str] = &[];

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

/// The codes that are found in these files of the folder.
fn seen(is_wanted: impl Fn(&Path) -> bool) -> BTreeSet<&'static str> {
    let users = read(Path::new("tests/gallery/everything/users.ndjson"));
    let mut seen = BTreeSet::new();
    for path in files("everything").into_iter().filter(|path| is_wanted(path)) {
        let text = read(&path);
        // What users have makes possible mistakes certain or impossible: both are looked at.
        let takes_users = TAKE_USERS.iter().any(|name| path.ends_with(name));
        for users in ["", if takes_users { &users } else { "" }] {
            let found = found_in(&text, SETTINGS, users);
            seen.extend(found.iter().map(|finding| finding.diagnostic.code.path));
        }
    }
    seen
}

/// Rules that are not seen in these, but for those that cannot be.
fn silent(seen: &BTreeSet<&str>, cannot: &[&str]) -> Vec<&'static str> {
    let is_silent = |name: &&str| !seen.contains(format!("lint::{name}").as_str());
    let names = RULES.iter().map(|rule| rule.name());
    names.filter(is_silent).filter(|name| !cannot.contains(name)).collect()
}

#[test]
fn every_rule_finds_something_in_each_format() {
    for (format, ending, cannot) in
        [("our own format", "toml", NOT_IN_TOML), ("exports", "json", NOT_IN_GRAPH)]
    {
        let seen = seen(|path| path.extension().is_some_and(|it| it == ending));
        let silent = silent(&seen, cannot);
        assert!(
            silent.is_empty(),
            "{format}: add a row to tests/gallery/everything in which these find something: \
             {silent:#?}"
        );
        let can: Vec<&&str> =
            cannot.iter().filter(|name| seen.contains(format!("lint::{name}").as_str())).collect();
        assert!(can.is_empty(), "{format}: these do find something: {can:#?}");
    }
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
            // That nobody of some users is in scope is nothing wrong.
            let found = found.iter().filter(|it| it.diagnostic.code.path != NOBODY);
            let said: Vec<String> = found.map(|it| it.diagnostic.to_string()).collect();
            assert!(said.is_empty(), "{}: {said:#?}", path.display());
        }
        // It is looked at nevertheless: what is off in it is wrong.
        let on = text.replace("\"enabled\": false", "\"enabled\": true");
        let found = found_in(&on, "", "");
        assert!(found.iter().any(|it| it.diagnostic.code.path == "check::unknown-attribute"));
    }
}
