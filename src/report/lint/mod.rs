//! What the linter found, in the forms that people and programs read.
//!
//! In: a [`LintReport`]. Out: drawings for people, a line each, JSON, SARIF 2.1.0 for code
//! scanning, workflow commands for GitHub. The machine forms have a version and a published
//! schema; those for people may change.
//!
//! Absent on purpose: which findings count (`lint` decides), and where it is printed.

mod concise;
mod github;
#[cfg(feature = "render")]
mod human;
mod json;
mod region;
mod sarif;

pub use concise::{beside_difference, concise_findings};
pub use github::github_findings;
#[cfg(feature = "render")]
pub use human::human_findings;
pub use json::json_findings;
pub use sarif::sarif_findings;

use crate::diagnostic::{Severity, counted, grouped};
use crate::lint::Finding;

/// The findings of some files.
#[derive(Debug, Clone, Default)]
pub struct LintReport {
    /// The findings that count, in order.
    pub findings: Vec<Finding>,
    /// How many files were looked at.
    pub files: usize,
    /// How many findings are left out: they are known, or excepted.
    pub suppressed: usize,
}

impl LintReport {
    /// Brings the findings into the order in which they are reported: by file, place and code.
    /// What is said twice, such as of settings that several files have, is said once.
    pub fn sort(&mut self) {
        let file = |finding: &Finding| finding.diagnostic.source.file().name().to_owned();
        self.findings.sort_by_cached_key(|finding| (file(finding), finding.order()));
        self.findings.dedup_by(|later, first| later.diagnostic.repeats(&first.diagnostic));
    }

    /// How many findings are of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        let is_of = |finding: &&Finding| finding.diagnostic.severity == severity;
        self.findings.iter().filter(is_of).count()
    }

    /// How many more were found and are not listed.
    pub fn left_out(&self) -> usize {
        self.findings.iter().map(Finding::left_out).sum()
    }

    /// The account in a line: `1 error, 2 warnings in 3 files`.
    pub fn account(&self) -> String {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let numbers = severities.into_iter().map(|severity| (self.count(severity), severity));
        let counts: Vec<String> = numbers
            .filter(|(count, _)| *count > 0)
            .map(|(count, severity)| counted(count as u64, &severity.to_string()))
            .collect();
        let found = if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") };
        let suppressed = match self.suppressed {
            0 => String::new(),
            count => format!(" ({count} more known or excepted)"),
        };
        let left_out = match self.left_out() {
            0 => String::new(),
            count => format!(", and {} more that are not listed", grouped(count as u64)),
        };
        format!("{found} in {}{suppressed}{left_out}", counted(self.files as u64, "file"))
    }
}
