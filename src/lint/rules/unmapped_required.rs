//! What a directory requires and no mapping gives.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::mapping::MappingSource;
use crate::schema::TargetAttribute;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unmapped-required",
        summary: "required target attributes that nothing is mapped to",
        explanation: "Finds attributes that the target's directory in an export calls required, \
            and that no mapping of the object mapping gives a value.",
    },
    category: Category::Required,
    severity: Severity::Warning,
    why: "A target may refuse every user who lacks what it requires (`MandatoryFieldsMissing`). \
        Many targets fill such attributes themselves, from an app role or a default of their own, \
        and mappings of Microsoft's leave them out: an exception with that reason settles it.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributedefinition",
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
    ],
    avoid: &[Sample::export(
        "a licence that nobody gets",
        Export::Payroll,
        AVOID,
        &["Users to Payroll"],
    )],
    prefer: &[Sample::export("the same licence for everybody", Export::Payroll, PREFER, &[])],
    limits: "SCIM targets are left out: `plan::nothing-gives-required` tells of them, at the same level \
        where the directory alone requires it.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "String", "required": true },
  { "name": "Licence", "type": "String", "required": true }
] }] }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "Licence", "source": null, "defaultValue": "Basic" }],
"directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "String", "required": true },
  { "name": "Licence", "type": "String", "required": true }
] }] }]"#;

/// The names that a message has room for.
const MOST_NAMES: usize = 2;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let object = subject.object;
    let Some(table) = subject.table.filter(|_| subject.is_described_by_file()) else { return };
    if object.is_scim || object.mappings.is_empty() {
        return;
    }
    let rows = table.attributes().iter().enumerate();
    let is_missing = |(row, attribute): &(usize, &TargetAttribute)| {
        attribute.is_required && !subject.mapped_to(*row).any(gives)
    };
    let missing: Vec<String> = rows
        .filter(is_missing)
        .map(|(_, attribute)| format!("`{}`", shortened(&attribute.name)))
        .collect();
    let Some(first) = missing.first() else { return };
    let named = match missing.len() {
        count if count <= MOST_NAMES => missing.join(" and "),
        count => format!("{first} and {} others", count - 1),
    };
    let message = format!("the target requires {named}");
    let label = "nothing in here gives them a value";
    let label = if missing.len() == 1 { "nothing in here gives it a value" } else { label };
    let finding = RULE.finding(subject.source(), object.span, message, label);
    // What it should be is the target's affair: there is nothing that could be typed in.
    findings.push(finding.with_note("many targets fill such attributes by themselves"));
}

/// True where the mapping gives a value, be it a default one.
fn gives(mapped: &Mapped<'_>) -> bool {
    mapped.mapping.source != MappingSource::None || mapped.default_value().is_some()
}
