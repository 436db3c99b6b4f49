//! One value for several users where it must be unique.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::two_users;
use crate::lint::seen::{place, texts};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, Watcher};
use crate::plan::Outcome;
use crate::profile::{Place, Those};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::duplicate-value",
        summary: "users who would get a value that another user gets",
        explanation: "Finds mappings to matching attributes, and to targets whose values must be \
            unique, that give several users the same value. It needs users.",
    },
    category: Category::Values,
    severity: Severity::Error,
    why: "The second user of two is taken for the first one where the target is looked up by the \
        value, and is refused where it has to be unique (`DuplicateTargetEntries`, `Conflict`).",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target--systems",
    ],
    avoid: &[Sample::map(
        "two people with one nickname",
        "externalId = { expression = 'ToLower([mailNickname])', matchingPriority = 2 }",
        &["ToLower([mailNickname])"],
    )
    .with_users(USERS)],
    prefer: &[Sample::map(
        "a number is one person's",
        "externalId = { expression = '[employeeId]', matchingPriority = 2 }",
        &[],
    )
    .with_users(USERS)],
    limits: "Case counts where the target says so. Values are compared by 64 bits of them, and up \
        to four million different ones are.",
    check: Check::Values(watch),
};

const USERS: &str = two_users!(
    r#""displayName": "Ana", "mailNickname": "ano", "employeeId": "7""#,
    r#""displayName": "Ben", "mailNickname": "ANO", "employeeId": "8""#
);

/// So many different values are told apart: more would take the memory of a large run.
const MOST_VALUES: usize = 4 << 20;

fn watch(mapped: &Mapped<'_>, _: &Subject<'_>) -> Option<Box<dyn Watcher>> {
    let row = mapped.row.filter(|row| row.is_unique || mapped.is_matching())?;
    let is_case_exact = row.is_case_exact;
    let watcher =
        Values { is_case_exact, users: 0, seen: HashSet::default(), again: Those::default() };
    Some(Box::new(watcher))
}

struct Values {
    is_case_exact: bool,
    users: u64,
    /// The hashes of what was seen.
    seen: HashSet<u64, BuildHasherDefault<DefaultHasher>>,
    /// Who would get what somebody before them gets.
    again: Those,
}

impl Watcher for Values {
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>) {
        self.users += 1;
        let hash = |text: &str| {
            let mut hasher = DefaultHasher::new();
            match self.is_case_exact {
                true => text.hash(&mut hasher),
                false => text.to_lowercase().hash(&mut hasher),
            }
            hasher.finish()
        };
        // A user's own values may be one: only those of others count.
        let hashes: Vec<u64> = texts(outcome).iter().map(|text| hash(text)).collect();
        let is_again = hashes.iter().any(|hash| self.seen.contains(hash));
        let room = MOST_VALUES.saturating_sub(self.seen.len());
        self.seen.extend(hashes.into_iter().take(room));
        if is_again {
            self.again.add(place);
        }
    }

    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if self.again.count() == 0 {
            return;
        }
        let (source, span) = place(mapped, subject);
        let name = shortened(&mapped.mapping.target.value);
        let who = self.again.of(self.users, subject.who());
        let message = format!("{who} would get what another user gets");
        let label = match mapped.is_matching() {
            true => format!("users are found by `{name}`"),
            false => format!("no two users can have the same `{name}`"),
        };
        let finding = RULE.finding(source, span, message, label);
        let read = mapped.typed().map(|typed| typed.attributes()).unwrap_or_default();
        findings.push(finding.help(subject.advise_unique("map what is unique", &read)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Value;

    #[test]
    fn what_one_user_has_twice_nobody_else_has() {
        let mut watcher = Values {
            is_case_exact: false,
            users: 0,
            seen: HashSet::default(),
            again: Those::default(),
        };
        for (row, values, expected, why) in [
            (1, ["m@x.com", "M@x.com"], 0, "both are this user's own"),
            (2, ["b@x.com", "c@x.com"], 0, "nobody has them"),
            (3, ["d@x.com", "m@X.com"], 1, "the first user has it"),
            (4, ["c@x.com", "b@x.com"], 2, "the second user has both"),
        ] {
            let outcome = Outcome::Value(Value::list(values.map(Value::text).to_vec()));
            watcher.see(&Place { input: None, row }, &outcome);
            assert_eq!(watcher.again.count(), expected, "{why}");
        }
    }
}
