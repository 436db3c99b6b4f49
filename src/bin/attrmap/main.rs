//! The command-line tool: arguments in, exit code out.
//!
//! Absent on purpose: what attrmap knows. That is the library's, and this program uses its public
//! face only.

mod args;
mod commands;
mod console;
mod difference;
mod ending;
mod files;
mod mapping_files;

use std::process::ExitCode;

use clap::Parser;

use crate::console::Console;
use crate::ending::Ending;

fn main() -> ExitCode {
    let arguments = args::Arguments::parse();
    let console = Console::new(arguments.color);
    match arguments.command.run(&console) {
        Ok(ending) => ending.into(),
        Err(trouble) => {
            console.error(&trouble);
            Ending::Unusable.into()
        }
    }
}
