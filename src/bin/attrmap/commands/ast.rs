//! `attrmap ast`: an expression as Graph's `attributeMappingSource`.

use clap::Args;

use crate::inputs::environment::EnvironmentArguments;
use crate::inputs::expression::{ExpressionArguments, refuse_standard_twice};
use crate::inputs::quoting::with_quoting;
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;
use crate::views::tree::tree;

const HELP: &str = "Examples:
  attrmap ast 'Replace([preferredLanguage], \"-\", , , \"_\")'
  attrmap ast --expression-file expression.txt

What Graph shows for comparisons, bare words and repeated parameters is not documented: such parts \
are printed as assumed, and a note says so.";

const IN_FILE: &str = "ast --expression-file expression.txt";

/// The arguments of `ast`.
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = with_quoting(HELP, "ast", IN_FILE))]
pub(crate) struct Arguments {
    #[command(flatten)]
    expression: ExpressionArguments,

    #[command(flatten)]
    environment: EnvironmentArguments,

    /// The form of diagnostics; the tree is always JSON.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Prints the tree.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    refuse_standard_twice([arguments.expression.path(), arguments.environment.path()])?;
    let source = arguments.expression.source()?;
    let Some(env) = arguments.environment.env(console, arguments.format)? else {
        return Ok(Ending::Unusable);
    };
    match tree(&source, &env) {
        Ok((tree, said)) => {
            console.diagnostics(&said, arguments.format);
            console.print(&format!("{tree}\n"))?;
            Ok(Ending::Clean)
        }
        Err(diagnostics) => {
            console.diagnostics(&diagnostics, arguments.format);
            Ok(Ending::Findings)
        }
    }
}
