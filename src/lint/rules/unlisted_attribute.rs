//! An attribute of Entra's that the file's own directory does not list.

use crate::diagnostic::{Code, Diagnostic, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::ObjectDefinition;
use crate::schema::SourceTable;
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unlisted-attribute",
        summary: "a source attribute that the file's own directory does not list",
        explanation: "Finds attributes that a mapping or a scoping filter of a Graph file reads, \
            that Entra has, and that the file's source object does not list.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "The service knows the source attributes that the schema lists, and refuses a mapping \
        of another one. Newer attributes, such as `employeeHireDate`, and directory extensions \
        are not in every job's list: they have to be added to it first.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/user-provisioning-sync-attributes-for-mapping",
        "https://learn.microsoft.com/graph/api/resources/synchronization-objectdefinition",
    ],
    avoid: &[
        Sample::export("the list lacks the attribute", Export::Payroll, AVOID, &["[employeeId]"]),
        Sample::export("a filter asks for it", Export::Payroll, FILTER, &["employeeType"]),
    ],
    prefer: &[Sample::export("the attribute was added to the list", Export::Payroll, PREFER, &[])],
    limits: "An attribute that Entra does not have either is an error already \
        (`check::unknown-attribute`). A list without the attributes that every user has, such as \
        `objectId`, is taken for a shortened one.",
    check: Check::Whole(check),
};

const AVOID: &str = r#""attributeMappings": [{ "targetAttributeName": "Number", "source": { "expression": "[employeeId]" } }],
"directories": [
  { "name": "Entra", "objects": [{ "name": "User", "attributes": [
    { "name": "objectId" }, { "name": "userPrincipalName" },
    { "name": "accountEnabled", "type": "Boolean" }, { "name": "IsSoftDeleted", "type": "Boolean" }
  ] }] },
  { "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }, { "name": "Number" }] }] }
]"#;

const FILTER: &str = r#""objectMappings": [{
  "name": "Users to Payroll", "enabled": true, "sourceObjectName": "User", "targetObjectName": "Person",
  "scope": { "groups": [{ "name": "staff", "clauses": [
    { "sourceOperandName": "employeeType", "operatorName": "EQUALS", "targetOperand": { "values": ["Staff"] } }
  ] }] },
  "attributeMappings": [{ "targetAttributeName": "Login", "matchingPriority": 1, "source": { "expression": "[userPrincipalName]" } }]
}],
"directories": [
  { "name": "Entra", "objects": [{ "name": "User", "attributes": [
    { "name": "objectId" }, { "name": "userPrincipalName" },
    { "name": "accountEnabled", "type": "Boolean" }, { "name": "IsSoftDeleted", "type": "Boolean" }
  ] }] },
  { "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }] }] }
]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "Number", "source": { "expression": "[employeeId]" } }],
"directories": [
  { "name": "Entra", "objects": [{ "name": "User", "attributes": [
    { "name": "objectId" }, { "name": "userPrincipalName" },
    { "name": "accountEnabled", "type": "Boolean" }, { "name": "IsSoftDeleted", "type": "Boolean" },
    { "name": "employeeId", "type": "String" }
  ] }] },
  { "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }, { "name": "Number" }] }] }
]"#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let connection = subject.object.connection.as_ref();
    let listed = connection.and_then(|connection| connection.source.object());
    let Some(listed) = listed else { return };
    let entra = SourceTable::entra_user();
    // The list of another kind of object, or one in short.
    let mut everybodys = entra.attributes().iter().filter(|it| it.is_present_by_rule);
    if !everybodys.all(|it| listed.attribute(&it.name).is_some()) {
        return;
    }
    let is_missing = |name: &str| {
        listed.attribute(name).is_none() && (entra.find(name).is_some() || entra.is_extension(name))
    };
    for mapped in &subject.mappings {
        let Some(expression) = mapped.expression else { continue };
        let mut said: Vec<&str> = Vec::new();
        for part in expression.typed().nodes() {
            let Some(name) = part.attribute().filter(|name| is_missing(name)) else { continue };
            if !said.contains(&name) {
                said.push(name);
                let target = &mapped.mapping.target.value;
                let finding = missing(expression.source(), part.span, name, listed);
                findings.push_about(target, finding);
            }
        }
    }
    for name in subject.clauses().map(|clause| &clause.attribute) {
        if is_missing(&name.value) {
            findings.push(missing(subject.source(), name.span, &name.value, listed));
        }
    }
}

fn missing(source: &Source, span: Span, name: &str, listed: &ObjectDefinition) -> Diagnostic {
    let (name, object) = (shortened(name), shortened(&listed.name.value));
    let message = format!("this file does not list `{name}` for `{object}`");
    let label = "Entra has it, but this job does not know it";
    let help = format!(
        "add it to the object's attributes: {{ \"name\": \"{name}\", \"type\": \"String\" }}"
    );
    RULE.finding(source, span, message, label).help(help)
}
