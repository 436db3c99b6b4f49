//! A negative clause that leaves out those without a value.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::profile::Who;
use crate::scope::{Clause, Group};
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
    let groups = &subject.object.scope.groups;
    for group in groups {
        for (index, clause) in group.clauses.iter().enumerate() {
            let is_first = !group.clauses.iter().take(index).any(|it| it.looks_where(clause));
            let is_trap = is_first
                && clause.is_negative()
                && !asks_for_a_value(group, clause)
                && !is_asked_for(groups, clause)
                && can_be_missing(&clause.attribute.value, subject);
            if !is_trap {
                continue;
            }
            // Where there are users, somebody is to be left out for want of a value.
            let shown = shown(&clause.attribute.value, subject);
            if subject.profile.is_some() && shown.is_none() {
                continue;
            }
            let name = shortened(&clause.attribute.value);
            let message = format!("users without `{name}` are left out too");
            let label = "false for whoever has no value";
            let span = clause.operator.span;
            let finding = RULE.finding(subject.source(), span, message, label);
            let finding = finding.help(format!(
                "add a filter with `{name} IS NULL` if they are wanted, else a clause \
                 `{name} IS NOT NULL`"
            ));
            findings.push(match shown {
                Some(shown) => finding.with_note(shown),
                None => finding,
            });
        }
    }
}

/// True where the same filter says in another way that there must be a value.
fn asks_for_a_value(group: &Group, clause: &Clause) -> bool {
    let mut others = group.clauses.iter().filter(|other| other.looks_where(clause));
    others.any(|other| !other.is_negative() && !other.asks_for_null())
}

/// True where a filter asks for those who have no value.
fn is_asked_for(groups: &[Group], clause: &Clause) -> bool {
    let mut all = groups.iter().flat_map(|group| &group.clauses);
    all.any(|other| other.looks_where(clause) && other.asks_for_null())
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
