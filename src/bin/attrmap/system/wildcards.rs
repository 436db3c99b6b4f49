//! Names with wildcards, where the shell has left them as they are: those of Windows do.
//!
//! In: paths as they were typed. Out: the files that are meant. `*` and `?` stand in the last part
//! of a path only.

use std::fs;
use std::path::{Path, PathBuf};

/// The paths, each with wildcards in its name replaced by the files that fit it, in the order of
/// their names. Where none fits it stays, so that whoever opens it says so.
pub(crate) fn expanded(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().flat_map(|path| fitting(path).unwrap_or_else(|| vec![path.clone()])).collect()
}

/// The files whose names fit that of the path; nothing where it is no pattern, or where none fits.
fn fitting(path: &Path) -> Option<Vec<PathBuf>> {
    let pattern = path.file_name()?.to_str()?;
    if !pattern.contains(['*', '?']) || path.exists() {
        return None;
    }
    let folder = path.parent()?;
    let searched = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(searched).ok()?.filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name());
    let fitting = names.filter(|name| fits(&folded(pattern), &folded(&name.to_string_lossy())));
    let mut found: Vec<PathBuf> =
        fitting.map(|name| folder.join(name)).filter(|path| path.is_file()).collect();
    found.sort();
    (!found.is_empty()).then_some(found)
}

/// A name as the system compares it.
fn folded(name: &str) -> String {
    if cfg!(windows) { name.to_lowercase() } else { name.to_owned() }
}

/// True where a name is like a pattern, in which `*` is any characters and `?` any one.
///
/// Where something does not fit, the last star takes one character more. Those before it need no
/// second try: what fits behind them fits behind the first place that it did.
fn fits(pattern: &str, name: &str) -> bool {
    let (mut pattern, mut name) = (pattern.chars(), name.chars());
    // Behind the last star: the pattern, and the name that it has not taken.
    let mut last_star = None;
    loop {
        let (mut behind, mut rest) = (pattern.clone(), name.clone());
        match (behind.next(), rest.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                last_star = Some((behind.clone(), name.clone()));
                pattern = behind;
            }
            (Some(wanted), Some(next)) if wanted == '?' || wanted == next => {
                (pattern, name) = (behind, rest);
            }
            _ => {
                let Some((behind, untaken)) = &mut last_star else { return false };
                if untaken.next().is_none() {
                    return false;
                }
                (pattern, name) = (behind.clone(), untaken.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_patterns() {
        let long = "a".repeat(200);
        for (pattern, name, expected) in [
            ("*.json", "export.json", true),
            ("*.json", ".json", true),
            ("*.json", "export.jsonc", false),
            ("a?c*", "aéc", true),
            ("a?c*", "ac", false),
            ("*a*b", "xaxbxb", true),
            ("*a*b", "xaxbx", false),
            ("*a*a*a*a*a*a*b", &long, false),
            ("*", "", true),
            ("a*", "", false),
            ("plain", "plain", true),
            ("plain", "plainer", false),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }
}
