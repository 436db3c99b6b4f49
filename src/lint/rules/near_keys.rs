//! Keys of `Switch` that are hardly told apart, or that hold spaces nobody sees.

use crate::check::{Typed, TypedArgument};
use crate::diagnostic::{Code, Fix, Label, Severity};
use crate::lint::reading::literal;
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
    limits: "Keys that are not written as texts are left alone.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some(arguments) = part.typed.call_of("Switch") else { return };
    let has_known_texts =
        part.typed.argument(0).is_none_or(|source| source.facts.texts.known().is_some());
    let pairs = arguments.chunks(2).skip(1).filter(|pair| pair.iter().all(|it| it.is_reachable));
    let keys: Vec<(&Typed, &str, &str)> = pairs.filter_map(|pair| entry(part, pair)).collect();
    for (index, (key, text, value)) in keys.iter().enumerate() {
        let trimmed = text.trim();
        let is_meant = |(_, other, its): &(&Typed, &str, &str)| *other == trimmed && its == value;
        if trimmed != *text && !trimmed.is_empty() && !has_known_texts {
            if !keys.iter().any(is_meant) {
                let message = "this key has white space at an end";
                let label = "only a source with the same white space is equal to it";
                let finding = RULE.finding(part.source(), key.span, message, label);
                let same = keys.iter().find(|(_, other, _)| *other == trimmed);
                findings.push(match same {
                    // Without its space it would never be reached, and its value be lost.
                    Some((other, ..)) => finding
                        .because(Label::new(other.span, "the key without it"))
                        .help("keep one of the two keys, or give both the same value"),
                    None => {
                        let replacement = quote(trimmed);
                        let fix = Fix { span: key.span, replacement, is_safe: false };
                        finding.help(format!("write `{}`", fix.replacement)).fix(fix)
                    }
                });
            }
            continue;
        }
        let lower = text.to_lowercase();
        let is_near = |(_, other, its): &&(&Typed, &str, &str)| {
            other != text && other.to_lowercase() == lower && its != value
        };
        if let Some((other, other_text, _)) = keys.iter().take(index).find(is_near) {
            let message = format!("`{other_text}` and `{text}` differ in case only");
            let finding = RULE.finding(part.source(), key.span, message, "case counts here");
            let because = Label::new(other.span, "the other key");
            let finding = finding.because(because);
            findings.push(finding.help("keep one of the two keys, or give both the same value"));
        }
    }
}

/// A key that is written as a text: where, what it says, and the value as written.
fn entry<'p>(part: &Part<'p>, pair: &'p [TypedArgument]) -> Option<(&'p Typed, &'p str, &'p str)> {
    let [key, value] = pair else { return None };
    let (key, value) = (key.value.as_ref()?, value.value.as_ref()?);
    Some((key, literal(key, part.slice(key))?, part.slice(value)))
}
