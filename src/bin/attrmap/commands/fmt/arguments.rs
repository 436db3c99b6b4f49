//! The arguments of `fmt`.

use std::path::PathBuf;

use clap::Args;

use crate::inputs::environment::FunctionsArguments;
use crate::inputs::quoting::with_quoting;
use crate::system::console::Format;

const HELP: &str = "Examples:
  attrmap fmt                                  # all mappings below this folder
  attrmap fmt workplace.attrmap.toml export.json
  attrmap fmt --check                          # exit code 1 if one would change
  attrmap fmt --diff workplace.attrmap.toml
  attrmap fmt -e 'coalesce( [mail],[userPrincipalName] )'
  attrmap fmt --one-line - < expression.txt    # for the portal
  Get-Content expression.txt | attrmap fmt --one-line -  # the same in PowerShell

An expression is written as the service prints it: names in their own case, each optional slot \
that is empty, one space behind a comma. One of over 100 characters is broken over lines, which \
changes no meaning; --one-line leaves it whole. In mapping files nothing but expressions changes: \
comments, order and all other text stay, byte for byte. In TOML lines stand between three quotes. In the \
JSON of Graph an expression has one line, and the tree beside it stays: where it has an attribute \
in another case, so does the text. The service takes 10,000 characters: an expression that would be \
longer than that stays as it is written, where it would grow.

Exit code: 0 done, 1 something has errors and was left alone, or would change under --check or \
--diff, 2 a file that cannot be read or written.";

/// The arguments of `fmt`.
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = with_quoting(HELP, "fmt -e", "fmt expression.txt"))]
pub(crate) struct Arguments {
    /// Mapping files, files with one expression, and folders to search for mapping files; `-`
    /// formats standard input to standard output [default: this folder].
    #[arg(value_name = "PATHS", conflicts_with = "expression")]
    pub(in crate::commands) paths: Vec<PathBuf>,

    /// Format this expression to standard output.
    #[arg(short, long, value_name = "EXPRESSION", allow_hyphen_values = true)]
    pub(super) expression: Option<String>,

    /// Change nothing: print the names of files that would change.
    #[arg(long)]
    check: bool,

    /// Change nothing: print what would change.
    #[arg(long)]
    pub(super) diff: bool,

    /// Leave every expression on one line, however long.
    #[arg(long)]
    pub(super) one_line: bool,

    /// What standard input is called in messages; what it is, a name that ends in .toml or .json
    /// tells too.
    #[arg(long, value_name = "NAME", conflicts_with = "expression")]
    pub(super) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(super) functions: FunctionsArguments,

    /// The form of diagnostics.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

impl Arguments {
    /// True where no file is written.
    pub(super) fn only_looks(&self) -> bool {
        self.check || self.diff
    }
}
