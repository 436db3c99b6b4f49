//! A finding a line: `file:line:column: level [code] message`.

use std::fmt::Write;

use super::LintReport;
use crate::diagnostic::printable;

/// The findings, a line each, and the account.
pub fn concise_findings(report: &LintReport) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let line = finding.diagnostic.to_string();
        let _ = writeln!(text, "{}", printable(&line));
    }
    let _ = writeln!(text, "{}", report.account());
    text
}
