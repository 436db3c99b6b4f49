//! What expressions are checked against, as arguments of the commands that check.

use std::path::{Path, PathBuf};

use attrmap::check::Env;
use attrmap::reference;
use attrmap::source::Source;
use clap::Args;

use crate::console::{Console, Format, Trouble};
use crate::files;

/// The arguments that checking commands share.
#[derive(Debug, Clone, Args)]
pub(crate) struct EnvironmentArguments {
    /// Functions that the tenant has, as Graph lists them (GET …/schema/functions): those that
    /// attrmap lacks are then known by name and number of arguments.
    #[arg(long, value_name = "FILE")]
    functions: Option<PathBuf>,
}

impl EnvironmentArguments {
    /// The environment; nothing where the list of functions has errors, which are printed then.
    pub(crate) fn env(&self, console: &Console, format: Format) -> Result<Option<Env>, Trouble> {
        let Some(path) = &self.functions else { return Ok(Some(Env::entra())) };
        let text = files::read_text(path)?;
        let source = Source::new(path.display().to_string(), text);
        let (functions, diagnostics) = reference::read_function_list(&source);
        console.diagnostics(&diagnostics, format);
        Ok(functions.map(|functions| Env::entra().with_functions(functions)))
    }

    /// The file that is read.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.functions.as_deref()
    }
}
