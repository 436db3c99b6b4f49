//! A condition that is the same for everybody.

use crate::check::{Typed, TypedKind};
use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::holds_for_any_user;
use crate::lint::{Category, Check, Decides, Findings, Part, Rule, Sample};
use crate::syntax::quote;
use crate::types::{States, truth_of_text};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::constant-condition",
        summary: "a condition that is the same for everybody",
        explanation: "Finds comparisons and conditions of `IIF` that hold for every user who comes \
            to them, or for none.",
    },
    category: Category::Choice,
    severity: Severity::Warning,
    why: "One of the two values is never used, which nobody wants who wrote both. Most often the \
        text is not among those that the attribute can be: a Boolean attribute is `True` or \
        `False`, and case counts in a comparison.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#iif",
    ],
    avoid: &[
        Sample::map(
            "the service writes `True`",
            r#"title = 'IIF([accountEnabled]="true", "Staff", "Left")'"#,
            &[r#"[accountEnabled]="true""#],
        ),
        Sample::map(
            "the outer condition has decided it",
            r#"title = 'IIF([country]="US", IIF([country]="DE", "b", "a"), "c")'"#,
            &[r#"[country]="DE""#],
        ),
        Sample::map(
            "a user always has a user name",
            r#"title = 'IIF(IsPresent([userPrincipalName]), "a", "b")'"#,
            &["IsPresent([userPrincipalName])"],
        ),
    ],
    prefer: &[
        Sample::map(
            "as the service writes it",
            r#"title = 'IIF([accountEnabled]="True", "Staff", "Left")'"#,
            &[],
        ),
        Sample::map(
            "two attributes",
            r#"title = 'IIF([country]="US", IIF([state]="CA", "b", "a"), "c")'"#,
            &[],
        ),
    ],
    limits: "What two attributes have to do with each other is not known.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    if let TypedKind::Comparison { left, right, .. } = &part.typed.kind {
        if let Some(truth) = decided(part.typed)
            && holds_for_any_user(part, |node| decided(node) == Some(truth))
        {
            let advice = advice(part, left, right).or_else(|| advice(part, right, left));
            report(part, part.typed, truth, part.decides, advice, findings);
        }
        return;
    }
    if part.typed.call_of("IIF").is_none() {
        return;
    }
    let Some(condition) = part.typed.argument(0) else { return };
    let is_reported =
        |node: &Typed| matches!(node.kind, TypedKind::Comparison { .. }) && decided(node).is_some();
    if let Some(truth) = decided(condition)
        && !condition.reachable_nodes().any(is_reported)
        && holds_for_any_user(part, |node| node.argument(0).and_then(decided) == Some(truth))
    {
        let decides = Decides { choice: part.typed, is_negated: false };
        report(part, condition, truth, Some(decides), None, findings);
    }
}

/// What a condition is for everybody.
fn decided(condition: &Typed) -> Option<bool> {
    let facts = &condition.facts;
    if facts.states == States::NULL {
        return Some(false);
    }
    facts.constant_text().and_then(truth_of_text)
}

/// What to compare with instead of a constant that the other side cannot be, and where a fix of it
/// belongs if there is one: the same text in another case.
fn advice(part: &Part<'_>, constant: &Typed, other: &Typed) -> Option<(String, Option<Fix>)> {
    let written = constant.facts.constant_text().filter(|_| constant.attributes().is_empty())?;
    other.attribute()?;
    let known = other.facts.texts.known().filter(|known| !known.contains(written))?;
    if let Some(meant) = known.iter().find(|text| text.eq_ignore_ascii_case(written)) {
        let replacement = quote(meant);
        let help = format!("case counts: write `{replacement}`");
        return Some((help, Some(Fix { span: constant.span, replacement, is_safe: false })));
    }
    let texts: Vec<String> = known.iter().take(3).map(|text| format!("`{text}`")).collect();
    let can_be = texts.join(" or ");
    let is_few = known.len() <= 2 && !can_be.is_empty();
    is_few.then(|| (format!("`{}` is {can_be} here", part.slice(other)), None))
}

fn report(
    part: &Part<'_>,
    condition: &Typed,
    truth: bool,
    decides: Option<Decides<'_>>,
    advice: Option<(String, Option<Fix>)>,
    findings: &mut Findings,
) {
    let (message, label) = if truth {
        ("this condition holds for every user", "always true")
    } else {
        ("this condition holds for no user", "never true")
    };
    let finding = RULE.finding(part.source(), condition.span, message, label);
    if let Some((help, fix)) = advice {
        let finding = finding.help(help);
        findings.push(match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
        return;
    }
    let kept = decides.and_then(|it| Some((it.choice, it.value(truth)?)));
    findings.push(match kept {
        Some((choice, kept)) => {
            let replacement = part.slice(kept).to_owned();
            let help =
                format!("write `{replacement}` in place of the `IIF`, or mend the condition");
            finding.help(help).fix(Fix { span: choice.span, replacement, is_safe: false })
        }
        None => finding.help("compare with a text that the value can be, or write what is meant"),
    });
}
