//! A matching attribute made of several source attributes.

use crate::diagnostic::{Code, Severity};
use crate::functions::Service;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::several-sources-in-matching",
        summary: "a matching attribute made of several source attributes",
        explanation: "Finds mappings with a matching priority whose expression reads more than one \
            attribute.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "The service refuses to save such a mapping: `SchemaInvalid`, \"Joining property … has \
        more than one SourceName\". People met it with `Join` and `Coalesce` over two attributes. \
        Microsoft's page says that attributes are matched one by one, never in combination: \
        several matching attributes with priorities of their own do what `Coalesce` would.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "one or the other",
        "externalId = { expression = 'Coalesce([employeeId], [objectId])', matchingPriority = 2 }",
        &["Coalesce([employeeId], [objectId])"],
    )],
    prefer: &[Sample::map(
        "one, and then the other",
        "externalId = { expression = '[employeeId]', matchingPriority = 1 }\n\
         userName = { expression = 'ToLower([userPrincipalName])', matchingPriority = 2 }",
        &[],
    )],
    limits: "Microsoft's page allows any expression; that it may read one attribute only is known \
        from people's reports (issues 11525 and 20635 of MicrosoftDocs/azure-docs). Cloud sync, \
        whose mappings Microsoft writes itself, is left alone.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let Some(expression) = mapped.expression.filter(|_| mapped.is_matching()) else { return };
    // Nobody reported it of templates that Microsoft writes itself.
    if subject.object.service == Some(Service::CloudSync) {
        return;
    }
    let typed = expression.typed();
    let is_unique_value = typed.call_of("SelectUniqueValue").is_some();
    let mut attributes = typed.attributes();
    attributes.sort_unstable();
    attributes.dedup();
    // What must not stand here at all is found for that.
    if attributes.len() < 2 || is_unique_value {
        return;
    }
    let message = "the service refuses a matching attribute that reads several others";
    let label = format!("this reads {} attributes", attributes.len());
    let finding = RULE.finding(expression.source(), typed.span, message, label);
    findings.push(finding.help("read one here, and give another mapping the next priority"));
}
