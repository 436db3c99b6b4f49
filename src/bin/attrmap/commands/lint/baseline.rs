//! The baseline as a file: what it calls the files of its findings.
//!
//! They are named as seen from the folder that the baseline stands in, with slashes, so that it
//! holds whichever folder somebody is in, and on every system.

use std::path::{Path, PathBuf};

use attrmap::diagnostic::counted;
use attrmap::lint::{Baseline, Finding};
use attrmap::report::LintReport;

use super::errors;
use crate::system::console::{Console, Trouble};
use crate::system::files;
use crate::system::outside::{Outside, System};

/// Reads a baseline.
pub(super) fn read(path: &Path) -> Result<Baseline, Trouble> {
    let text = files::read_text(path)?;
    Baseline::from_json(&text).map_err(|why| {
        Trouble::new(format!("`{}` is no baseline: {why}", path.display()))
            .help("make one: attrmap lint --write-baseline FILE")
    })
}

/// Writes the baseline of what is reported.
pub(super) fn write(path: &Path, report: &LintReport, console: &Console) -> Result<(), Trouble> {
    let folder = folder_of(path);
    let baseline = Baseline::of(&report.findings, |name| seen_from(&folder, name));
    files::write(path, baseline.to_json().as_bytes())?;
    let known = report.findings.iter().filter(|finding| finding.can_be_configured()).count();
    let known = counted(known as u64, "finding");
    console.say(&format!(
        "`{}` knows {known} in {}\n",
        path.display(),
        counted(report.files as u64, "file")
    ));
    let errors = errors(report);
    if errors > 0 {
        let errors = counted(errors, "error");
        console.warning(&format!("{errors} that no run would pass cannot be in a baseline"));
    }
    Ok(())
}

/// Those findings that are not in the baseline, which stands at that path.
pub(super) fn new_among(findings: Vec<Finding>, baseline: &Baseline, path: &Path) -> Vec<Finding> {
    let folder = folder_of(path);
    let is_gone = |name: &str| files::is_named(Path::new(name)) && !folder.join(name).exists();
    baseline.new_among(findings, |name| seen_from(&folder, name), is_gone)
}

/// The folder that a file stands in, without links.
fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    System.real(folder).unwrap_or_else(|| folder.to_path_buf())
}

/// The name of a file as seen from a folder; that of standard input is the same everywhere.
fn seen_from(folder: &Path, name: &str) -> String {
    let path = Path::new(name);
    let real = if files::is_named(path) { System.real(path) } else { None };
    let Some(real) = real else { return name.to_owned() };
    let shared =
        folder.components().zip(real.components()).take_while(|(left, right)| left == right);
    let shared = shared.count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = real.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
