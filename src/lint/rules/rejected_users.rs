//! Users for whom a mapping fails.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::two_users;
use crate::lint::seen::place;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, Watcher};
use crate::plan::Outcome;
use crate::profile::{Place, Those};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::rejected-users",
        summary: "users for whom a mapping fails",
        explanation: "Runs each mapping for the users that are given, and says for how many of \
            them it fails, and why.",
    },
    category: Category::Values,
    severity: Severity::Warning,
    why: "A user for whom one mapping fails is not provisioned at all. The service tries again at \
        each cycle, with longer and longer pauses, and gives up after four weeks.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status",
    ],
    avoid: &[Sample::map(
        "a word that is no Boolean",
        "'urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline' = '[extensionAttribute1]'",
        &["[extensionAttribute1]"],
    )
    .with_users(USERS)],
    prefer: &[Sample::map(
        "every word becomes one",
        "'urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline' = \
         'Switch([extensionAttribute1], \"False\", \"yes\", \"True\", \"True\", \"True\")'",
        &[],
    )
    .with_users(USERS)],
    limits: "Users who are rejected for what a target requires, or who cannot be read at all, are \
        a matter of `attrmap run`.",
    check: Check::Values(watch),
};

const USERS: &str = two_users!(
    r#""displayName": "Ana", "extensionAttribute1": "True""#,
    r#""displayName": "Ben", "extensionAttribute1": "yes""#
);

fn watch(_: &Mapped<'_>, _: &Subject<'_>) -> Option<Box<dyn Watcher>> {
    Some(Box::new(Failures::default()))
}

#[derive(Default)]
struct Failures {
    users: u64,
    /// By the codes: why, in the words for the first of them, and who.
    failed: BTreeMap<&'static str, (String, Those)>,
}

impl Watcher for Failures {
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>) {
        self.users += 1;
        if let Outcome::Failed(reject) = outcome {
            let new = || (reject.message.to_string(), Those::default());
            self.failed.entry(reject.code.path).or_insert_with(new).1.add(place);
        }
    }

    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let (source, span) = place(mapped, subject);
        for (code, (why, those)) in &self.failed {
            let message = format!("this fails for {}", those.of(self.users, subject.who()));
            let finding = RULE.finding(source, span, message, shortened(why));
            findings.push(finding.help(format!("`attrmap explain {code}` says what to write")));
        }
    }
}
