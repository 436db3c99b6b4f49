//! A mapping file with its expressions in their canonical form.
//!
//! In: a mapping file, and what its names mean. Out: [`Formatting`]: the edits that bring every
//! expression into its one form, and the expressions that cannot be changed; or what is wrong with
//! them.
//!
//! Absent on purpose: everything else in the file. Comments, order, keys and white space around
//! expressions are their writer's, and a source tree that stands beside the text of an expression
//! is the service's, which tells attributes by their case: where the text would part with it, its
//! attributes keep theirs. Where there is only a tree there is no text to format.

use super::edit::{Edits, Obstacle};
use super::model::{Format, MappingFile, MappingSource};
use super::names::Names;
use super::recorded_tree::RecordedTree;
use crate::diagnostic::Diagnostics;
use crate::schema::SourceTable;
use crate::source::Source;
use crate::syntax::{self, Layout};

/// What formatting changes in a mapping file.
#[derive(Debug, Clone, Default)]
pub struct Formatting {
    /// The edits that bring expressions into their canonical form.
    pub edits: Edits,
    /// The expressions that should change and cannot, and why.
    pub refused: Vec<(Source, Obstacle)>,
}

impl MappingFile {
    /// How its expressions are laid out: over lines in TOML, whose literals can have them, and on
    /// one line in JSON.
    pub fn layout(&self) -> Layout {
        match self.format {
            Format::Toml => Layout::Lines { end: self.line_end() },
            Format::Graph => Layout::OneLine,
        }
    }

    /// What brings its expressions into their canonical form. Where one of them cannot be read
    /// nothing does, and what is wrong is told of all.
    ///
    /// Attributes that the file lists for its source object are known by their names there.
    pub fn format(&self, names: Names<'_>, layout: Layout) -> Result<Formatting, Diagnostics> {
        let mut formatting = Formatting::default();
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
                let tree = mapping.tree.as_deref();
                match formatted(text, tree, names, layout) {
                    Ok(formatted) => self.replace(text, &formatted, &mut formatting),
                    Err(said) => diagnostics.append(said),
                }
            }
        }
        if diagnostics.is_empty() { Ok(formatting) } else { Err(diagnostics.sorted()) }
    }

    fn replace(&self, text: &Source, formatted: &str, formatting: &mut Formatting) {
        if formatted == text.text() {
            return;
        }
        let obstacle = match self.edit(text, text.whole(), formatted) {
            // Each literal is that of one expression.
            Ok(edit) => (!formatting.edits.push_all(&edit.into())).then_some(Obstacle::NoLiteral),
            Err(obstacle) => Some(obstacle),
        };
        formatting.refused.extend(obstacle.map(|obstacle| (text.clone(), obstacle)));
    }
}

/// The canonical form of a text, in which nothing is another than in the tree beside it that was
/// the same before.
fn formatted(
    text: &Source,
    tree: Option<&RecordedTree>,
    names: Names<'_>,
    layout: Layout,
) -> Result<String, Diagnostics> {
    let formatted = syntax::format(text, &names, layout)?;
    let agrees = |text: &Source| tree.is_none_or(|it| it.difference(text, names).is_none());
    if formatted == text.text()
        || agrees(&Source::new(text.name(), formatted.as_str()))
        || !agrees(text)
    {
        return Ok(formatted);
    }
    let none = SourceTable::default();
    syntax::format(text, &Names { attributes: &none, ..names }, layout)
}
