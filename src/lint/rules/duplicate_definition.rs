//! A directory, an object or an attribute that is defined twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Label, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::duplicate-definition",
        summary: "a directory, object or attribute that is defined twice",
        explanation: "Finds names that a Graph file gives to two directories, to two objects of a \
            directory, or to two attributes of an object, where a live object mapping uses them.",
    },
    category: Category::File,
    severity: Severity::Error,
    why: "Names must be unique: those of directories in a schema, of objects in a directory, of \
        attributes in an object. Where two definitions differ nobody knows which of them counts, \
        and the service refuses the schema.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-directorydefinition",
        "https://learn.microsoft.com/graph/api/resources/synchronization-objectdefinition",
    ],
    avoid: &[Sample::export(
        "an attribute was added that was there",
        Export::Payroll,
        AVOID,
        &["Login"],
    )],
    prefer: &[Sample::export("each attribute once", Export::Payroll, PREFER, &[])],
    limits: "Attributes that differ in case only are two attributes; directories and objects are \
        found ignoring case.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "String" },
  { "name": "Login", "type": "Integer" }
] }] }]"#;

const PREFER: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "String" }
] }] }]"#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(connection) = &subject.object.connection else { return };
    let source = subject.source();
    for object in connection.ends().into_iter().filter_map(|end| end.object()) {
        for (first, again) in &object.repeated {
            findings.push(twice(source, &first.value, first.span, *again));
        }
        let mut places: BTreeMap<&str, Span> = BTreeMap::new();
        for attribute in &object.attributes {
            let name = &attribute.name;
            match places.get(name.value.as_str()) {
                Some(first) => findings.push(twice(source, &name.value, *first, name.span)),
                None => {
                    places.insert(&name.value, name.span);
                }
            }
        }
    }
}

fn twice(source: &Source, name: &str, first: Span, again: Span) -> Diagnostic {
    let message = format!("`{}` is defined twice", shortened(name));
    RULE.finding(source, again, message, "here for the second time")
        .because(Label::new(first, "it is defined here already"))
        .help("take one of them away")
}
