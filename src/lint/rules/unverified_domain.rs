//! Addresses in domains that the target has not verified.

use crate::diagnostic::{Code, Severity};
use crate::lint::sample::two_users;
use crate::lint::seen::{place, texts};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, Watcher};
use crate::plan::Outcome;
use crate::profile::{Place, Those};
use crate::schema::Meaning;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unverified-domain",
        summary: "users whose domain the target has not verified",
        explanation: "Finds mappings to user names and e-mail addresses that give users an \
            address in none of the `verifiedDomains` of `attrmap.toml`. It needs users.",
    },
    category: Category::Values,
    severity: Severity::Error,
    why: "Workplace takes no user whose e-mail domain is not verified there: the provisioning log \
        has the event code 1789003. Guests are the usual case, and the domain that comes with a \
        tenant.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
    ],
    avoid: &[Sample::map(
        "the mailbox is elsewhere",
        "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'",
        &["Coalesce([mail], [userPrincipalName])"],
    )
    .with_settings("verifiedDomains = [\"contoso.com\"]\n")
    .with_users(USERS)],
    prefer: &[Sample::map(
        "the domain is verified too",
        "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'",
        &[],
    )
    .with_settings("verifiedDomains = [\"contoso.com\", \"contoso.de\"]\n")
    .with_users(USERS)],
    limits: "A domain stands for itself, not for those below it: list each. Texts without `@` are \
        left alone, and so are users out of scope.",
    check: Check::Values(watch),
};

const USERS: &str = two_users!(
    r#""displayName": "Ana", "mail": "ana@contoso.com""#,
    r#""displayName": "Ben", "mail": "ben@contoso.de""#
);

fn watch(mapped: &Mapped<'_>, subject: &Subject<'_>) -> Option<Box<dyn Watcher>> {
    let meaning = mapped.row?.meaning;
    let is_address = matches!(meaning, Some(Meaning::UserName | Meaning::EmailAddress));
    let verified: Vec<String> =
        subject.site.verified_domains.iter().map(|domain| plain(domain)).collect();
    let watcher = Domains { verified, users: 0, elsewhere: Those::default() };
    (is_address && !watcher.verified.is_empty()).then(|| Box::new(watcher) as Box<dyn Watcher>)
}

/// A domain as it is compared.
fn plain(domain: &str) -> String {
    domain.trim().trim_start_matches('@').trim_end_matches('.').to_lowercase()
}

struct Domains {
    verified: Vec<String>,
    users: u64,
    elsewhere: Those,
}

impl Watcher for Domains {
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>) {
        self.users += 1;
        let is_verified = |text: &str| {
            let domain = text.rsplit_once('@').map(|(_, domain)| plain(domain));
            domain.is_none_or(|domain| self.verified.contains(&domain))
        };
        if !texts(outcome).iter().all(|text| is_verified(text)) {
            self.elsewhere.add(place);
        }
    }

    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if self.elsewhere.count() == 0 {
            return;
        }
        let (source, span) = place(mapped, subject);
        let who = self.elsewhere.of(self.users, subject.who());
        let message = format!("the target has not verified the domain of {who}");
        let label = "it refuses them, with the event code 1789003";
        let finding = RULE.finding(source, span, message, label);
        let help =
            "verify the domain there and add it to `verifiedDomains`, or map another address";
        findings.push(finding.help(help));
    }
}
