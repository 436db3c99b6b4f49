//! `attrmap init`: a mapping to start from.

use std::path::{Path, PathBuf};

use attrmap::schema::BuiltIn;
use clap::Args;

use crate::inputs::known::Known;
use crate::inputs::tables;
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;
use crate::system::files::{self, is_named};

/// The arguments of `init`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap init workplace  # writes workplace.attrmap.toml
  attrmap init scim -o mapping.attrmap.toml
  attrmap init scim -o -  # prints it")]
pub(crate) struct Arguments {
    #[arg(value_parser = Known(targets), hide_possible_values = true,
          help = format!("The target: {}; `attrmap schema list` says what they are", tables::names(", ")))]
    target: String,

    /// Where to write it; `-` prints it [default: TARGET.attrmap.toml].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace a file that is there already.
    #[arg(long)]
    force: bool,
}

fn targets() -> Vec<&'static str> {
    BuiltIn::names().collect()
}

/// Writes the mapping.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let Some(target) = BuiltIn::find(&arguments.target) else {
        let known = tables::names("`, `");
        let message = format!("there is no mapping for `{}`", arguments.target);
        return Err(Trouble::new(message).help(format!("the targets are `{known}`")));
    };
    let path = match &arguments.output {
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.attrmap.toml", arguments.target)),
    };
    let name = path.display().to_string();
    let is_standard = !is_named(&path);
    if !is_standard && !arguments.force && is_there(&path) {
        return Err(Trouble::new(format!("`{name}` is there already"))
            .help("name another file with `-o`, or replace it with `--force`"));
    }
    files::write(&path, target.template.as_bytes())?;
    if !is_standard {
        console.say(&format!("wrote `{name}`\nnext: attrmap run --mapping {name} users.ndjson\n"));
    }
    Ok(Ending::Clean)
}

/// True for a regular file that holds something: a device can be written over and over, and of
/// an empty file, which a shell's `>` leaves, nothing is lost.
fn is_there(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0)
}
