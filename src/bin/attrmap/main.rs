//! The command-line tool: arguments in, exit code out.
//!
//! Absent on purpose: what attrmap knows. That is the library's, and this program uses its public
//! face only.

mod args;
mod commands;
mod inputs;
mod mappings;
mod repl;
mod system;
mod views;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::commands::{Command, repl as repl_command};
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;

fn main() -> ExitCode {
    let arguments =
        args::Arguments::try_parse().unwrap_or_else(|error| args::explained(error).exit());
    let console = Console::new(arguments.color);
    match run(arguments.command, &console) {
        Ok(ending) => ending.into(),
        Err(trouble) => {
            console.error(&trouble);
            Ending::Unusable.into()
        }
    }
}

/// Runs the command. Without one somebody at a terminal gets the REPL; a script that forgot it is
/// told so: it may have meant any command.
fn run(command: Option<Command>, console: &Console) -> Result<Ending, Trouble> {
    match command {
        Some(command) => command.run(console),
        None if repl_command::is_on_terminal() => {
            repl_command::run(&repl_command::Arguments::default(), console)
        }
        None => {
            console.say(&args::Arguments::command().render_help().to_string());
            Err(Trouble::new("there is no command, and no terminal to ask at")
                .help("entries from a file or a pipe are read by `attrmap repl < entries.txt`"))
        }
    }
}
