//! A backslash that stands alone in a text.

use crate::check::TypedKind;
use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::literal;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::source::Span;
use crate::syntax::quote;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unescaped-backslash",
        summary: "a backslash that is not escaped",
        explanation: "Finds backslashes in texts that stand neither before a quote nor before \
            another backslash.",
    },
    category: Category::Text,
    severity: Severity::Note,
    why: "The functions reference says that a backslash in a text is written twice. Its examples \
        and other pages of Microsoft's have both `\"\\\\+\"` and `\"\\+\"`, and say that they \
        work: a lone backslash is taken as it is, by attrmap too. Doubled, it needs no such luck, \
        and it is not one letter away from an escaped quote.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data",
    ],
    avoid: &[Sample::map(
        "a pattern as other languages have it",
        r#"title = 'Replace([mobile], , "[()\s-]+", , "", , )'"#,
        &[r"\s"],
    )],
    prefer: &[Sample::map(
        "doubled",
        r#"title = 'Replace([mobile], , "[()\\s-]+", , "", , )'"#,
        &[],
    )],
    limits: "One finding for each text, at its first such backslash.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    if !matches!(part.typed.kind, TypedKind::Constant(_)) {
        return;
    }
    let written = part.text();
    let Some(text) = literal(part.typed, written) else { return };
    let Some((at, length)) = lone_backslash(written) else { return };
    let start = part.typed.span.start as usize + at;
    let span = Span::new(start, start + length);
    let message = "a backslash in a text is written twice";
    let finding = RULE.finding(part.source(), span, message, "this one stands alone");
    let fix = Fix { span: part.typed.span, replacement: quote(text), is_safe: true };
    findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
}

/// Where the first one begins, with the character behind it.
fn lone_backslash(written: &str) -> Option<(usize, usize)> {
    let mut characters = written.char_indices();
    while let Some((at, character)) = characters.next() {
        if character != '\\' {
            continue;
        }
        match characters.next() {
            Some((_, '\\' | '"')) => {}
            Some((_, other)) => return Some((at, 1 + other.len_utf8())),
            None => return None,
        }
    }
    None
}
