//! A job for an endpoint that has been superseded.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::scim-1-job",
        summary: "a job of a template for SCIM 1 that another one has replaced",
        explanation: "Finds Graph files of a job whose template speaks to the target's old \
            endpoint, where Microsoft has a newer template for the same app.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "The job `FacebookAtWorkOutDelta` speaks SCIM 1.0; since December 2021 Workplace is \
        served by `FacebookWorkplace`, which speaks SCIM 2.0. A job is not upgraded: it is \
        deleted, and one of the new template is made, whose mappings, filters and credentials \
        start from the beginning. So keep this file.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
    ],
    avoid: &[Sample::export(
        "the old job",
        Export::Workplace,
        AVOID,
        &["FacebookAtWorkOutDelta.1a2b.3c4d"],
    )],
    prefer: &[Sample::export("the new one", Export::Workplace, PREFER, &[])],
    limits: "It knows the templates of which Microsoft says that they are superseded.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""id": "FacebookAtWorkOutDelta.1a2b.3c4d""#;

const PREFER: &str = r#""id": "FacebookWorkplace.1a2b.3c4d""#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(job) = &subject.file.job else { return };
    let Some(newer) = &job.superseded_by else { return };
    let old = shortened(job.id.value.split('.').next().unwrap_or_default());
    let message = format!("the template `{old}` has been replaced by `{newer}`");
    let label = match job.scim {
        Some(version) => format!("this job speaks SCIM {version} to the old endpoint"),
        None => "this job speaks to the old endpoint".to_owned(),
    };
    let finding = RULE.finding(subject.source(), job.id.span, message, label);
    let help = format!("make a job of the template `{newer}`, and carry the mappings over");
    let address = subject.table.and_then(|table| table.tenant_url.as_deref());
    let address = address.map(|address| format!("its tenant URL is `{address}`"));
    let finding = finding.help(help);
    findings.push(match address {
        Some(note) => finding.with_note(note),
        None => finding,
    });
}
