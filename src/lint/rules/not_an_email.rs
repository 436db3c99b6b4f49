//! Texts that are no e-mail addresses where addresses are wanted.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::two_users;
use crate::lint::seen::{place, texts};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, Watcher};
use crate::plan::Outcome;
use crate::profile::{Place, TextKind, Those};
use crate::schema::Meaning;

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
        addresses.",
    check: Check::Values(watch),
};

const USERS: &str = two_users!(
    r#""displayName": "Ana", "mail": "ana@contoso.com""#,
    r#""displayName": "Ben", "mailNickname": "ben""#
);

fn watch(mapped: &Mapped<'_>, subject: &Subject<'_>) -> Option<Box<dyn Watcher>> {
    let row = mapped.row.filter(|row| row.is_address)?;
    // Who has no address is known under another name.
    let has_others = subject.file.options.users_without_email;
    let is_looked_at = row.meaning == Some(Meaning::EmailAddress) || !has_others;
    is_looked_at.then(|| Box::new(Addresses::default()) as Box<dyn Watcher>)
}

#[derive(Default)]
struct Addresses {
    users: u64,
    others: Those,
}

impl Watcher for Addresses {
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>) {
        self.users += 1;
        if !texts(outcome).iter().all(|text| TextKind::EmailAddress.fits(text)) {
            self.others.add(place);
        }
    }

    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if self.others.count() == 0 {
            return;
        }
        let (source, span) = place(mapped, subject);
        let message = format!("this is no e-mail address for {}", self.others.of(self.users));
        let name = shortened(&mapped.mapping.target.value);
        let finding = RULE.finding(source, span, message, format!("`{name}` takes addresses"));
        let table = subject.source_table();
        let is_read = |name: &str| mapped.typed().is_some_and(|it| it.attributes().contains(&name));
        let user_name = table.meaning(Meaning::UserName).filter(|it| !is_read(&it.name));
        findings.push(match user_name {
            Some(it) => {
                finding.help(format!("map one that is an address, such as `[{}]`", it.name))
            }
            None => finding.help("map an attribute that holds addresses"),
        });
    }
}
