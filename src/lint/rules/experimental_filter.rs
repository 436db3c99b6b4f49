//! Filters of the kinds that are experimental.

use crate::diagnostic::{Code, Severity};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::mapping::Format;
use crate::scope::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::experimental-filter",
        summary: "an input filter or a category filter",
        explanation: "Finds filters of the kinds `inputFilterGroups` and `categoryFilterGroups` \
            that somebody wrote by hand.",
    },
    category: Category::Scope,
    severity: Severity::Note,
    why: "Graph calls both kinds experimental. Who falls out of an input filter is not read any \
        more, and so is not disabled at the target either: the account stays as it is. Templates \
        of Microsoft's use them; the portal does not offer them.",
    pages: &["https://learn.microsoft.com/graph/api/resources/synchronization-filter"],
    avoid: &[Sample::map(
        "who leaves stays active",
        "[[scope]]\n\
         name = \"employees\"\n\
         kind = \"input\"\n\
         clauses = [{ attribute = \"employeeType\", operator = \"EQUALS\", value = \"Employee\" }]",
        &["employees"],
    )],
    prefer: &[Sample::map(
        "who leaves is disabled",
        "[[scope]]\n\
         name = \"employees\"\n\
         clauses = [{ attribute = \"employeeType\", operator = \"EQUALS\", value = \"Employee\" }]",
        &[],
    )],
    limits: "In a Graph file an object mapping is looked at where its metadata says that a \
        customer made it.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let object = subject.object;
    if subject.file.format == Format::Graph && !object.is_customer_defined {
        return;
    }
    for kind in [Kind::Input, Kind::Category] {
        let Some(group) = object.scope.groups(kind).first() else { continue };
        let message = format!("{}s are experimental", kind.noun());
        let label = match kind {
            Kind::Input => "who falls out of this is not disabled at the target",
            Kind::Category | Kind::Filter => "this decides who belongs to this mapping at all",
        };
        let finding = RULE.finding(subject.source(), group.name.span, message, label);
        findings.push(finding.help(match subject.file.format {
            Format::Toml => "leave `kind` out for a scoping filter".to_owned(),
            Format::Graph => format!("move it to `{}` for a scoping filter", Kind::Filter.key()),
        }));
    }
}
