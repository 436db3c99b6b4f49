//! `:diff`: the loaded users who get another value from another expression.

use attrmap::diagnostic::{Diagnostics, counted, grouped};
use attrmap::syntax::{self, TokenKind};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::evaluation::Compiled;
use super::super::outcome::Outcome;
use super::super::survey::{Survey, called};
use super::count::cut;
use super::{Command, Takes};

pub(super) static DIFF: Command = Command {
    name: "diff",
    arguments: "EXPRESSION ;; OTHER",
    takes: Takes::Expression,
    summary: "lists the loaded users whose value differs",
    help: "  :diff [mail] ;; Coalesce([mail], [userPrincipalName])",
    is_private: false,
    run,
};

/// The most users that are shown.
const MOST: usize = 20;

/// What is between the two expressions.
const BETWEEN: &str = ";;";

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

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let are_there = |(before, after): &(&str, &str)| !before.is_empty() && !after.is_empty();
    let Some((before, after)) = split(rest).filter(are_there) else {
        return Err(Mistake::new("there are no two expressions")
            .help("write `;;` between them: `:diff [mail] ;; ToLower([mail])`"));
    };
    let (before, after) = (session.compile(before)?, session.compile(after)?);
    let differing = Differing::of(session, &before, &after)?;
    let mut said = Diagnostics::new();
    said.append(before.said);
    said.append(after.said);
    let answer = Answer::text(differing.page(MOST)).with_warnings(&differing.warnings);
    Ok(answer.with(&said, session.appearance))
}

/// The two expressions around the sign that stands in no text and no attribute.
pub(crate) fn split(text: &str) -> Option<(&str, &str)> {
    let tokens = syntax::tokens(text);
    let mut signs = tokens.iter().filter(|token| token.kind == TokenKind::Operator);
    let at = signs.find_map(|token| {
        let at = token.span.range().start;
        text.get(at..)?.starts_with(BETWEEN).then_some(at)
    })?;
    Some((text.get(..at)?.trim(), text.get(at + BETWEEN.len()..)?.trim()))
}

impl Differing {
    /// The loaded users whose values differ.
    pub(crate) fn of(
        session: &Session,
        before: &Compiled,
        after: &Compiled,
    ) -> Result<Differing, Mistake> {
        let is_redacted = [before, after].map(|it| it.expression.is_redacted());
        let survey = Survey::new(session, &[before, after])?;
        let found = survey.run(|differing: &mut Differing, seen| {
            let [before, after] = seen.outcomes else { return };
            differing.users += 1;
            if before == after {
                return;
            }
            differing.count += 1;
            if differing.shown.len() < MOST {
                let shown = |outcome: &Outcome, is_redacted: bool| match is_redacted {
                    true => outcome.redacted().to_string(),
                    false => cut(&outcome.to_string()),
                };
                let who = called(seen.row, seen.key);
                let [hides_before, hides_after] = is_redacted;
                differing.shown.push([who, shown(before, hides_before), shown(after, hides_after)]);
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
    pub(crate) fn page(&self, most: usize) -> String {
        let users = counted(self.users, "user");
        if self.count == 0 {
            return format!("none of {users} gets another value\n");
        }
        let get = if self.count == 1 { "gets" } else { "get" };
        let mut page = format!("{} of {users} {get} another value\n", grouped(self.count));
        let shown = self.shown.iter().take(most);
        let width = shown.clone().map(|[who, ..]| who.chars().count()).max().unwrap_or(0);
        for [who, before, after] in shown {
            page.push_str(&format!("  {who:width$}  {before} → {after}\n"));
        }
        let more = self.count - self.shown.len().min(most) as u64;
        if more > 0 {
            page.push_str(&format!("  and {} more\n", grouped(more)));
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_split_where_the_sign_stands_alone() {
        let text = r#"Join(";;", [a;;b]) ;; [c]"#;
        assert_eq!(split(text), Some((r#"Join(";;", [a;;b])"#, "[c]")));
        assert_eq!(split("[a] ; [b]"), None);
    }
}
