//! A default value for a matching attribute.

use crate::diagnostic::{Code, Severity};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::mapping::MappingSource;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::default-for-matching",
        summary: "a default value for a matching attribute",
        explanation: "Finds mappings with a matching priority that have a default value.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "A matching attribute must have another value for every user, and a default value is the \
        same for all who lack the attribute: they are taken for each other. Without it the \
        service tries the next matching attribute.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "all without a number are the same",
        r#"externalId = { expression = '[employeeId]', matchingPriority = 2, defaultValue = "none" }"#,
        &["none"],
    )],
    prefer: &[Sample::map(
        "whoever has no number is found by the user name",
        "externalId = { expression = '[employeeId]', matchingPriority = 2 }",
        &[],
    )],
    limits: "Whether anybody lacks the attribute is not asked.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let Some(default) = mapped.default_value().filter(|_| mapped.is_matching()) else { return };
    // Without a source it is a constant, which is worse.
    if mapped.mapping.source == MappingSource::None {
        return;
    }
    let message = "users without this matching attribute are taken for each other";
    let label = "this is the same for all of them";
    let finding = RULE.finding(subject.source(), default.span, message, label);
    findings.push(finding.help("take the default value away"));
}
