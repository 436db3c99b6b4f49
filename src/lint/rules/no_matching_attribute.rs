//! Nothing says how users are found at the target.

use crate::diagnostic::{Code, Severity};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::Format;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::no-matching-attribute",
        summary: "a mapping without a matching attribute",
        explanation: "Finds object mappings in which no attribute mapping has a matching \
            priority.",
    },
    category: Category::Matching,
    severity: Severity::Error,
    why: "Before it creates a user the service asks the target whether it has that user already, \
        by the matching attributes in the order of their priorities. Without one it can find \
        nobody: it cannot update or disable whom it did not create, and creates twice who is \
        there.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
    ],
    avoid: &[Sample::map("no priority", "userName = '[userPrincipalName]'", &["map"])],
    prefer: &[Sample::map(
        "the user name finds the user",
        "userName = { expression = '[userPrincipalName]', matchingPriority = 1 }",
        &[],
    )],
    limits: "A fragment that is no whole object mapping is left alone.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let object = subject.object;
    let is_whole = subject.file.format == Format::Toml || !object.source_object.is_empty();
    if !is_whole || object.mappings.is_empty() || !subject.matching().is_empty() {
        return;
    }
    let message = "no mapping says how users are found at the target";
    let label = "no mapping in here has a `matchingPriority`";
    let finding = RULE.finding(subject.source(), object.span, message, label);
    findings.push(finding.help("give the mapping of an attribute that is unique a priority of 1"));
}
