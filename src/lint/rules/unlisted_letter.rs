//! Letters that `NormalizeDiacritics` leaves as they are.

use std::collections::BTreeSet;

use crate::check::Typed;
use crate::diagnostic::{Code, Severity};
use crate::functions::Letters;
use crate::lint::sample::two_users;
use crate::lint::seen::{place, texts};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, Watcher};
use crate::plan::Outcome;
use crate::profile::{Place, Those};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unlisted-letter",
        summary: "letters that `NormalizeDiacritics` leaves as they are",
        explanation: "Finds mappings whose value comes from `NormalizeDiacritics`, and in which \
            users would have letters beyond a to z all the same. It needs users.",
    },
    category: Category::Values,
    severity: Severity::Warning,
    why: "Microsoft's table of what `NormalizeDiacritics` replaces is short. Letters such as `đ` \
        and `þ` are not in it, nor are those of other scripts: they stay, and whoever wanted an \
        address of plain letters gets one that is refused.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#normalizediacritics",
    ],
    avoid: &[Sample::map(
        "a letter with a stroke",
        "externalId = 'ToLower(NormalizeDiacritics([surname]))'",
        &["ToLower(NormalizeDiacritics([surname]))"],
    )
    .with_users(USERS)],
    prefer: &[Sample::map(
        "the letter is replaced before",
        "externalId = 'ToLower(NormalizeDiacritics(Replace([surname], \"đ\", , , \"d\", , )))'",
        &[],
    )
    .with_users(USERS)],
    limits: "It looks where `NormalizeDiacritics` is the last function, but for those that change \
        the case or cut the text. Letters that attrmap takes the marks off though the table lacks \
        them are not seen.",
    check: Check::Values(watch),
};

const USERS: &str = two_users!(
    r#""displayName": "Ana", "surname": "Müller""#,
    r#""displayName": "Ben", "surname": "Kneđić""#
);

/// The letters that are named at most.
const MOST_LETTERS: usize = 5;

fn watch(mapped: &Mapped<'_>, _: &Subject<'_>) -> Option<Box<dyn Watcher>> {
    // Whose letters are not to be shown has none that could be named.
    let is_named =
        mapped.expression.is_some_and(|it| is_normalized(it.typed()) && !it.is_redacted());
    is_named.then(|| Box::new(Unlisted::default()) as Box<dyn Watcher>)
}

/// True where what it gives went through the function and was not added to since.
fn is_normalized(typed: &Typed) -> bool {
    let letters = typed.call().map_or(Letters::Any, |(function, _)| function.special.letters);
    typed.call_of("NormalizeDiacritics").is_some()
        || letters != Letters::Any && typed.argument(0).is_some_and(is_normalized)
}

#[derive(Default)]
struct Unlisted {
    users: u64,
    letters: BTreeSet<char>,
    those: Those,
}

impl Watcher for Unlisted {
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>) {
        self.users += 1;
        let mut is_left = false;
        for text in texts(outcome) {
            for letter in text.chars().filter(|it| !it.is_ascii() && it.is_alphabetic()) {
                is_left = true;
                if self.letters.len() <= MOST_LETTERS {
                    self.letters.insert(letter);
                }
            }
        }
        if is_left {
            self.those.add(place);
        }
    }

    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(first) = self.letters.first() else { return };
        let (source, span) = place(mapped, subject);
        let message = format!(
            "letters beyond a to z are left for {}",
            self.those.of(self.users, subject.who())
        );
        // A letter is nobody's.
        let named = self.letters.iter().take(MOST_LETTERS);
        let named: Vec<String> = named.map(|letter| format!("`{letter}`")).collect();
        let more = if self.letters.len() > MOST_LETTERS { ", …" } else { "" };
        let label = format!("`NormalizeDiacritics` leaves {}{more}", named.join(", "));
        let finding = RULE.finding(source, span, message, label);
        let read = mapped.typed().map(Typed::attributes).unwrap_or_default();
        let help = match read.first() {
            Some(name) => format!(
                "replace them before, with letters of your choice for `x`: \
                 `Replace([{name}], \"{first}\", , , \"x\", , )`"
            ),
            None => "replace them before, with `Replace`".to_owned(),
        };
        findings.push(finding.help(help));
    }
}
