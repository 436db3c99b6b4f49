//! A filter that lets nobody through whom another does not.

use crate::diagnostic::{Code, Label, Severity};
use crate::lint::clauses::compared;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::scope::{Clause, Group, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::subsumed-group",
        summary: "a filter that another one makes superfluous",
        explanation: "Finds scoping filters that have all the clauses of another filter of the \
            same set, and perhaps more.",
    },
    category: Category::Scope,
    severity: Severity::Warning,
    why: "One filter of several is enough to be in scope. Whoever gets through the stricter one \
        gets through the other one anyway, so the further clauses restrict nobody: most likely \
        they belong into the other filter.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts",
    ],
    avoid: &[Sample::map(
        "the second filter restricts nobody",
        "[[scope]]\n\
         name = \"sales\"\n\
         clauses = [{ attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" }]\n\
         [[scope]]\n\
         name = \"sales in Germany\"\n\
         clauses = [\n  { attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" },\n  \
         { attribute = \"country\", operator = \"EQUALS\", value = \"DE\" },\n]",
        &["sales in Germany"],
    )],
    prefer: &[Sample::map(
        "both clauses in one filter",
        "[[scope]]\n\
         name = \"sales in Germany\"\n\
         clauses = [\n  { attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" },\n  \
         { attribute = \"country\", operator = \"EQUALS\", value = \"DE\" },\n]",
        &[],
    )],
    limits: "Clauses are compared as they are written: that one pattern finds all that another \
        finds is not seen. Beyond five hundred clauses filters are not compared.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for kind in Kind::ALL {
        let groups = compared(subject.object.scope.groups(kind));
        for (index, group) in groups.iter().enumerate() {
            let others = groups.iter().enumerate();
            // Of two that are the same the second is superfluous.
            let mut wider = others.filter(|(other, it)| {
                is_part_of(it, group) && (*other < index || !is_part_of(group, it))
            });
            let Some((_, wider)) = wider.find(|(other, _)| *other != index) else { continue };
            let message = "this filter lets nobody through whom another one does not";
            let label = "it has all the clauses of the other";
            let finding = RULE.finding(subject.source(), group.name.span, message, label);
            let because = Label::new(wider.name.span, "the other one");
            let help = "take one of both away: the wider one if the clauses were to restrict it";
            findings.push(finding.because(because).help(help));
        }
    }
}

/// True where all clauses of the one stand in the other. One without any is reported already.
fn is_part_of(one: &Group, other: &Group) -> bool {
    let stands = |clause: &Clause| other.clauses.iter().any(|it| it.is_same_as(clause));
    !one.clauses.is_empty() && one.clauses.iter().all(stands)
}
