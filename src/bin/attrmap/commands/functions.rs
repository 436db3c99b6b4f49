//! `attrmap functions`: the reference in the terminal.

use attrmap::diagnostic::suggest;
use attrmap::functions::FUNCTIONS;
use attrmap::reference::{function_schemas, search, terminal_list, terminal_page};
use clap::Args;
use serde_json::json;

use crate::console::{Console, Format, Trouble};
use crate::ending::Ending;

/// The arguments of `functions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap functions                      all of them
  attrmap functions Join                 one page
  attrmap functions 'Is*'                by name, with `*` and `?`
  attrmap functions fallback             by a word that describes them
  attrmap functions --format json        as Microsoft Graph lists functions")]
pub(crate) struct Arguments {
    /// A function, or a part of its name, its summary or the words it is looked up by.
    #[arg(value_name = "NAME|PATTERN")]
    pattern: Option<String>,

    /// For people, or in the shape of Graph's attributeMappingFunctionSchema.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Prints functions.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let found = match &arguments.pattern {
        None => FUNCTIONS.to_vec(),
        Some(pattern) => search(pattern),
    };
    if let (Some(pattern), []) = (&arguments.pattern, found.as_slice()) {
        let names = FUNCTIONS.iter().map(|function| function.name);
        let trouble = Trouble::new(format!("no function fits `{pattern}`"));
        return Err(match suggest::nearest(pattern, names) {
            Some(near) => trouble.help(format!("did you mean `{near}`?")),
            None => trouble.help("`attrmap functions` lists all of them"),
        });
    }
    let text = match (arguments.format, found.as_slice()) {
        (Format::Json, found) => {
            let is_found = |name| found.iter().any(|function| function.name == name);
            let schemas: Vec<_> =
                function_schemas().into_iter().filter(|schema| is_found(schema.name)).collect();
            format!("{:#}\n", json!({ "version": 1, "value": schemas }))
        }
        (Format::Human, [only]) => terminal_page(only),
        (Format::Human, found) => terminal_list(found),
    };
    console.print(&text)?;
    Ok(Ending::Clean)
}
