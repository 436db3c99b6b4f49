//! The settings of a project: `attrmap.toml`, found from a mapping file upwards.

use std::fs;
use std::path::{Path, PathBuf};

use attrmap::diagnostic::Diagnostics;
use attrmap::lint::Settings;
use attrmap::source::Source;

use super::Arguments;
use crate::console::Trouble;
use crate::files::{self, is_named};

/// What the file is called.
pub(crate) const NAME: &str = "attrmap.toml";

/// Settings with the file they stand in.
pub(super) struct Project {
    pub(super) source: Source,
    pub(super) settings: Settings,
    /// What is wrong with them.
    pub(super) said: Diagnostics,
}

/// Where the settings for a mapping file stand; nothing where there are none.
pub(super) fn path_for(file: &Path, arguments: &Arguments) -> Option<PathBuf> {
    if arguments.no_config {
        return None;
    }
    if let Some(path) = &arguments.config {
        return Some(path.clone());
    }
    let folder = if is_named(file) { file.parent()? } else { Path::new("") };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // What is above is known of the real folder only: `..` and links lead elsewhere.
    let whole = fs::canonicalize(folder).ok()?;
    let found = whole.ancestors().map(|above| above.join(NAME)).find(|path| path.is_file())?;
    // Seen from here, as the mapping files are.
    let here = fs::canonicalize(".").ok();
    let near = here.and_then(|here| found.strip_prefix(here).ok().map(Path::to_path_buf));
    Some(near.unwrap_or(found))
}

impl Project {
    /// Reads the settings at a path; none without one.
    pub(super) fn read(path: Option<&Path>) -> Result<Project, Trouble> {
        let source = match path {
            Some(path) => Source::new(path.display().to_string(), files::read_text(path)?),
            None => Source::new(NAME, ""),
        };
        let (settings, said) = Settings::read(&source);
        Ok(Project { source, settings, said })
    }
}
