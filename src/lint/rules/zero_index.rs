//! A value or word of number 0.

use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::integer;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::zero-index",
        summary: "a value or word of a number below 1",
        explanation: "Finds calls of `Item` and `Word` with a constant number below 1.",
    },
    category: Category::Text,
    severity: Severity::Warning,
    why: "Both count from 1. The functions reference says not to use 0 with `Item`, and the page \
        of cloud sync calls it an error: every user with a value fails. `Word` gives the empty \
        text for everybody.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#item",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#word",
    ],
    avoid: &[
        Sample::map(
            "the first value, they thought",
            r#"title = 'Item(Split([userPrincipalName], "@"), 0)'"#,
            &["0"],
        ),
        Sample::map("a word that there is not", r#"title = 'Word([displayName], 0, " ")'"#, &["0"]),
    ],
    prefer: &[
        Sample::map("counted from 1", r#"title = 'Item(Split([userPrincipalName], "@"), 1)'"#, &[]),
        Sample::map("the first word", r#"title = 'Word([displayName], 1, " ")'"#, &[]),
    ],
    limits: "`Mid` and `InStr` are refused with such numbers, which is no finding of this rule.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some((function, _)) = part.typed.call() else { return };
    let Some((place, counted)) = function.special.counts_from_one else { return };
    let Some(index) = part.typed.argument(place) else { return };
    if integer(index).is_none_or(|index| index >= 1) {
        return;
    }
    let message = format!("`{}` counts {counted} from 1", function.name);
    let finding = RULE.finding(part.source(), index.span, message, "there is none of this number");
    let fix = Fix { span: index.span, replacement: "1".to_owned(), is_safe: false };
    findings.push(finding.help("write `1` for the first one").fix(fix));
}
