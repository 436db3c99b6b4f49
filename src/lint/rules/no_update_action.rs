//! An object mapping that disables nobody because it updates nobody.

use crate::diagnostic::{Code, Severity};
use crate::flow::ObjectFlowType;
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::Meaning;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::no-update-action",
        summary: "users are to be disabled, and nothing is updated",
        explanation: "Finds object mappings that map to the attribute for active accounts, and \
            whose `flowTypes` lack `Update`.",
    },
    category: Category::LifeCycle,
    severity: Severity::Warning,
    why: "To disable a user the service updates the attribute for active accounts at the target. \
        Microsoft's page says to confirm for that that updates are selected among the target \
        object actions: without `Update` the mapping is there, and nobody is ever disabled.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works#deprovisioning",
    ],
    avoid: &[Sample::export("created and deleted only", Export::Workplace, AVOID, &["Add,Delete"])],
    prefer: &[Sample::export("updated too", Export::Workplace, PREFER, &[])],
    limits: "It knows the attribute for active accounts of SCIM targets.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""flowTypes": "Add,Delete""#;

const PREFER: &str = r#""flowTypes": "Add,Update""#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(flow_types) = subject.object.flow_types.as_ref() else { return };
    let is_enabled =
        |mapped: &Mapped<'_>| mapped.row.is_some_and(|row| row.meaning == Some(Meaning::Enabled));
    let updates = flow_types.value.contains(&ObjectFlowType::Update);
    if updates || !subject.mappings.iter().any(is_enabled) {
        return;
    }
    let message = "nobody is disabled where nothing is updated";
    let finding = RULE.finding(subject.source(), flow_types.span, message, "`Update` is missing");
    let kept = flow_types.value.iter().copied().filter(|flow| *flow != ObjectFlowType::None);
    let mut wanted: Vec<ObjectFlowType> = kept.chain([ObjectFlowType::Update]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let names: Vec<&str> = wanted.iter().map(|flow| flow.name()).collect();
    findings.push(finding.help(format!("write `\"{}\"`", names.join(","))));
}
