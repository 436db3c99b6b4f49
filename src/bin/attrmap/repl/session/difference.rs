//! The loaded users who get another value from another expression.

use attrmap::diagnostic::{counted, grouped};

use super::Session;
use super::answer::Mistake;
use super::columns::{cut, padded, width};
use super::evaluation::Compiled;
use super::outcome::Outcome;
use super::survey::{Survey, called};

/// The most users that are kept, and so shown.
pub(crate) const MOST: usize = 20;
/// The most columns of a value in a line.
const MOST_VALUE: usize = 60;
/// What stands between the two values.
const BECOMES: &str = " → ";

/// The users whose values differ.
#[derive(Debug, Default)]
pub(crate) struct Differing {
    users: u64,
    count: u64,
    /// The first of them: who, before, after.
    shown: Vec<[String; 3]>,
    /// What is to be said of what is taken.
    pub(super) warnings: Vec<String>,
}

impl Differing {
    /// The loaded users whose values differ.
    pub(crate) fn of(
        session: &Session,
        before: &Compiled,
        after: &Compiled,
    ) -> Result<Differing, Mistake> {
        // Which values differ would tell of the one what the other hides.
        let is_redacted = [before, after].iter().any(|it| it.expression.is_redacted());
        let survey = Survey::new(session, &[before, after])?;
        let found = survey.run(|differing: &mut Differing, seen| {
            let [before, after] = seen.outcomes else { return };
            differing.users += 1;
            if before == after {
                return;
            }
            differing.count += 1;
            if differing.shown.len() < MOST {
                let shown = |outcome: &Outcome| match is_redacted {
                    true => outcome.redacted().to_string(),
                    false => cut(&outcome.to_string(), MOST_VALUE),
                };
                let who = called(seen.row, seen.key);
                differing.shown.push([who, shown(before), shown(after)]);
            }
        })?;
        let mut all = Differing { warnings: survey.warnings, ..Differing::default() };
        for differing in found {
            all.users += differing.users;
            all.count += differing.count;
            let room = MOST - all.shown.len();
            all.shown.extend(differing.shown.into_iter().take(room));
        }
        Ok(all)
    }

    /// How many, and the first of them.
    pub(crate) fn page(&self, most: usize, columns: Option<usize>) -> String {
        let users = counted(self.users, "user");
        if self.count == 0 {
            return format!("none of {users} gets another value\n");
        }
        let get = if self.count == 1 { "gets" } else { "get" };
        let mut page = format!("{} of {users} {get} another value\n", grouped(self.count));
        let shown = self.shown.get(..most).unwrap_or(&self.shown);
        page.push_str(&lines(shown, columns));
        let more = self.count - shown.len() as u64;
        if more > 0 {
            page.push_str(&format!("  and {} more\n", grouped(more)));
        }
        page
    }
}

/// A line for each user, or two where not all of them fit in one.
fn lines(shown: &[[String; 3]], columns: Option<usize>) -> String {
    let who = shown.iter().map(|[who, ..]| width(who)).max().unwrap_or(0);
    let both = |[_, before, after]: &[String; 3]| width(before) + width(BECOMES) + width(after);
    let values = shown.iter().map(both).max().unwrap_or(0);
    match columns {
        Some(columns) if "    ".len() + who + values > columns => {
            let room = columns.saturating_sub("    ".len() + width(BECOMES)) / 2;
            let line = |[who, before, after]: &[String; 3]| {
                let long = width(before) + width(after) > 2 * room;
                let fitting = |value: &String| if long { cut(value, room) } else { value.clone() };
                format!("  {who}\n    {}{BECOMES}{}\n", fitting(before), fitting(after))
            };
            shown.iter().map(line).collect()
        }
        _ => {
            let line = |[user, before, after]: &[String; 3]| {
                format!("  {}  {before}{BECOMES}{after}\n", padded(user, who))
            };
            shown.iter().map(line).collect()
        }
    }
}
