//! A target attribute in another case than the job's directory has it.

use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::target-case",
        summary: "a target attribute in another case than the file lists it",
        explanation: "Finds targets of a Graph file that its own directory lists in another case \
            only.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "The service knows the target's attributes by the names that the schema lists, and tells \
        upper from lower case in names of attributes: people had files refused (`SchemaInvalid`) \
        for one letter.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributemapping",
        "https://learn.microsoft.com/graph/api/resources/synchronization-objectdefinition",
    ],
    avoid: &[Sample::export("a small letter", Export::Payroll, AVOID, &["number"])],
    prefer: &[Sample::export("as the directory has it", Export::Payroll, PREFER, &[])],
    limits: "Our own format has no directory. Source attributes in another case are found by \
        `check::attribute-case`.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""attributeMappings": [{ "targetAttributeName": "number", "source": { "expression": "[employeeId]" } }],
"directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }, { "name": "Number" }] }] }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "Number", "source": { "expression": "[employeeId]" } }],
"directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }, { "name": "Number" }] }] }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let name = &mapped.mapping.target;
    // What is found nowhere is an error already.
    if mapped.target.is_none() {
        return;
    }
    let object = subject.object.connection.as_ref().and_then(|it| it.target.object());
    let listed = object.and_then(|it| it.attribute(&name.value)).map(|it| &it.name.value);
    let Some(other) = listed.filter(|it| **it != name.value) else { return };
    let message = format!("this target is written `{}`", shortened(other));
    let label = "the file lists it in another case";
    let finding = RULE.finding(subject.source(), name.span, message, label);
    let fix = Fix { span: name.span, replacement: other.clone(), is_safe: true };
    findings.push(finding.help(format!("write `{}`", shortened(other))).fix(fix));
}
