//! `:ast`: an expression's tree, as Microsoft Graph gives it.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::Command;
use crate::views::tree::tree;

pub(super) static AST: Command = Command {
    name: "ast",
    words: &[],
    form: "EXPRESSION",
    argument: Argument::Expression,
    summary: "prints the tree as Microsoft Graph gives it",
    help: "  :ast Join(\" \", [givenName], [surname])",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let (tree, said) = tree(&session.source(rest), session.env())?;
    Ok(Answer::text(tree).with(&said, session.appearance))
}
