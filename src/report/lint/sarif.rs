//! SARIF 2.1.0, which code scanning takes (OASIS, sarif-v2.1.0).

use serde_json::{Value, json};

use super::LintReport;
use super::region::{Region, address};
use crate::diagnostic::{Code, Label, Severity};
use crate::lint::{self, Finding};
use crate::mapping::{Edit, Edits};
use crate::source::{Source, Span};

/// The schema that the document obeys.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The findings as one SARIF document, with its line's end.
pub fn sarif_findings(report: &LintReport) -> String {
    let mut codes: Vec<&'static Code> = Vec::new();
    for finding in &report.findings {
        if !codes.contains(&finding.diagnostic.code) {
            codes.push(finding.diagnostic.code);
        }
    }
    codes.sort_by_key(|code| code.path);
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> =
        report.findings.iter().map(|finding| result(finding, &codes)).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "attrmap",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Strings and numbers always serialize.
    format!("{}\n", serde_json::to_string_pretty(&document).unwrap_or_default())
}

/// What a code is about: a rule of ours, or what a stage says.
fn rule(code: &Code) -> Value {
    let mut rule = json!({
        "id": code.path,
        "shortDescription": { "text": code.summary },
        "fullDescription": { "text": code.explanation },
    });
    match lint::find(code.path).filter(|_| code.path.starts_with("lint::")) {
        Some(entry) => {
            let pages: String = entry.pages.iter().map(|page| format!("\n- <{page}>")).collect();
            rule["help"] = json!({
                "text": format!("{}\n\n{}", code.explanation, entry.why),
                "markdown": format!("{}\n\n{}\n{pages}", code.explanation, entry.why),
            });
            if let Some(page) = entry.pages.first() {
                rule["helpUri"] = json!(page);
            }
            rule["defaultConfiguration"] = json!({ "level": level(entry.severity) });
            rule["properties"] = json!({ "tags": [entry.category.name()] });
        }
        None => rule["help"] = json!({ "text": code.explanation }),
    }
    rule
}

fn result(finding: &Finding, codes: &[&'static Code]) -> Value {
    let diagnostic = &finding.diagnostic;
    let source = &diagnostic.source;
    let index = codes.iter().position(|code| *code == diagnostic.code);
    let mut text = format!("{}: {}", diagnostic.message, diagnostic.primary.text);
    for more in [&diagnostic.help, &diagnostic.note].into_iter().flatten() {
        text.push_str(&format!("\n{more}"));
    }
    let mut location = location(source, diagnostic.primary.span, None);
    if let Some(target) = &finding.target {
        let around = Some(finding.object_mapping.as_str()).filter(|name| !name.is_empty());
        let whole = around.into_iter().chain([target.as_str()]).collect::<Vec<_>>().join("/");
        location["logicalLocations"] =
            json!([{ "name": target, "fullyQualifiedName": whole, "kind": "member" }]);
    }
    let related = |label: &Label| self::location(source, label.span, Some(&label.text));
    let related: Vec<Value> = diagnostic.context.iter().map(related).collect();
    let mut result = json!({
        "ruleId": diagnostic.code.path,
        "ruleIndex": index,
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": [location],
        "partialFingerprints": { "attrmap/v1": finding.fingerprint() },
    });
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(Ok(edits)) = &finding.change {
        result["fixes"] = json!([fix(source.file(), edits, diagnostic.help.as_deref())]);
    }
    result
}

/// A change of the file, byte for byte.
fn fix(file: &Source, edits: &Edits, help: Option<&str>) -> Value {
    let replacement = |edit: &Edit| {
        json!({
            "deletedRegion": region(file, edit.span),
            "insertedContent": { "text": edit.text },
        })
    };
    let mut fix = json!({ "artifactChanges": [{
        "artifactLocation": { "uri": address(file.name()) },
        "replacements": edits.iter().map(replacement).collect::<Vec<Value>>(),
    }] });
    if let Some(help) = help {
        fix["description"] = json!({ "text": help });
    }
    fix
}

fn location(source: &Source, span: Span, message: Option<&str>) -> Value {
    let region = region(source, span);
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": address(source.file().name()) },
        "region": region,
    } });
    if let Some(text) = message {
        location["message"] = json!({ "text": text });
    }
    location
}

fn region(source: &Source, span: Span) -> Value {
    let Region { start, end, span, bytes } = Region::of(source, span);
    let mut region = json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "snippet": { "text": source.file().slice(span) },
    });
    if let Some(bytes) = bytes {
        region["byteOffset"] = json!(bytes.start);
        region["byteLength"] = json!(bytes.len());
    }
    region
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
