//! A filter's value that users have in another case.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::two_users;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::profile::Profile;

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
         clauses = [{ attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" }]",
        &["Sales"],
    )
    .with_users(USERS)],
    prefer: &[Sample::map(
        "in any case",
        "[[scope]]\n\
         clauses = [{ attribute = \"department\", operator = \"REGEX MATCH\", value = \"(?i)^Sales$\" }]",
        &[],
    )
    .with_users(USERS)],
    limits: "It sees the values that a profile keeps: those of attributes with few different ones. \
        It looks at all users, in scope or not.",
    check: Check::Profile(check),
};

const USERS: &str = two_users!(
    r#""displayName": "Ana", "department": "Sales""#,
    r#""displayName": "Ben", "department": "sales""#
);

fn check(everybody: &Profile, subject: &Subject<'_>, findings: &mut Findings) {
    for clause in subject.clauses() {
        let (Some(text), Some(value)) = (clause.equals(), clause.values.first()) else { continue };
        let attribute = everybody.attribute(&clause.attribute.value);
        let Some(values) = attribute.and_then(|it| it.values.as_ref()) else { continue };
        let folded = text.to_lowercase();
        if !values.keys().any(|found| found != text && found.to_lowercase() == folded) {
            continue;
        }
        let name = shortened(&clause.attribute.value);
        let message = format!("users have this `{name}` in another case too");
        let label = "case counts: they are out of scope";
        let finding = RULE.finding(subject.source(), value.span, message, label);
        let help = format!("write `REGEX MATCH` and `(?i)^{}$`", shortened(&escaped(text)));
        findings.push(finding.help(help));
    }
}

/// The text as a pattern that matches nothing else.
fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\*+?|{[()^$.".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_text_is_no_pattern() {
        assert_eq!(escaped("Research (EU) v1.0"), r"Research \(EU\) v1\.0");
    }
}
