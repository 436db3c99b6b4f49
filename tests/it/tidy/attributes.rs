//! Attributes are data: their names stand in tables and nowhere in the library's code.

use std::collections::BTreeSet;
use std::fs;

use super::{File, code_of, files_under, root, sources, without_tests};

/// Names of attributes that are words of documents too, and stand in code as such.
const DOCUMENT_WORDS: &[(&str, &str)] = &[
    ("display", "a member of roles in a payload"),
    ("displayName", "a member of app roles in a manifest (Graph), and of roles in a payload"),
    ("id", "a member of schemas (RFC 7643 section 7), jobs and templates (Graph)"),
    ("primary", "a member of roles in a payload"),
    ("name", "a member of schemas and attributes, of nearly everything in a Graph schema"),
    ("type", "a member of attributes in schemas, of nodes in a Graph source tree"),
    ("value", "a list's member in Graph, a clause's key, the parameter of a function"),
    ("groups", "the groups of a scoping filter in Graph"),
    ("region", "a member of locations in SARIF"),
    ("version", "a member of machine-readable reports"),
];

/// Names of attributes that stand in messages and explanations as examples of what they are about.
const EXAMPLES: &[(&str, &str)] = &[
    ("dirSyncEnabled", "an attribute of some directories, which the portal offers in filters"),
    ("manager", "what a reference is"),
    ("name.givenName", "what a path is"),
    ("userType", "an attribute that filters ask for most"),
];

/// Where messages speak of attributes because they document the language.
const DOCUMENTING: &[&str] = &["functions/", "reference/"];

#[test]
fn no_attribute_is_named_in_code() {
    let names = attribute_names();
    let exceptions = || DOCUMENT_WORDS.iter().chain(EXAMPLES).map(|(word, _)| *word);
    let mut needless: BTreeSet<&str> = exceptions().collect();
    for file in sources().iter().filter(|file| file.is_library()) {
        let is_documenting = DOCUMENTING.iter().any(|folder| file.path.starts_with(folder));
        let literals = literals_of(file);
        let quoted = literals.iter().flat_map(|literal| literal.split('`').skip(1).step_by(2));
        let quoted = quoted.filter(|_| !is_documenting);
        for name in literals.iter().map(String::as_str).chain(quoted) {
            if names.contains(name) {
                let is_excepted = exceptions().any(|word| word == name);
                let path = &file.path;
                assert!(is_excepted, "{path}: `{name}` is an attribute: it belongs into a table");
                needless.remove(name);
            }
        }
    }
    assert!(needless.is_empty(), "{needless:?} need no exception");
}

/// The literals of a file; those of a lint rule's code without its entry, whose prose and samples
/// speak of attributes as a page would.
fn literals_of(file: &File) -> Vec<String> {
    if !file.path.starts_with("lint/rules/") {
        return file.literals.clone();
    }
    let behind = without_tests(&file.text);
    let behind = behind.split_once("\n};\n").map_or("", |(_, behind)| behind);
    code_of(behind).1
}

/// Every name that a table gives to an attribute.
fn attribute_names() -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, names: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(members) => {
                for key in ["attributes", "subAttributes"] {
                    let list = members.get(key).and_then(serde_json::Value::as_array);
                    for attribute in list.into_iter().flatten() {
                        names.extend(attribute["name"].as_str().map(str::to_owned));
                        for alias in attribute["exportedAs"].as_array().into_iter().flatten() {
                            let path = alias.as_str().or_else(|| alias["path"].as_str());
                            names.extend(path.map(str::to_owned));
                        }
                    }
                }
                members.values().for_each(|value| collect(value, names));
            }
            serde_json::Value::Array(list) => list.iter().for_each(|value| collect(value, names)),
            _ => {}
        }
    }
    let mut names = BTreeSet::new();
    for path in files_under(&root().join("src/schema/tables"), "json") {
        let text = fs::read_to_string(&path).expect("a table is readable");
        let table = serde_json::from_str(&text).expect("a table is JSON");
        collect(&table, &mut names);
    }
    for known in ["userPrincipalName", "userName", "honorificPrefix", "businessPhones"] {
        assert!(names.contains(known), "`{known}` is in a table");
    }
    names
}
