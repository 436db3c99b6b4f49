//! Findings drawn for people, each with the text it is about.

use super::LintReport;
use crate::diagnostic::{Appearance, Diagnostics, render};

/// The findings drawn, and the account.
pub fn human_findings(report: &LintReport, appearance: Appearance) -> String {
    let diagnostics: Diagnostics =
        report.findings.iter().map(|finding| finding.diagnostic.clone()).collect();
    let mut text = render(&diagnostics, appearance);
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&report.account());
    text.push('\n');
    text
}
