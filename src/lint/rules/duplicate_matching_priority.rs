//! Two matching attributes with one turn.

use crate::diagnostic::{Code, Label, Severity, shortened};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::duplicate-matching-priority",
        summary: "two matching attributes with the same priority",
        explanation: "Finds mappings whose matching priority another mapping of the same object \
            mapping has too.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "The service tries the matching attributes in ascending order of their priorities and \
        stops at the first that finds somebody. It does not try two together, and of two with the \
        same priority nobody says which comes first.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "both are first",
        "externalId = { expression = '[objectId]', matchingPriority = 1 }",
        &["externalId"],
    )],
    prefer: &[Sample::map(
        "one after the other, gaps or not",
        "externalId = { expression = '[objectId]', matchingPriority = 5 }",
        &[],
    )],
    limits: "Gaps between priorities are fine.",
    check: Check::Mappings(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let matching = subject.matching();
    let next = matching.last().map_or(1, |last| last.mapping.matching_priority.saturating_add(1));
    for pair in matching.windows(2) {
        let [first, second] = pair else { continue };
        let (first, second) = (first.mapping, second.mapping);
        let priority = second.matching_priority;
        if first.matching_priority != priority {
            continue;
        }
        let message = format!("two matching attributes have the priority {priority}");
        let label =
            format!("is this tried before `{}`, or after it?", shortened(&first.target.value));
        let finding = RULE.finding(subject.source(), second.target.span, message, label);
        let finding = finding.because(Label::new(first.target.span, "the other one"));
        let setting = subject.setting("matchingPriority", &next.to_string());
        findings.push_about(&second.target.value, finding.help(format!("write `{setting}`")));
    }
}
