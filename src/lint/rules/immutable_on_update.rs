//! A value that flows on, where the target takes it once.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::Mutability;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::immutable-on-update",
        summary: "a value that flows on to a target that takes it once",
        explanation: "Finds mappings to a target that its directory calls `Immutable`, and whose \
            flow type lets a new value take the place of the old one.",
    },
    category: Category::Change,
    severity: Severity::Warning,
    why: "`Immutable` means that the target takes the value while it creates the object and never \
        again. As soon as the value of a user changes in the source, the service sends the new \
        one, and the target refuses the update with everything else in it.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributedefinition",
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributemapping",
    ],
    avoid: &[Sample::export("people change their names", Export::Payroll, AVOID, &["Login"])],
    prefer: &[Sample::export("the target takes the new one", Export::Payroll, PREFER, &[])],
    limits: "A value that cannot change, such as a constant, is left alone.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "String", "mutability": "Immutable" }
] }] }]"#;

const PREFER: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "String", "mutability": "ReadWrite" }
] }] }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let by_table = mapped.target.map(|it| it.mutability);
    let by_file = mapped.listed.map(|it| it.mutability);
    let is_immutable = [by_table, by_file].contains(&Some(Mutability::Immutable));
    if !is_immutable || !mapped.mapping.flow_type.replaces() {
        return;
    }
    let Some(typed) = mapped.typed() else { return };
    // The key of a user stays, as every constant does.
    let key = subject.source_table().key().map(|key| key.name.as_str());
    if typed.facts.is_deterministic && typed.attributes().iter().all(|name| Some(*name) == key) {
        return;
    }
    let target = &mapped.mapping.target;
    let message = format!("the target never changes `{}`", shortened(&target.value));
    let label = "its directory calls it `Immutable`, and this always flows";
    let finding = RULE.finding(subject.source(), target.span, message, label);
    let setting = subject.setting("flowType", "\"ObjectAddOnly\"");
    findings.push(finding.help(format!("let it flow for new users only: `{setting}`")));
}
