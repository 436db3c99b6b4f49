//! Files that are nobody else's, in folders that are not either.
//!
//! In: a path and a text. Out: the text at the end of the file, or in its place. What is private in
//! Windows, the folder of the user's profile says.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Adds a text at the end of a file, which is private from then on, whatever it was. It is written
/// at once, so that nobody else writes in between.
pub(crate) fn append(path: &Path, text: &str) -> io::Result<()> {
    make_folder(folder_of(path))?;
    opened(path)?.write_all(text.as_bytes())
}

/// Puts a file with that text in the place of the one there is. It is nobody else's from the start.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(".attrmap-").tempfile_in(folder_of(path))?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map(|_: File| ()).map_err(|error| error.error)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn opened(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let file = File::options().append(true).create(true).mode(0o600).open(path)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    Ok(file)
}

#[cfg(not(unix))]
fn opened(path: &Path) -> io::Result<File> {
    File::options().append(true).create(true).open(path)
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(unix)]
    fn what_is_written_is_private() {
        use std::os::unix::fs::PermissionsExt;

        use super::*;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state/history");
        let mode = |path: &Path| {
            let metadata = fs::metadata(path).expect("it is there");
            metadata.permissions().mode() & 0o777
        };
        append(&path, "a\n").expect("it is written");
        assert_eq!((mode(&path), mode(folder_of(&path))), (0o600, 0o700));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("it is mine");
        append(&path, "b\n").expect("it is written");
        assert_eq!(mode(&path), 0o600);
        assert_eq!(fs::read_to_string(&path).expect("text"), "a\nb\n");
        replace(&path, "c\n").expect("it is written");
        assert_eq!(mode(&path), 0o600);
        assert_eq!(fs::read_to_string(&path).expect("text"), "c\n");
        assert_eq!(fs::read_dir(folder_of(&path)).expect("a folder").count(), 1);
    }
}
