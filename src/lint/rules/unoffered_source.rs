//! A source attribute that app provisioning does not offer.

use crate::check::Typed;
use crate::diagnostic::{Code, Severity, shortened};
use crate::functions::Service;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unoffered-source",
        summary: "a source attribute that app provisioning does not offer",
        explanation: "Finds attributes of Entra's users that a mapping to an app reads, and that \
            the service does not offer to mappings: `userType`.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "Microsoft lists it among what app provisioning cannot read; cross-tenant synchronization \
        can. A value that the service never gets is null, and whoever is told apart by it is not.",
    pages: &["https://learn.microsoft.com/entra/identity/app-provisioning/known-issues"],
    avoid: &[Sample::map(
        "guests by their type",
        r#"title = 'Switch([userType], "Staff", "Guest", "Visitor")'"#,
        &["[userType]"],
    )],
    prefer: &[Sample::map(
        "by something of their own",
        r#"title = 'Switch([employeeType], "Staff", "Guest", "Visitor")'"#,
        &[],
    )],
    limits: "What the source's own directory lists in an export is offered, whatever a page says.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let object = part.subject.object;
    let Some(name) = part.typed.attribute() else { return };
    let is_to_app = object.service == Some(Service::AppProvisioning) && object.reads_entra_users;
    if !is_to_app || !part.subject.source_table().is_unoffered(name) {
        return;
    }
    let source = object.connection.as_ref().and_then(|it| it.source.object());
    if source.is_some_and(|it| it.attribute(name).is_some()) {
        return;
    }
    // Once is enough.
    let is_first = |it: &Typed| it.span == part.typed.span;
    let mut same = part.whole.typed().nodes().filter(|it| it.attribute() == Some(name));
    if !same.next().is_some_and(is_first) {
        return;
    }
    let message = format!("app provisioning does not offer `{}`", shortened(name));
    let label = "mappings to apps cannot read this";
    let finding = RULE.finding(part.source(), part.typed.span, message, label);
    findings.push(finding.help("read another attribute that says the same"));
}
