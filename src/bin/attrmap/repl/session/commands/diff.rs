//! `:diff`: the loaded users who get another value from another expression.

use std::ops::Range;

use attrmap::diagnostic::Diagnostics;
use attrmap::syntax::{self, TokenKind};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::Completion;
use super::super::difference::{Differing, MOST};
use super::Command;

pub(super) static DIFF: Command = Command {
    name: "diff",
    words: &[],
    form: "EXPRESSION ;; OTHER",
    argument: Argument::WithExpressions(expressions, |_, _| Completion::default()),
    summary: "lists the loaded users whose value differs",
    help: "  :diff [mail] ;; Coalesce([mail], [userPrincipalName])",
    is_private: false,
    run,
};

/// What is between the two expressions.
const BETWEEN: &str = ";;";

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
    let answer =
        Answer::text(differing.page(MOST, session.columns)).with_warnings(&differing.warnings);
    Ok(answer.with(&said, session.appearance))
}

/// Both, or the one that was begun.
fn expressions(_: &Session, text: &str) -> Option<Vec<Range<usize>>> {
    Some(match sign(text) {
        Some(at) => vec![0..at, at + BETWEEN.len()..text.len()],
        None => std::iter::once(0..text.len()).collect(),
    })
}

/// The two expressions.
fn split(text: &str) -> Option<(&str, &str)> {
    let at = sign(text)?;
    Some((text.get(..at)?.trim(), text.get(at + BETWEEN.len()..)?.trim()))
}

/// Where the sign is between them: it stands in no text and no attribute.
fn sign(text: &str) -> Option<usize> {
    let tokens = syntax::tokens(text);
    let mut signs = tokens.iter().filter(|token| token.kind == TokenKind::Operator);
    signs.find_map(|token| {
        let at = token.span.range().start;
        text.get(at..)?.starts_with(BETWEEN).then_some(at)
    })
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
