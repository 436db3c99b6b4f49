//! The reference pages are what the program says: generated, and current.
//!
//! `UPDATE=1 cargo test` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use attrmap::dotnet::regex::{Budget, Regex};
use attrmap::functions::{Certainty, FUNCTIONS, Purse, Surroundings};
use attrmap::lint::RULES;
use attrmap::reference::{
    FIDELITY_END, FIDELITY_START, fidelity_section, function_schemas, functions_index,
    operators_page, pages, rules_index, stages, terminal_list, terminal_operator, terminal_page,
    terminal_rule,
};
use attrmap::scope::operators::OPERATORS;

const FOLDER: &str = "docs/reference";
const FIDELITY: &str = "docs/fidelity.md";

fn is_updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

#[test]
fn the_reference_is_current() {
    let pages = pages();
    if is_updating() {
        for page in &pages {
            let path = Path::new(FOLDER).join(&page.path);
            fs::create_dir_all(path.parent().expect("in a folder")).expect("a folder");
            fs::write(path, &page.text).expect("a page can be written");
        }
    }
    let mut stale = Vec::new();
    for page in &pages {
        let written = fs::read_to_string(Path::new(FOLDER).join(&page.path)).unwrap_or_default();
        if written != page.text {
            stale.push(page.path.clone());
        }
    }
    let expected: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    for folder in ["", "functions/", "rules/"] {
        for entry in fs::read_dir(Path::new(FOLDER).join(folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.path().is_file() && !expected.contains(path.as_str()) {
                if is_updating() {
                    fs::remove_file(entry.path()).expect("a page can be removed");
                } else {
                    stale.push(path);
                }
            }
        }
    }
    assert!(stale.is_empty(), "not current, run `UPDATE=1 cargo test reference`: {stale:?}");
}

#[test]
fn the_fidelity_page_is_current() {
    let page = fs::read_to_string(FIDELITY).expect("the page is readable");
    let (before, rest) = page.split_once(FIDELITY_START).expect("where the generated part starts");
    let (_, after) = rest.split_once(FIDELITY_END).expect("where it ends");
    let current = format!("{before}{}{}", fidelity_section().trim_end(), after);
    if is_updating() {
        fs::write(FIDELITY, &current).expect("the page can be written");
        return;
    }
    assert!(page == current, "{FIDELITY} is not current, run `UPDATE=1 cargo test reference`");
}

/// A number as the page writes it, in groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<&str> = groups.filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[test]
fn every_limit_is_the_programs() {
    let page = fs::read_to_string(FIDELITY).expect("the page is readable");
    let section = page.split("\n## Limits\n").nth(1).expect("the page has limits");
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| ")).collect();
    let bytes = |bytes: usize| u64::try_from(bytes).expect("within 64 bits");
    let steps = "steps where attrmap has to try";
    for (row, limit) in [
        ("steps of patterns", Budget::SAVED),
        (steps, Budget::WORK),
        (steps, Budget::WORK_PER_BYTE),
        (steps, Budget::MOST_WORK),
        ("what is given with each", bytes(Purse::MOST_BYTES)),
        ("a value;", bytes(Surroundings::MOST_VALUE_BYTES)),
        ("a pattern", bytes(Regex::MOST_BYTES)),
        ("groups and classes", bytes(Regex::MOST_DEPTH)),
        ("letters of a pattern", bytes(Regex::MOST_LETTERS)),
    ] {
        let start = format!("| {row}");
        let line = rows.iter().find(|line| line.starts_with(&start)).expect(row);
        let limit = grouped(limit);
        let is_there = line.split([' ', ':', ';']).any(|word| word.trim_end_matches(',') == limit);
        assert!(is_there, "{limit} is not in {line}");
    }
    let codes = stages().into_iter().flat_map(|stage| stage.codes);
    let code = codes.into_iter().find(|code| code.path == "eval::too-much-work");
    let limit = format!("{} MiB", Purse::MOST_BYTES >> 20);
    assert!(code.is_some_and(|code| code.explanation.contains(&limit)), "{limit}");
}

fn is_end_of_example(line: &str) -> bool {
    ["    gives ", "    fails ", "    leaves "].iter().any(|start| line.starts_with(start))
}

#[test]
fn every_function_stands_on_a_shelf() {
    let index = functions_index();
    let list = terminal_list(FUNCTIONS);
    for function in FUNCTIONS {
        let name = function.name;
        assert!(index.contains(&format!("[{name}]({name}.md)")), "{name} is not in the index");
        let is_listed = list.lines().any(|line| {
            line.split_whitespace().next() == Some(name) && line.ends_with(function.summary)
        });
        assert!(is_listed, "{name} is not in the terminal's list");
        let page = terminal_page(function);
        assert!(page.contains(function.page), "{name}: where Microsoft describes it");
        assert_eq!(
            page.lines().filter(|line| is_end_of_example(line)).count(),
            function.examples.len(),
            "{name}: every example with its end"
        );
    }
}

#[test]
fn every_rule_has_a_page_that_the_index_leads_to() {
    let (index, pages) = (rules_index(), pages());
    for rule in RULES {
        let name = rule.name();
        assert!(index.contains(&format!("[{name}]({name}.md)")), "{name} is not in the index");
        let path = format!("rules/{name}.md");
        let page = pages.iter().find(|page| page.path == path).expect(name);
        let headings: Vec<&str> =
            page.text.lines().filter(|line| line.starts_with("## ")).collect();
        let expected =
            ["## What it does", "## Why", "## Avoid", "## Prefer", "## Limits", "## Configure"];
        assert_eq!(headings, expected, "{name}");
        let terminal = terminal_rule(rule);
        for sample in rule.avoid.iter().chain(rule.prefer) {
            let first = sample.text().trim().lines().next().expect("a sample has a line");
            assert!(page.text.contains(first) && terminal.contains(first), "{name}: {first}");
        }
    }
}

#[test]
fn every_code_stands_on_the_page_once() {
    let mut paths = BTreeSet::new();
    for stage in stages() {
        for code in stage.codes {
            assert!(paths.insert(code.path), "{code} stands twice");
        }
    }
}

#[test]
fn every_operator_stands_on_the_page() {
    let (page, list) = (operators_page(), fidelity_section());
    for operator in OPERATORS {
        let row = format!("| `{}` | {} |", operator.name, operator.summary);
        assert!(page.contains(&row), "{operator:?} is not on the page");
        let terminal = terminal_operator(operator);
        for behaviour in operator.behaviours {
            assert!(page.contains(behaviour.what), "{operator:?}: {}", behaviour.what);
            let start = behaviour.what.split(' ').take(3).collect::<Vec<_>>().join(" ");
            assert!(terminal.contains(&start), "{operator:?}: {start}");
            let is_sure = behaviour.certainty < Certainty::Contested;
            assert!(is_sure || list.contains(behaviour.what), "{operator:?}: {}", behaviour.what);
        }
    }
}

#[test]
fn functions_are_listed_as_graph_lists_them() {
    // As Microsoft's page of `List functions` has them, but for FormatDateTime: the page has its
    // older form, the reference this one.
    let documented = [
        ("Append", "source:String! suffix:String!"),
        ("AppRoleAssignments", "source:String!"),
        ("DefaultDomain", ""),
        (
            "FormatDateTime",
            "source:String! dateTimeStyles:String inputFormat:String! outputFormat:String!",
        ),
        ("IsNothing", "source:Boolean!"),
        ("Join", "separator:String! source:String!+"),
        ("Mid", "source:String! start:Integer! length:Integer!"),
        ("Not", "source:Boolean!"),
        ("Prepend", "prefix:String! source:String!"),
        (
            "Replace",
            "source:String! Find:String RegularExpression:String RegularExpressionGroupName:String \
             Replacement:String ReplacementPropertyName:String Template:String",
        ),
        ("SingleAppRoleAssignment", "source:String!"),
        ("Split", "source:String! delimiter:String"),
        ("StripSpaces", "source:String!"),
        ("Switch", "source:String! defaultValue:String switchValue:String+"),
    ];
    let schemas = function_schemas();
    for (name, expected) in documented {
        let schema = schemas.iter().find(|schema| schema.name == name).expect(name);
        let parameters: Vec<String> = schema
            .parameters
            .iter()
            .map(|it| {
                let required = if it.required { "!" } else { "" };
                let repeated = if it.allow_multiple_occurrences { "+" } else { "" };
                format!("{}:{}{required}{repeated}", it.name, it.ty)
            })
            .collect();
        assert_eq!(parameters.join(" "), expected, "{name}");
    }
}
