//! What is asked of the outside: files and the clock. Tests of sessions bring their own.

use std::fs;
use std::path::{Path, PathBuf};

use attrmap::types::DateTime;

use crate::commands::surroundings;
use crate::console::Trouble;
use crate::files::{self, Output};

/// Files and the clock.
pub(crate) trait Outside {
    /// A file whole.
    fn read(&self, path: &Path) -> Result<Vec<u8>, Trouble>;
    /// A file written, whole or not at all.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Trouble>;
    /// True where something is at that path.
    fn exists(&self, path: &Path) -> bool;
    /// True where a file is at that path.
    fn is_file(&self, path: &Path) -> bool;
    /// The path from the root on, without `..` and links; nothing where there is none.
    fn real(&self, path: &Path) -> Option<PathBuf>;
    /// The names in a folder, those of folders with a slash behind them.
    fn names_in(&self, folder: &Path) -> Vec<String>;
    /// The clock.
    fn now(&self) -> DateTime;
}

/// The disk and the system's clock.
pub(crate) struct System;

impl Outside for System {
    fn read(&self, path: &Path) -> Result<Vec<u8>, Trouble> {
        if !files::is_named(path) {
            return Err(Trouble::new("what is typed is read from standard input already")
                .help("name a file"));
        }
        files::read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
        let mut output = Output::prepare(path)?;
        let name = path.display().to_string();
        output.write(bytes).map_err(|(_, error)| Trouble::with_file("write", &name, &error))?;
        output.finish()
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok()
    }

    fn names_in(&self, folder: &Path) -> Vec<String> {
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                Some(if entry.path().is_dir() { format!("{name}/") } else { name })
            })
            .collect();
        names.sort();
        names
    }

    fn now(&self) -> DateTime {
        surroundings::system_now()
    }
}
