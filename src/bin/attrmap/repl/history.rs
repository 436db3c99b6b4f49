//! The history on disk: entries of earlier sessions, private, without anybody's data.
//!
//! One entry a line, its own lines joined by `\n`; written at the end of a session as a whole, so
//! that it never grows over its limit.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The most entries that are kept.
const MOST: usize = 1000;

/// Where it stands, and what is in it.
pub(crate) struct History {
    path: PathBuf,
    entries: Vec<String>,
}

impl History {
    /// The history of this user; nothing where the system names no folder for it.
    pub(crate) fn open() -> Option<History> {
        Some(History::at(path(|name| env::var_os(name))?))
    }

    fn at(path: PathBuf) -> History {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let entries = text.lines().filter(|line| !line.is_empty()).map(unescaped).collect();
        History { path, entries }
    }

    /// The entries, the oldest first.
    pub(crate) fn entries(&self) -> &[String] {
        &self.entries
    }

    /// Adds entries behind those of other sessions that have ended meanwhile.
    pub(crate) fn add(&self, entries: &[String]) -> io::Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut all = History::at(self.path.clone()).entries;
        all.extend(entries.iter().cloned());
        all.dedup();
        let first = all.len().saturating_sub(MOST);
        let lines = all.iter().skip(first).map(|entry| format!("{}\n", escaped(entry)));
        let text: String = lines.collect();
        let folder = self.path.parent().unwrap_or(Path::new("."));
        private_folder(folder)?;
        // Made anew, so that it is private whatever was there.
        let mut file = private_file(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(&self.path).map(|_: File| ()).map_err(|error| error.error)
    }
}

/// Temporary files are nobody else's from the start.
fn private_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(".history-").tempfile_in(folder)
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// The state folder's file: that of XDG, or of the user's profile in Windows.
fn path(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = PathBuf::from(variable(name)?);
        path.is_absolute().then_some(path)
    };
    let state = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else {
        folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local").join("state")))
    };
    Some(state?.join("attrmap").join("history"))
}

fn escaped(entry: &str) -> String {
    entry.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "")
}

fn unescaped(line: &str) -> String {
    let mut entry = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => entry.push('\n'),
                Some(other) => entry.push(other),
                None => entry.push('\\'),
            },
            other => entry.push(other),
        }
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_as_they_were() {
        for entry in ["[mail]", "Join(\n  \"\\\\\", [a])", "a\\nb", "\\"] {
            assert_eq!(unescaped(&escaped(entry)), entry);
            assert!(!escaped(entry).contains('\n'));
        }
    }

    #[test]
    #[cfg(unix)]
    fn the_file_is_private_and_bounded() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state/attrmap/history");
        let history = History::at(path.clone());
        assert!(history.entries().is_empty());
        let many: Vec<String> = (0..MOST + 5).map(|number| format!("[a{number}]")).collect();
        history.add(&many).expect("it is written");
        history.add(&["[a1004]".to_owned(), "x\ny".to_owned()]).expect("it is written");
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = History::at(path);
        assert_eq!(again.entries().len(), MOST);
        assert_eq!(again.entries().first().map(String::as_str), Some("[a6]"));
        assert_eq!(again.entries().last().map(String::as_str), Some("x\ny"));
    }

    #[test]
    #[cfg(unix)]
    fn it_stands_in_the_state_folder() {
        let with = |set: &[(&str, &str)]| {
            path(|name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            })
        };
        let both = [("XDG_STATE_HOME", "/s"), ("HOME", "/h")];
        assert_eq!(with(&both), Some(PathBuf::from("/s/attrmap/history")));
        let home = [("XDG_STATE_HOME", "relative"), ("HOME", "/h")];
        assert_eq!(with(&home), Some(PathBuf::from("/h/.local/state/attrmap/history")));
        assert_eq!(with(&[]), None);
    }
}
