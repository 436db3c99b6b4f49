//! `attrmap repl`: expressions and mappings, tried one entry at a time.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use attrmap::diagnostic::Diagnostics;
use clap::{Args, ValueHint};

use crate::inputs::environment::EnvironmentArguments;
use crate::inputs::surroundings::SurroundingsArguments;
use crate::inputs::tables;
use crate::repl::{Repl, Start};
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;

/// The arguments of `repl`.
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  attrmap repl                                  # at a terminal: `attrmap` alone
  attrmap repl users.ndjson users.attrmap.toml  # with users and a mapping
  attrmap repl users.ndjson < entries.txt       # entries from a file
  Get-Content entries.txt | attrmap repl users.ndjson  # the same in PowerShell

An entry is an expression, evaluated for the current user, or a command: `:help` lists them. \
Entries are kept in the state folder, without those that are a value or set one. Texts inside an \
expression are kept with it; --no-history keeps nothing.

Not on a terminal, entries are lines of standard input, and the first mistake ends them. Windows \
PowerShell sends ? for letters beyond ASCII: `$OutputEncoding = [Text.Encoding]::UTF8` mends it.

Exit code: 0 all is well, 1 there was a mistake in an entry or an error in a loaded mapping, 2 a \
file could not be loaded.")]
pub(crate) struct Arguments {
    /// Files to load: users, a mapping, a schema, a profile, told by what is in them.
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Which object mapping of an export is meant, where several map users: its name, or its
    /// place in the file, from 1.
    #[arg(long, value_name = "NAME")]
    object_mapping: Option<String>,

    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath, help = tables::help("The target table, until `:load` reads another") + " [default: what the mapping says]")]
    schema: Option<String>,

    #[command(flatten)]
    surroundings: SurroundingsArguments,

    #[command(flatten)]
    environment: EnvironmentArguments,

    /// Read and keep no history.
    #[arg(long)]
    no_history: bool,

    /// Go on after mistakes, where entries are not typed.
    #[arg(long)]
    keep_going: bool,
}

/// True where somebody types and reads.
pub(crate) fn is_on_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Answers entries.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let Some(env) = arguments.environment.env(console, Format::Human)? else {
        return Ok(Ending::Unusable);
    };
    let mut said = Diagnostics::new();
    let schema = arguments.schema.as_deref().map(|name| tables::asked_for(name, &mut said));
    let schema = schema.transpose()?.flatten();
    console.diagnostics(&said, Format::Human);
    if said.has_errors() {
        return Ok(Ending::Unusable);
    }
    let start = Start {
        env,
        schema,
        object_mapping: arguments.object_mapping.clone(),
        surroundings: arguments.surroundings.surroundings()?,
        sets_clock: arguments.surroundings.sets_clock(),
        asks: is_on_terminal(),
        appearance: console.appearance_on_stderr(),
        appearance_on_stdout: console.appearance_on_stdout(),
    };
    let mut repl = Repl::new(start, console);
    let loaded = repl.load(&arguments.files)?;
    if is_on_terminal() {
        return repl.run_on_terminal(!arguments.no_history);
    }
    if loaded == Ending::Unusable {
        return Ok(loaded);
    }
    repl.run_script(arguments.keep_going, loaded)
}
