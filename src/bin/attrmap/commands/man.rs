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

/// A page in roff: its synopsis says what `--help` calls the usage.
fn page(command: &Command) -> Result<Vec<u8>, Trouble> {
    let help = command.get_after_long_help().or(command.get_after_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let bare = command.clone().after_help(Reset).after_long_help(Reset).override_usage(usage);
    let source = format!("{} {}", args::NAME, env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    // A date of one blank: without any the source would stand in its place.
    let written = Man::new(bare)
        .date(" ")
        .source(source)
        .render(&mut page)
        .and_then(|()| more(&help).to_writer(&mut page));
    // Memory takes what is written.
    written.map_err(|error| Trouble::with_file("write", "the page", &error))?;
    Ok(escaped(&String::from_utf8_lossy(&page)).into_bytes())
}

/// What help says behind the flags, in the sections that manual pages have: paragraphs are filled,
/// and what stands in is left as it is.
fn more(help: &str) -> Roff {
    let mut roff = Roff::new();
    for section in ["EXIT STATUS", "EXAMPLES", "NOTES"] {
        let paragraphs = help.split("\n\n").filter(|text| !text.is_empty()).map(placed);
        let texts: Vec<&str> =
            paragraphs.filter(|(place, _)| *place == section).map(|(_, text)| text).collect();
        for (index, text) in texts.into_iter().enumerate() {
            roff.control(if index == 0 { "SH" } else { "PP" }, (index == 0).then_some(section));
            add(&mut roff, text);
        }
    }
    roff
}

/// The section in which a paragraph stands, and what of it is no heading.
fn placed(paragraph: &str) -> (&'static str, &str) {
    if let Some(codes) = paragraph.strip_prefix("Exit code: ") {
        ("EXIT STATUS", codes)
    } else if let Some(examples) = paragraph.strip_prefix("Examples:\n") {
        ("EXAMPLES", examples)
    } else {
        ("NOTES", paragraph)
    }
}

/// Adds a paragraph.
fn add(roff: &mut Roff, text: &str) {
    let mut is_filled = true;
    for line in text.lines() {
        let fills = !line.starts_with(' ');
        if fills != is_filled {
            roff.control(if fills { "fi" } else { "nf" }, []);
            is_filled = fills;
        }
        roff.text([roman(line)]);
    }
    if !is_filled {
        roff.control("fi", []);
    }
}

/// The page in ASCII, which every roff reads: not all of them know UTF-8. A backslash is `\e`, and
/// two of them are one only inside a macro.
fn escaped(page: &str) -> String {
    let mut escaped = String::with_capacity(page.len());
    for character in page.replace(r"\\", r"\e").chars() {
        match character {
            character if character.is_ascii() => escaped.push(character),
            character => escaped.push_str(&format!("\\[u{:04X}]", u32::from(character))),
        }
    }
    escaped
}
