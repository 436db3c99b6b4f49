//! A mapping file with its expressions in their canonical form.
//!
//! In: a mapping file, and what its names mean. Out: the edits that bring every expression into
//! its one form, or what is wrong with them.
//!
//! Absent on purpose: everything else in the file. Comments, order, keys and white space around
//! expressions are their writer's. A source tree that stands beside the text of an expression is
//! the service's own, which prints every node in this form already; where there is only a tree
//! there is no text to format.

use super::edit::Edits;
use super::model::{Format, MappingFile, MappingSource};
use super::names::Names;
use crate::diagnostic::Diagnostics;
use crate::schema::SourceTable;
use crate::source::Source;
use crate::syntax::{self, Layout};

impl MappingFile {
    /// How its expressions are laid out: over lines in TOML, whose literals can have them, and on
    /// one line in JSON.
    pub fn layout(&self) -> Layout {
        match self.format {
            Format::Toml => Layout::Lines { end: self.line_end() },
            Format::Graph => Layout::OneLine,
        }
    }

    /// The edits that bring its expressions into their canonical form. Where one of them cannot
    /// be read there are none, and what is wrong is told of all.
    ///
    /// Attributes that the file lists for its source object are known by their names there.
    pub fn format(&self, names: Names<'_>, layout: Layout) -> Result<Edits, Diagnostics> {
        let mut edits = Edits::new();
        let mut diagnostics = Diagnostics::new();
        for object_mapping in &self.object_mappings {
            let listed = &object_mapping.source_attributes;
            let table: SourceTable;
            let names = if listed.is_empty() {
                names
            } else {
                table = names.attributes.clone().with_attributes(listed);
                Names { attributes: &table, ..names }
            };
            for mapping in &object_mapping.mappings {
                let MappingSource::Expression(text) = &mapping.source else { continue };
                // A text that was made of a tree is not in the file.
                if text.content_in_file().is_none() {
                    continue;
                }
                match syntax::format(text, &names, layout) {
                    Ok(formatted) => self.replace(text, &formatted, &mut edits),
                    Err(said) => diagnostics.append(said),
                }
            }
        }
        if diagnostics.is_empty() { Ok(edits) } else { Err(diagnostics.sorted()) }
    }

    fn replace(&self, text: &Source, formatted: &str, edits: &mut Edits) {
        if formatted == text.text() {
            return;
        }
        if let Ok(edit) = self.edit(text, text.whole(), formatted) {
            edits.push(edit);
        }
    }
}
