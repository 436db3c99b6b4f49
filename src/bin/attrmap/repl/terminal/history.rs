//! The history on disk: entries of earlier sessions, private, without anybody's data.
//!
//! One entry a line, its own lines joined by `\n`. Entries are added at the end as they come, so
//! that sessions at the same time keep theirs too, and none is lost with its session. A file that
//! has grown to twice its limit is cut as a session begins: only what another one adds in the
//! meantime is not kept.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::system::files::is_device;
use crate::system::private;

/// The most entries that are kept.
const MOST: usize = 1000;

/// Where it stands, and what was in it.
pub(crate) struct History {
    path: PathBuf,
    entries: Vec<String>,
}

impl History {
    /// The history of this user; nothing where the system names no folder for it, or a
    /// device stands in its place.
    pub(crate) fn open() -> io::Result<Option<History>> {
        path(|name| env::var_os(name)).map_or(Ok(None), History::at)
    }

    fn at(path: PathBuf) -> io::Result<Option<History>> {
        // Somebody may keep it elsewhere: what stands there is written, and the link stays.
        let path = fs::canonicalize(&path).unwrap_or(path);
        if is_device(&path) {
            // `/dev/null`: somebody wants none.
            return Ok(None);
        }
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read?,
        };
        // One byte that is no text is no reason to forget all others.
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let last = lines.get(lines.len().saturating_sub(MOST)..).unwrap_or_default();
        if lines.len() >= 2 * MOST {
            private::replace(&path, &format!("{}\n", last.join("\n")))?;
        }
        let mut entries: Vec<String> = last.iter().copied().map(unescaped).collect();
        entries.dedup();
        Ok(Some(History { path, entries }))
    }

    /// The entries, the oldest first.
    pub(crate) fn entries(&self) -> &[String] {
        &self.entries
    }

    /// Adds an entry behind those of every other session.
    pub(crate) fn add(&self, entry: &str) -> io::Result<()> {
        private::append(&self.path, &format!("{}\n", escaped(entry)))
    }
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
    use std::path::Path;

    use super::*;

    fn opened(path: &Path) -> History {
        History::at(path.to_owned()).expect("it is read").expect("it is a file")
    }

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
        let open = || opened(&path);
        assert!(open().entries().is_empty());
        open().add("[a0]").expect("it is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("it is mine");
        // Two sessions at the same time.
        let (one, other) = (open(), open());
        for number in 1..MOST {
            one.add(&format!("[a{number}]")).expect("it is written");
            other.add("x\ny").expect("it is written");
        }
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_to_string(&path).expect("text").lines().count(), 2 * MOST - 1);
        assert_eq!(open().entries().len(), MOST, "no more than is kept");
        one.add("[last]").expect("it is written");
        assert_eq!(open().entries().last().map(String::as_str), Some("[last]"));
        assert_eq!(fs::read_to_string(&path).expect("text").lines().count(), MOST, "it was cut");
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_stays_one_and_a_device_is_left_alone() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (link, file) = (folder.path().join("history"), folder.path().join("elsewhere"));
        fs::write(&file, "[a]\n".repeat(2 * MOST)).expect("it is written");
        symlink(&file, &link).expect("it is made");
        opened(&link).add("[b]").expect("it is written");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        let text = fs::read_to_string(&file).expect("text");
        assert_eq!((text.lines().count(), text.lines().last()), (MOST + 1, Some("[b]")), "cut");
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_file(&link).expect("it is mine");
        symlink("/dev/null", &link).expect("it is made");
        assert!(History::at(link).expect("it is looked at").is_none());
    }

    #[test]
    fn a_byte_that_is_no_text_costs_no_other_entry() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("history");
        fs::write(&path, b"[a]\n\"\xfc\"\n[b]\n").expect("it is written");
        let history = opened(&path);
        assert_eq!(history.entries(), ["[a]", "\"\u{fffd}\"", "[b]"]);
        history.add("[c]").expect("it is written");
        assert_eq!(fs::read(&path).expect("a file"), b"[a]\n\"\xfc\"\n[b]\n[c]\n");
        assert!(History::at(folder.path().to_owned()).is_err(), "what is there is no file");
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
