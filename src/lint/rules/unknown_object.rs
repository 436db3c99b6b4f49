//! An object mapping between objects that their directories do not have.

use crate::diagnostic::{Code, Fix, Severity, shortened, suggest};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::Definition;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unknown-object",
        summary: "an object mapping that names an object which is not there",
        explanation: "Finds live object mappings of a Graph file whose `sourceObjectName` or \
            `targetObjectName` is none of the objects of its rule's directory.",
    },
    category: Category::File,
    severity: Severity::Error,
    why: "An object mapping's objects must be among those that the directories define, since \
        these say which attributes there are. The service refuses a schema that names others \
        (`SchemaInvalid`).",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-objectmapping",
        "https://learn.microsoft.com/graph/api/resources/synchronization-objectdefinition",
    ],
    avoid: &[Sample::export("an object of another app", Export::Payroll, AVOID, &["Employee"])],
    prefer: &[Sample::export("the directory's own object", Export::Payroll, PREFER, &[])],
    limits: "Object mappings that are not live are left alone: those of Microsoft's templates name \
        objects that no directory has.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""targetObjectName": "Employee",
"directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }] }] }]"#;

const PREFER: &str = r#""targetObjectName": "Person",
"directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }] }] }]"#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(connection) = &subject.object.connection else { return };
    for end in connection.ends() {
        let Definition::NoObject(known) = &end.definition else { continue };
        let (name, directory) = (&end.object, shortened(&end.directory.value));
        let message = format!("`{directory}` has no object `{}`", shortened(&name.value));
        let label = "its attributes are described nowhere";
        let finding = RULE.finding(subject.source(), name.span, message, label);
        findings.push(match suggest::nearest(&name.value, known.iter().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).fix(Fix {
                span: name.span,
                replacement: near.to_owned(),
                is_safe: false,
            }),
            None => finding.help(match known.first() {
                Some(first) => format!("write one that it has, such as `{}`", shortened(first)),
                None => "add the object to the directory".to_owned(),
            }),
        });
    }
}
