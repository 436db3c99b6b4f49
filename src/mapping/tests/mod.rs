//! Whole files, of both formats, in every wrapping and in every kind of disrepair.

mod content;
mod edits;
mod graph_files;
mod hostile_files;
#[cfg(feature = "toml")]
mod toml_files;
mod tree_edits;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::schema::BuiltIn;
use crate::source::Span;
use crate::types::Base;

/// The file, which has nothing wrong with it.
fn good(text: &str) -> MappingFile {
    let (file, diagnostics) = MappingFile::read("m", text);
    assert!(diagnostics.is_empty(), "{diagnostics}\n{text}");
    file
}

/// What is said: the code and the text under the label, one a line.
fn said(text: &str) -> Vec<String> {
    let (_, diagnostics) = MappingFile::read("m", text);
    diagnostics.iter().map(summary).collect()
}

fn summary(diagnostic: &Diagnostic) -> String {
    assert!(diagnostic.message.chars().count() <= 80, "{}", diagnostic.message);
    let under = diagnostic.source.slice(diagnostic.primary.span);
    format!("{} {under}", diagnostic.code.path.trim_start_matches("mapping::"))
}

fn only(file: &MappingFile) -> &ObjectMapping {
    match file.object_mappings.as_slice() {
        [one] => one,
        several => panic!("{} object mappings", several.len()),
    }
}

/// `target = expression` of each mapping, the expression as decoded, and as written.
fn expressions(mapping: &ObjectMapping) -> Vec<String> {
    let one = |mapping: &Mapping| match &mapping.source {
        MappingSource::None | MappingSource::Unreadable => mapping.target.value.clone(),
        MappingSource::Expression(source) => {
            format!("{} = {}", mapping.target.value, source.text())
        }
    };
    mapping.mappings.iter().map(one).collect()
}

fn written(file: &MappingFile, span: Span) -> &str {
    file.source.slice(span)
}
