//! The arguments of the command line as a whole; each command has its own.

use std::path::Path;

use clap::Parser;
use clap::error::{ContextKind, ContextValue};

use crate::commands::Command;
use crate::system::console::ColorChoice;

/// What the program is called.
pub(crate) const NAME: &str = "attrmap";

/// Microsoft Entra attribute mappings, offline: users in, SCIM payloads out.
#[derive(Debug, Parser)]
#[command(name = NAME, version, about, max_term_width = 100, after_help = "Examples:
  attrmap init workplace  # a mapping to start from
  attrmap run -m workplace.attrmap.toml users.ndjson
  attrmap lint            # what is wrong with the mappings here
  attrmap eval \"Coalesce([mail], [userPrincipalName])\" --user users.ndjson
  attrmap functions Join  # what a function does

On a terminal `attrmap` alone is `attrmap repl`. `attrmap COMMAND --help` shows each command by \
examples, and how expressions are quoted in sh, PowerShell and cmd.exe.")]
pub(crate) struct Arguments {
    /// Without one, the REPL on a terminal.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Colours in messages.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, global = true,
          display_order = 1000)]
    pub(crate) color: ColorChoice,
}

/// What is wrong with the arguments, with what to do where a file stands in the place of a command.
pub(crate) fn explained(mut error: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
        && Path::new(word).is_file()
    {
        let tip = format!("`{NAME} repl {word}` loads it; `{NAME} --help` says what else there is");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}
