//! Several values for a target that takes one.

use crate::check::check_target;
use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::several-values",
        summary: "several values for a target that takes one",
        explanation: "Finds mappings of what can have several values, such as `[otherMails]`, to a \
            target attribute that takes one, or of which the target requires one.",
    },
    category: Category::Types,
    severity: Severity::Warning,
    why: "Whoever has more than one value fails: the provisioning log says \
        `SchemaPropertyCanOnlyAcceptValue`. Whoever has one works, so that it is seen late.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#item",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#join",
    ],
    avoid: &[
        Sample::map("a list of addresses", "displayName = '[otherMails]'", &["[otherMails]"]),
        Sample::map(
            "each of them in lower case",
            "displayName = 'Coalesce([displayName], ToLower([otherMails]), [userPrincipalName])'",
            &["ToLower([otherMails])"],
        ),
        Sample::map(
            "several addresses where one is required",
            "'emails[type eq \"work\"].value' = \
             'Coalesce([mail], [otherMails], [userPrincipalName])'",
            &["[otherMails]"],
        ),
    ],
    prefer: &[
        Sample::map("the first", "displayName = 'Item([otherMails], 1)'", &[]),
        Sample::map("all in one text", "displayName = 'Join(\", \", [otherMails])'", &[]),
        Sample::map(
            "one for each element",
            "'emails[type eq \"work\"].value' = \
             'Coalesce(Item([otherMails], 1), [userPrincipalName])'",
            &[],
        ),
    ],
    limits: "An attribute that no table describes is taken to have one value.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let (Some(expression), Some(target)) = (mapped.expression, mapped.target) else { return };
    let (source, name) = (expression.source(), &mapped.mapping.target.value);
    // Of what it requires a target wants one, also where its path can have several elements.
    // For matching it is wrong whatever the target takes.
    let is_out = target.is_multi_valued && !subject.is_required(target.row) || mapped.is_matching();
    if is_out || check_target(source, expression.typed(), name, target).is_some() {
        return;
    }
    for outcome in outcomes(expression.typed()) {
        if !outcome.typed.facts.ty.is_multi_valued {
            continue;
        }
        let span = outcome.typed.span;
        let message = format!("`{}` takes one value", shortened(name));
        let finding = RULE.finding(source, span, message, "users can have several of these");
        let replacement = format!("Item({}, 1)", source.slice(span));
        let help = format!("write `{replacement}`, or join them with `Join`");
        findings.push(finding.help(help).fix(Fix { span, replacement, is_safe: false }));
    }
}
