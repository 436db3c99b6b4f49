//! Text for a target that refers to another object.

use crate::check::{Typed, TypedKind};
use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};
use crate::schema::SourceTable;
use crate::source::{Source, Span};
use crate::types::Base;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::text-for-reference",
        summary: "a reference that gets text",
        explanation: "Finds mappings to a target attribute that refers to another user, such as a \
            manager, whose value is no reference attribute, or one that `Switch` gives.",
    },
    category: Category::Types,
    severity: Severity::Warning,
    why: "A reference is sent in a second pass, when the service has put the target's id of the \
        other user in place of the source's. It can do that for a reference attribute only: text \
        stays what it is, and the target knows no user of that id. Microsoft's page on functions \
        says that `Switch` is not to be used for reference attributes.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#switch",
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
    ],
    avoid: &[
        Sample::map(
            "a name is no user",
            "'urn:scim:schemas:extension:enterprise:1.0.manager' = '[department]'",
            &["[department]"],
        ),
        Sample::map(
            "through `Switch`",
            "'urn:scim:schemas:extension:enterprise:1.0.manager' = \
             'Switch([employeeType], [manager], \"Contractor\", IgnoreAttributeFlow)'",
            &["Switch([employeeType], [manager], \"Contractor\", IgnoreAttributeFlow)"],
        ),
    ],
    prefer: &[
        Sample::map(
            "the reference itself",
            "'urn:scim:schemas:extension:enterprise:1.0.manager' = '[manager]'",
            &[],
        ),
        Sample::map(
            "the reference, or nothing",
            "'urn:scim:schemas:extension:enterprise:1.0.manager' = \
             'IIF([employeeType] = \"Contractor\", IgnoreAttributeFlow, [manager])'",
            &[],
        ),
    ],
    limits: "Of attributes only Entra's own are looked at: what else a directory lists may refer \
        to somebody, whatever its type.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let (Some(expression), Some(target)) = (mapped.expression, mapped.target) else { return };
    if !target.is_reference {
        return;
    }
    let (source, typed) = (expression.source(), expression.typed());
    let table = subject.source_table();
    let name = shortened(&mapped.mapping.target.value);
    if let Some(switch) = typed.nodes().find(|part| is_switch_of_references(part)) {
        let message = format!("`Switch` is not for references such as `{name}`");
        let label = "the service does not keep track of references in here";
        report(source, switch.span, message, label, table, findings);
        return;
    }
    for outcome in outcomes(typed) {
        if is_text(outcome.typed) {
            let message = format!("`{name}` refers to another user");
            let label = "this is text, which is no reference";
            report(source, outcome.typed.span, message, label, table, findings);
        }
    }
}

fn report(
    source: &Source,
    span: Span,
    message: String,
    label: &str,
    table: &SourceTable,
    findings: &mut Findings,
) {
    let finding = RULE.finding(source, span, message, label);
    let reference = table.attributes().iter().find(|it| it.ty.base == Base::Reference);
    findings.push(finding.help(match reference {
        Some(it) => format!("write a reference attribute as it is, such as `[{}]`", it.name),
        None => "write a reference attribute as it is".to_owned(),
    }));
}

fn is_switch_of_references(part: &Typed) -> bool {
    let is_reference = |typed: &Typed| typed.facts.ty.base == Base::Reference;
    part.call_of("Switch").is_some()
        && outcomes(part).iter().any(|outcome| is_reference(outcome.typed))
}

/// True where it is surely no reference.
fn is_text(typed: &Typed) -> bool {
    let is_other = !matches!(typed.facts.ty.base, Base::Reference | Base::Error);
    match &typed.kind {
        TypedKind::Attribute(name) => is_other && SourceTable::entra_user().find(name).is_some(),
        TypedKind::Constant(_) | TypedKind::Call { .. } | TypedKind::Comparison { .. } => is_other,
        TypedKind::Declared { .. } | TypedKind::Ignore(_) | TypedKind::Error => false,
    }
}
