//! A comparison with the empty text that null never meets.

use crate::check::{Comparison, Typed, TypedKind};
use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::by_presence;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::comparison-with-empty",
        summary: "a value that can be null compared with the empty text",
        explanation: "Finds comparisons such as `[x]=\"\"` where the value can be null.",
    },
    category: Category::Choice,
    severity: Severity::Warning,
    why: "A directory attribute without a value is null, and null is equal to nothing, not even \
        to the empty text: users without a value are taken for users with one. The functions \
        reference lists `IIF([country]=\"\",\"Other\",[country])` among what is unsupported and \
        writes `Switch([country],[country],\"\",\"Other\")`, whose key `\"\"` catches both.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#iif",
    ],
    avoid: &[
        Sample::map(
            "null is not caught",
            r#"title = 'IIF([jobTitle]="", "Employee", [jobTitle])'"#,
            &[r#"[jobTitle]="""#],
        ),
        Sample::map(
            "not null, they thought",
            r#"title = 'IIF(Not([jobTitle]=""), "Staff", "Guest")'"#,
            &[r#"[jobTitle]="""#],
        ),
    ],
    prefer: &[
        Sample::map(
            "the first that is there",
            r#"title = 'Coalesce([jobTitle], "Employee")'"#,
            &[],
        ),
        Sample::map("the empty key", r#"title = 'Switch([jobTitle], "Staff", "", "Guest")'"#, &[]),
    ],
    limits: "`[x]<>\"\"` is left alone: it does not hold for null either, which is what its \
        author wants.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let TypedKind::Comparison { operator: Comparison::Equal, left, right, .. } = &part.typed.kind
    else {
        return;
    };
    let is_empty = |side: &Typed| side.facts.constant_text() == Some("");
    let asked = match (is_empty(left), is_empty(right)) {
        (false, true) => left,
        (true, false) => right,
        (true, true) | (false, false) => return,
    };
    if !asked.facts.states.can_be_null() || part.typed.facts.constant_text().is_some() {
        return;
    }
    let message = "this comparison does not hold for null";
    let label = "users without a value have null, not the empty text";
    let finding = RULE.finding(part.source(), part.typed.span, message, label);
    let asked_text = part.slice(asked);
    let decides = part.decides.filter(|_| !asked.facts.can_be_several);
    let rewritten = decides.and_then(|decides| {
        let [present, missing] =
            [part.slice(decides.value(false)?), part.slice(decides.value(true)?)];
        Some((decides.choice.span, by_presence(part, asked_text, present, missing)?))
    });
    let asking = || (part.typed.span, format!("IsNullOrEmpty({asked_text})"));
    let (span, replacement) = rewritten.unwrap_or_else(asking);
    let fix = Fix { span, replacement, is_safe: false };
    findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
}
