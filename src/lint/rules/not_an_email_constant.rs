//! A text that is written out and no e-mail address, where addresses are wanted.

use crate::diagnostic::{Code, Diagnostic, Severity, shortened};
use crate::lint::addresses::{advise_address, takes_addresses};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};
use crate::profile::TextKind;
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::not-an-email-constant",
        summary: "a constant that is no e-mail address where one is wanted",
        explanation: "Finds mappings to targets that take e-mail addresses, which give a text of \
            their own, or a default value, that is none.",
    },
    category: Category::Types,
    severity: Severity::Warning,
    why: "A word such as `none` fills the gap where a user has no address, and is refused by a \
        target that sends mail to its users, or takes the address for their name. No user is \
        needed to see that of a text that the mapping itself spells out.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
    ],
    avoid: &[
        Sample::map(
            "a word for those without a mailbox",
            "'emails[type eq \"work\"].value' = 'Coalesce([mail], \"none\")'",
            &[r#""none""#],
        ),
        Sample::map(
            "a default value",
            "'emails[type eq \"work\"].value' = { expression = '[mail]', defaultValue = \"unknown\" }",
            &["unknown"],
        ),
    ],
    prefer: &[
        Sample::map(
            "the user name is one",
            "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'",
            &[],
        ),
        Sample::map(
            "an address that all of them share",
            "'emails[type eq \"work\"].value' = 'Coalesce([mail], \"reception@contoso.com\")'",
            &[],
        ),
    ],
    limits: "What users bring with them is `not-an-email`'s.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    if !takes_addresses(mapped, subject) {
        return;
    }
    let is_other = |text: &str| !text.is_empty() && !TextKind::EmailAddress.fits(text);
    let found = |source: &Source, span: Span, text: &str, label: String| -> Diagnostic {
        let message = format!("`{}` is no e-mail address", shortened(text));
        RULE.finding(source, span, message, label).help(advise_address(mapped, subject))
    };
    let target = format!("`{}` takes addresses", shortened(&mapped.mapping.target.value));
    if let Some(default) = mapped.default_value().filter(|default| is_other(&default.value)) {
        findings.push(found(subject.source(), default.span, &default.value, target.clone()));
    }
    let Some(expression) = mapped.expression else { return };
    for outcome in outcomes(expression.typed()) {
        let Some(text) = outcome.texts().find(|text| is_other(text)) else { continue };
        let label = match outcome.typed.facts.constant_text() {
            Some(_) => target.clone(),
            None => format!("this can give it, and {target}"),
        };
        findings.push(found(expression.source(), outcome.typed.span, text, label));
    }
}
