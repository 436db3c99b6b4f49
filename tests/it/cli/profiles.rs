//! `profile`: a table for people, a file for the linter.

use serde_json::Value;

use super::{Folder, MAPPING, USERS, attrmap, attrmap_with};

const TWO: &str = "{\"mail\": \"ana@contoso.com\", \"jobTitle\": \"Nurse\"}\n{\"mail\": null}\n";

fn profile_of(users: &str, more: &[&str]) -> super::Finished {
    attrmap_with(&[&["profile", "-"], more].concat(), ".".as_ref(), users.as_bytes())
}

#[test]
fn users_are_shown_as_a_table() {
    let run = profile_of(TWO, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let expected = "\
2 users

attribute      null  empty  distinct  length  notes
IsSoftDeleted     0      0         1       5  Booleans; \"False\" 2
jobTitle          1      0         1       5
mail              1      0         1      15  e-mail addresses
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string("README.md").expect("it is there");
    let run = attrmap(&["profile", USERS]);
    let shown: Vec<&str> = run.stdout.lines().take(7).collect();
    assert!(readme.contains(&shown.join("\n")), "{}", run.stdout);
}

#[test]
fn values_of_people_are_kept_on_request_only() {
    for (more, is_kept) in
        [(&[][..], false), (&["--values", "none"], false), (&["--values", "all"], true)]
    {
        for format in ["human", "json"] {
            let run = profile_of(TWO, &[&["--format", format], more].concat());
            assert_eq!(run.code, 0, "{run:?}");
            for value in ["Nurse", "ana@contoso.com"] {
                assert_eq!(run.stdout.contains(value), is_kept, "{more:?} {format}: {run:?}");
            }
        }
    }
}

#[test]
fn a_file_is_json_and_appears_whole() {
    let folder = Folder::new();
    let users = folder.write("users.ndjson", TWO);
    let more = folder.write("more.csv", "id,mail\n3,\n");
    let out = folder.path("profile.json");
    let run = attrmap(&["profile", &users, &more, "-o", &out]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let profile: Value = serde_json::from_str(&folder.read("profile.json")).expect("JSON");
    assert_eq!((&profile["version"], &profile["users"]), (&1.into(), &3.into()));
    let rows = serde_json::json!([{"input": users, "row": 2}, {"input": more, "row": 1}]);
    assert_eq!(profile["attributes"]["mail"]["nullRows"], rows);
    let run = attrmap(&["profile", &users, "-o", &users]);
    assert_eq!((run.code, folder.read("users.ndjson").as_str()), (2, TWO));
    assert_eq!(folder.files(), ["more.csv", "profile.json", "users.ndjson"]);
}

#[test]
fn users_that_cannot_be_read_are_counted() {
    let run = profile_of(&format!("{TWO}null\n{{\n"), &[]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.starts_with("2 users, and 2 that could not be read\n"), "{run:?}");
    assert_eq!(run.stderr, "warning: 2 users could not be read\n");
    for (users, code) in
        [("Ana,ana@contoso.com\n", "record::csv-header"), ("[{}", "record::cut-off")]
    {
        let run = profile_of(users, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{users}");
        assert!(run.stderr.contains(code) && !run.stderr.contains("contoso"), "{run:?}");
    }
    let run = attrmap(&["profile", "-", "-"]);
    assert_eq!(run.code, 2);
    let run = attrmap(&["profile", "nowhere.ndjson"]);
    assert!(run.code == 2 && run.stderr.starts_with("error: cannot read `nowhere.ndjson`"));
}

#[test]
fn one_page_of_several_is_said_to_be_one() {
    let list = "{\"value\": [{\"id\": \"1\"}], \"@odata.nextLink\": \"https://x\"}";
    let run = profile_of(list, &[]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("standard input is one page of a list"), "{run:?}");
}

/// A profile is JSON with an `attributes` of its own: read as users it would be one strange user.
#[test]
fn a_profile_is_not_taken_for_users() {
    let folder = Folder::new();
    let profile = folder.path("profile.json");
    assert_eq!(attrmap(&["profile", USERS, "-o", &profile]).code, 0);
    for arguments in [
        &["run", "--mapping", MAPPING, &profile][..],
        &["lint", MAPPING, "--users", &profile],
        &["profile", &profile],
    ] {
        let run = attrmap(arguments);
        let expected = format!(
            "error: `{profile}` is a profile of users, not users\n  help: name the users \
             themselves; `attrmap lint` takes `--profile`\n"
        );
        assert_eq!((run.code, run.stderr), (2, expected), "{arguments:?}");
    }
    assert_eq!(attrmap(&["lint", MAPPING, "--profile", &profile]).code, 0);
}
