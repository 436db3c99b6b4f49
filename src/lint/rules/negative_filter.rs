//! A negative clause that leaves out those without a value.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Severity, shortened};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::profile::Who;
use crate::scope::Clause;
use crate::types::States;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::negative-filter",
        summary: "a negative clause that leaves out users without a value too",
        explanation: "Finds clauses of scoping filters with `NOT EQUALS` or `NOT REGEX MATCH` on \
            an attribute that can be null, where no other filter asks for users without a value.",
    },
    category: Category::Scope,
    severity: Severity::Warning,
    why: "A clause about an attribute without a value is false, whatever its operator. So \
        `department NOT EQUALS \"Sales\"` leaves out the sales people, and everybody without a \
        department, which nobody sees until they are disabled at the target.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts",
    ],
    avoid: &[Sample::map(
        "whoever has no department is left out",
        "[[scope]]\n\
         clauses = [{ attribute = \"department\", operator = \"NOT EQUALS\", value = \"Sales\" }]",
        &["NOT EQUALS"],
    )],
    prefer: &[
        Sample::map(
            "they are asked for",
            "[[scope]]\n\
             clauses = [{ attribute = \"department\", operator = \"NOT EQUALS\", value = \"Sales\" }]\n\
             [[scope]]\n\
             clauses = [{ attribute = \"department\", operator = \"IS NULL\" }]",
            &[],
        ),
        Sample::map(
            "they are left out on purpose",
            "[[scope]]\n\
             clauses = [\n  { attribute = \"department\", operator = \"IS NOT NULL\" },\n  \
             { attribute = \"department\", operator = \"NOT EQUALS\", value = \"Sales\" },\n]",
            &[],
        ),
    ],
    limits: "With users it is silent where nobody is left out so. Input and category filters are left alone: who falls out of those is not disabled. \
        A group that has another clause on the same attribute asks for a value anyway.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let name = |clause: &Clause| clause.attribute.value.to_ascii_lowercase();
    let groups = &subject.object.scope.groups;
    let all = groups.iter().flat_map(|group| &group.clauses);
    // A filter asks for those who have no value.
    let asked_for: HashSet<String> = all.filter(|it| it.asks_for_null()).map(name).collect();
    for group in groups {
        // The same filter says in another way that there must be a value, or it has been said.
        let asks_for_a_value = |it: &&Clause| !it.is_negative() && !it.asks_for_null();
        let mut settled: HashSet<String> =
            group.clauses.iter().filter(asks_for_a_value).map(name).collect();
        for clause in group.clauses.iter().filter(|it| it.is_negative()) {
            let key = name(clause);
            let is_trap = !asked_for.contains(&key)
                && can_be_missing(&clause.attribute.value, subject)
                && settled.insert(key);
            if let Some(finding) = is_trap.then(|| trap(clause, subject)).flatten() {
                findings.push(finding);
            }
        }
    }
}

/// A clause that leaves out whoever has no value; nothing where there are users and nobody is.
fn trap(clause: &Clause, subject: &Subject<'_>) -> Option<Diagnostic> {
    let shown = shown(&clause.attribute.value, subject);
    if subject.profile.is_some() && shown.is_none() {
        return None;
    }
    let name = shortened(&clause.attribute.value);
    let message = format!("users without `{name}` are left out too");
    let label = "false for whoever has no value";
    let finding = RULE.finding(subject.source(), clause.operator.span, message, label);
    let finding = finding.help(format!(
        "add a filter with `{name} IS NULL` if they are wanted, else a clause `{name} IS NOT NULL`"
    ));
    Some(match shown {
        Some(shown) => finding.with_note(shown),
        None => finding,
    })
}

/// Who lacks it, where there are users: of those who are out of scope, where that is known.
fn shown(name: &str, subject: &Subject<'_>) -> Option<String> {
    let (profile, who) = match subject.out_of_scope {
        Some(profile) => (profile, Who::OutOfScope),
        None => (subject.profile?, Who::All),
    };
    let name = subject.source_table().find(name).map_or(name, |it| it.name.as_str());
    let missing = States::NULL.union(States::EMPTY);
    let missing = (profile.users > 0).then(|| profile.missing(name, missing, who)).flatten()?;
    Some(format!("`{name}` is {missing}"))
}

fn can_be_missing(name: &str, subject: &Subject<'_>) -> bool {
    // What is known of users in scope says nothing: whoever has no value is out of it.
    subject.source_table().find(name).is_none_or(|it| !it.is_present_by_rule)
}
