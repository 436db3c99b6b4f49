//! An object mapping whose target nobody describes.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::SchemaChoice;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::undescribed-target",
        summary: "an export that does not say what the target takes",
        explanation: "Says of a live object mapping of a Graph file that the file lists no \
            attributes of its target object: the directories are missing, or empty.",
    },
    category: Category::File,
    severity: Severity::Note,
    why: "The directories of a schema say which attributes a target has, of which types they are \
        and which are required. Without them none of that is checked, and no finding is no praise. \
        Sent back as it is, such a file would take the place of the whole schema, directories and \
        all.",
    pages: &[
        "https://learn.microsoft.com/graph/api/synchronization-synchronizationschema-update",
        "https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationschema",
    ],
    avoid: &[Sample::export("the directories are missing", Export::Payroll, AVOID, &["Person"])],
    prefer: &[Sample::export("they are there", Export::Payroll, PREFER, &[])],
    limits: "A lone object mapping or a list of attribute mappings is a part, and known to be one. \
        The users of Workplace are described by attrmap's own table.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""directories": null"#;

const PREFER: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "String", "required": true }
] }] }]"#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(connection) = &subject.object.connection else { return };
    let is_own = *subject.file.schema_of(subject.object) == SchemaChoice::FromDirectory;
    if !is_own || subject.table.is_some() {
        return;
    }
    let target = &connection.target;
    // What is named wrong is a finding of its own.
    if target.definition.is_named_wrong() {
        return;
    }
    let (span, message) = match target.object.value.as_str() {
        "" => (subject.object.span, "nothing here says what the target takes".to_owned()),
        name => (target.object.span, format!("nothing here says what `{}` takes", shortened(name))),
    };
    let label = "its attributes are described nowhere, and not checked";
    let finding = RULE.finding(subject.source(), span, message, label);
    findings.push(finding.help("export the whole schema, or give a table: `--schema FILE`"));
}
