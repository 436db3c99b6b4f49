//! `init`, `schema`, and how the program is asked in the first place.

use super::{Folder, attrmap, attrmap_with, users};

#[test]
fn init_writes_a_mapping_that_runs() {
    for target in ["workplace", "scim"] {
        let folder = Folder::new();
        let users = folder.write("users.ndjson", users(3));
        let mapping = format!("{target}.attrmap.toml");
        let init = attrmap_with(&["init", target], &folder.0, b"");
        assert_eq!((init.code, init.stdout.as_str()), (0, ""), "{init:?}");
        let said =
            format!("wrote `{mapping}`\nnext: attrmap run --mapping {mapping} users.ndjson\n");
        assert_eq!(init.stderr, said);
        let run = attrmap_with(&["run", "--mapping", &mapping, &users], &folder.0, b"");
        assert_eq!(run.ended(), (0, [3, 3, 0, 0]), "{run:?}");
        assert!(!run.stderr.contains('⚠'), "nothing to complain about: {run:?}");
    }
}

#[test]
fn init_overwrites_nothing() {
    let folder = Folder::new();
    folder.write("workplace.attrmap.toml", "mine");
    let init = attrmap_with(&["init", "workplace"], &folder.0, b"");
    assert_eq!(init.code, 2);
    assert!(init.stderr.starts_with("error: `workplace.attrmap.toml` is there already\n"));
    assert_eq!(folder.read("workplace.attrmap.toml"), "mine");
    let init = attrmap_with(&["init", "workplace", "--force"], &folder.0, b"");
    assert_eq!(init.code, 0);
    assert!(folder.read("workplace.attrmap.toml").contains("schema = \"workplace\""));
    let init = attrmap_with(&["init", "scim", "-o", "other.toml"], &folder.0, b"");
    assert_eq!(init.code, 0);
    assert_eq!(folder.files(), ["other.toml", "workplace.attrmap.toml"]);
}

/// A shell's `>` leaves an empty file before the program starts.
#[test]
fn init_fills_an_empty_file() {
    let folder = Folder::new();
    let empty = folder.write("workplace.attrmap.toml", "");
    let run = attrmap_with(&["run", "-m", "workplace.attrmap.toml", "-"], &folder.0, b"");
    let help = "start with `attrmap init workplace --force -o workplace.attrmap.toml`";
    assert!(run.stderr.contains(help), "{run:?}");
    let init = attrmap_with(&["init", "workplace"], &folder.0, b"");
    assert_eq!(init.code, 0, "{init:?}");
    let text = std::fs::read_to_string(empty).expect("it is there");
    for standard in ["-", "/dev/stdout"] {
        let init = attrmap(&["init", "workplace", "-o", standard]);
        assert_eq!((init.code, init.stdout.as_str(), init.stderr.as_str()), (0, &*text, ""));
    }
}

#[test]
fn init_knows_its_targets() {
    let init = attrmap(&["init", "salesforce", "-o", "-"]);
    assert_eq!((init.code, init.stdout.as_str()), (2, ""));
    let said = "error: there is no mapping for `salesforce`\n  help: the targets are `workplace`, `scim`\n";
    assert_eq!(init.stderr, said);
}

#[test]
fn schema_lists_the_built_in_tables() {
    let list = attrmap(&["schema", "list"]);
    assert_eq!(list.code, 0);
    let names: Vec<&str> =
        list.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["workplace", "scim"]);
}

#[test]
fn schema_shows_tables_as_pages() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for table in ["workplace", "scim"] {
            let show = attrmap(&["schema", "show", table]);
            assert_eq!((show.code, show.stderr.as_str()), (0, ""));
            insta::assert_snapshot!(format!("schema-{table}"), show.stdout);
        }
    });
}

#[test]
fn schema_shows_tables_as_json() {
    let show = attrmap(&["schema", "show", "workplace", "--format", "json"]);
    assert_eq!((show.code, show.stderr.as_str()), (0, ""));
    let table: serde_json::Value = serde_json::from_str(&show.stdout).expect("JSON");
    assert_eq!(table["version"], 1);
    assert_eq!(table["name"], "workplace");
    let rows = table["attributes"].as_array().expect("a list");
    assert_eq!(rows.len(), 29);
    let title = rows.iter().find(|row| row["name"] == "title").expect("a row");
    assert_eq!(title["publishedType"], "Boolean", "{title}");
    assert_eq!(title["type"], "String", "{title}");
}

#[test]
fn mistakes_in_tables_are_shown_as_json_too() {
    let folder = Folder::new();
    let table = folder.write("schemas.json", "{\"Resources\": [");
    let show = attrmap(&["schema", "show", &table, "--format", "json"]);
    assert_eq!((show.code, show.stdout.as_str()), (2, ""));
    for diagnostic in super::json_lines(&show.stderr) {
        assert!(diagnostic["code"].is_string(), "{diagnostic}");
    }
    assert!(!show.stderr.is_empty());
}

#[test]
fn a_table_can_be_a_file() {
    let show = attrmap(&["schema", "show", "tests/cli/schemas.json"]);
    assert_eq!((show.code, show.stderr.as_str()), (0, ""));
    assert!(show.stdout.contains("badge.number"), "{}", show.stdout);
    let show = attrmap(&["schema", "show", "nowhere.json"]);
    assert_eq!((show.code, show.stdout.as_str()), (2, ""));
    assert!(show.stderr.starts_with("error: there is no schema `nowhere.json`\n"), "{show:?}");
    let show = attrmap(&["schema", "show", "workplce"]);
    assert!(show.stderr.ends_with("  help: did you mean `workplace`?\n"), "{show:?}");
}

#[test]
fn wrong_words_are_usage_errors() {
    for arguments in
        [&["walk"][..], &["run"], &["run", "--mapping"], &["run", "-m", "x", "y", "--threads", "0"]]
    {
        let run = attrmap(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains("Usage: ") || run.stderr.contains("--help"), "{run:?}");
    }
    for now in ["tomorrow", "16:00", "7/30/2025", "2025-02-30", ""] {
        let run = attrmap(&["run", "-m", super::MAPPING, super::USERS, "--now", now]);
        assert_eq!(run.code, 2, "{now}");
        assert!(run.stderr.starts_with(&format!("error: --now `{now}` is no time\n")), "{run:?}");
    }
}

#[test]
fn the_program_says_what_it_is() {
    let version = attrmap(&["--version"]);
    assert_eq!(
        (version.code, version.stdout.as_str()),
        (0, concat!("attrmap ", env!("CARGO_PKG_VERSION"), "\n"))
    );
    for arguments in [
        &["--help"][..],
        &["run", "--help"],
        &["init", "--help"],
        &["schema", "--help"],
        &["schema", "show", "--help"],
    ] {
        let help = attrmap(arguments);
        assert_eq!((help.code, help.stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(help.stdout.contains("Usage: attrmap"), "{arguments:?}");
    }
}
