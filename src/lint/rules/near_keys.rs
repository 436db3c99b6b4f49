//! Keys of `Switch` that are hardly told apart, or that hold spaces nobody sees.

use std::collections::BTreeMap;

use crate::check::{Typed, TypedArgument};
use crate::diagnostic::{Code, Diagnostic, Fix, Label, Severity};
use crate::lint::reading::{changed, literal};
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::syntax::quote;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::near-keys",
        summary: "keys of `Switch` that differ in case only, or have a space at an end",
        explanation: "Finds keys with white space at an end, and keys that differ in nothing but \
            case and have different values.",
    },
    category: Category::Choice,
    severity: Severity::Warning,
    why: "`Switch` compares letter by letter: case counts, and so do spaces. A key with a space at \
        its end meets no value that looks the same; of two keys that differ in case only, one is \
        most likely a slip. In the Workday guide a pattern keeps the space behind a country code, \
        and the key `\"44\"` never meets it.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/workday-expression-mapping-functions-guide",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#switch",
    ],
    avoid: &[
        Sample::map(
            "a space that nobody sees",
            r#"title = 'Switch([country], "Other", "US ", "A", "DE", "B")'"#,
            &[r#""US ""#],
        ),
        Sample::map(
            "a space is all that tells two values apart",
            r#"title = 'Switch([country], "Other", "US", "A", "US ", "B")'"#,
            &[r#""US ""#],
        ),
        Sample::map(
            "one key, two values",
            r#"title = 'Switch([country], "Other", "US", "A", "us", "B")'"#,
            &[r#""us""#],
        ),
    ],
    prefer: &[
        Sample::map(
            "the source in one case",
            r#"title = 'Switch(ToUpper([country]), "Other", "US", "A", "DE", "B")'"#,
            &[],
        ),
        Sample::map(
            "both cases on purpose",
            r#"title = 'Switch([country], "Other", "US", "A", "us", "A")'"#,
            &[],
        ),
    ],
    limits: "Keys that are not written as texts are left alone. Those that the functions around the \
        source never give are `unreachable-arm`'s.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some(arguments) = part.typed.call_of("Switch") else { return };
    let has_known_texts =
        part.typed.argument(0).is_none_or(|source| source.facts.texts.known().is_some());
    let pairs = arguments.chunks(2).skip(1).filter(|pair| pair.iter().all(|it| it.is_reachable));
    let keys = pairs.filter_map(|pair| entry(part, pair));
    // What the functions around the source never give is `unreachable-arm`'s.
    let is_given = |key: &Entry<'_>| {
        part.typed.argument(0).is_none_or(|source| changed(source, key.text).is_none())
    };
    let keys: Vec<Entry<'_>> = keys.filter(is_given).collect();
    // Some have thousands of keys: each is looked up, not compared with all others.
    let mut by_text: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    for key in &keys {
        by_text.entry(key.text).or_default().push(*key);
    }
    let mut before: BTreeMap<String, Vec<Entry<'_>>> = BTreeMap::new();
    for key in keys {
        let trimmed = key.text.trim();
        let those_without = by_text.get(trimmed).map(Vec::as_slice).unwrap_or_default();
        let has_space = trimmed != key.text && !trimmed.is_empty() && !has_known_texts;
        let those_near = before.entry(key.text.to_lowercase()).or_default();
        if has_space {
            if !those_without.iter().any(|other| other.value == key.value) {
                findings.push(spaced(part, key, trimmed, those_without.first()));
            }
        } else {
            let is_other = |it: &&Entry<'_>| it.text != key.text && it.value != key.value;
            if let Some(other) = those_near.iter().find(is_other) {
                findings.push(in_another_case(part, key, *other));
            }
        }
        those_near.push(key);
    }
}

/// A key with white space at an end, and the first that has none of it.
fn spaced(part: &Part<'_>, key: Entry<'_>, trimmed: &str, same: Option<&Entry<'_>>) -> Diagnostic {
    let message = "this key has white space at an end";
    let label = "only a source with the same white space is equal to it";
    let finding = RULE.finding(part.source(), key.typed.span, message, label);
    match same {
        // Without its space it would never be reached, and its value be lost.
        Some(other) => finding
            .because(Label::new(other.typed.span, "the key without it"))
            .help("keep one of the two keys, or give both the same value"),
        None => {
            let replacement = quote(trimmed);
            let fix = Fix { span: key.typed.span, replacement, is_safe: false };
            finding.help(format!("write `{}`", fix.replacement)).fix(fix)
        }
    }
}

/// A key that differs from one before it in case only.
fn in_another_case(part: &Part<'_>, key: Entry<'_>, other: Entry<'_>) -> Diagnostic {
    let message = format!("`{}` and `{}` differ in case only", other.text, key.text);
    let finding = RULE.finding(part.source(), key.typed.span, message, "case counts here");
    finding
        .because(Label::new(other.typed.span, "the other key"))
        .help("keep one of the two keys, or give both the same value")
}

/// A key that is written as a text, and the value as written.
#[derive(Clone, Copy)]
struct Entry<'p> {
    typed: &'p Typed,
    text: &'p str,
    value: &'p str,
}

fn entry<'p>(part: &Part<'p>, pair: &'p [TypedArgument]) -> Option<Entry<'p>> {
    let [key, value] = pair else { return None };
    let (typed, value) = (key.value.as_ref()?, value.value.as_ref()?);
    let text = literal(typed, part.slice(typed))?;
    Some(Entry { typed, text, value: part.slice(value) })
}
