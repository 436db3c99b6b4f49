//! A diagnostic for programs: positions in the file, and the line a person would read.

use serde::Serialize;

use super::{Diagnostic, Label};
use crate::source::{Source, Span};

/// The version of the machine form.
const VERSION: u32 = 1;

/// One diagnostic in the machine form.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JsonDiagnostic {
    version: u32,
    code: &'static str,
    severity: String,
    message: String,
    file: String,
    primary: JsonLabel,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<JsonLabel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<JsonFix>,
    rendered: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonLabel {
    line: usize,
    column: usize,
    /// Bytes in the file, from 0: first, one past the last; nothing where it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[u32; 2]>,
    snippet: String,
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFix {
    /// Bytes in the file, from 0: first, one past the last; nothing where it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[u32; 2]>,
    /// What the expression reads there afterwards, before any escaping by the file.
    replacement: String,
    is_safe: bool,
    /// All that changes in the file by it, where somebody knows the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<JsonEdit>>,
}

#[derive(Debug, Serialize)]
struct JsonEdit {
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[u32; 2]>,
    text: String,
}

impl From<&Diagnostic> for JsonDiagnostic {
    fn from(diagnostic: &Diagnostic) -> JsonDiagnostic {
        let label = |label: &Label| JsonLabel::new(&diagnostic.source, label);
        JsonDiagnostic {
            version: VERSION,
            code: diagnostic.code.path,
            severity: diagnostic.severity.to_string(),
            message: diagnostic.message.clone(),
            file: diagnostic.source.file().name().to_owned(),
            primary: label(&diagnostic.primary),
            context: diagnostic.context.iter().map(label).collect(),
            help: diagnostic.help.clone(),
            note: diagnostic.note.clone(),
            fix: diagnostic.fix.as_ref().map(|fix| JsonFix {
                bytes: bytes(&diagnostic.source, fix.span),
                replacement: fix.replacement.clone(),
                is_safe: fix.is_safe,
                edits: None,
            }),
            rendered: diagnostic.to_string(),
        }
    }
}

impl JsonDiagnostic {
    /// The same with what its fix changes in a file: places, and what stands there afterwards. A
    /// fix that changes nothing there is none.
    pub fn with_edits<'e>(
        mut self,
        file: &Source,
        edits: impl IntoIterator<Item = (Span, &'e str)>,
    ) -> JsonDiagnostic {
        let edits = edits
            .into_iter()
            .map(|(span, text)| JsonEdit { bytes: bytes(file, span), text: text.to_owned() });
        let edits: Vec<JsonEdit> = edits.collect();
        self.fix = self.fix.filter(|_| !edits.is_empty());
        if let Some(fix) = &mut self.fix {
            fix.edits = Some(edits);
        }
        self
    }
}

impl JsonLabel {
    fn new(source: &Source, label: &Label) -> JsonLabel {
        let position = source.place(label.span).position;
        JsonLabel {
            line: position.line,
            column: position.column,
            bytes: bytes(source, label.span),
            snippet: source.slice(label.span).to_owned(),
            text: label.text.clone(),
        }
    }
}

fn bytes(source: &Source, span: Span) -> Option<[u32; 2]> {
    source.bytes_in_file(span).map(|span| [span.start, span.end])
}
