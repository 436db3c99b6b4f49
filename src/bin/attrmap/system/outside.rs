//! What is asked of the outside: files, the clock, chance. Tests of sessions bring their own.

use std::fs;
use std::path::{Path, PathBuf};

use attrmap::types::DateTime;

use crate::system::console::Trouble;
use crate::system::files;

/// Files, the clock, chance.
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
    /// The path, from the home folder on where it begins with `~`.
    fn at_home(&self, path: &Path) -> PathBuf;
    /// The names in a folder, those of folders with a slash behind them.
    fn names_in(&self, folder: &Path) -> Vec<String>;
    /// The clock.
    fn now(&self) -> DateTime;
    /// Bytes that nobody can guess.
    fn secret(&self) -> Result<[u8; 32], Trouble>;
}

/// The disk, the system's clock and its random values.
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
        if !files::is_named(path) {
            return Err(
                Trouble::new("answers are printed to standard output already").help("name a file")
            );
        }
        files::write(path, bytes)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok().map(as_typed)
    }

    fn at_home(&self, path: &Path) -> PathBuf {
        let home = || Some(std::env::home_dir()?.join(path.strip_prefix("~").ok()?));
        home().unwrap_or_else(|| path.to_owned())
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
        system_now()
    }

    fn secret(&self) -> Result<[u8; 32], Trouble> {
        secret()
    }
}

/// The path as people write it: Windows begins a real path with `\\?\`, which few programs take.
fn as_typed(path: PathBuf) -> PathBuf {
    let of_drive = path.to_str().and_then(|path| path.strip_prefix(r"\\?\"));
    match of_drive.filter(|path| path.get(1..3) == Some(r":\")) {
        Some(path) => PathBuf::from(path),
        None => path,
    }
}

/// Bytes that nobody can guess, for what is drawn at random.
pub(crate) fn secret() -> Result<[u8; 32], Trouble> {
    let mut secret = [0; 32];
    match getrandom::fill(&mut secret) {
        Ok(()) => Ok(secret),
        Err(error) => Err(Trouble::new(format!("the system gives no random values: {error}"))),
    }
}

/// The system's clock.
pub(crate) fn system_now() -> DateTime {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX));
    DateTime::from_unix_seconds(seconds).unwrap_or(DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_paths_are_shown_as_people_write_them() {
        for (real, typed) in [
            (r"\\?\C:\maps\attrmap.toml", r"C:\maps\attrmap.toml"),
            (r"\\?\UNC\server\maps", r"\\?\UNC\server\maps"),
            ("/home/ana/maps", "/home/ana/maps"),
        ] {
            assert_eq!(as_typed(PathBuf::from(real)), PathBuf::from(typed));
        }
    }
}
