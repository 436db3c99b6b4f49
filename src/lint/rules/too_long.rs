//! Texts that are longer than their target takes.

use crate::diagnostic::{Code, Severity, grouped, shortened};
use crate::dotnet::utf16_len;
use crate::lint::sample::{Export, two_users};
use crate::lint::seen::{place, texts};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, Watcher};
use crate::plan::Outcome;
use crate::profile::{Place, Those};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::too-long",
        summary: "users who would get a text that is too long for its target",
        explanation: "Finds mappings of a Graph file that give users a text with more characters \
            than the target's directory says with `MaximumLength`. It needs users.",
    },
    category: Category::Values,
    severity: Severity::Error,
    why: "`MaximumLength` is the most that the target takes. A longer text is refused, and the \
        user with it.",
    pages: &["https://learn.microsoft.com/graph/api/resources/synchronization-metadataentry"],
    avoid: &[Sample::export(
        "a name of more than eight characters",
        Export::OwnApp,
        AVOID,
        &["[displayName]"],
    )
    .with_users(USERS)],
    prefer: &[Sample::export("the first eight", Export::OwnApp, PREFER, &[]).with_users(USERS)],
    limits: "Characters are counted as .NET does. Built-in tables know no lengths.",
    check: Check::Values(watch),
};

const USERS: &str = two_users!(r#""displayName": "Ana""#, r#""displayName": "Benjamin Okafor""#);

const AVOID: &str = r#""attributeMappings": [{ "targetAttributeName": "nickName", "source": { "expression": "[displayName]" } }],
"attributes": [{ "name": "nickName", "metadata": [{ "key": "MaximumLength", "value": "8" }] }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "nickName", "source": { "expression": "Left([displayName], 8)" } }],
"attributes": [{ "name": "nickName", "metadata": [{ "key": "MaximumLength", "value": "8" }] }]"#;

fn watch(mapped: &Mapped<'_>, subject: &Subject<'_>) -> Option<Box<dyn Watcher>> {
    let object = subject.object.connection.as_ref()?.target.object()?;
    let most = object.attribute(&mapped.mapping.target.value)?.max_length?;
    // What the mapping spells out needs no users.
    let is_spelled_out = mapped.typed().is_none_or(|it| it.facts.texts.known().is_some());
    if is_spelled_out {
        return None;
    }
    Some(Box::new(Lengths { most, users: 0, longer: Those::default() }))
}

struct Lengths {
    most: usize,
    users: u64,
    longer: Those,
}

impl Watcher for Lengths {
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>) {
        self.users += 1;
        if texts(outcome).iter().any(|text| utf16_len(text) > self.most) {
            self.longer.add(place);
        }
    }

    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if self.longer.count() == 0 {
            return;
        }
        let (source, span) = place(mapped, subject);
        let message = format!("this is too long for {}", self.longer.of(self.users, subject.who()));
        let name = shortened(&mapped.mapping.target.value);
        let most = grouped(self.most as u64);
        let label = format!("`{name}` takes {most} characters");
        let finding = RULE.finding(source, span, message, label);
        let expression = shortened(source.slice(span));
        findings.push(match mapped.expression {
            Some(_) => finding.help(format!("write `Left({expression}, {})`", self.most)),
            None => finding.help("write a shorter text"),
        });
    }
}
