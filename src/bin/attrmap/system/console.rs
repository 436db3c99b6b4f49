//! The terminal: what goes to stdout, what to stderr, and whether it is coloured.
//!
//! stdout is for data, stderr for everything said about it. A closed pipe is quiet.

use std::fmt;
use std::io::{self, Write};
use std::ops::ControlFlow;

use attrmap::diagnostic::{Appearance, Diagnostics, JsonDiagnostic, printable, render};
use clap::ValueEnum;
use console::Term;

use crate::system::files::STANDARD;

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

/// The two streams of a person's terminal.
pub(crate) struct Console {
    color: ColorChoice,
}

/// Why a command cannot do its work: a sentence, and what to do.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    message: String,
    help: Option<String>,
}

impl Trouble {
    pub(crate) fn new(message: impl Into<String>) -> Trouble {
        Trouble { message: message.into(), help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Trouble {
        Trouble { help: Some(help.into()), ..self }
    }

    /// As it is printed.
    pub(crate) fn told(&self) -> String {
        format!("error: {}\n", printable_lines(&self.to_string()))
    }

    /// A file that cannot be read or written; `-` is a standard stream.
    pub(crate) fn with_file(verb: &str, path: &str, error: &io::Error) -> Trouble {
        let name = match (path, verb) {
            (STANDARD, "read") => "standard input".to_owned(),
            (STANDARD, _) => "to standard output".to_owned(),
            (path, _) => format!("`{path}`"),
        };
        Trouble::new(format!("cannot {verb} {name}: {}", plainly(error)))
    }
}

/// What is printable of a text whose lines and tabs are meant.
pub(crate) fn printable_lines(text: &str) -> String {
    let line = |line: &str| line.split('\t').map(printable).collect::<Vec<_>>().join("\t");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// The system's words without its error number.
fn plainly(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Drawn for people.
    Human,
    /// One JSON object a line.
    Json,
}

/// The rows and columns of the terminal that answers are printed to.
pub(crate) fn screen() -> (usize, usize) {
    let (rows, columns) = Term::stdout().size();
    (rows.into(), columns.into())
}

impl Console {
    pub(crate) fn new(color: ColorChoice) -> Console {
        Console { color }
    }

    /// How diagnostics look on stdout, where they are the data.
    pub(crate) fn appearance_on_stdout(&self) -> Appearance {
        self.appearance(&Term::stdout())
    }

    /// How they look on stderr, where they are said.
    pub(crate) fn appearance_on_stderr(&self) -> Appearance {
        self.appearance(&Term::stderr())
    }

    /// The columns of the terminal that answers are printed to.
    pub(crate) fn columns(&self) -> Option<usize> {
        let (_, columns) = Term::stdout().size_checked()?;
        Some(usize::from(columns)).filter(|columns| *columns > 0)
    }

    fn appearance(&self, terminal: &Term) -> Appearance {
        // To ask is needed in any case: a console of Windows shows colours from then on.
        let shows_colours = terminal.features().colors_supported();
        let is_coloured = match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => shows_colours,
        };
        Appearance { is_coloured, ..Appearance::default() }
    }

    /// Says something on stderr.
    pub(crate) fn say(&self, text: &str) {
        // Nobody is left to tell when stderr is gone.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says why a command could not do its work.
    pub(crate) fn error(&self, trouble: &Trouble) {
        self.say(&trouble.told());
    }

    /// Says something worth knowing.
    pub(crate) fn warning(&self, text: &str) {
        self.say(&format!("warning: {}\n", printable(text)));
    }

    /// Prints diagnostics on stderr.
    pub(crate) fn diagnostics(&self, diagnostics: &Diagnostics, format: Format) {
        match format {
            Format::Human => {
                self.say(&render(diagnostics, self.appearance_on_stderr()));
            }
            Format::Json => {
                for diagnostic in diagnostics {
                    // Strings and numbers always serialize.
                    let line = serde_json::to_string(&JsonDiagnostic::from(diagnostic));
                    self.say(&format!("{}\n", line.unwrap_or_default()));
                }
            }
        }
    }

    /// Prints data on stdout; a closed pipe is quiet.
    pub(crate) fn print(&self, text: &str) -> Result<(), Trouble> {
        self.print_on(text).map(|_| ())
    }

    /// Prints data on stdout, where more is to come: breaks when the pipe is closed.
    pub(crate) fn print_on(&self, text: &str) -> Result<ControlFlow<()>, Trouble> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Ok(()) => Ok(ControlFlow::Continue(())),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ControlFlow::Break(())),
            Err(error) => Err(Trouble::with_file("write", STANDARD, &error)),
        }
    }
}
