//! A rule between directories that the file does not describe.

use crate::diagnostic::{Code, Diagnostic, Fix, Severity, shortened, suggest};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::Definition;
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unknown-directory",
        summary: "a rule that names a directory which is not there",
        explanation: "Finds live synchronization rules of a Graph file whose \
            `sourceDirectoryName` or `targetDirectoryName` is none of the file's directories.",
    },
    category: Category::File,
    severity: Severity::Error,
    why: "A rule's directories must be among those that the schema defines: they say which \
        objects and attributes there are. A directory that was renamed in one place and not in \
        the other leaves the rule without any.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationrule",
        "https://learn.microsoft.com/graph/api/resources/synchronization-directorydefinition",
    ],
    avoid: &[Sample::export(
        "the old name of the directory",
        Export::Payroll,
        AVOID,
        &["Azure Active Directory"],
    )],
    prefer: &[Sample::export("the name that it has", Export::Payroll, PREFER, &[])],
    limits: "A file that describes fewer than two directories is taken for a part of a schema.",
    check: Check::ObjectMapping(check),
};

const AVOID: &str = r#""sourceDirectoryName": "Azure Active Directory",
"directories": [
  { "name": "Microsoft Entra ID", "objects": [{ "name": "User", "attributes": [{ "name": "userPrincipalName" }] }] },
  { "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }] }] }
]"#;

const PREFER: &str = r#""sourceDirectoryName": "Microsoft Entra ID",
"directories": [
  { "name": "Microsoft Entra ID", "objects": [{ "name": "User", "attributes": [{ "name": "userPrincipalName" }] }] },
  { "name": "Payroll", "objects": [{ "name": "Person", "attributes": [{ "name": "Login" }] }] }
]"#;

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(connection) = &subject.object.connection else { return };
    for end in connection.ends() {
        let Definition::NoDirectory(known) = &end.definition else { continue };
        if known.len() < 2 {
            continue;
        }
        let name = &end.directory;
        let message = format!("no directory here is called `{}`", shortened(&name.value));
        let label = "this rule has neither objects nor attributes there";
        let finding = RULE.finding(subject.source(), name.span, message, label);
        let near = suggest::nearest(&name.value, known.iter().map(String::as_str));
        findings.push(advised(finding, name.span, near, known));
    }
}

fn advised(finding: Diagnostic, span: Span, near: Option<&str>, known: &[String]) -> Diagnostic {
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")).fix(Fix {
            span,
            replacement: near.to_owned(),
            is_safe: false,
        }),
        None => {
            let quoted: Vec<String> =
                known.iter().take(3).map(|name| format!("`{}`", shortened(name))).collect();
            finding.help(format!("write one of those that are: {}", quoted.join(", ")))
        }
    }
}
