//! `:count`: what the loaded users get, most frequent first.

use std::collections::HashMap;

use attrmap::diagnostic::{counted, grouped};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::columns::cut;
use super::super::outcome::Outcome;
use super::super::survey::Survey;
use super::Command;

pub(super) static COUNT: Command = Command {
    name: "count",
    words: &[],
    form: "EXPRESSION",
    argument: Argument::Expression,
    summary: "counts what all loaded users get, by frequency",
    help: "Null, the empty text, what is dropped and every kind of failure are counted\n\
           too.\n\n  \
           :count [department]\n  \
           :count IIF(IsPresent([mail]), \"mail\", \"none\")",
    is_private: false,
    run,
};

/// The most lines that are shown.
const MOST: usize = 20;
/// The columns of the longest bar.
const BAR: usize = 24;
/// The most columns of a value in a line, where there is no terminal.
const MOST_VALUE: usize = 60;
/// The least of them where there is one.
const LEAST_VALUE: usize = 12;

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let compiled = session.compile(rest)?;
    let survey = Survey::new(session, &[&compiled])?;
    let counts = survey.run(|counts: &mut HashMap<Outcome, u64>, seen| {
        let [outcome] = seen.outcomes else { return };
        // Most often the value has come before.
        match counts.get_mut(outcome) {
            Some(count) => *count += 1,
            None => {
                counts.insert(outcome.clone(), 1);
            }
        }
    })?;
    let mut all: HashMap<Outcome, u64> = HashMap::new();
    let is_redacted = compiled.expression.is_redacted();
    for (outcome, count) in counts.into_iter().flatten() {
        let outcome = if is_redacted { outcome.redacted() } else { outcome };
        *all.entry(outcome).or_default() += count;
    }
    let mut all: Vec<(Outcome, u64)> = all.into_iter().collect();
    all.sort_by(|(left, more), (right, less)| less.cmp(more).then_with(|| left.cmp(right)));
    let answer = Answer::text(page(&all, session.columns)).with_warnings(&survey.warnings);
    Ok(answer.with(&compiled.said, session.appearance))
}

fn page(all: &[(Outcome, u64)], columns: Option<usize>) -> String {
    let users: u64 = all.iter().map(|(_, count)| count).sum();
    let most = all.first().map_or(1, |(_, count)| *count);
    let width = grouped(most).len();
    // A narrow terminal has room for shorter bars, and what is left is for values.
    let longest = columns.map_or(BAR, |columns| BAR.min(columns * 3 / 10));
    let taken = width + longest + "    100.0 %    ".len();
    let room = columns.map_or(MOST_VALUE, |columns| columns.saturating_sub(taken).max(LEAST_VALUE));
    let values = counted(all.len() as u64, "different outcome");
    let mut page = format!("{}, {values}\n", counted(users, "user"));
    for (outcome, count) in all.iter().take(MOST) {
        let number = grouped(*count);
        // Tenths of a percent, rounded.
        let permille = (count * 1000 + users / 2) / users.max(1);
        let share = format!("{}.{} %", permille / 10, permille % 10);
        let bar = "█".repeat(bar(*count, most, longest));
        let value = cut(&outcome.to_string(), room);
        page.push_str(&format!("  {number:>width$}  {share:>7}  {bar:<longest$}  {value}\n"));
    }
    if let Some(more) = all.len().checked_sub(MOST).filter(|more| *more > 0) {
        let rest: u64 = all.iter().skip(MOST).map(|(_, count)| count).sum();
        let rest = counted(rest, "user");
        page.push_str(&format!("  and {} more, of {rest}\n", grouped(more as u64)));
    }
    page
}

/// The length of a bar: at least something.
fn bar(count: u64, most: u64, longest: usize) -> usize {
    let length = (count.saturating_mul(longest as u64) + most / 2) / most.max(1);
    usize::try_from(length).unwrap_or(longest).clamp(1, longest.max(1))
}
