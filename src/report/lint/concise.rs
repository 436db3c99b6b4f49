//! A finding a line: `file:line:column: level [code] message`, and why a fix was not made.

use std::fmt::Write;

use super::LintReport;
use crate::diagnostic::printable;
use crate::lint::Finding;

/// The findings, a line each, and the account.
pub fn concise_findings(report: &LintReport) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        text.push_str(&line(finding));
    }
    let _ = writeln!(text, "{}", report.account());
    text
}

/// The findings whose fix was to be made and was not, a line each.
pub fn refused_fixes(report: &LintReport) -> String {
    report.findings.iter().filter(|finding| finding.by_hand().is_some()).map(line).collect()
}

fn line(finding: &Finding) -> String {
    let mut line = finding.diagnostic.to_string();
    if let Some(why) = finding.by_hand() {
        let _ = write!(line, "; {why}");
    }
    format!("{}\n", printable(&line))
}
