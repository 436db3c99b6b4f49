//! A reference attribute that refers to nothing.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Severity, shortened, suggest};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::{AttributeDefinition, ObjectDefinition, References};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::dangling-reference",
        summary: "a reference attribute without an object that it refers to",
        explanation: "Finds attributes of type Reference in a Graph file, of the objects that a \
            live object mapping connects, whose `referencedObjects` are empty, or name an object \
            that the directory does not have.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "The service resolves a reference by looking up the other object at the target, and \
        `referencedObjects` says which kind of object that is. Without it a manager is never \
        found.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributedefinition",
        "https://learn.microsoft.com/graph/api/resources/synchronization-referencedobject",
    ],
    avoid: &[
        Sample::export("nobody says what a boss is", Export::Payroll, AVOID, &["Boss"]),
        Sample::export("there is no such object", Export::Payroll, AVOID_MISSING, &["Employee"]),
    ],
    prefer: &[Sample::export("a boss is a person", Export::Payroll, PREFER, &[])],
    limits: "Attributes whose values are described by `ComplexObjectDefinition`, such as app role \
        assignments, need no referenced object. A list of attributes in which `referencedObjects` \
        never stands is taken for a shortened one.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login" },
  { "name": "Boss", "type": "Reference", "referencedObjects": [] }
] }] }]"#;

const AVOID_MISSING: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login" },
  { "name": "Boss", "type": "Reference", "referencedObjects": [{ "referencedObjectName": "Employee" }] }
] }] }]"#;

const PREFER: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login" },
  { "name": "Boss", "type": "Reference", "referencedObjects": [{ "referencedObjectName": "Person" }] }
] }] }]"#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(connection) = &subject.object.connection else { return };
    for object in connection.ends().into_iter().filter_map(|end| end.object()) {
        let is_said = object.attributes.iter().any(|it| it.references != References::Unsaid);
        let needs_one = |it: &&AttributeDefinition| it.is_reference && !it.is_complex && is_said;
        let names = object.siblings.iter().map(|name| name.to_ascii_lowercase());
        let siblings: BTreeSet<String> = names.collect();
        for attribute in object.attributes.iter().filter(needs_one) {
            look(attribute, object, &siblings, subject, findings);
        }
    }
}

fn look(
    attribute: &AttributeDefinition,
    object: &ObjectDefinition,
    siblings: &BTreeSet<String>,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    let names = match &attribute.references {
        References::Unsaid => [].as_slice(),
        References::Unreadable => return,
        References::To(names) => names.as_slice(),
    };
    if names.is_empty() {
        let message = format!("`{}` refers to no object", shortened(&attribute.name.value));
        let label = "its `referencedObjects` are empty";
        let finding = RULE.finding(subject.source(), attribute.name.span, message, label);
        findings.push(finding.help(format!(
            "write \"referencedObjects\": [{{ \"referencedObjectName\": \"{}\" }}]",
            shortened(&object.name.value)
        )));
    }
    for name in names {
        if siblings.contains(&name.value.to_ascii_lowercase()) {
            continue;
        }
        let message = format!(
            "`{}` refers to `{}`, which is not there",
            shortened(&attribute.name.value),
            shortened(&name.value)
        );
        let label = "the directory has no object of that name";
        let finding = RULE.finding(subject.source(), name.span, message, label);
        let near = suggest::nearest(&name.value, object.siblings.iter().map(String::as_str));
        let meant = near.unwrap_or(&object.name.value);
        findings.push(finding.help(format!("write one that it has, such as `{meant}`")));
    }
}
