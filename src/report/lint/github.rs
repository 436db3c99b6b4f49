//! Workflow commands, which GitHub shows beside the lines of a pull request.
//!
//! A finding may quote what somebody else wrote: whatever would end a command or begin another is
//! escaped.

use std::fmt::Write;

use super::LintReport;
use super::region::Region;
use crate::diagnostic::{Severity, printable};
use crate::lint::Finding;

/// A workflow command for each finding, and the account.
pub fn github_findings(report: &LintReport) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let _ = writeln!(text, "{}", command(finding));
    }
    let _ = writeln!(text, "{}", report.account());
    text
}

fn command(finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let Region { start, end, .. } = Region::of(&diagnostic.source, diagnostic.primary.span);
    let file = property(&diagnostic.source.file().name().replace('\\', "/"));
    let title = property(diagnostic.code.path);
    let mut message = format!("{}: {}", diagnostic.message, diagnostic.primary.text);
    for more in [&diagnostic.help, &diagnostic.note].into_iter().flatten() {
        let _ = write!(message, "\n{more}");
    }
    let message = data(&message);
    let mut place = format!("line={},col={}", start.line, start.column);
    // Columns are read only where the finding ends on the line it starts on.
    if start.line == end.line {
        let _ = write!(place, ",endLine={},endColumn={}", end.line, end.column);
    }
    format!("::{name} file={file},{place},title={title}::{message}")
}

/// What stands behind the last `::`.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| printable(line).into_owned()).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_or_begins_another() {
        assert_eq!(data("100%\n::error::x"), "100%25%0A::error::x");
        assert_eq!(property("a,b:c.json"), "a%2Cb%3Ac.json");
    }
}
