//! A filter that nobody gets through.

use crate::diagnostic::{Code, Label, Severity, shortened};
use crate::lint::clauses::{compared, contradiction};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::scope::Clause;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::contradictory-group",
        summary: "a filter with clauses that no user satisfies together",
        explanation: "Finds scoping filters with two clauses on one attribute that exclude each \
            other: `EQUALS` with two values, two different ends, `IS NULL` beside any other, a value that the other \
            clause does not let through.",
    },
    category: Category::Scope,
    severity: Severity::Warning,
    why: "The clauses of a filter must all hold, and one of several filters is enough. Whoever \
        wants either of two values writes two filters, or one pattern. In one filter they let \
        nobody through, and who was in scope before is disabled.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts",
    ],
    avoid: &[
        Sample::map(
            "nobody is in two departments",
            "[[scope]]\n\
             clauses = [\n  { attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" },\n  \
             { attribute = \"department\", operator = \"EQUALS\", value = \"Marketing\" },\n]",
            &["Marketing"],
        ),
        Sample::map(
            "no text has two ends",
            "[[scope]]\n\
             clauses = [\n  { attribute = \"mail\", operator = \"ENDS_WITH\", value = \"@contoso.com\" },\n  \
             { attribute = \"mail\", operator = \"ENDS_WITH\", value = \"@fabrikam.com\" },\n]",
            &["@fabrikam.com"],
        ),
        Sample::map(
            "with a value and without one",
            "[[scope]]\n\
             clauses = [\n  { attribute = \"department\", operator = \"IS NULL\" },\n  \
             { attribute = \"department\", operator = \"NOT EQUALS\", value = \"Sales\" },\n]",
            &["Sales"],
        ),
    ],
    prefer: &[Sample::map(
        "either of both",
        "[[scope]]\n\
         clauses = [{ attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" }]\n\
         [[scope]]\n\
         clauses = [{ attribute = \"department\", operator = \"EQUALS\", value = \"Marketing\" }]",
        &[],
    )],
    limits: "Two patterns, or a pattern and a number, are not compared with each other. Beyond \
        five hundred clauses filters are not compared.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for group in compared(subject.groups()) {
        let Some((first, second)) = contradiction(group) else { continue };
        let name = shortened(&second.attribute.value);
        let message = format!("no `{name}` satisfies both clauses of this filter");
        let place = |clause: &Clause| {
            clause.values.first().map_or(clause.operator.span, |value| value.span)
        };
        let label = "this excludes the other clause";
        let finding = RULE.finding(subject.source(), place(second), message, label);
        let because = Label::new(place(first), "this is the other one");
        let help = "write a filter of its own for each: one of several is enough";
        findings.push(finding.because(because).help(help));
    }
}
