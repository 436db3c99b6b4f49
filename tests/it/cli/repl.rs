//! The REPL where nobody types: entries on standard input, and how they end.

use std::path::Path;

use super::{Folder, attrmap_with};

/// A session of these entries in the package's folder.
fn session(arguments: &[&str], entries: &str) -> super::Finished {
    let arguments = [&["repl"], arguments].concat();
    attrmap_with(&arguments, Path::new("."), entries.as_bytes())
}

#[test]
fn entries_are_read_from_standard_input_without_a_prompt() {
    let run = session(
        &["examples/users.ndjson"],
        "# everybody's department\n[department]\r\n\nJoin(\"-\",\n  [givenName],\n  [surname])\n:user 2\n[givenName]",
    );
    let expected = "\"Management\" : String\n\"Adele-Vance\" : String\n\
                    user 2 of 31, row 2 (5ca1ab02-1000-4000-8000-0000c1002bde)\n\"Joe\" : String\n";
    assert_eq!((run.code, run.stdout.as_str()), (0, expected), "{run:?}");
    assert_eq!(run.stderr, "examples/users.ndjson: 31 users with 28 attributes\n");
}

#[test]
fn the_first_mistake_ends_a_script() {
    let entries = "\"a\"\nJion([mail])\n\"b\"\n";
    let run = session(&[], entries);
    assert_eq!((run.code, run.stdout.as_str()), (1, "\"a\" : String\n"));
    let place = "line 2 of standard input:\ncheck::unknown-function\n";
    assert!(run.stderr.starts_with(place), "{}", run.stderr);
    let run = session(&["--keep-going"], entries);
    assert_eq!((run.code, run.stdout.as_str()), (1, "\"a\" : String\n\"b\" : String\n"));
    let run = session(&[], "\"a\"\n:quit\nJion()\n");
    assert_eq!((run.code, run.stdout.as_str()), (0, "\"a\" : String\n"));
    for mistake in [":bogus", ":load nowhere", "CDate(\"x\" ", "[mail", ":user 1"] {
        assert_eq!(session(&[], mistake).code, 1, "{mistake}");
    }
    assert_eq!(session(&[], "").code, 0, "nothing is no mistake");
    assert_eq!(session(&["nowhere"], "\"a\"").code, 2, "a file that is not there");
    let latin = attrmap_with(&["repl"], Path::new("."), b"\"\xFC\"\n");
    assert_eq!(latin.code, 2, "{latin:?}");
}

/// `>` of Windows PowerShell writes UTF-16 with its mark.
#[test]
fn entries_can_be_utf_16() {
    let text = "\u{feff}\"ü\"\r\nLen(\"\u{feff}\")\r\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &wide] {
        let run = attrmap_with(&["repl"], Path::new("."), bytes);
        assert_eq!((run.code, run.stdout.as_str()), (0, "\"ü\" : String\n1 : Integer\n"));
    }
}

#[test]
fn a_mapping_is_saved_to_a_file_and_an_edit_that_is_not_is_told() {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[mail]'\n");
    let script = ":load m.attrmap.toml\n:edit userName [userPrincipalName]\n:save -\n";
    let run = attrmap_with(&["repl"], &folder.0, script.as_bytes());
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stderr,
        "line 3 of standard input:\n\
         error: answers are printed to standard output already\n  help: name a file\n\
         warning: what was edited in `m.attrmap.toml` is not saved\n"
    );
    assert!(!run.stdout.contains("written"), "{}", run.stdout);
    let cut = b":load m.attrmap.toml\n:edit userName [userPrincipalName]\n\"\xFC\"\n";
    let run = attrmap_with(&["repl"], &folder.0, cut);
    let unsaved = "warning: what was edited in `m.attrmap.toml` is not saved\n";
    assert_eq!((run.code, run.stderr.starts_with(unsaved)), (2, true), "{run:?}");
}

#[test]
fn a_mapping_is_mended_by_a_script() {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[mail]' # who\n");
    folder.write("users.csv", "id,mail,userPrincipalName\n1,,a@b\n2,c@d,c@d\n");
    let script = ":load m.attrmap.toml\n:load users.csv\n\
                  :edit userName Coalesce([mail], [userPrincipalName])\n:save m.attrmap.toml\n";
    let run = attrmap_with(&["repl"], &folder.0, script.as_bytes());
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            0,
            "m.attrmap.toml: a mapping to 1 attribute of scim\n\
             users.csv: 2 users with 3 attributes\n\
             userName = Coalesce([mail], [userPrincipalName])\n\
             1 of 2 users gets another value\n\
             \x20 row 1 (1)  null → \"a@b\"\n\
             m.attrmap.toml: 79 bytes written\n"
        ),
        "{run:?}"
    );
    assert_eq!(
        folder.read("m.attrmap.toml"),
        "schema = \"scim\"\n[map]\nuserName = 'Coalesce([mail], [userPrincipalName])' # who\n"
    );
}

#[test]
fn surroundings_are_given_as_elsewhere() {
    let run = session(&["--now", "2025-07-30T12:00:00Z", "--parameter", "d=x.y"], "Now()\n%d%\n");
    assert_eq!(run.stdout, "7/30/2025 12:00:00 PM : DateTime\n\"x.y\" : String\n");
}

#[test]
fn without_a_command_and_a_terminal_there_is_help() {
    let run = attrmap_with(&[], Path::new("."), b"[mail]\n");
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("Usage: attrmap"), "{}", run.stderr);
    assert!(
        run.stderr.ends_with(
            "\nerror: there is no command, and no terminal to ask at\n  help: entries from a file \
             or a pipe are read by `attrmap repl < entries.txt`\n"
        ),
        "{}",
        run.stderr
    );
}

#[test]
fn what_is_not_known_is_told_as_one_asks_there() {
    let run = session(&[], ":explain bogus::thing\n");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("`:explain rules`"), "{}", run.stderr);
    assert!(!run.stderr.contains("attrmap explain"), "{}", run.stderr);
}

#[test]
fn a_mapping_with_errors_is_mended_by_a_script() {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = 'Jion([mail])'\n");
    let script = ":edit userName [mail]\n:save m.attrmap.toml\n";
    let run = attrmap_with(&["repl", "m.attrmap.toml"], &folder.0, script.as_bytes());
    assert_eq!(run.code, 1, "the file had an error: {run:?}");
    assert!(run.stdout.ends_with("m.attrmap.toml: 42 bytes written\n"), "{run:?}");
    assert!(folder.read("m.attrmap.toml").contains("userName = '[mail]'"));
}

#[test]
fn an_export_without_its_table_is_told_what_works_here_too() {
    let folder = Folder::new();
    let export = r#"{"synchronizationRules": [{"objectMappings": [{"name": "Users",
        "sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [
        {"targetAttributeName": "userName", "source": {"type": "Attribute", "name": "mail"}}]}]}]}"#;
    folder.write("export.json", export);
    let run = attrmap_with(&["repl", "export.json"], &folder.0, b":target userName\n");
    assert!(run.stderr.contains("--schema scim"), "{run:?}");
    let run = attrmap_with(
        &["repl", "--schema", "scim", "export.json"],
        &folder.0,
        b":target userName\n",
    );
    assert_eq!(
        (run.code, run.stdout.lines().next()),
        (0, Some("userName : String, required")),
        "{run:?}"
    );
    let run = attrmap_with(&["repl", "--schema", "scmi"], &folder.0, b"");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("did you mean `scim`?"), "{run:?}");
}

#[test]
fn a_file_in_the_place_of_a_command_is_told_what_loads_it() {
    let run = attrmap_with(&["examples/users.ndjson"], Path::new("."), b"");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`attrmap repl examples/users.ndjson` loads it"), "{run:?}");
}

#[test]
fn users_that_cannot_be_read_are_told_when_they_are_loaded() {
    let folder = Folder::new();
    folder.write("users.ndjson", "{\n");
    let run = attrmap_with(&["repl", "users.ndjson"], &folder.0, b"");
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("warning: the first user, row 1, cannot be read: "), "{run:?}");
}
