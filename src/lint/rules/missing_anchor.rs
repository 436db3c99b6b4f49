//! A target object without one attribute that identifies it.

use crate::diagnostic::{Code, Label, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::AttributeDefinition;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::missing-anchor",
        summary: "a target object without an anchor, or with several",
        explanation: "Finds live object mappings of a Graph file whose target object has no \
            attribute with `\"anchor\": true`, or more than one.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "The anchor is the key that the target gives an object and that never changes; the \
        service keeps it, and finds the object by it from then on. An object has exactly one.",
    pages: &["https://learn.microsoft.com/graph/api/resources/synchronization-attributedefinition"],
    avoid: &[
        Sample::export("no attribute is the key", Export::Payroll, AVOID, &["Person"]),
        Sample::export("two attributes are", Export::Payroll, AVOID_TWO, &["Id"]),
    ],
    prefer: &[Sample::export("the target's own key", Export::Payroll, PREFER, &[])],
    limits: "A list of attributes in which `anchor` never stands is taken for a shortened one.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Id", "anchor": false }, { "name": "Login", "anchor": false }
] }] }]"#;

const AVOID_TWO: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Number", "anchor": true }, { "name": "Id", "anchor": true }, { "name": "Login", "anchor": false }
] }] }]"#;

const PREFER: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Id", "anchor": true }, { "name": "Login", "anchor": false }
] }] }]"#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let connection = subject.object.connection.as_ref();
    let Some(object) = connection.and_then(|it| it.target.object()) else { return };
    let is_anchor = |attribute: &&AttributeDefinition| attribute.anchor == Some(true);
    let mut anchors = object.attributes.iter().filter(is_anchor);
    let name = shortened(&object.name.value);
    match (anchors.next(), anchors.next()) {
        (Some(_), None) => {}
        (Some(first), Some(second)) => {
            let message = format!("`{name}` has more than one anchor");
            let label = "a second one";
            let finding = RULE.finding(subject.source(), second.name.span, message, label);
            let because = Label::new(first.name.span, "this is one");
            let help = "write \"anchor\": true for the target's own key alone";
            findings.push(finding.because(because).help(help));
        }
        (None, _) => {
            if object.attributes.iter().any(|attribute| attribute.anchor.is_some()) {
                let message = format!("no attribute of `{name}` is its anchor");
                let label = "nothing in here identifies it";
                let finding = RULE.finding(subject.source(), object.name.span, message, label);
                findings.push(finding.help("write \"anchor\": true for the target's own key"));
            }
        }
    }
}
