//! A matching attribute that many users share.

use crate::check::Typed;
use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::Target;
use crate::types::Base;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::shared-matching",
        summary: "a matching attribute that many users have in common",
        explanation: "Finds mappings of users with a matching priority that read an attribute \
            which is not different for everybody, such as `displayName` or `department`, or whose \
            target is a Boolean or a reference.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "Matching attributes must be unique at the target. Where two users there have the same \
        value the service does not choose (`DuplicateTargetEntries`); where one has it, another \
        person of that name takes over the account.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[
        Sample::map(
            "two people can have one name",
            "externalId = { expression = 'ToLower([displayName])', matchingPriority = 2 }",
            &["[displayName]"],
        ),
        Sample::export(
            "a Boolean has two values for all of them",
            Export::Payroll,
            BOOLEAN,
            &["Login"],
        ),
    ],
    prefer: &[Sample::map(
        "a number is one person's",
        "externalId = { expression = '[employeeId]', matchingPriority = 2 }",
        &[],
    )],
    limits: "It knows Entra's own attributes, not extensions, and leaves groups alone.",
    check: Check::Mapping(check),
};

const BOOLEAN: &str = r#""directories": [{ "name": "Payroll", "objects": [{ "name": "Person", "attributes": [
  { "name": "Login", "type": "Boolean" }
] }] }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let Some(expression) = mapped.expression.filter(|_| mapped.is_matching()) else { return };
    let target = &mapped.mapping.target;
    let (source, span, name) = match only_attribute(expression.typed()) {
        Some((part, name)) if subject.source_table().is_shared(name) => {
            (expression.source(), part.span, format!("[{}]", shortened(name)))
        }
        _ if is_shared(mapped) => (subject.source(), target.span, shortened(&target.value)),
        _ => return,
    };
    if !subject.reads_users() {
        return;
    }
    let message = format!("`{name}` does not tell users apart");
    let finding = RULE.finding(source, span, message, "many users can have the same");
    findings.push(finding.help(subject.advise_unique("match by what is unique", &[])));
}

/// The one attribute that it reads, and where it does first.
fn only_attribute(typed: &Typed) -> Option<(&Typed, &str)> {
    let mut read = typed.nodes().filter_map(|part| Some((part, part.attribute()?)));
    let (part, name) = read.next()?;
    read.all(|(_, other)| other == name).then_some((part, name))
}

/// True for a target that many have in common whatever is mapped to it. What the target cannot be
/// asked by at all is found for that.
fn is_shared(mapped: &Mapped<'_>) -> bool {
    let can_be_asked = mapped.row.is_none_or(|row| row.is_filterable != Some(false));
    let is_common = |it: &Target| it.ty == Base::Boolean || it.is_reference;
    can_be_asked && mapped.target.is_some_and(is_common)
}
