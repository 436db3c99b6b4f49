//! A date as text where the target takes a whole number.

use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};
use crate::schema::Meaning;
use crate::types::Base;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::date-for-integer",
        summary: "a date as it stands for a target that takes a whole number",
        explanation: "Finds attributes that hold dates, such as `employeeHireDate`, mapped to an \
            Integer target without being counted in anything.",
    },
    category: Category::Types,
    severity: Severity::Error,
    why: "Such an attribute comes as text: `2026-03-16T00:00:00Z`. An Integer target takes digits \
        and nothing else, so that whoever has a date fails in every cycle, and only those without \
        one get through. Workplace's `startDate` is the usual case: its table says Integer, and \
        names no unit, so that the seconds since 1970 are a guess.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#datediff",
    ],
    avoid: &[Sample::map(
        "a date and time, in letters",
        "'urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate' = '[employeeHireDate]'",
        &["[employeeHireDate]"],
    )],
    prefer: &[Sample::map(
        "its seconds",
        "'urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate' = \
         'DateDiff(\"s\", CDate(\"1970-01-01\"), CDate([employeeHireDate]))'",
        &[],
    )],
    limits: "It knows the attributes that the built-in table calls dates, and sees them where they \
        are the value as they are. A date that a function gives is an error \
        (`check::target-type`).",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let is_integer = mapped.target.is_some_and(|target| target.ty == Base::Integer);
    let Some(expression) = mapped.expression.filter(|_| is_integer) else { return };
    for outcome in outcomes(expression.typed()) {
        // What the file itself calls a date is an error already.
        let Some(name) =
            outcome.typed.attribute().filter(|_| outcome.typed.facts.ty.base == Base::String)
        else {
            continue;
        };
        let attribute = subject.source_table().find(name);
        if attribute.is_none_or(|attribute| attribute.meaning != Some(Meaning::Date)) {
            continue;
        }
        let span = outcome.typed.span;
        let message = format!("`{}` is a date as text, and no number", shortened(name));
        let target = shortened(&mapped.mapping.target.value);
        let label = format!("`{target}` takes a whole number");
        let replacement = format!(r#"DateDiff("s", CDate("1970-01-01"), CDate([{name}]))"#);
        let finding = RULE.finding(expression.source(), span, message, label);
        let help = format!("for seconds since 1970, write `{replacement}`");
        findings.push(finding.help(help).fix(Fix { span, replacement, is_safe: false }));
    }
}
