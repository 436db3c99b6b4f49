//! A matching attribute that can have several values.

use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::several-valued-matching",
        summary: "a matching attribute that can have several values",
        explanation: "Finds mappings with a matching priority whose expression can give several \
            values.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "The service asks the target for the user whose attribute equals one value. A list is no \
        such value: whoever has two cannot be found, and is created again or refused.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "people have several other addresses",
        "externalId = { expression = '[otherMails]', matchingPriority = 2 }",
        &["[otherMails]"],
    )],
    prefer: &[Sample::map(
        "the first of them",
        "externalId = { expression = 'Item([otherMails], 1)', matchingPriority = 2 }",
        &[],
    )],
    limits: "An attribute that no table describes is taken to have one value.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, _: &Subject<'_>, findings: &mut Findings) {
    let Some(expression) = mapped.expression.filter(|_| mapped.is_matching()) else { return };
    let (source, typed) = (expression.source(), expression.typed());
    if !typed.facts.ty.is_multi_valued {
        return;
    }
    let message = "a matching attribute has several values";
    let finding = RULE.finding(source, typed.span, message, "users can have several of these");
    let replacement = format!("Item({}, 1)", source.slice(typed.span));
    let fix = Fix { span: typed.span, replacement, is_safe: false };
    findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
}
