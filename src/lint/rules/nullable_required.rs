//! A value that can be missing, where the target requires one.

use crate::check::{Ignored, Typed, TypedKind};
use crate::diagnostic::{Code, Fix, Severity};
use crate::functions::Nesting;
use crate::lint::sample::two_users;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::{Alternative, Meaning, Requirement};
use crate::types::States;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::nullable-required",
        summary: "a required value that can be null or empty",
        explanation: "Finds mappings to what the target requires whose value is null or empty for \
            users without certain attributes.",
    },
    category: Category::Required,
    severity: Severity::Warning,
    why: "The service does not send null. The target refuses a user without a value that it \
        requires, so every user who lacks the attribute fails in every cycle: Workplace answers \
        `Missing Email field: You must provide an email`. Microsoft's tutorial gives the cure: \
        `Coalesce([mail],[userPrincipalName])`.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-by-facebook-provisioning-tutorial#troubleshooting-tips",
    ],
    avoid: &[
        Sample::map(
            "users without a mailbox have no `mail`",
            r#"'emails[type eq "work"].value' = '[mail]'"#,
            &["[mail]"],
        ),
        Sample::map(
            "nothing is left where both are missing",
            r#"name.formatted = 'Coalesce([displayName], [givenName])'"#,
            &["Coalesce([displayName], [givenName])"],
        ),
        Sample::map(
            "what is left out of the flow is missing as well",
            r#"'emails[type eq "work"].value' = 'IgnoreFlowIfNullOrEmpty([mail])'"#,
            &["IgnoreFlowIfNullOrEmpty([mail])"],
        ),
        Sample::map(
            "Ben has neither",
            r#"name.formatted = 'Coalesce([displayName], [givenName])'"#,
            &["Coalesce([displayName], [givenName])"],
        )
        .with_users(two_users!(r#""displayName": "Ana""#, r#""surname": "Ek""#)),
    ],
    prefer: &[
        Sample::map(
            "all users that there are have one",
            r#"'emails[type eq "work"].value' = '[mail]'"#,
            &[],
        )
        .with_users(
            r#"{"userPrincipalName": "ana@contoso.com", "displayName": "Ana", "mail": "ana@contoso.com"}"#,
        ),
        Sample::map(
            "each of them has one of the two",
            r#"name.formatted = 'Coalesce([displayName], Join(" ", [givenName], [surname]))'"#,
            &[],
        )
        .with_users(two_users!(
            r#""displayName": "Ana""#,
            r#""givenName": "Ben", "surname": "Ek""#
        )),
        Sample::map(
            "nobody without one is in scope",
            "'emails[type eq \"work\"].value' = '[mail]'\n\
             [[scope]]\n\
             clauses = [{ attribute = 'mail', operator = 'IS NOT NULL' }]",
            &[],
        ),
        Sample::map(
            "a user always has a user name",
            r#"'emails[type eq "work"].value' = 'Coalesce([mail], [userPrincipalName])'"#,
            &[],
        ),
        Sample::map(
            "a default value fills in for null",
            r#"name.formatted = { expression = 'Switch([employeeType], , "Bot", "A bot")', defaultValue = "A user" }"#,
            &[],
        ),
    ],
    limits: "That a directory requires an attribute proves nothing about its users, so it does not \
        count. Of what a scoping filter demands, an attribute counts that every filter of its kind \
        demands by a clause that is not negative. Where only the file's own directory says what the target requires, it is a note. A \
        default value is used while a user is created, never later.",
    check: Check::Mappings(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(table) = subject.table else { return };
    // Of groups and of an HR system's people nobody here knows what each of them has, and what
    // their target's own directory calls required says little.
    if !subject.reads_users() && subject.is_described_by_file() {
        return;
    }
    for requirement in &table.requirements {
        let alternatives = requirement.alternatives(subject.file.options.users_without_email);
        if alternatives.iter().any(|alternative| is_always_met(alternative, subject)) {
            continue;
        }
        let is_mapped = |alternative: &&Alternative| {
            alternative.rows.iter().all(|row| subject.mapped_to(*row).next().is_some())
        };
        // What is not mapped at all is an error already.
        let Some(alternative) = alternatives.iter().find(is_mapped) else { continue };
        for row in &alternative.rows {
            if subject.mapped_to(*row).any(|mapped| is_always_there(mapped, subject)) {
                continue;
            }
            for mapped in subject.mapped_to(*row).take(1) {
                report(mapped, requirement, subject, findings);
            }
        }
    }
}

fn is_always_met(alternative: &Alternative, subject: &Subject<'_>) -> bool {
    let is_there = |row: &usize| subject.mapped_to(*row).any(|it| is_always_there(it, subject));
    alternative.rows.iter().all(is_there)
}

/// True where the value is never missing while users are created, as far as can be known. What is
/// wrong itself counts as there: it is reported already.
fn is_always_there(mapped: &Mapped<'_>, subject: &Subject<'_>) -> bool {
    let Some(typed) = mapped.typed() else { return true };
    let states = typed.facts.states;
    // What is missing for everybody is an error already.
    if !states.can_be_present() {
        return true;
    }
    // What each user would get leaves nothing to suppose.
    if let Some((those, _)) = subject.given_nothing(mapped) {
        return those.count() == 0;
    }
    // That an attribute may hold the empty text is too little to complain of where somebody
    // thought of null.
    let is_filled = !states.can_be_missing() || mapped.default_value().is_some();
    is_filled && !can_be_left_out(typed)
}

/// True where the attribute can be left out of the flow: no default value steps in then. Who is
/// left out whole misses nothing.
fn can_be_left_out(typed: &Typed) -> bool {
    let leaves_out = |node: &Typed| {
        node.facts.can_be_ignored
            && (hands_through(node) || matches!(node.kind, TypedKind::Ignore(Ignored::Attribute)))
    };
    typed.facts.can_be_ignored && typed.reachable_nodes().any(leaves_out)
}

fn report(
    mapped: &Mapped<'_>,
    requirement: &Requirement,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    let Some(expression) = mapped.expression else { return };
    let (source, typed) = (expression.source(), expression.typed());
    let target = &mapped.mapping.target.value;
    let required = requirement.name(subject.file.options.users_without_email);
    let message = format!("`{target}` can be missing, and the target requires {required}");
    let mut finding = RULE.finding(source, typed.span, message, "this can be null or empty");
    // Many targets fill by themselves what their directory calls required.
    if subject.is_described_by_file() {
        finding.severity = Severity::Note;
    }
    let finding = match fallback(mapped, subject) {
        Some(name) => {
            let replacement = match mapped.is_matching() {
                // A matching attribute may read one attribute only.
                true => format!("[{name}]"),
                false => {
                    let flowing = without_wrapper(typed);
                    coalesced(flowing, source.slice(flowing.span), name)
                }
            };
            finding.help(format!("write `{replacement}`")).fix(Fix {
                span: typed.span,
                replacement,
                is_safe: false,
            })
        }
        None => finding.help("let the last argument of a `Coalesce` be one that users always have"),
    };
    let finding = match shown(mapped, typed, subject) {
        Some(shown) => finding.with_note(shown),
        None => finding,
    };
    findings.push_about(target, finding);
}

/// Who lacks what it reads, where there are users; of several attributes, who gets nothing of any.
fn shown(mapped: &Mapped<'_>, typed: &Typed, subject: &Subject<'_>) -> Option<String> {
    let profile = subject.profile?;
    let missing = States::NULL.union(States::EMPTY);
    let shown = |name: &str| {
        let missing = profile.missing(name, missing, subject.who())?;
        Some(format!("`{name}` is {missing}"))
    };
    let mut names = typed.attributes();
    names.sort_unstable();
    names.dedup();
    if let Some((those, users)) = subject.given_nothing(mapped).filter(|_| names.len() > 1) {
        return Some(format!("this is null or empty for {}", those.of(users, subject.who())));
    }
    let shown: Vec<String> = names.into_iter().filter_map(shown).collect();
    (!shown.is_empty()).then(|| shown.join("; "))
}

/// An attribute that every user has and that can stand in for the missing one.
fn fallback<'s>(mapped: &Mapped<'_>, subject: &'s Subject<'_>) -> Option<&'s str> {
    let meaning = mapped.row?.meaning?;
    let used = mapped.typed().map(Typed::attributes).unwrap_or_default();
    let read = used.iter().filter_map(|name| subject.source_table().find(name)?.meaning);
    let read: Vec<Meaning> = read.collect();
    let mut attributes = subject.source_table().attributes().iter();
    let stands_in = attributes.find(|attribute| {
        attribute.is_present_by_rule
            && attribute.stands_in_for.contains(&meaning)
            // Behind a source that is something else it would only hide that.
            && read.iter().any(|it| attribute.stands_in_for.contains(it))
            && !used.contains(&attribute.name.as_str())
    });
    stands_in.map(|attribute| attribute.name.as_str())
}

/// The expression without what leaves it out of the flow: inside a call that decides nothing.
fn without_wrapper(typed: &Typed) -> &Typed {
    let wrapped = typed.argument(0).filter(|_| hands_through(typed));
    wrapped.unwrap_or(typed)
}

fn hands_through(typed: &Typed) -> bool {
    typed.call().is_some_and(|(function, _)| function.special.nesting == Nesting::HandsThrough)
}

/// The expression with a fallback behind it, or in the place of an empty text that was the last
/// resort.
fn coalesced(typed: &Typed, text: &str, fallback: &str) -> String {
    let sources = typed.call_of("Coalesce");
    let last = sources.and_then(|sources| sources.last()?.value.as_ref());
    if let Some(last) = last.filter(|it| it.facts.constant_text() == Some("")) {
        let at = (last.span.start - typed.span.start) as usize;
        let end = (last.span.end - typed.span.start) as usize;
        if let (Some(before), Some(after)) = (text.get(..at), text.get(end..)) {
            return format!("{before}[{fallback}]{after}");
        }
    }
    let is_coalesce = sources.is_some();
    match text.strip_suffix(')').filter(|_| is_coalesce) {
        Some(open) => format!("{}, [{fallback}])", open.trim_end()),
        None => format!("Coalesce({text}, [{fallback}])"),
    }
}
