//! A filter's value that users have in another case.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::scope::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::case-in-filter",
        summary: "a filter's value that users have in another case as well",
        explanation: "Finds clauses with `EQUALS` whose value users have, but with capitals in \
            other places. It needs users, or a profile of them.",
    },
    category: Category::Scope,
    severity: Severity::Warning,
    why: "Filters compare texts with their case: `sales` does not equal `Sales`, and such users \
        are out of scope.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts",
    ],
    avoid: &[Sample::map(
        "some write it without a capital",
        "[[scope]]\n\
         clauses = [{ attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" }]\n\
         [[scope]]\n\
         clauses = [{ attribute = \"country\", operator = \"EQUALS\", value = \"DE\" }]",
        &["Sales"],
    )
    .with_users(
        "{\"id\": \"1\", \"userPrincipalName\": \"ana@contoso.com\", \"displayName\": \"Ana\", \
         \"accountEnabled\": true, \"department\": \"Sales\", \"country\": \"DE\"}\n\
         {\"id\": \"2\", \"userPrincipalName\": \"ben@contoso.com\", \"displayName\": \"Ben\", \
         \"accountEnabled\": true, \"department\": \"sales\", \"country\": \"DE\"}\n",
    )],
    prefer: &[Sample::map(
        "in any case",
        "[[scope]]\n\
         clauses = [{ attribute = \"department\", operator = \"REGEX MATCH\", value = \"(?i)^Sales$\" }]\n\
         [[scope]]\n\
         clauses = [{ attribute = \"country\", operator = \"EQUALS\", value = \"DE\" }]",
        &[],
    )
    .with_users(
        "{\"id\": \"1\", \"userPrincipalName\": \"ana@contoso.com\", \"displayName\": \"Ana\", \
         \"accountEnabled\": true, \"department\": \"Sales\", \"country\": \"DE\"}\n\
         {\"id\": \"2\", \"userPrincipalName\": \"ben@contoso.com\", \"displayName\": \"Ben\", \
         \"accountEnabled\": true, \"department\": \"sales\", \"country\": \"DE\"}\n",
    )],
    limits: "It sees the values that a profile keeps: those of attributes with few different ones. \
        It looks at all users, in scope or not.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(profile) = subject.everybody else { return };
    let scope = &subject.object.scope;
    let groups = Kind::ALL.into_iter().flat_map(|kind| scope.groups(kind));
    for clause in groups.flat_map(|group| &group.clauses) {
        let (Some(text), Some(value)) = (clause.equals(), clause.values.first()) else { continue };
        let attribute = profile.attribute(&clause.attribute.value);
        let Some(values) = attribute.and_then(|it| it.values.as_ref()) else { continue };
        let folded = text.to_lowercase();
        if !values.keys().any(|found| found != text && found.to_lowercase() == folded) {
            continue;
        }
        let name = shortened(&clause.attribute.value);
        let message = format!("users have this `{name}` in another case too");
        let label = "case counts: they are out of scope";
        let finding = RULE.finding(subject.source(), value.span, message, label);
        let help = format!("write `REGEX MATCH` and `(?i)^{}$`", shortened(text));
        findings.push(finding.help(help));
    }
}
