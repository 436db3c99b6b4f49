//! `attrmap man`: manual pages, made of what `--help` says.

use std::path::{Path, PathBuf};

use clap::builder::Resettable::Reset;
use clap::{Args, Command, CommandFactory, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::args;
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;
use crate::system::files;

/// The arguments of `man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap man > attrmap.1
  attrmap man schema show > attrmap-schema-show.1
  attrmap man --dir man1  # all pages, one for each command")]
pub(crate) struct Arguments {
    /// The command whose page is printed [default: the page of attrmap itself].
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,

    /// Write all pages into this folder, which is made where it is not there.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    dir: Option<PathBuf>,
}

/// Prints a page, or writes all of them.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let mut whole = args::Arguments::command().disable_help_subcommand(true);
    whole.build();
    match &arguments.dir {
        Some(folder) => {
            let trouble = |error| Trouble::with_file("make", &folder.display().to_string(), &error);
            std::fs::create_dir_all(folder).map_err(trouble)?;
            write_all(&whole, folder)?;
        }
        None => {
            let command = find(&whole, &arguments.command)?;
            console.print(&String::from_utf8_lossy(&page(command)?))?;
        }
    }
    Ok(Ending::Clean)
}

/// The command of that name, or the one below it.
fn find<'c>(whole: &'c Command, names: &[String]) -> Result<&'c Command, Trouble> {
    names.iter().try_fold(whole, |command, name| {
        command.find_subcommand(name).ok_or_else(|| {
            let all: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let known = all.join("`, `");
            let trouble = Trouble::new(format!("there is no command `{name}`"));
            if all.is_empty() { trouble } else { trouble.help(format!("there are `{known}`")) }
        })
    })
}

fn write_all(command: &Command, folder: &Path) -> Result<(), Trouble> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    files::write(&folder.join(format!("{name}.1")), &page(command)?)?;
    command.get_subcommands().try_for_each(|inner| write_all(inner, folder))
}

/// A page in roff.
fn page(command: &Command) -> Result<Vec<u8>, Trouble> {
    let help = command.get_after_long_help().or(command.get_after_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let bare = command.clone().after_help(Reset).after_long_help(Reset);
    let source = format!("{} {}", args::NAME, env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    let written = Man::new(bare)
        .source(source)
        .render(&mut page)
        .and_then(|()| more(&help).to_writer(&mut page));
    // Memory takes what is written.
    written.map_err(|error| Trouble::with_file("write", "the page", &error))?;
    Ok(page)
}

/// What help says behind the flags: paragraphs are filled, and what stands in is left as it is.
fn more(help: &str) -> Roff {
    let mut roff = Roff::new();
    if help.is_empty() {
        return roff;
    }
    roff.control("SH", ["MORE"]);
    let mut is_filled = true;
    for line in help.lines() {
        let fills = !line.starts_with(' ');
        match (is_filled, fills) {
            _ if line.is_empty() => roff.control("PP", []),
            (true, false) => roff.control("nf", []),
            (false, true) => roff.control("fi", []),
            (true, true) | (false, false) => &mut roff,
        };
        if !line.is_empty() {
            roff.text([roman(line)]);
            is_filled = fills;
        }
    }
    roff.control("fi", []);
    roff
}
