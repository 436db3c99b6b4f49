//! A mapping to what the job's own directory calls read-only.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::Mutability;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::read-only-in-directory",
        summary: "a mapping to a target that the job's directory calls read-only",
        explanation: "Finds mappings to a target that can be written by the table of its app, and \
            that the directory in the file calls `ReadOnly`.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "A job goes by its own directory. `ReadOnly` means there that the target alone writes \
        the attribute: what is mapped to it is not sent, or refused, whatever the app would take.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributedefinition",
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
    ],
    avoid: &[Sample::export(
        "the directory lets nobody write it",
        Export::Workplace,
        AVOID,
        &["displayName"],
    )],
    prefer: &[Sample::export("the directory lets it be written", Export::Workplace, PREFER, &[])],
    limits: "Where the directory is all that describes the target it is an error \
        (`plan::read-only-target`).",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""attributeMappings": [{ "targetAttributeName": "displayName", "source": { "expression": "[displayName]" } }],
"directories": [{ "name": "Workplace", "objects": [{ "name": "User", "attributes": [
  { "name": "userName" }, { "name": "displayName", "mutability": "ReadOnly" }
] }] }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "displayName", "source": { "expression": "[displayName]" } }],
"directories": [{ "name": "Workplace", "objects": [{ "name": "User", "attributes": [
  { "name": "userName" }, { "name": "displayName", "mutability": "ReadWrite" }
] }] }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let is_writable = mapped.row.is_some_and(|row| row.mutability != Mutability::ReadOnly);
    let listed = mapped.listed;
    if !is_writable || listed.is_none_or(|listed| listed.mutability != Mutability::ReadOnly) {
        return;
    }
    let target = &mapped.mapping.target;
    let message = format!("`{}` is read-only for this job", shortened(&target.value));
    let label = "the file's own directory calls it `ReadOnly`";
    let finding = RULE.finding(subject.source(), target.span, message, label);
    findings.push(finding.help("take the mapping away, or write `ReadWrite` in the directory"));
}
