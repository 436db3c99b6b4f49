//! The README shows what the program prints: its samples are run.
//!
//! Only figures of speed are another at each run.

use crate::cli::{Folder, attrmap, attrmap_with};
#[cfg(unix)]
use crate::transcript::{assert_shows, console, in_shell};
use crate::transcript::{blocks, masked};

/// The block that starts like this.
fn block(language: &str, start: &str) -> String {
    let mut blocks = blocks("README.md").into_iter();
    let found = blocks.find(|it| it.language == language && it.text.starts_with(start));
    found
        .map(|block| block.text)
        .unwrap_or_else(|| panic!("no block of the README starts with {start}"))
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

#[cfg(unix)]
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
    assert_shows(&shown, &console(&shown, &folder));
}

#[cfg(unix)]
#[test]
fn an_expression_is_formatted_as_the_readme_shows() {
    let shown = block("text", "$ attrmap fmt -e");
    assert_shows(&shown, &console(&shown, &Folder::new()));
}

/// Each line of the blocks of the shell, from where the README says.
#[cfg(unix)]
#[test]
fn every_command_of_the_readme_can_be_typed() {
    let folder = Folder::new();
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for name in ["export.json", "users.ndjson", "workplace.attrmap.toml"] {
        std::fs::copy(examples.join(name), folder.path(name)).expect("it can be copied");
    }
    // Files of your own.
    let hr = "schema = \"scim\"\n[map]\nuserName = 'SelectUniqueValue([mail], [displayName])'\n";
    folder.write("hr.attrmap.toml", hr);
    folder.write("monday.ndjson", "{\"mail\": \"ana\"}\n");
    folder.write("tuesday.ndjson", "{\"mail\": \"ana\", \"displayName\": \"ana2\"}\n");
    let blocks = blocks("README.md").into_iter().filter(|block| block.language == "sh");
    let lines: String = blocks.map(|block| block.text).collect();
    let commands: Vec<&str> = lines.lines().filter(|line| line.starts_with("attrmap ")).collect();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        let (said, code) = in_shell(command, &folder);
        // What stands in the examples is there to be found.
        let expected = i32::from(command.starts_with("attrmap lint"));
        assert_eq!(code, expected, "{command}: {said}");
    }
    let taken = std::fs::read_to_string(folder.path("monday.payloads.ndjson"));
    assert!(taken.expect("a payload").contains("\"userName\":\"ana\""));
}
