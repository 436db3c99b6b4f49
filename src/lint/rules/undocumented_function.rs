//! A function that Microsoft's public reference does not list.

use crate::diagnostic::{Code, Severity};
use crate::functions::Service;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::undocumented-function",
        summary: "a function that the public reference does not list",
        explanation: "Finds calls of functions that are known from Graph, from default mappings or \
            from cloud sync, and that the reference of app provisioning leaves out.",
    },
    category: Category::Text,
    severity: Severity::Note,
    why: "Such functions work where they were seen. Nobody promises that they stay, or that every \
        service has them: the list that Graph gives is longer than the reference, and cloud sync \
        has some of its own.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data",
        "https://learn.microsoft.com/graph/api/synchronization-synchronizationschema-functions",
    ],
    avoid: &[
        Sample::map(
            "Graph knows it, the reference does not",
            "title = 'Trim([jobTitle])'",
            &["Trim"],
        ),
        Sample::map(
            "a function of cloud sync",
            r#"title = 'DNComponent([extensionAttribute1], 1)'"#,
            &["DNComponent"],
        ),
    ],
    prefer: &[Sample::map(
        "a pattern does the same",
        r#"title = 'Replace([jobTitle], , "^\\s+|\\s+$", , "", , )'"#,
        &[],
    )],
    limits: "It looks at jobs of app provisioning only, for whose pages the reference speaks. \
        Functions that attrmap knows by name only, from a list of yours, are reported \
        elsewhere.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some((function, _)) = part.typed.call() else { return };
    // The page that leaves it out is about apps.
    if part.subject.object.service != Some(Service::AppProvisioning) {
        return;
    }
    let services = function.services;
    // What the service lacks that expressions are to run in is reported already.
    let is_lacking = part.subject.env.service().is_some_and(|(it, _)| !services.has(it));
    if services.is_public || is_lacking {
        return;
    }
    let message = format!("`{}` is not in Microsoft's public reference", function.name);
    let (label, note) = if services.app_provisioning {
        (
            "works, and may stop to",
            "it was seen in Graph's list of functions or in mappings: try it in a tenant first",
        )
    } else {
        (
            "known from cloud sync only",
            "the pages of cloud sync have it: app provisioning may refuse it",
        )
    };
    let start = part.typed.span.start as usize;
    let name = Span::new(start, start + function.name.len());
    let finding = RULE.finding(part.source(), name, message, label);
    findings.push(finding.with_note(note));
}
