//! What `examples/ci` proposes, run: its files are well-formed, and its commands do what they say.

use std::fs;

use super::lint::mapping;
use super::{Finished, Folder, attrmap_with};

const WORKFLOW: &str = "examples/ci/github-workflow.yml";
const HOOKS: &str = "examples/ci/pre-commit-config.yaml";

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The commands behind a key: arguments of attrmap, without where the output goes.
fn commands(path: &str, key: &str) -> Vec<Vec<String>> {
    let text = read(path);
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix(key));
    let commands = lines.filter_map(|line| line.trim().strip_prefix("attrmap "));
    let arguments = |line: &str| {
        let line = line.split(" > ").next().unwrap_or(line);
        line.split(' ').map(str::to_owned).collect()
    };
    commands.map(arguments).collect()
}

fn run(arguments: &[String], more: &[&str], folder: &Folder) -> Finished {
    let arguments: Vec<&str> =
        arguments.iter().map(String::as_str).chain(more.iter().copied()).collect();
    attrmap_with(&arguments, &folder.0, b"")
}

#[test]
fn files_are_well_formed() {
    for path in [WORKFLOW, HOOKS] {
        for (number, line) in read(path).lines().enumerate() {
            let at = format!("{path}:{}: {line}", number + 1);
            let indent = line.len() - line.trim_start().len();
            assert!(!line.contains('\t') && indent % 2 == 0, "{at}");
            let item = line.trim_start().trim_start_matches("- ");
            let is_key = item.split_once(':').is_some_and(|(key, value)| {
                !key.contains(' ') && (value.is_empty() || value.starts_with(' '))
            });
            assert!(item.is_empty() || item.starts_with('#') || is_key, "{at}");
        }
    }
}

#[test]
fn the_workflow_fails_where_a_mapping_is_wrong() {
    let folder = Folder::new();
    let commands = commands(WORKFLOW, "run:");
    assert_eq!(commands.len(), 3, "{commands:?}");
    let codes =
        || -> Vec<i32> { commands.iter().map(|command| run(command, &[], &folder).code).collect() };
    let email = "'emails[type eq \"work\"].value' =";
    let sound = format!("{email} 'Coalesce([mail], [userPrincipalName])'");
    folder.write("a.attrmap.toml", mapping(&sound));
    assert_eq!(codes(), [0, 0, 0]);
    folder.write("a.attrmap.toml", mapping(&format!("{email} '[mail]'")));
    assert_eq!(codes(), [0, 1, 0], "findings are uploaded first");
    folder.write("a.attrmap.toml", mapping(&sound.replace(", ", ",")));
    assert_eq!(codes(), [0, 0, 1]);
}

/// A step behind one that failed is left out, unless it says that it is not to be.
#[test]
fn what_was_found_beside_an_unreadable_file_is_uploaded() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping("'emails[type eq \"work\"].value' = '[mail]'"));
    let commands = commands(WORKFLOW, "run:");
    let finished = run(&commands[0], &["a.attrmap.toml", "no-such.json"], &folder);
    assert_eq!(finished.code, 2, "whatever is found");
    assert!(finished.stdout.contains("lint::nullable-required"), "{}", finished.stdout);
    let workflow = read(WORKFLOW);
    let steps = workflow.split("      - ");
    let uploads: Vec<&str> = steps.filter(|step| step.contains("upload-sarif")).collect();
    assert_eq!(uploads.len(), 1, "{uploads:?}");
    assert!(uploads[0].contains("        if: always()\n"), "{uploads:?}");
}

#[test]
fn hooks_take_the_files_of_a_commit() {
    let folder = Folder::new();
    let hooks = commands(HOOKS, "entry:");
    assert_eq!(hooks.len(), 2, "{hooks:?}");
    let email = "'emails[type eq \"work\"].value' =";
    folder.write(
        "sound.attrmap.toml",
        mapping(&format!("{email} 'Coalesce([mail], [userPrincipalName])'")),
    );
    folder.write("wrong.attrmap.toml", mapping(&format!("{email} 'coalesce( [mail] )'")));
    for hook in hooks {
        assert_eq!(run(&hook, &["sound.attrmap.toml"], &folder).code, 0, "{hook:?}");
        let both = ["sound.attrmap.toml", "wrong.attrmap.toml"];
        assert_eq!(run(&hook, &both, &folder).code, 1, "{hook:?}");
    }
}
