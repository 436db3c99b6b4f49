//! The arguments of the command line as a whole; each command has its own.

use clap::Parser;

use crate::commands::Command;
use crate::console::ColorChoice;

/// Microsoft Entra attribute mappings, offline: users in, SCIM payloads out.
#[derive(Debug, Parser)]
#[command(name = "attrmap", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Colours in messages.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, global = true,
          display_order = 1000)]
    pub(crate) color: ColorChoice,
}
