//! A matching attribute that many users share.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::shared-matching",
        summary: "a matching attribute that many users have in common",
        explanation: "Finds mappings of users with a matching priority that read an attribute \
            which is not different for everybody, such as `displayName` or `department`.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "Matching attributes must be unique at the target. Where two users there have the same \
        value the service does not choose (`DuplicateTargetEntries`); where one has it, another \
        person of that name takes over the account.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "two people can have one name",
        "externalId = { expression = 'ToLower([displayName])', matchingPriority = 2 }",
        &["[displayName]"],
    )],
    prefer: &[Sample::map(
        "a number is one person's",
        "externalId = { expression = '[employeeId]', matchingPriority = 2 }",
        &[],
    )],
    limits: "It knows Entra's own attributes, not extensions, and leaves groups alone.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let Some(expression) = mapped.expression.filter(|_| mapped.is_matching()) else { return };
    let table = subject.source_table();
    let read = expression.typed().nodes().filter_map(|part| Some((part, part.attribute()?)));
    let (parts, names): (Vec<_>, Vec<&str>) = read.unzip();
    let is_one = names.windows(2).all(|pair| pair.first() == pair.last());
    let (Some(part), Some(name)) = (parts.first(), names.first().filter(|_| is_one)) else {
        return;
    };
    if !table.is_shared(name) || !subject.reads_users() {
        return;
    }
    let message = format!("`[{}]` does not tell users apart", shortened(name));
    let label = "many users can have the same";
    let finding = RULE.finding(expression.source(), part.span, message, label);
    findings.push(finding.help(subject.advise_unique("match by what is unique", &[])));
}
