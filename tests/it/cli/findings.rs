//! The forms of what `lint` finds, for programs: JSON, SARIF, commands of GitHub.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::lint::mapping;
use super::{Folder, attrmap_with};
use crate::json_schema::Schema;

/// Many kinds of findings: with fixes and without, about the file and about mappings, with
/// characters that need care.
fn folder() -> Folder {
    let folder = Folder::new();
    let lines = "'emails[type eq \"work\"].value' = '[mail]'\n\
                 title = \"tolower([jobTitle])\"\n\
                 nickName = 'Append([mial], \"100%\\n::error::é\")'\n\
                 preferredLanguage = 'Switch([city], , \"é\", \"a\", \"b\")'";
    folder.write("a, b%.attrmap.toml", mapping(lines));
    folder.write("c.attrmap.toml", "schema = \"workplace\"\n[map\n");
    let graph = "tests/gallery/bad/a-mistake-behind-escapes.json";
    folder.write("export.json", fs::read(graph).expect("the gallery has it"));
    folder
}

fn printed(folder: &Folder, format: &str) -> String {
    let finished = attrmap_with(&["lint", "--format", format], &folder.0, b"");
    assert_eq!(finished.code, 1, "{finished:?}");
    finished.stdout
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn json_is_as_published() {
    let document = json(&printed(&folder(), "json"));
    let schema = Schema::published("lint");
    assert_eq!(schema.check(&document), Ok(()));
    let findings = document["findings"].as_array().expect("a list");
    assert!(findings.len() > 4, "{document:#}");
    let counted = ["errors", "warnings", "notes"]
        .map(|name| document["summary"][name].as_u64().expect("a count"));
    assert_eq!(counted.iter().sum::<u64>(), findings.len() as u64);
    let nullable = findings.iter().find(|it| it["code"] == "lint::nullable-required");
    let nullable = nullable.expect("it is found");
    assert_eq!(nullable["category"], "required");
    assert_eq!(nullable["target"], "emails[type eq \"work\"].value");
    assert_eq!(nullable["primary"]["line"], 7);
    // What the form does not have is refused.
    for name in ["findings", "summary"] {
        let mut bad = document.clone();
        bad.as_object_mut().expect("an object").remove(name);
        assert!(!schema.is_met_by(&bad), "without {name}");
    }
    let mut bad = document.clone();
    bad["findings"][0]["other"] = 1.into();
    assert!(!schema.is_met_by(&bad), "with a member that nobody knows");
}

#[test]
fn sarif_is_as_published() {
    let folder = folder();
    let document = json(&printed(&folder, "sarif"));
    let schema = Schema::foreign("tests/schemas/sarif-2.1.0.schema.json");
    assert_eq!(schema.check(&document), Ok(()));
    let run = &document["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 4);
    for result in results {
        let index = result["ruleIndex"].as_u64().and_then(|it| usize::try_from(it).ok());
        let rule = &rules[index.expect("an index")];
        assert_eq!(result["ruleId"], rule["id"], "the index leads to the rule");
        let place = &result["locations"][0]["physicalLocation"];
        let file = place["artifactLocation"]["uri"].as_str().expect("an address");
        let file = file.replace("%20", " ").replace("%2C", ",").replace("%25", "%");
        let text = fs::read_to_string(folder.0.join(&file)).expect(&file);
        let region = &place["region"];
        let number = |name: &str| region[name].as_u64().expect(name) as usize;
        let start = number("byteOffset");
        let snippet = text.get(start..start + number("byteLength")).expect("in the file");
        assert_eq!(region["snippet"]["text"], snippet);
        let line = text.lines().nth(number("startLine") - 1).unwrap_or("");
        let rest: String = line.chars().skip(number("startColumn") - 1).collect();
        assert!(rest.starts_with(snippet.lines().next().unwrap_or("")), "{rest}: {snippet}");
    }
}

/// A fix in SARIF, made by anybody, mends the file.
#[test]
fn fixes_in_sarif_are_changes_of_the_file() {
    let folder = folder();
    let document = json(&printed(&folder, "sarif"));
    let results = document["runs"][0]["results"].as_array().expect("results");
    let of_case = results.iter().find(|it| it["ruleId"] == "check::function-case");
    let change = &of_case.expect("`tolower` is found")["fixes"][0]["artifactChanges"][0];
    let replacement = &change["replacements"][0];
    let region = &replacement["deletedRegion"];
    let number = |name: &str| region[name].as_u64().expect(name) as usize;
    let (start, length) = (number("byteOffset"), number("byteLength"));
    let path = folder.0.join("a, b%.attrmap.toml");
    let mut text = fs::read_to_string(&path).expect("the file");
    let inserted = replacement["insertedContent"]["text"].as_str().expect("a text");
    text.replace_range(start..start + length, inserted);
    assert!(text.contains("title = \"ToLower([jobTitle])\""), "{text}");
}

#[test]
fn commands_of_github_are_one_line_each_and_nobody_elses() {
    let text = printed(&folder(), "github");
    let lines: Vec<&str> = text.lines().collect();
    let [commands @ .., account] = lines.as_slice() else { panic!("{text}") };
    assert!(account.ends_with(" in 3 files"), "{account}");
    assert!(commands.len() > 4);
    for command in commands {
        let levels = ["::error ", "::warning ", "::notice "];
        let rest = levels.iter().find_map(|level| command.strip_prefix(level)).expect(command);
        let (properties, message) = rest.split_once("::").expect("a message");
        assert!(!message.is_empty());
        for property in properties.split(',') {
            let (name, value) = property.split_once('=').expect("a property");
            let known = ["file", "line", "col", "endLine", "endColumn", "title"];
            assert!(known.contains(&name), "{property}");
            assert!(!value.contains(':'), "{property}");
        }
    }
    assert!(text.contains("file=a%2C b%25.attrmap.toml,"), "{text}");
}

#[test]
fn nothing_that_is_found_moves_a_terminal() {
    let folder = Folder::new();
    let lines = "title = 'Append([mial], \"\u{1b}[31mred\u{202e}\")'";
    folder.write("\u{1b}[2J.attrmap.toml", mapping(lines));
    for format in ["human", "concise", "github"] {
        let finished = attrmap_with(&["lint", "--format", format], Path::new(&folder.0), b"");
        let printed = finished.stdout + &finished.stderr;
        assert!(!printed.contains(['\u{1b}', '\u{202e}']), "{format}: {printed:?}");
    }
}
