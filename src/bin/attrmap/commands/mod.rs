//! The commands: one file each, listed in `args.rs`.

pub(crate) mod init;
pub(crate) mod run;
pub(crate) mod schema;
mod tables;

use std::process::ExitCode;

use crate::args::Command;
use crate::console::{Console, Trouble};

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing to complain about.
    Clean,
    /// Findings, or rejected users.
    Findings,
    /// Input that cannot be used.
    Unusable,
    /// Stopped from outside.
    Interrupted,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> ExitCode {
        ExitCode::from(match ending {
            Ending::Clean => 0,
            Ending::Findings => 1,
            Ending::Unusable => 2,
            Ending::Interrupted => 130,
        })
    }
}

/// Runs a command.
pub(crate) fn run(command: Command, console: &Console) -> Result<Ending, Trouble> {
    match command {
        Command::Run(arguments) => run::run(&arguments, console),
        Command::Init(arguments) => init::run(&arguments, console),
        Command::Schema(arguments) => schema::run(&arguments, console),
    }
}
