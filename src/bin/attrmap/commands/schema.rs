//! `attrmap schema`: target tables, shown.

use attrmap::diagnostic::Diagnostics;
use attrmap::schema::BUILT_IN;
use clap::{Args, Subcommand, ValueEnum, ValueHint};

use crate::inputs::tables;
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;

/// The arguments of `schema`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap schema list
  attrmap schema show workplace")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a table: types, wire forms, corrections, sources.
    Show(Show),
    /// Print the names of the built-in tables.
    #[command(after_help = "Examples:
  attrmap schema list")]
    List,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap schema show workplace
  attrmap schema show scim --format json
  attrmap schema show schemas.json  # a /Schemas response saved to a file")]
struct Show {
    #[arg(value_hint = ValueHint::FilePath, help = tables::help("The table"))]
    table: String,

    /// The form of the output, and of diagnostics.
    #[arg(long, value_enum, default_value_t = ShowFormat::Human)]
    format: ShowFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// A page for people.
    Human,
    /// One JSON document.
    Json,
}

/// Shows tables.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    match &arguments.command {
        Command::Show(show) => run_show(show, console),
        Command::List => {
            let titles = BUILT_IN.iter().filter_map(|built_in| {
                built_in.table().map(|table| format!("{:<10} {}\n", built_in.name, table.title))
            });
            console.print(&titles.collect::<String>())?;
            Ok(Ending::Clean)
        }
    }
}

fn run_show(show: &Show, console: &Console) -> Result<Ending, Trouble> {
    let mut diagnostics = Diagnostics::new();
    let table = tables::asked_for(&show.table, &mut diagnostics)?;
    let diagnostics = diagnostics.sorted();
    let format = match show.format {
        ShowFormat::Human => Format::Human,
        ShowFormat::Json => Format::Json,
    };
    console.diagnostics(&diagnostics, format);
    let Some(table) = table else { return Ok(Ending::Unusable) };
    match show.format {
        ShowFormat::Human => console.print(&table.page().to_string())?,
        ShowFormat::Json => {
            let json = serde_json::json!({
                "version": 1,
                "name": table.name,
                "title": table.title,
                "source": table.source,
                "attributes": table.describe(),
            });
            console.print(&format!("{json:#}\n"))?;
        }
    }
    Ok(Ending::Clean)
}
