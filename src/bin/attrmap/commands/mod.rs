//! The commands: one file or folder each, and the list of them.

pub(crate) mod ast;
mod completions;
mod conform;
mod environment;
pub(crate) mod eval;
pub(crate) mod explain;
mod expression;
mod fmt;
mod functions;
mod init;
pub(crate) mod inputs;
pub(crate) mod lint;
mod man;
mod profile;
mod quoting;
pub(crate) mod repl;
mod run;
mod schema;
pub(crate) mod settings;
pub(crate) mod surroundings;
pub(crate) mod tables;
pub(crate) mod taken;

use std::path::PathBuf;

use clap::Subcommand;

use crate::console::{Console, Trouble};
use crate::ending::Ending;
use crate::wildcards;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Turn users into SCIM payloads, one a line.
    Run(run::Arguments),
    /// Evaluate one expression, for one user or many.
    Eval(eval::Arguments),
    /// Try expressions and mappings, one entry at a time.
    Repl(repl::Arguments),
    /// Find what is wrong in mapping files, and what is likely so.
    Lint(lint::Arguments),
    /// Bring expressions into their canonical form, alone and in mapping files.
    Fmt(fmt::Arguments),
    /// Say what users show of each attribute, without saying who they are.
    Profile(profile::Arguments),
    /// Write a mapping to start from.
    Init(init::Arguments),
    /// Look at target tables.
    Schema(schema::Arguments),
    /// Explain a code, a rule, a function, or an error of the provisioning service.
    Explain(explain::Arguments),
    /// Look up functions of the language.
    Functions(functions::Arguments),
    /// Print an expression's tree as Microsoft Graph gives it.
    Ast(ast::Arguments),
    /// Replay recorded cases and say where attrmap differs.
    Conform(conform::Arguments),
    /// Print a script that completes commands and flags in a shell.
    Completions(completions::Arguments),
    /// Print manual pages.
    Man(man::Arguments),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(mut self, console: &Console) -> Result<Ending, Trouble> {
        for paths in self.files() {
            *paths = wildcards::expanded(paths);
        }
        match &self {
            Command::Run(arguments) => run::run(arguments, console),
            Command::Eval(arguments) => eval::run(arguments, console),
            Command::Repl(arguments) => repl::run(arguments, console),
            Command::Lint(arguments) => lint::run(arguments, console),
            Command::Fmt(arguments) => fmt::run(arguments, console),
            Command::Profile(arguments) => profile::run(arguments, console),
            Command::Init(arguments) => init::run(arguments, console),
            Command::Schema(arguments) => schema::run(arguments, console),
            Command::Explain(arguments) => explain::run(arguments, console),
            Command::Functions(arguments) => functions::run(arguments, console),
            Command::Ast(arguments) => ast::run(arguments, console),
            Command::Conform(arguments) => conform::run(arguments, console),
            Command::Completions(arguments) => completions::run(arguments, console),
            Command::Man(arguments) => man::run(arguments, console),
        }
    }

    /// The files of which it takes several: names with wildcards can stand for them.
    fn files(&mut self) -> Vec<&mut Vec<PathBuf>> {
        match self {
            Command::Run(arguments) => vec![&mut arguments.users],
            Command::Repl(arguments) => vec![&mut arguments.files],
            Command::Lint(arguments) => vec![&mut arguments.paths, &mut arguments.users],
            Command::Fmt(arguments) => vec![&mut arguments.paths],
            Command::Profile(arguments) => vec![&mut arguments.users],
            Command::Conform(arguments) => vec![&mut arguments.files],
            Command::Eval(_)
            | Command::Init(_)
            | Command::Schema(_)
            | Command::Explain(_)
            | Command::Functions(_)
            | Command::Ast(_)
            | Command::Completions(_)
            | Command::Man(_) => Vec::new(),
        }
    }
}
