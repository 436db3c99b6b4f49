//! A matching attribute whose value is another at every cycle.

use crate::diagnostic::{Code, Severity};
use crate::lint::reading::changing;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::changing-matching",
        summary: "a matching attribute that is different every time",
        explanation: "Finds mappings with a matching priority whose value is made of `Now`, `Guid` or \
            `RandomString`.",
    },
    category: Category::Matching,
    severity: Severity::Error,
    why: "A matching attribute is what the service asks the target by, before it creates a user: \
        whoever has this value is the same person. A value that is made anew each time is one that \
        nobody has, so that the user is never found.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "nobody at the target has this id",
        r#"externalId = { expression = 'Guid()', matchingPriority = 2, flowType = "ObjectAddOnly" }"#,
        &["Guid()"],
    )],
    prefer: &[Sample::map(
        "an id that stays",
        "externalId = { expression = '[objectId]', matchingPriority = 2 }",
        &[],
    )],
    limits: "A call that only decides between values, such as `Now` in a condition, is left alone: \
        the value is another one afterwards, and the same every time until then.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let Some(expression) = mapped.expression.filter(|_| mapped.is_matching()) else { return };
    let Some((call, _)) = changing(expression.typed(), |_| true) else { return };
    let message = "a matching attribute changes with every cycle";
    let label = "this gives another value each time";
    let finding = RULE.finding(expression.source(), call.span, message, label);
    findings.push(finding.help(subject.advise_unique("match by an attribute that stays", &[])));
}
