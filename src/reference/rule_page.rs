//! A rule's page in Markdown and for a terminal, and the index of all of them.

use std::fmt::Write;

use super::GENERATED;
use super::function_page::{capital, cell};
use super::terminal::{add_block, add_prose};
use crate::lint::sample::Written;
use crate::lint::{Category, RULES, Rule, Sample};

/// A rule's page.
pub fn rule_page(rule: &Rule) -> String {
    let mut page = GENERATED.to_owned();
    let (name, summary) = (rule.name(), capital(rule.code.summary));
    let (level, category) = (rule.severity, rule.category);
    let _ = write!(
        page,
        "# {name}\n\n{summary}.\n\n*{level}*, one of the rules on \
         [{}](README.md#{})\n\n## What it does\n\n{}\n\n## Why\n\n{}\n",
        category.title(),
        anchor(category.title()),
        rule.code.explanation,
        rule.why
    );
    for address in rule.pages {
        let _ = write!(page, "\n<{address}>\n");
    }
    page.push_str("\n## Avoid\n");
    rule.avoid.iter().for_each(|sample| add_sample(sample, &mut page));
    page.push_str("\n## Prefer\n");
    rule.prefer.iter().for_each(|sample| add_sample(sample, &mut page));
    let _ = write!(page, "\n## Limits\n\n{}\n\n## Configure\n\n", rule.limits);
    let _ = write!(
        page,
        "`attrmap lint --ignore {name}` leaves it out, `--deny {name}` makes its findings errors. \
         In\n`attrmap.toml`:\n\n```toml\n{}```\n",
        settings(rule)
    );
    page
}

/// What one writes into `attrmap.toml`, with an exception for each kind of its findings.
fn settings(rule: &Rule) -> String {
    let name = rule.name();
    let mut settings =
        format!("[lint]\nlevels = {{ {name} = \"off\" }} # or error, warning, note\n");
    let has_both = rule.is_about_mappings() && rule.is_about_object_mappings();
    for (is_made, about, target) in [
        (
            rule.is_about_mappings(),
            "one mapping, here that to `userName`",
            "target = \"userName\"\n",
        ),
        (rule.is_about_object_mappings(), "no mapping by itself", ""),
    ] {
        if !is_made {
            continue;
        }
        settings.push('\n');
        if has_both {
            let _ = writeln!(settings, "# for what is found of {about}");
        }
        let _ = write!(
            settings,
            "[[lint.exception]]\nrule = \"{name}\"\n{target}reason = \"why it is right here\"\n"
        );
    }
    settings
}

fn add_sample(sample: &Sample, page: &mut String) {
    let _ = write!(page, "\n{}:\n\n", capital(sample.title));
    let _ = write!(page, "```{}\n{}\n```\n", language(sample), sample.text().trim());
    for (label, text, language) in surroundings(sample) {
        let _ = write!(page, "\n{label}:\n\n```{language}\n{}\n```\n", text.trim());
    }
    let underlined: Vec<String> =
        sample.underlines.iter().map(|text| format!("`{}`", cell(text))).collect();
    if !underlined.is_empty() {
        let _ = write!(page, "\nIt underlines {}.\n", underlined.join(" and "));
    }
}

fn language(sample: &Sample) -> &'static str {
    match sample.written {
        Written::File(text) if text.trim_start().starts_with(['{', '[']) && is_json(text) => "json",
        Written::Members(..) => "json",
        Written::File(_) | Written::Map(_) => "toml",
    }
}

/// A JSON file starts with an object, or with a list of them; TOML with a table's name.
fn is_json(text: &str) -> bool {
    let mut characters = text.chars().filter(|it| !it.is_whitespace());
    match (characters.next(), characters.next()) {
        (Some('{'), _) => true,
        (Some('['), next) => next == Some('{'),
        _ => false,
    }
}

/// What a sample needs beside the mapping.
fn surroundings(sample: &Sample) -> Vec<(&'static str, &'static str, &'static str)> {
    let all = [
        ("with these users", sample.users, "json"),
        ("with this `attrmap.toml`", sample.settings, "toml"),
    ];
    all.into_iter().filter(|(_, text, _)| !text.is_empty()).collect()
}

/// How Markdown readers make the anchor of a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// The index of all rules, by category.
pub fn rules_index() -> String {
    let mut page = GENERATED.to_owned();
    page.push_str(
        "# Rules\n\nWhat `attrmap lint` finds in mappings that are legal and likely wrong. \
         Samples are run: what is to\nbe avoided fires the rule, what is to be preferred is \
         silent; of exports they\nshow the members that matter. `attrmap explain NAME` prints these\npages in a terminal. What is wrong for \
         everybody is no rule but an error of its stage: see the\n\
         [diagnostics](../diagnostics.md).\n\nA category can stand wherever a rule can: \
         `--select matching`, `ignore = [\"choice\"]`.\n",
    );
    for category in Category::ALL {
        let rules = RULES.iter().filter(|rule| rule.category == category);
        let mut rules = rules.peekable();
        if rules.peek().is_none() {
            continue;
        }
        let (title, name) = (category.title(), category.name());
        let _ = write!(page, "\n## {title}\n\nCategory `{name}`.\n\n| rule | | |\n|---|---|---|\n");
        for rule in rules {
            let (name, summary, level) = (rule.name(), cell(rule.code.summary), rule.severity);
            let _ = writeln!(page, "| [{name}]({name}.md) | {summary} | *{level}* |");
        }
    }
    page
}

/// A rule's page in a terminal.
pub fn terminal_rule(rule: &Rule) -> String {
    let (path, summary) = (rule.code.path, rule.code.summary);
    let (level, category) = (rule.severity, rule.category.name());
    let mut page = format!("{path}\n{summary} ({level}, category {category})\n\n");
    add_prose(&mut page, rule.code.explanation, "");
    page.push_str("\nWhy\n");
    add_prose(&mut page, rule.why, "  ");
    for (title, samples) in [("Avoid", rule.avoid), ("Prefer", rule.prefer)] {
        let _ = write!(page, "\n{title}\n");
        for sample in samples {
            let _ = write!(page, "\n  {}\n", sample.title);
            add_block(&mut page, sample.text(), "    ");
            for (label, text, _) in surroundings(sample) {
                let _ = writeln!(page, "  {label}");
                add_block(&mut page, text, "    ");
            }
        }
    }
    page.push_str("\nLimits\n");
    add_prose(&mut page, rule.limits, "  ");
    page.push_str("\nConfigure, in attrmap.toml\n");
    add_block(&mut page, &settings(rule), "  ");
    page.push_str("\nMicrosoft's pages\n");
    rule.pages.iter().for_each(|address| page.push_str(&format!("  {address}\n")));
    page
}
