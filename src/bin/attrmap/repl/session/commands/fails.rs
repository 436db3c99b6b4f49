//! `:fails`: the loaded users for whom an expression fails, by cause.

use std::collections::BTreeMap;

use attrmap::diagnostic::{counted, grouped};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::outcome::Outcome;
use super::super::survey::{Survey, called};
use super::Command;

pub(super) static FAILS: Command = Command {
    name: "fails",
    words: &[],
    form: "EXPRESSION",
    argument: Argument::Expression,
    summary: "lists the loaded users for whom it fails, by cause",
    help: "  :fails FormatDateTime([employeeHireDate], , \"yyyy-MM-dd\", \"dd.MM.yyyy\")",
    is_private: false,
    run,
};

/// The most users that are named for a cause.
const MOST: usize = 5;

/// The users of one cause.
#[derive(Debug, Default)]
struct Failing {
    count: u64,
    /// The first of them.
    users: Vec<String>,
}

/// What became of some users.
#[derive(Debug, Default)]
struct Fails {
    users: u64,
    causes: BTreeMap<(String, &'static str), Failing>,
}

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let compiled = session.compile(rest)?;
    let survey = Survey::new(session, &[&compiled])?;
    let found = survey.run(|fails: &mut Fails, seen| {
        fails.users += 1;
        let [Outcome::Failed { code, message }] = seen.outcomes else { return };
        let failing = fails.causes.entry((message.clone(), code)).or_default();
        failing.count += 1;
        if failing.users.len() < MOST {
            failing.users.push(called(seen.row, seen.key));
        }
    })?;
    let mut all = Fails::default();
    for fails in found {
        all.users += fails.users;
        for (cause, failing) in fails.causes {
            let known = all.causes.entry(cause).or_default();
            known.count += failing.count;
            let room = MOST - known.users.len();
            known.users.extend(failing.users.into_iter().take(room));
        }
    }
    let answer = Answer::text(page(all)).with_warnings(&survey.warnings);
    Ok(answer.with(&compiled.said, session.appearance))
}

fn page(all: Fails) -> String {
    let count: u64 = all.causes.values().map(|failing| failing.count).sum();
    let users = counted(all.users, "user");
    if count == 0 {
        return format!("it fails for none of {users}");
    }
    let mut page = format!("it fails for {} of {users}\n", grouped(count));
    let mut causes: Vec<_> = all.causes.into_iter().collect();
    causes.sort_by_key(|(_, failing)| std::cmp::Reverse(failing.count));
    for ((message, code), failing) in causes {
        page.push_str(&format!("  {} × {message} [{code}]\n", grouped(failing.count)));
        for user in &failing.users {
            page.push_str(&format!("    {user}\n"));
        }
        let more = failing.count - failing.users.len() as u64;
        if more > 0 {
            page.push_str(&format!("    and {} more\n", grouped(more)));
        }
    }
    page
}
