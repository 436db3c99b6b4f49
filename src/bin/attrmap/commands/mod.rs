//! The commands: one file or folder each, and the list of them.

mod init;
mod run;
mod schema;
mod tables;

use clap::Subcommand;

use crate::console::{Console, Trouble};
use crate::ending::Ending;

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Turn users into SCIM payloads, one a line.
    Run(run::Arguments),
    /// Write a mapping to start from.
    Init(init::Arguments),
    /// Look at target tables.
    Schema(schema::Arguments),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(&self, console: &Console) -> Result<Ending, Trouble> {
        match self {
            Command::Run(arguments) => run::run(arguments, console),
            Command::Init(arguments) => init::run(arguments, console),
            Command::Schema(arguments) => schema::run(arguments, console),
        }
    }
}
