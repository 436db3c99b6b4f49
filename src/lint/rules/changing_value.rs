//! A value that is another one each time.

use crate::diagnostic::{Code, Severity};
use crate::flow::FlowType;
use crate::lint::reading::changing;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::changing-value",
        summary: "a value that is another one at every update",
        explanation: "Finds mappings that always flow and whose value is made of `Now`, `Guid` or \
            `RandomString`.",
    },
    category: Category::Change,
    severity: Severity::Warning,
    why: "A mapping whose flow type is `Always` is evaluated whenever a user is looked at again. \
        The clock has moved on and chance draws anew, so each time the target gets another value: \
        an identifier that nothing can rely on, a start date that is always today, a password \
        nobody was told. A value that is made once belongs into a mapping for new users only: \
        `ObjectAddOnly`.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributemapping",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#now",
    ],
    avoid: &[
        Sample::map("an identifier that never stays", r#"externalId = 'Guid()'"#, &["Guid()"]),
        Sample::map(
            "always today",
            r#"title = 'FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")'"#,
            &["Now()"],
        ),
    ],
    prefer: &[
        Sample::map(
            "made once",
            r#"externalId = { expression = 'Guid()', flowType = "ObjectAddOnly" }"#,
            &[],
        ),
        Sample::map(
            "the clock only decides",
            r#"title = 'IIF(DateDiff("d", Now(), CDate([employeeHireDate])) > 5, "Hired", "Active")'"#,
            &[],
        ),
    ],
    limits: "A difference of dates is meant to change and is left alone, and so are mappings that \
        find users, which have rules of their own, and `SelectUniqueValue`.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let is_always = mapped.mapping.flow_type == FlowType::Always;
    if !is_always || mapped.is_matching() {
        return;
    }
    let Some(expression) = mapped.expression else { return };
    // How long something is ago is to change.
    let Some((call, name)) =
        changing(expression.typed(), |part| part.call_of("DateDiff").is_none())
    else {
        return;
    };
    let message = format!("`{name}` gives another value at every update");
    let label = "this is new each time";
    let finding = RULE.finding(expression.source(), call.span, message, label);
    let setting = subject.setting("flowType", "\"ObjectAddOnly\"");
    findings.push(finding.help(format!("let it flow for new users only: `{setting}`")));
}
