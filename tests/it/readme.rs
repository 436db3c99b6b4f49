//! The README shows what the program prints: its samples are run.
//!
//! Only figures of speed are another at each run.

use std::path::Path;

use crate::cli::{Folder, attrmap, attrmap_with};

/// The code blocks of the README in that language, in order.
fn blocks(language: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let readme = readme.expect("there is a README");
    let mut blocks = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        let Some(found) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if found == language {
            blocks.push(block.join("\n") + "\n");
        }
    }
    blocks
}

/// The block that starts like this.
fn block(language: &str, start: &str) -> String {
    let found = blocks(language).into_iter().find(|block| block.starts_with(start));
    found.unwrap_or_else(|| panic!("no block of the README starts with {start}"))
}

/// The text with its figure of speed masked.
fn masked(text: &str) -> String {
    let mask = |line: &str| match line.strip_suffix(" users a second") {
        Some(_) => "N users a second\n".to_owned(),
        None => format!("{line}\n"),
    };
    text.lines().map(mask).collect()
}

#[test]
fn the_first_command_prints_what_the_readme_shows() {
    let commands = block("sh", "cargo run --release -- run");
    let command = commands.lines().next().expect("a command");
    let arguments: Vec<&str> =
        command.split(" -- ").nth(1).expect("arguments").split(' ').collect();
    let run = attrmap(&arguments);
    assert_eq!(masked(&run.stderr), masked(&block("text", "31 users read")));
    // Of the payload the README shows pieces, over several lines.
    let shown = block("json", "{\"schemas\"").replace("\n ", "");
    let shows = |line: &str| {
        let mut rest = line;
        shown.trim_end().split('…').all(|piece| match rest.split_once(piece) {
            Some((_, behind)) => {
                rest = behind;
                true
            }
            None => false,
        })
    };
    assert!(run.stdout.lines().any(shows), "no payload is like {shown}");
}

#[test]
fn mistakes_are_drawn_as_the_readme_shows() {
    let folder = Folder::new();
    let mapping = block("toml", "schema = \"workplace\"")
        .replace("\ndisplayName", "\ndisplayNam")
        .replace("[mail], [user", "[mail], \"x\" & [user");
    folder.write("users.attrmap.toml", mapping);
    let run = attrmap_with(&["run", "-m", "users.attrmap.toml", "-"], &folder.0, b"");
    assert_eq!(run.stderr, block("text", "plan::unknown-target"));
}

#[test]
fn a_scope_is_explained_as_the_readme_shows() {
    let folder = Folder::new();
    let scope = block("toml", "[[scope]]");
    let mapping = format!("schema = \"scim\"\n[map]\nuserName = '[mail]'\n{scope}");
    folder.write("staff.attrmap.toml", mapping);
    folder.write(
        "users.csv",
        "mail,employeeType,department,jobTitle\na@b.c,Employee,IT,\nbo@b.c,Employee,,\n",
    );
    let shown = block("text", "$ attrmap run");
    let (command, expected) = shown.split_once('\n').expect("a command and what it prints");
    let arguments: Vec<&str> = command.split(' ').skip(2).collect();
    let run = attrmap_with(&arguments, &folder.0, b"");
    assert_eq!((run.code, run.stdout.as_str()), (0, expected), "{run:?}");
}

#[test]
fn an_expression_is_formatted_as_the_readme_shows() {
    let shown = block("text", "$ attrmap fmt -e");
    let (command, printed) = shown.split_once('\n').expect("a command and what it prints");
    let expression = command.split('\'').nth(1).expect("an expression in quotes");
    let run = attrmap(&["fmt", "-e", expression]);
    assert_eq!((run.code, run.stdout.as_str()), (0, printed));
}
