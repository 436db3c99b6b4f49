//! Another matching attribute between tenants.

use crate::diagnostic::{Code, Diagnostic, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::mapping::FixedMatching;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::cross-tenant-matching",
        summary: "a matching attribute of one's own in a job between tenants",
        explanation: "Finds mappings of cross-tenant synchronization that have a matching priority \
            beside the one that the service comes with, and that one where it is changed.",
    },
    category: Category::Matching,
    severity: Severity::Error,
    why: "Between tenants users are found by `alternativeSecurityIds`, and by nothing else. The \
        service refuses to save a file in which that mapping is another, or has a second one \
        beside it: `schemaInvalid`.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure",
    ],
    avoid: &[
        Sample::export("a second one", Export::OtherTenant, SECOND, &["userPrincipalName"]),
        Sample::export("another source", Export::OtherTenant, OTHER, &["[userPrincipalName]"]),
    ],
    prefer: &[Sample::export("a target like any other", Export::OtherTenant, PREFER, &[])],
    limits: "It tells such a job by its id, `Azure2Azure`.",
    check: Check::Mapping(check),
};

const SECOND: &str = r#""attributeMappings": [{ "targetAttributeName": "userPrincipalName", "matchingPriority": 2, "source": { "expression": "[userPrincipalName]" } }]"#;

const OTHER: &str = r#""attributeMappings": [{ "targetAttributeName": "alternativeSecurityIds", "matchingPriority": 1, "source": { "expression": "[userPrincipalName]" } }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "userPrincipalName", "source": { "expression": "[userPrincipalName]" } }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let job = subject.file.job.as_ref().and_then(|job| job.cross_tenant.as_ref());
    let Some(job) = job.filter(|_| mapped.is_matching() && subject.reads_users()) else { return };
    if let Some(finding) = refused(mapped, subject, &job.matching) {
        findings.push(finding);
    }
}

/// What is said where it is not the matching attribute that the service has.
fn refused(
    mapped: &Mapped<'_>,
    subject: &Subject<'_>,
    fixed: &FixedMatching,
) -> Option<Diagnostic> {
    let target = &mapped.mapping.target;
    let message = "the service refuses another matching attribute between tenants";
    if !target.value.eq_ignore_ascii_case(&fixed.target) {
        let label = format!("users are found by `{}` only", fixed.target);
        let finding = RULE.finding(subject.source(), target.span, message, label);
        let name = shortened(&target.value);
        let setting = subject.setting("matchingPriority", "0");
        return Some(finding.help(format!("take `{name}` out of matching: `{setting}`")));
    }
    let expression = mapped.expression?;
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    if squeezed(expression.source().text()) == squeezed(&fixed.expression) {
        return None;
    }
    let span = expression.typed().span;
    let label = format!("`{}` is matched by something else", fixed.target);
    let finding = RULE.finding(expression.source(), span, message, label);
    Some(finding.help(format!("write `{}`", fixed.expression)))
}
