//! `lint --users` where users cannot be read, or there are none.

use super::lint::{mapping, of};
use super::{Finished, Folder, attrmap_with};

const MAIL: &str = "'emails[type eq \"work\"].value' = '[mail]'";
const ANA: &str = r#"{"userPrincipalName": "ana@b.c", "displayName": "Ana", "mail": "ana@b.c"}"#;

fn linted(users: &str) -> Finished {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(MAIL));
    folder.write("users.ndjson", users);
    folder.lint(&["--format", "concise", "--users", "users.ndjson"])
}

/// What a few can be read of proves nothing of the others.
#[test]
fn users_that_cannot_be_read_are_named_and_nothing_is_promised_of_them() {
    for (row, why) in [
        (r#"{"id": 1,"#, "truncated"),
        ("[1]", "no object"),
        (r#"{"userPrincipalName": "b@b.c", "mail": {"a": 1}}"#, "mail is an object"),
    ] {
        let finished = linted(&format!("{ANA}\n{row}\n{ANA}\n"));
        assert_eq!(finished.code, 1, "{why}: {finished:?}");
        let said = &finished.stdout;
        assert!(said.contains("1 of 3 users (row 2) could not be read"), "{why}: {said}");
        assert!(said.contains("lint::nullable-required"), "{why}: {said}");
    }
    let all = linted(ANA);
    assert_eq!((all.code, all.stdout.as_str()), (0, "no findings in 1 file\n"));
}

/// Whoever counts users means the same ones: all of them, or those that could be read.
#[test]
fn users_that_the_mapping_cannot_read_count_nowhere_else() {
    let list = r#"{"userPrincipalName": "b@b.c", "displayName": ["Two", "Names"]}"#;
    let lacking = r#"{"userPrincipalName": "b@b.c", "displayName": "B"}"#;
    for scope in ["", "[[scope]]\nclauses = [{ attribute = 'mail', operator = 'IS NULL' }]"] {
        let folder = Folder::new();
        folder.write("a.attrmap.toml", mapping(&format!("{MAIL}\n{scope}")));
        folder.write("users.ndjson", format!("{list}\n{lacking}\n{lacking}\n[1]\n"));
        let said = folder.lint(&["--users", "users.ndjson"]).stdout;
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("2 of 4 users (rows 1, 4) could not be read"), "{said}");
        assert!(said.contains("`mail` is null for all 2 users"), "{said}");
    }
}

/// They are in scope or not, and nobody knows: a run rejects them.
#[test]
fn users_whose_scope_cannot_be_decided_are_counted_by_themselves() {
    let folder = Folder::new();
    let clause = "{ attribute = 'jobTitle', operator = 'NOT REGEX MATCH', value = '^(a+)+$' }";
    folder.write(
        "a.attrmap.toml",
        mapping(&format!(
            "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'\n\
             title = 'Left([department], 3)'\n[[scope]]\nclauses = [{clause}]"
        )),
    );
    let user = |title: &str| {
        format!(
            "{{\"userPrincipalName\": \"u@b.c\", \"displayName\": \"U\", \"jobTitle\": \"{title}\"}}\n"
        )
    };
    let runs_away = format!("{}!", "a".repeat(60));
    let users = user("b") + &user(&runs_away) + &user("a") + &user(&runs_away);
    folder.write("users.ndjson", &users);
    let arguments =
        ["--format", "concise", "--users", "users.ndjson", "--ignore", "catastrophic-pattern"];
    let finished = folder.lint(&arguments);
    let expected = "whether they are in scope cannot be decided for 2 of 4 users (rows 2, 4)";
    assert!(finished.stdout.contains(expected), "{finished:?}");
    assert!(finished.stdout.contains("[users::undecided]"), "{finished:?}");
    assert!(!finished.stdout.contains("users::values-not-seen"), "{finished:?}");
}

#[test]
fn that_there_are_no_users_is_said() {
    for (users, expected) in [
        ("", "[users::none]"),
        ("[]", "[users::none]"),
        ("{\"id\": 1,\n", "the only user could not be read"),
    ] {
        let finished = linted(users);
        assert_eq!(finished.code, 1, "{users}: {finished:?}");
        assert!(finished.stdout.contains(expected), "{users}: {}", finished.stdout);
    }
}

/// A profile says as much as its users do.
#[test]
fn a_profile_of_users_that_could_not_all_be_read_promises_nothing() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(MAIL));
    folder.write("users.ndjson", format!("{ANA}\n[1]\n"));
    let made = attrmap_with(&["profile", "users.ndjson", "-o", "profile.json"], &folder.0, b"");
    assert_eq!(made.code, 1, "{made:?}");
    let expected = of(&[
        "a.attrmap.toml warning users::unreadable",
        "a.attrmap.toml warning lint::nullable-required",
    ]);
    assert_eq!(folder.found(&["--profile", "profile.json"]), (1, expected));
}
