//! The arguments of the command line: names, help, examples.

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands::{init, run, schema};

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

/// When messages are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands, one file each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Turn users into SCIM payloads, one a line.
    Run(run::Arguments),
    /// Write a mapping to start from.
    Init(init::Arguments),
    /// Look at target tables.
    Schema(schema::Arguments),
}
