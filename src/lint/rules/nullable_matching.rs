//! Users without any value to be found by.

use crate::check::{Env, Typed, check as checked};
use crate::diagnostic::{Code, Severity};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::SourceAttribute;
use crate::types::Known;

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
    limits: "What the file's own directory calls required or an anchor is trusted to be there, but \
        not of Entra's users, where that proves nothing.",
    check: Check::Mappings(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let matching = subject.matching();
    let Some(first) = matching.first() else { return };
    let promised = promised(subject);
    if matching.iter().any(|mapped| is_always_there(mapped, promised.as_ref())) {
        return;
    }
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
fn is_always_there(mapped: &Mapped<'_>, promised: Option<&Env>) -> bool {
    let Some(expression) = mapped.expression else { return true };
    let is_sure = |typed: &Typed| {
        let states = typed.facts.states;
        let is_unknown = !typed.declared_calls().is_empty();
        is_unknown || !states.can_be_missing() || !states.can_be_present()
    };
    let is_promised =
        |env: &Env| checked(expression.source(), env).checked().is_ok_and(|it| is_sure(it.typed()));
    mapped.default_value().is_some()
        || is_sure(expression.typed())
        || promised.is_some_and(is_promised)
}

/// What is known where each attribute is there that the source's directory says is required or an
/// anchor. Nothing of Entra's users, of whom that proves nothing: what they always have their
/// table says. Of other sources nobody else says anything, and what users show counts for more.
fn promised(subject: &Subject<'_>) -> Option<Env> {
    let object = subject.object;
    let (table, env) = (subject.source_table(), subject.env);
    let listed = object.source_attributes.iter().filter(|_| !object.reads_entra_users);
    let promised = listed.filter(|it| it.is_required || it.is_anchor);
    let promised = promised.filter(|it| env.known(&it.name).is_none());
    let promised: Vec<&SourceAttribute> = promised.filter_map(|it| table.find(&it.name)).collect();
    let add = |known: Known, it: &SourceAttribute| known.with_present(&it.name, it.ty);
    let known = || promised.iter().fold(env.all_known().clone(), |known, it| add(known, it));
    (!promised.is_empty()).then(|| env.clone().with_known(known()))
}
