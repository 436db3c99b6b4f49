//! Texts that are no e-mail addresses where addresses are wanted.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::addresses::{advise_address, takes_addresses};
use crate::lint::sample::two_users;
use crate::lint::seen::{place, texts};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, Watcher};
use crate::plan::Outcome;
use crate::profile::{Place, TextKind, Those};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::not-an-email",
        summary: "users who would get something that is no e-mail address",
        explanation: "Finds mappings to targets that take e-mail addresses, where users would get \
            a text that is none. It needs users.",
    },
    category: Category::Values,
    severity: Severity::Warning,
    why: "A target that sends mail to its users, or takes the address for their name, refuses \
        other texts. Workplace's `userName` is the address that a user signs in with.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
    ],
    avoid: &[Sample::map(
        "a nickname is no address",
        "'emails[type eq \"work\"].value' = 'Coalesce([mail], [mailNickname], [userPrincipalName])'",
        &["Coalesce([mail], [mailNickname], [userPrincipalName])"],
    )
    .with_users(USERS)],
    prefer: &[Sample::map(
        "the user name is one",
        "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'",
        &[],
    )
    .with_users(USERS)],
    limits: "An address has one `@` and a domain with a dot. Whether anybody receives what is sent \
        there is another question. User names are looked at where the target takes none but \
        addresses. What the mapping itself spells out is `not-an-email-constant`'s.",
    check: Check::Values(watch),
};

const USERS: &str = two_users!(
    r#""displayName": "Ana", "mail": "ana@contoso.com""#,
    r#""displayName": "Ben", "mailNickname": "ben""#
);

fn watch(mapped: &Mapped<'_>, subject: &Subject<'_>) -> Option<Box<dyn Watcher>> {
    let wants = takes_addresses(mapped, subject);
    wants.then(|| {
        let spelled_out = mapped.spelled_out().map(str::to_owned).collect();
        Box::new(Addresses { spelled_out, users: 0, others: Those::default() }) as Box<dyn Watcher>
    })
}

struct Addresses {
    /// What the mapping spells out: that needs no users.
    spelled_out: BTreeSet<String>,
    users: u64,
    others: Those,
}

impl Watcher for Addresses {
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>) {
        self.users += 1;
        let is_fine =
            |text: &str| TextKind::EmailAddress.fits(text) || self.spelled_out.contains(text);
        if !texts(outcome).iter().all(|text| is_fine(text)) {
            self.others.add(place);
        }
    }

    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if self.others.count() == 0 {
            return;
        }
        let (source, span) = place(mapped, subject);
        let message =
            format!("this is no e-mail address for {}", self.others.of(self.users, subject.who()));
        let name = shortened(&mapped.mapping.target.value);
        let finding = RULE.finding(source, span, message, format!("`{name}` takes addresses"));
        findings.push(finding.help(advise_address(mapped, subject)));
    }
}
