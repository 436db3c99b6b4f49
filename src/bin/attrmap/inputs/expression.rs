//! An expression as an argument: in the command line, in a file, on standard input.

use std::path::{Path, PathBuf};

use attrmap::source::Source;
use clap::Args;

use crate::system::console::Trouble;
use crate::system::files::{self, STANDARD};

/// Where the expression is.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ExpressionArguments {
    /// The expression; `-` reads it from standard input.
    #[arg(value_name = "EXPRESSION", allow_negative_numbers = true)]
    expression: Option<String>,

    /// The expression as the whole of a file; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    expression_file: Option<PathBuf>,
}

impl ExpressionArguments {
    /// The expression's text, with the name that diagnostics call it by.
    pub(crate) fn source(&self) -> Result<Source, Trouble> {
        match (&self.expression, self.path()) {
            (Some(text), None) => Ok(Source::new("expression", text.as_str())),
            (_, Some(path)) => {
                let name = if files::is_named(path) {
                    path.display().to_string()
                } else {
                    "standard input".to_owned()
                };
                Ok(Source::new(name, files::read_text(path)?))
            }
            (None, None) => Err(Trouble::new("there is no expression")),
        }
    }

    /// The file that is read.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.expression {
            Some(text) if text == STANDARD => Some(Path::new(STANDARD)),
            Some(_) | None => self.expression_file.as_deref(),
        }
    }
}

/// Refuses standard input for two things at once.
pub(crate) fn refuse_standard_twice<'a>(
    paths: impl IntoIterator<Item = Option<&'a Path>>,
) -> Result<(), Trouble> {
    let is_standard = |path: &Option<&Path>| path.is_some_and(|path| !files::is_named(path));
    match paths.into_iter().filter(is_standard).count() {
        0 | 1 => Ok(()),
        _ => Err(Trouble::new("standard input (`-`) is asked for twice")
            .help("name a file for one of them")),
    }
}
