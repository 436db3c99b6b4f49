//! `SelectUniqueValue` for a matching attribute.

use crate::diagnostic::{Code, Severity};
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unique-value-in-matching",
        summary: "`SelectUniqueValue` for a matching attribute",
        explanation: "Finds mappings with a matching priority whose expression calls \
            `SelectUniqueValue`.",
    },
    category: Category::Matching,
    severity: Severity::Error,
    why: "Microsoft's page on functions says that `SelectUniqueValue` must not be used for \
        matching attributes. It gives a value that nobody at the target has, and matching looks \
        for the one who has it.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#selectuniquevalue",
    ],
    avoid: &[Sample::map(
        "found by what nobody has",
        "externalId = { expression = 'SelectUniqueValue([mailNickname], Append([mailNickname], \
         \"2\"))', matchingPriority = 2, flowType = \"ObjectAddOnly\" }",
        &["SelectUniqueValue([mailNickname], Append([mailNickname], \"2\"))"],
    )],
    prefer: &[Sample::map(
        "unique, and not for matching",
        "externalId = { expression = 'SelectUniqueValue([mailNickname], Append([mailNickname], \
         \"2\"))', flowType = \"ObjectAddOnly\" }",
        &[],
    )],
    limits: "Whether the app takes `SelectUniqueValue` at all is another question.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    if part.typed.call_of("SelectUniqueValue").is_none() || !part.mapped.is_matching() {
        return;
    }
    let message = "`SelectUniqueValue` is not for matching attributes";
    let label = "nobody at the target has this value";
    let finding = RULE.finding(part.source(), part.typed.span, message, label);
    findings.push(finding.help(part.subject.advise_unique("match by another attribute", &[])));
}
