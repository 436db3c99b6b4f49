//! A text among several that the target's type does not take.

use crate::check::check_target;
use crate::diagnostic::{Code, Diagnostic, Fix, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Outcome, Rule, Sample, Subject, outcomes};
use crate::source::Source;
use crate::types::{Base, is_taken};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unfit-text",
        summary: "a value that the target's type does not take, for some users",
        explanation: "Finds values behind `IIF`, `Switch` and `Coalesce` that are no Boolean, no \
            whole number or no date, where the target takes nothing else.",
    },
    category: Category::Types,
    severity: Severity::Warning,
    why: "The service converts what an expression gives to the target's type: `True` and `False` \
        for a Boolean, digits for an Integer, ISO 8601 for a DateTime. Whoever gets another text \
        fails in every cycle, while all others work.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data",
    ],
    avoid: &[
        Sample::map(
            "`yes` is no Boolean",
            "'urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline' = \
             'Switch([employeeType], \"False\", \"Frontline\", \"yes\")'",
            &[r#""yes""#],
        ),
        Sample::map(
            "nothing known is no number",
            "'urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate' = \
             'Switch([employeeHireDate], DateDiff(\"s\", CDate(\"1970-01-01\"), \
             CDate([employeeHireDate])), \"\", \"unknown\")'",
            &[r#""unknown""#],
        ),
    ],
    prefer: &[
        Sample::map(
            "one of two",
            "'urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline' = \
             'Switch([employeeType], \"False\", \"Frontline\", \"True\")'",
            &[],
        ),
        Sample::map(
            "in any case of letters",
            "'urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline' = \
             'IIF([employeeType] = \"Frontline\", \"TRUE\", \"false\")'",
            &[],
        ),
    ],
    limits: "Texts are known where they are written in the expression, not where an attribute \
        brings them. What fits for nobody is an error (`check::target-type`).",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, _: &Subject<'_>, findings: &mut Findings) {
    let (Some(expression), Some(target)) = (mapped.expression, mapped.target) else { return };
    let (source, name) = (expression.source(), &mapped.mapping.target.value);
    // What is wrong for everybody is reported already.
    if check_target(source, expression.typed(), name, target).is_some() {
        return;
    }
    for outcome in outcomes(expression.typed()) {
        let unfit = outcome.texts().find(|text| !is_taken(text, target.ty));
        let is_of_wrong_type = || check_target(source, outcome.typed, name, target).is_some();
        if unfit.is_some() || is_of_wrong_type() {
            findings.push(finding(source, outcome, unfit, target.ty));
        }
    }
}

fn finding(source: &Source, outcome: Outcome<'_>, unfit: Option<&str>, ty: Base) -> Diagnostic {
    let (kind, help) = match ty {
        Base::Boolean => ("a Boolean", "write `\"True\"` or `\"False\"`"),
        Base::Integer => ("an Integer", "write digits, or leave the value out: null is not sent"),
        _ => ("a DateTime", "write a date such as `\"2020-03-16\"`, or leave the value out"),
    };
    let what = match unfit {
        Some("") => "an empty text".to_owned(),
        Some(text) => format!("`{}`", shortened(text)),
        None => "this".to_owned(),
    };
    let message = format!("{what} is no value of {kind} target");
    let label = if unfit.is_some() && outcome.typed.facts.constant_text().is_none() {
        "this can give it"
    } else {
        "whoever gets this fails"
    };
    let span = outcome.typed.span;
    let finding = RULE.finding(source, span, message, label);
    match unfit.filter(|_| ty == Base::Boolean).and_then(meant) {
        Some(replacement) if outcome.typed.facts.constant_text().is_some() => {
            let replacement = format!("\"{replacement}\"");
            let help = format!("write `{replacement}`");
            finding.help(help).fix(Fix { span, replacement, is_safe: false })
        }
        _ => finding.help(help),
    }
}

/// The Boolean that a word stands for.
fn meant(text: &str) -> Option<&'static str> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "y" | "1" | "on" | "t" => Some("True"),
        "no" | "n" | "0" | "off" | "f" => Some("False"),
        _ => None,
    }
}
