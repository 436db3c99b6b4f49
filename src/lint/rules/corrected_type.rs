//! A type that is published wrong, and that the file repeats.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::corrected-type",
        summary: "a target attribute whose published type is wrong",
        explanation: "Says of a mapped target attribute of a Graph file that its directory has a \
            type for it which is published, and which other sources correct.",
    },
    category: Category::File,
    severity: Severity::Note,
    why: "Microsoft's table of Workplace's attributes has Boolean as the type of `title`. RFC 7643 \
        and Meta's own samples have a job title there, which is text. attrmap takes it for text: \
        a text is sent as it is. A job that takes it for a Boolean refuses every job title.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
        "https://www.rfc-editor.org/rfc/rfc7643#section-4.1.1",
    ],
    avoid: &[Sample::export(
        "the directory has the published type",
        Export::Workplace,
        AVOID,
        &["title"],
    )],
    prefer: &[Sample::export("it has the type that it is", Export::Workplace, PREFER, &[])],
    limits: "A file that does not list the target's attributes does not repeat the mistake, and \
        nothing is said of it; `attrmap schema show workplace` says it.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""attributeMappings": [{ "targetAttributeName": "title", "source": { "expression": "[jobTitle]" } }],
"directories": [{ "name": "Workplace", "objects": [{ "name": "User", "attributes": [
  { "name": "userName" }, { "name": "title", "type": "Boolean" }
] }] }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "title", "source": { "expression": "[jobTitle]" } }],
"directories": [{ "name": "Workplace", "objects": [{ "name": "User", "attributes": [
  { "name": "userName" }, { "name": "title", "type": "String" }
] }] }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let Some(row) = mapped.row else { return };
    let Some(correction) = &row.correction else { return };
    let target = &mapped.mapping.target;
    if mapped.listed.is_none_or(|listed| listed.ty == row.ty || listed.ty != row.published) {
        return;
    }
    let name = shortened(&target.value);
    let message = format!("`{name}` is published as {}, and is {}", row.published, row.ty);
    let label = format!("this file's directory has it as {}", row.published);
    let finding = RULE.finding(subject.source(), target.span, message, label);
    findings.push(finding.with_note(correction.because.clone()));
}
