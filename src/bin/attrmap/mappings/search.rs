//! The mapping files that are meant by paths: files as they are, folders by what is in them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use attrmap::mapping::Content;

use crate::system::console::Trouble;
use crate::system::files::{self, is_named};

/// What our own mapping files are called.
const OURS: &str = ".attrmap.toml";
/// The largest JSON file that is looked into as a whole to find out what it is.
const MOST_BYTES: u64 = 64 << 20;
/// How much of a larger one is looked into: whoever reads it then says that it is too large.
const BEGINNING: u64 = 64 << 10;

/// What a search found.
#[derive(Default)]
pub(crate) struct Found {
    /// The mapping files, each once, those of a folder in the order of their names.
    pub(crate) files: Vec<PathBuf>,
    /// The folders and files that could not be looked into: nobody knows what they have.
    pub(crate) troubles: Vec<Trouble>,
}

/// The mapping files that these paths mean. Without a path the current folder is meant.
pub(crate) fn find(paths: &[PathBuf]) -> Found {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut found = Found::default();
    for path in paths {
        if is_named(path) && path.is_dir() {
            search(path, &mut found);
        } else {
            found.files.push(path.clone());
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.files.retain(|path| seen.insert(path.clone()));
    found
}

fn search(folder: &Path, found: &mut Found) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            let folder = folder.display().to_string();
            return found.troubles.push(Trouble::with_file("read", &folder, &error));
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // A link may lead anywhere, back here too.
        if kind.is_dir() && !is_left_out(&name) {
            search(&entry.path(), found);
        } else if kind.is_file() {
            let path = tidied(&entry.path());
            match is_mapping_file(&path, &name) {
                Ok(true) => found.files.push(path),
                Ok(false) => {}
                Err(error) => {
                    let path = path.display().to_string();
                    found.troubles.push(Trouble::with_file("read", &path, &error));
                }
            }
        }
    }
}

/// Folders that hold what others made.
fn is_left_out(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "target" | "node_modules")
}

fn is_mapping_file(path: &Path, name: &str) -> io::Result<bool> {
    if name.ends_with(OURS) {
        return Ok(true);
    }
    if !name.to_ascii_lowercase().ends_with(".json") {
        return Ok(false);
    }
    let is_small = fs::metadata(path)?.len() <= MOST_BYTES;
    let bytes = if is_small { fs::read(path) } else { files::beginning(path, BEGINNING) }?;
    Ok(Content::of(name, &bytes) == Content::Mapping)
}

/// The path without the `.` that a search of the current folder starts with.
fn tidied(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_path_buf(), Path::to_path_buf)
}
