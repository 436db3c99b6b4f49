//! An empty text where nothing is meant.

use crate::check::{Checked, Typed, TypedKind};
use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::{Category, Check, Findings, Mapped, Outcome, Rule, Sample, Subject, outcomes};
use crate::types::Base;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::empty-text",
        summary: "an empty text that is sent",
        explanation: "Finds the text `\"\"` as a value that an expression gives to its target.",
    },
    category: Category::Required,
    severity: Severity::Warning,
    why: "Null is not sent, but an empty text is a text: the target gets it in place of the value \
        that it has, or refuses it. Active Directory answers `InvalidAttributeSyntax`. Microsoft \
        advises `IgnoreFlowIfNullOrEmpty` where nothing is to be sent.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#ignoreflowifnullorempty",
        "https://learn.microsoft.com/entra/identity/app-provisioning/hr-user-creation-issues",
    ],
    avoid: &[
        Sample::map(
            "everybody else loses the title",
            r#"title = 'Switch([employeeType], "", "Contractor", "External")'"#,
            &[r#""""#],
        ),
        Sample::map(
            "the last source is given as it is",
            r#"displayName = 'Coalesce([displayName], [mailNickname], "")'"#,
            &[r#""""#],
        ),
    ],
    prefer: &[
        Sample::map(
            "everybody else keeps it",
            r#"title = 'IgnoreFlowIfNullOrEmpty(Switch([employeeType], "", "Contractor", "External"))'"#,
            &[],
        ),
        Sample::map(
            "the default value left out is null",
            r#"title = 'Switch([employeeType], , "Contractor", "External")'"#,
            &[],
        ),
    ],
    limits: "A target can be emptied on purpose this way, which the rule cannot tell. It looks at \
        the text `\"\"` as it is written, not at attributes that may be empty.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let (Some(expression), Some(target)) = (mapped.expression, mapped.target) else { return };
    // Elsewhere it is no value of the target, or a missing one: other rules say so.
    if target.ty != Base::String || target.is_reference || subject.is_required(target.row) {
        return;
    }
    let (source, typed) = (expression.source(), expression.typed());
    let is_empty_text = |outcome: &Outcome<'_>| match &outcome.typed.kind {
        TypedKind::Constant(text) => text.is_empty(),
        TypedKind::Attribute(_)
        | TypedKind::Call { .. }
        | TypedKind::Declared { .. }
        | TypedKind::Comparison { .. }
        | TypedKind::Ignore(_)
        | TypedKind::Error => false,
    };
    let Some(empty) = outcomes(typed).into_iter().find(is_empty_text) else { return };
    let message = "an empty text is sent to the target";
    let label = "null is left out, this is not";
    let finding = RULE.finding(source, empty.typed.span, message, label);
    // Behind the last source of `Coalesce` there is null, which is not sent.
    if let Some(shorter) = without_last(expression, empty.typed) {
        let fix = Fix { span: typed.span, replacement: shorter, is_safe: false };
        findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
        return;
    }
    let replacement = format!("IgnoreFlowIfNullOrEmpty({})", source.slice(typed.span));
    let fix = Fix { span: typed.span, replacement, is_safe: false };
    findings.push(finding.help("put all of it into `IgnoreFlowIfNullOrEmpty(…)`").fix(fix));
}

/// The expression without the empty text, where that is the last source of a `Coalesce` that is
/// all of it and has another one.
fn without_last(expression: Checked<'_>, empty: &Typed) -> Option<String> {
    let (source, typed) = (expression.source(), expression.typed());
    let (last, others) = typed.call_of("Coalesce")?.split_last()?;
    if last.value.as_ref()?.span != empty.span {
        return None;
    }
    let others: Vec<&str> = others.iter().map(|it| source.slice(it.place())).collect();
    match others.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        several => Some(format!("Coalesce({})", several.join(", "))),
    }
}
