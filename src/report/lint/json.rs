//! One JSON document: every finding, and the account.

use serde::Serialize;

use super::LintReport;
use crate::diagnostic::{JsonDiagnostic, Severity};
use crate::lint::{self, Finding};

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'r> {
    version: u32,
    findings: Vec<JsonFinding<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFinding<'r> {
    #[serde(flatten)]
    diagnostic: JsonDiagnostic,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    object_mapping: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'r str>,
    /// Microsoft's, of a rule.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pages: &'static [&'static str],
    fingerprint: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    #[serde(skip_serializing_if = "is_zero")]
    left_out: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The findings as one JSON document, with its line's end.
pub fn json_findings(report: &LintReport) -> String {
    let document = Document {
        version: VERSION,
        findings: report.findings.iter().map(JsonFinding::from).collect(),
        summary: Summary {
            files: report.files,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
            suppressed: report.suppressed,
            left_out: report.left_out(),
        },
    };
    // Strings and numbers always serialize.
    format!("{}\n", serde_json::to_string_pretty(&document).unwrap_or_default())
}

impl<'r> From<&'r Finding> for JsonFinding<'r> {
    fn from(finding: &'r Finding) -> JsonFinding<'r> {
        let diagnostic = &finding.diagnostic;
        let rule = lint::find(diagnostic.code.path);
        // A part of a fix would leave the file with two meanings: it is all there, or not at all.
        let edits = finding.change.iter().flatten().flatten();
        let edits = edits.map(|edit| (edit.span, edit.text.as_str()));
        JsonFinding {
            diagnostic: JsonDiagnostic::from(diagnostic)
                .with_edits(diagnostic.source.file(), edits),
            category: rule.map(|rule| rule.category.name()),
            object_mapping: &finding.object_mapping,
            target: finding.target.as_deref(),
            pages: rule.map(|rule| rule.pages).unwrap_or_default(),
            fingerprint: finding.fingerprint(),
        }
    }
}
