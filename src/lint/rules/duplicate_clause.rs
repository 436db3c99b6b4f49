//! One clause twice in a filter.

use crate::diagnostic::{Code, Label, Severity, shortened};
use crate::lint::clauses::compared;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::duplicate-clause",
        summary: "a clause that stands twice in a filter",
        explanation: "Finds clauses of a scoping filter that ask what another clause of the same \
            filter asks.",
    },
    category: Category::Scope,
    severity: Severity::Warning,
    why: "The second one changes nothing: most likely another attribute or another value was \
        meant when the clause was copied.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts",
    ],
    avoid: &[Sample::map(
        "the same twice",
        "[[scope]]\n\
         clauses = [\n  { attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" },\n  \
         { attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" },\n]",
        &["department"],
    )],
    prefer: &[Sample::map(
        "another attribute",
        "[[scope]]\n\
         clauses = [\n  { attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" },\n  \
         { attribute = \"country\", operator = \"EQUALS\", value = \"DE\" },\n]",
        &[],
    )],
    limits: "Clauses that ask the same in other words are not recognised. Beyond five hundred clauses \
        filters are not compared.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for group in compared(subject.groups()) {
        for (index, clause) in group.clauses.iter().enumerate() {
            let mut before = group.clauses.iter().take(index);
            let Some(first) = before.find(|first| first.is_same_as(clause)) else { continue };
            let name = shortened(&clause.attribute.value);
            let message = format!("this clause on `{name}` stands in the filter already");
            let span = clause.attribute.span;
            let finding = RULE.finding(subject.source(), span, message, "it changes nothing");
            let because = Label::new(first.attribute.span, "the same");
            findings.push(finding.because(because).help("take it away, or ask something else"));
        }
    }
}
