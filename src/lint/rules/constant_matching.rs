//! A matching attribute with the same value for everybody.

use crate::check::Typed;
use crate::diagnostic::{Code, Severity};
use crate::lint::reading::changing;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::mapping::MappingSource;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::constant-matching",
        summary: "a matching attribute that is the same for everybody",
        explanation: "Finds mappings with a matching priority that read no attribute of the user, \
            or give the same value whatever they read.",
    },
    category: Category::Matching,
    severity: Severity::Error,
    why: "A matching attribute is to tell one user from all others. With the same value for \
        everybody all users are taken for one: the first who is found gets everybody's data, or \
        the target answers with several and the service gives up (`DuplicateTargetEntries`).",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[
        Sample::map(
            "everybody is the same",
            r#"externalId = { expression = '"contoso"', matchingPriority = 2 }"#,
            &[r#""contoso""#],
        ),
        Sample::map(
            "no source at all",
            "externalId = { matchingPriority = 2, defaultValue = \"contoso\" }",
            &["externalId"],
        ),
    ],
    prefer: &[Sample::map(
        "everybody has another",
        "externalId = { expression = '[objectId]', matchingPriority = 2 }",
        &[],
    )],
    limits: "Constants that depend on the organization, such as `DefaultDomain()`, count too.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    if !mapped.is_matching() {
        return;
    }
    let target = &mapped.mapping.target;
    let (source, span, label) = match (&mapped.mapping.source, mapped.expression) {
        (MappingSource::None, _) => (subject.source(), target.span, "this has no source"),
        (MappingSource::Expression(_), Some(expression)) if is_constant(expression.typed()) => {
            (expression.source(), expression.typed().span, "this reads nothing of the user")
        }
        (MappingSource::Expression(_) | MappingSource::Unreadable, _) => return,
    };
    let message = "a matching attribute is the same for everybody";
    let finding = RULE.finding(source, span, message, label);
    findings.push(finding.help(subject.advise_unique("match by what tells users apart", &[])));
}

fn is_constant(typed: &Typed) -> bool {
    let reads_nothing = typed.attributes().is_empty() && typed.declared_calls().is_empty();
    changing(typed, |_| true).is_none() && (reads_nothing || typed.facts.constant_text().is_some())
}
