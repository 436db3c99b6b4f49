//! A password that the logs would show.

use crate::diagnostic::{Code, Fix, Severity};
use crate::functions::{Nesting, Special};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::Meaning;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unredacted-password",
        summary: "a password that is not under `Redact`",
        explanation: "Finds mappings to the target's password whose outermost call is not `Redact`.",
    },
    category: Category::Change,
    severity: Severity::Warning,
    why: "The provisioning logs show the values that were sent, and keep them for weeks for \
        everybody who may read them. `Redact` hands a value through and puts `[Redact]` into the \
        log; Microsoft documents it for passwords.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#redact",
    ],
    avoid: &[Sample::file("the log has it", PLAIN, &["RandomString(16, 2, 2, 2, 2)"])],
    prefer: &[Sample::file("the log has `[Redact]`", REDACTED, &[])],
    limits: "Which attribute is a password the target's table says; a `/Schemas` document does \
        not.",
    check: Check::Mapping(check),
};

const PLAIN: &str = r#"schema = "scim"

[map]
userName = { expression = '[userPrincipalName]', matchingPriority = 1 }
active = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'
password = { expression = 'RandomString(16, 2, 2, 2, 2)', flowType = "ObjectAddOnly" }
"#;

const REDACTED: &str = r#"schema = "scim"

[map]
userName = { expression = '[userPrincipalName]', matchingPriority = 1 }
active = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'
password = { expression = 'Redact(RandomString(16, 2, 2, 2, 2))', flowType = "ObjectAddOnly" }
"#;

fn check(mapped: &Mapped<'_>, _: &Subject<'_>, findings: &mut Findings) {
    let is_password = mapped.row.is_some_and(|row| row.meaning == Some(Meaning::Password));
    let Some(expression) = mapped.expression.filter(|_| is_password) else { return };
    let typed = expression.typed();
    let special = typed.call().map_or(Special::NONE, |(function, _)| function.special);
    if special.is_redacting {
        return;
    }
    let source = expression.source();
    let message = "the provisioning logs will show this password";
    let label = "nothing keeps this out of the logs";
    let finding = RULE.finding(source, typed.span, message, label);
    if special.nesting != Nesting::Works {
        let help = "this works outermost only, as `Redact` does: make the password of another call";
        findings.push(finding.help(help));
        return;
    }
    let replacement = format!("Redact({})", source.slice(typed.span));
    let fix = Fix { span: typed.span, replacement, is_safe: true };
    findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
}
