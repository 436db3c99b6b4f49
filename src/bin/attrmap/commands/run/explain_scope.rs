//! `run --explain-scope`: why one user is in scope or out of it, and nothing else.

use attrmap::record::{Fault, Record};
use attrmap::report::{Explained, human_scope, json_scope};

use super::arguments::Arguments;
use super::compile::Planned;
use super::feed::{Feed, Message, Piece};
use crate::inputs::users::InputFormat;
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;
use crate::system::files::Input;

/// Looks for the user of that row and explains its scope on stdout.
pub(super) fn run(
    arguments: &Arguments,
    row: &str,
    planned: &Planned,
    inputs: Vec<Input>,
    console: &Console,
) -> Result<Ending, Trouble> {
    let (row, input) = choose(row, inputs)?;
    let name = input.name.clone();
    let format = arguments.input_format.map(InputFormat::of_library);
    let feed = Feed::start(vec![input], format)?;
    for message in feed.messages() {
        match message {
            Message::Piece(piece) => {
                let names_input = arguments.users.len() > 1;
                if let Some(text) = explain(arguments, planned, &piece, row, names_input)? {
                    console.print(&text)?;
                    return Ok(Ending::Clean);
                }
            }
            Message::Warning(_) => {}
            Message::Failed(trouble) => return Err(trouble),
        }
    }
    Err(Trouble::new(format!("`{name}` has no user in row {row}"))
        .help("rows are lines in NDJSON, else numbers of users, from 1, as the summary names them"))
}

/// The row, and the input it is of.
fn choose(row: &str, mut inputs: Vec<Input>) -> Result<(u64, Input), Trouble> {
    let number = |text: &str| text.parse::<u64>().ok().filter(|row| *row > 0);
    let position = |name: &str| inputs.iter().position(|input| input.name == name);
    let chosen = match number(row) {
        Some(row) if inputs.len() == 1 => Some((0, row)),
        Some(_) | None => {
            row.rsplit_once(':').and_then(|(name, row)| Some((position(name)?, number(row)?)))
        }
    };
    if let Some((index, row)) = chosen {
        return Ok((row, inputs.swap_remove(index)));
    }
    let help = match inputs.as_slice() {
        [] | [_] => "write the number of a row, such as --explain-scope 3".to_owned(),
        [first, ..] => {
            format!("there are several inputs: write --explain-scope {}:3", first.name)
        }
    };
    Err(Trouble::new(format!("--explain-scope `{row}` is no row of an input")).help(help))
}

/// The explanation, where the user is among these.
fn explain(
    arguments: &Arguments,
    planned: &Planned,
    piece: &Piece,
    row: u64,
    names_input: bool,
) -> Result<Option<String>, Trouble> {
    let Some((_, user)) = piece.chunk.users().find(|(found, _)| *found == row) else {
        return Ok(None);
    };
    let Planned { plan, ignores_filters } = planned;
    let unreadable =
        |fault: Fault| Trouble::new(format!("the user in row {row} cannot be read: {fault}"));
    let reader = plan.layout().reader(&piece.chunk).map_err(unreadable)?;
    let record = reader.read(user.map_err(unreadable)?, Record::new()).map_err(unreadable)?;
    let explanation = plan.explain_scope(&record);
    let explained = Explained {
        input: names_input.then_some(&*piece.input),
        row,
        key: plan.key(&record),
        explanation: &explanation,
        ignores_filters: *ignores_filters,
    };
    Ok(Some(match arguments.format {
        Format::Human => human_scope(explained, arguments.show_values),
        Format::Json => json_scope(explained, arguments.show_values),
    }))
}
