//! `attrmap functions`: the reference in the terminal, of functions and of the operators of scoping
//! filters.

use attrmap::diagnostic::suggest;
use attrmap::functions::{FUNCTIONS, Function};
use attrmap::reference::{
    function_schemas, operator_schemas, search, search_operators, terminal_list, terminal_operator,
    terminal_operators, terminal_page, terminal_word,
};
use attrmap::scope::operators::OPERATORS;
use clap::Args;
use serde_json::json;

use crate::inputs::known::Known;
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;

/// The arguments of `functions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap functions                # all of them
  attrmap functions Join           # one page
  attrmap functions \"Is*\"          # by name, with `*` and `?`
  attrmap functions fallback       # by a word that describes them
  attrmap functions vbTextCompare  # by a word that they take
  attrmap functions \"REGEX MATCH\"  # an operator of scoping filters
  attrmap functions --format json  # as Microsoft Graph lists functions")]
pub(crate) struct Arguments {
    /// A function or an operator of scoping filters, or a part of its name, its summary or the
    /// words it is looked up by.
    #[arg(value_name = "NAME|PATTERN", value_parser = Known(names), hide_possible_values = true)]
    pattern: Option<String>,

    /// For people, or in the shapes of Graph's attributeMappingFunctionSchema and
    /// filterOperatorSchema.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

fn names() -> Vec<&'static str> {
    FUNCTIONS.iter().map(|function| function.name).collect()
}

/// Prints functions and operators.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let (functions, operators) = match &arguments.pattern {
        None => (FUNCTIONS.to_vec(), OPERATORS.iter().collect()),
        Some(pattern) => match (search(pattern), search_operators(pattern)) {
            // A name is that one alone.
            (functions, _) if is_name(&functions, pattern) => (functions, Vec::new()),
            found => found,
        },
    };
    if let (Some(pattern), [], []) = (&arguments.pattern, &*functions, &*operators) {
        let page = terminal_word(pattern).filter(|_| arguments.format == Format::Human);
        if let Some(page) = page {
            console.print(&page)?;
            return Ok(Ending::Clean);
        }
        let names = FUNCTIONS.iter().map(|function| function.name);
        let names = names.chain(OPERATORS.iter().map(|operator| operator.name));
        let trouble = Trouble::new(format!("no function and no operator fits `{pattern}`"));
        return Err(match suggest::nearest(pattern, names) {
            Some(near) => trouble.help(format!("did you mean `{near}`?")),
            None => trouble.help("`attrmap functions` lists all of them"),
        });
    }
    let text = match (arguments.format, &*functions, &*operators) {
        (Format::Json, functions, operators) => {
            let is_function = |name| functions.iter().any(|function| function.name == name);
            let is_operator = |name| operators.iter().any(|operator| operator.name == name);
            let mut functions = function_schemas();
            functions.retain(|schema| is_function(schema.name));
            let mut operators = operator_schemas();
            operators.retain(|schema| is_operator(schema.name));
            format!("{:#}\n", json!({ "version": 1, "value": functions, "operators": operators }))
        }
        (Format::Human, [only], []) => terminal_page(only),
        (Format::Human, [], [only]) => terminal_operator(only),
        (Format::Human, functions, []) => terminal_list(functions),
        (Format::Human, [], operators) => terminal_operators(operators),
        (Format::Human, functions, operators) => {
            format!("{}\n{}", terminal_list(functions), terminal_operators(operators))
        }
    };
    console.print(&text)?;
    Ok(Ending::Clean)
}

/// True where the pattern is the name of the one function found.
fn is_name(found: &[&Function], pattern: &str) -> bool {
    let name = pattern.trim().trim_end_matches("()");
    matches!(found, [only] if only.name.eq_ignore_ascii_case(name))
}
