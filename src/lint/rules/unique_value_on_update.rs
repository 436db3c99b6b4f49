//! `SelectUniqueValue` in a mapping that flows on updates too.

use crate::diagnostic::{Code, Severity};
use crate::flow::FlowType;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unique-value-on-update",
        summary: "`SelectUniqueValue` in a mapping that is not for creation only",
        explanation: "Finds calls of `SelectUniqueValue` in mappings whose flow type is another \
            than `ObjectAddOnly`.",
    },
    category: Category::Change,
    severity: Severity::Error,
    why: "Microsoft's page on functions says that `SelectUniqueValue` is to be invoked for the \
        creation of users only, and that its mapping is to be applied only during object \
        creation. On an update the user's own value is taken already, by that user: the next \
        candidate would be sent in its place.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#selectuniquevalue",
    ],
    avoid: &[Sample::map(
        "chosen anew at every change",
        "externalId = 'SelectUniqueValue([mailNickname], Append([mailNickname], \"2\"))'",
        &["SelectUniqueValue([mailNickname], Append([mailNickname], \"2\"))"],
    )],
    prefer: &[Sample::map(
        "chosen once",
        "externalId = { expression = 'SelectUniqueValue([mailNickname], Append([mailNickname], \
         \"2\"))', flowType = \"ObjectAddOnly\" }",
        &[],
    )],
    limits: "Whether the app takes `SelectUniqueValue` at all is another question.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let is_call = part.typed.call_of("SelectUniqueValue").is_some();
    let mapped = part.mapped;
    // For matching it is wrong whenever it flows.
    if !is_call || mapped.is_matching() || mapped.mapping.flow_type == FlowType::ObjectAddOnly {
        return;
    }
    let message = "`SelectUniqueValue` is for users who are created";
    let label = "on an update this can be another value";
    let finding = RULE.finding(part.source(), part.typed.span, message, label);
    let setting = part.subject.setting("flowType", "\"ObjectAddOnly\"");
    findings.push(finding.help(format!("write `{setting}`")));
}
