//! A matching attribute that the target cannot be asked by.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unfilterable-matching",
        summary: "a matching attribute that the target does not filter by",
        explanation: "Finds mappings with a matching priority to a target attribute by which the \
            target cannot look up users.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "The service finds users with a filter, such as `GET /Users?filter=userName eq \"…\"`, \
        so the target must be able to filter by its matching attributes. Workplace does that by \
        `userName` and `externalId`, with `eq` only, as Meta's reference says.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "Workplace does not look up numbers",
        "'urn:scim:schemas:extension:enterprise:1.0.employeeNumber' = \
         { expression = '[employeeId]', matchingPriority = 2 }",
        &["urn:scim:schemas:extension:enterprise:1.0.employeeNumber"],
    )],
    prefer: &[Sample::map(
        "the number as an external id",
        "externalId = { expression = '[employeeId]', matchingPriority = 2 }",
        &[],
    )],
    limits: "It is known for Workplace only; no schema says it of other targets.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let (Some(row), Some(table)) = (mapped.row, subject.table) else { return };
    if !mapped.is_matching() || row.is_filterable != Some(false) {
        return;
    }
    let target = &mapped.mapping.target;
    let message = format!("no user is found by `{}`", shortened(&target.value));
    let label = "the target does not filter by this";
    let finding = RULE.finding(subject.source(), target.span, message, label);
    let filterable = table.attributes().iter().filter(|row| row.is_filterable == Some(true));
    let names: Vec<String> = filterable.map(|row| format!("`{}`", row.name)).collect();
    findings.push(finding.help(format!("match by {}", names.join(" or "))));
}
