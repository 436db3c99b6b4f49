//! Nobody is ever disabled.

use crate::diagnostic::{Code, Diagnostic, Fix, Severity};
use crate::lint::reading::active_unless;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::mapping::{Mapping, MappingSource};
use crate::schema::{Meaning, Mutability};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::no-disable-path",
        summary: "users who leave the scope are not disabled",
        explanation: "Finds mappings of users to a target with an attribute for active accounts, \
            in which nothing maps to it, or something that does not read `[IsSoftDeleted]`, or \
            that flows while a user is created and never after.",
    },
    category: Category::LifeCycle,
    severity: Severity::Warning,
    why: "The service disables a user by sending what `IsSoftDeleted` is mapped to. It computes \
        that attribute: true for users who are unassigned from the app, fall out of scope, are \
        deleted, or whose account is disabled. `[accountEnabled]` knows the last of these only, \
        so that whoever loses the app keeps the account. A page of Microsoft's names it all the \
        same, and says further down that `IsSoftDeleted` is what decides.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works#deprovisioning",
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
    ],
    avoid: &[
        Sample::map(
            "whoever is unassigned stays active",
            "active = '[accountEnabled]'",
            &["[accountEnabled]"],
        ),
        Sample::map("everybody stays active", r#"active = '"True"'"#, &[r#""True""#]),
        Sample::map(
            "whoever leaves is no new user",
            r#"active = { expression = 'Not([IsSoftDeleted])', flowType = "ObjectAddOnly" }"#,
            &["active"],
        ),
        Sample::file(
            "nothing says who is active",
            "schema = \"workplace\"\n\
             \n\
             [map]\n\
             userName = { expression = '[userPrincipalName]', matchingPriority = 1 }\n\
             name.formatted = 'Coalesce([displayName], [userPrincipalName])'\n\
             'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'\n",
            &["map"],
        ),
    ],
    prefer: &[
        Sample::map(
            "the mapping that apps come with",
            r#"active = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'"#,
            &[],
        ),
        Sample::map("shorter", "active = 'Not([IsSoftDeleted])'", &[]),
    ],
    limits: "It knows the attribute for active accounts of SCIM targets. To leave out the mapping \
        is Microsoft's way to have nothing done to those who leave, which can be wanted.",
    check: Check::Whole(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(table) = subject.table.filter(|_| subject.reads_users()) else { return };
    // A target that is named wrong may be this one.
    if subject.mappings.is_empty() || subject.mappings.iter().any(|it| it.target.is_none()) {
        return;
    }
    let rows = table.attributes().iter().enumerate();
    let mut writable = rows.filter(|(_, row)| row.mutability != Mutability::ReadOnly);
    let Some((place, row)) = writable.find(|(_, row)| row.meaning == Some(Meaning::Enabled)) else {
        return;
    };
    let Some(deleted) = subject.source_table().meaning(Meaning::SoftDeleted) else { return };
    let wanted = active_unless(&deleted.name);
    let is_meant = |mapped: &&Mapped<'_>| mapped.target.is_some_and(|it| it.row == place);
    match subject.mappings.iter().find(is_meant) {
        None => {
            let message = "users who leave are not disabled at the target";
            let label = format!("nothing in here is mapped to `{}`", row.name);
            let finding = RULE.finding(subject.source(), subject.object.span, message, label);
            findings.push(finding.help(format!("map `{wanted}` to `{}`", row.name)));
        }
        Some(mapped) => {
            let missing = misses(mapped, subject, &deleted.name, wanted);
            if let Some(finding) = missing.or_else(|| is_kept_back(mapped, subject)) {
                findings.push_about(&mapped.mapping.target.value, finding);
            }
        }
    }
}

/// What is said where the mapping does not read the attribute.
fn misses(
    mapped: &Mapped<'_>,
    subject: &Subject<'_>,
    deleted: &str,
    wanted: String,
) -> Option<Diagnostic> {
    let message = "users who are unassigned or out of scope are not disabled";
    let label = format!("this does not read `[{deleted}]`");
    let help = format!("write `{wanted}`");
    let Some(expression) = mapped.expression else {
        let span = mapped.mapping.target.span;
        let has_none = mapped.mapping.source == MappingSource::None;
        let label = "this is the default value for everybody";
        return has_none.then(|| RULE.finding(subject.source(), span, message, label).help(help));
    };
    let typed = expression.typed();
    let attributes = typed.attributes();
    if attributes.contains(&deleted) || !typed.declared_calls().is_empty() {
        return None;
    }
    let span = typed.span;
    let finding = RULE.finding(expression.source(), span, message, label).help(help);
    // Whatever else decides would be lost.
    let is_replaceable = attributes.iter().all(|name| is_enabled(name, subject));
    let fix = Fix { span, replacement: wanted, is_safe: false };
    Some(if is_replaceable { finding.fix(fix) } else { finding })
}

/// What is said where the value reaches nobody whom the target has already.
fn is_kept_back(mapped: &Mapped<'_>, subject: &Subject<'_>) -> Option<Diagnostic> {
    let Mapping { flow_type, target, .. } = mapped.mapping;
    if flow_type.replaces() {
        return None;
    }
    let message = format!("`{flow_type}` never changes who is active at the target");
    let label = "users who leave are not disabled by this";
    let finding = RULE.finding(subject.source(), target.span, message, label);
    Some(
        finding
            .help(format!("let it always flow: `{}`", subject.setting("flowType", "\"Always\""))),
    )
}

fn is_enabled(name: &str, subject: &Subject<'_>) -> bool {
    let attribute = subject.source_table().find(name);
    attribute.is_some_and(|attribute| attribute.meaning == Some(Meaning::Enabled))
}
