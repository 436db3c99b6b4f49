//! Users without any value to be found by.

use crate::check::Typed;
use crate::diagnostic::{Code, Severity};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::nullable-matching",
        summary: "matching attributes that can all be null or empty",
        explanation: "Finds object mappings in which every matching attribute can be null or \
            empty, so that some users have nothing to be found by.",
    },
    category: Category::Matching,
    severity: Severity::Warning,
    why: "Each user must have a value for at least one matching attribute. Whoever has none is \
        skipped, and the provisioning log says `ImportSkipped`. Users without a mailbox have no \
        `mail`; nobody is without a user name.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "not everybody has a number",
        "userName = '[userPrincipalName]'\n\
         externalId = { expression = '[employeeId]', matchingPriority = 1 }",
        &["[employeeId]"],
    )],
    prefer: &[Sample::map(
        "the user name is there if the number is not",
        "userName = { expression = '[userPrincipalName]', matchingPriority = 2 }\n\
         externalId = { expression = '[employeeId]', matchingPriority = 1 }",
        &[],
    )],
    limits: "An attribute that the file's own directory calls required or an anchor is trusted to \
        be there.",
    check: Check::Mappings(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let matching = subject.matching();
    let finds_all = |mapped: &&Mapped<'_>| is_always_there(mapped, subject);
    let Some(first) = matching.first().filter(|_| !matching.iter().any(finds_all)) else { return };
    let Some(expression) = first.expression.filter(|_| subject.reads_users()) else { return };
    let message = "users can lack every attribute that they are found by";
    let span = expression.typed().span;
    let finding = RULE.finding(expression.source(), span, message, "this can be null or empty");
    let read = expression.typed().attributes();
    let help = subject.advise_unique("match by one that every user has too", &read);
    findings.push_about(&first.mapping.target.value, finding.help(help));
}

/// True where it has a value for everybody, as far as can be known. What is wrong itself counts:
/// it is reported already.
fn is_always_there(mapped: &Mapped<'_>, subject: &Subject<'_>) -> bool {
    let Some(typed) = mapped.typed() else { return true };
    let states = typed.facts.states;
    let is_unknown = !typed.declared_calls().is_empty();
    let is_sure = is_unknown || !states.can_be_missing() || !states.can_be_present();
    is_sure || mapped.default_value().is_some() || is_trusted(typed, subject)
}

/// True where it reads, be it behind something else, what the directory says of every object.
fn is_trusted(typed: &Typed, subject: &Subject<'_>) -> bool {
    let attributes = typed.attributes();
    let is_listed = |name: &&str| {
        let mut listed = subject.object.source_attributes.iter();
        listed.any(|it| it.name == *name && (it.is_required || it.is_anchor))
    };
    attributes.iter().any(is_listed)
}
