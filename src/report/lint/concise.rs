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

/// What a difference cannot show, a line each: findings whose fix was to be made and was not, and
/// errors that no run would pass.
pub fn beside_difference(report: &LintReport) -> String {
    let is_said = |it: &&Finding| it.by_hand().is_some() || !it.can_be_configured();
    report.findings.iter().filter(is_said).map(line).collect()
}

fn line(finding: &Finding) -> String {
    let mut line = finding.diagnostic.to_string();
    if let Some(why) = finding.by_hand() {
        let _ = write!(line, "; {why}");
    }
    format!("{}\n", printable(&line))
}
