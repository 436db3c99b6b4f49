//! Mapping files: attrmap's TOML and Microsoft Graph's `synchronizationSchema`, one model.
//!
//! In: the text of a file. Out: [`MappingFile`], whose expressions are [`Source`]s that know
//! their place in the file through every escape, and [`Diagnostics`] about all that is wrong
//! with it at once: a broken mapping never hides the next. The way back is an [`Edit`]: a change
//! of one of those texts, made in the file with all other bytes left as they are.
//!
//! Absent on purpose: reading files, the meaning of expressions and of attribute names (so also
//! that a target is mapped twice: only its table tells which names mean one attribute), and what
//! a scoping filter lets through.

mod choose;
mod content;
mod definitions;
mod edit;
mod format;
mod graph;
mod literal;
mod messages;
mod model;
mod names;
mod recorded_tree;
mod reports;
mod source_tree;
#[cfg(feature = "toml")]
mod toml;
mod tree_edit;
mod well_known;
mod words;

pub use content::Content;
pub use definitions::{
    AttributeDefinition, Connection, CrossTenant, Definition, End, FixedMatching, Job,
    ObjectDefinition, References,
};
pub use edit::{Edit, Edits, Obstacle};
pub use format::Formatting;
pub use messages::CODES;
pub use model::{
    Format, Liveness, Mapping, MappingFile, MappingSource, ObjectMapping, Options, SchemaChoice,
};

use crate::diagnostic::Diagnostics;
use crate::source::{Encoding, Source};
use content::looks_like_json;
use reports::Reports;

pub use crate::source::Located;
pub use names::Names;
pub use recorded_tree::{RecordedParameter, RecordedTree, TreeDifference};
pub use source_tree::{NodeDifference, SourceParameter, SourceTree, SourceType, assumptions};

/// The largest file that is read. Its tree takes some thirty times that.
const MOST_BYTES: usize = 8 << 20;

impl MappingFile {
    /// Reads a mapping file of either format, which its first character tells: whatever is called
    /// `.json` is JSON.
    ///
    /// The file is as good as it could be read; with errors among the diagnostics nothing
    /// should be run.
    pub fn read(name: &str, text: &str) -> (MappingFile, Diagnostics) {
        MappingFile::read_decoded(name, text, Encoding::Utf8)
    }

    fn read_decoded(name: &str, text: &str, encoding: Encoding) -> (MappingFile, Diagnostics) {
        match is_json(name, text) {
            true => read_with(Format::Graph, name, Some(text), encoding, graph::read),
            false => read_with(Format::Toml, name, Some(text), encoding, read_toml),
        }
    }

    /// Reads the bytes of a mapping file: UTF-8 or UTF-16.
    ///
    /// Places in a UTF-16 file are right in lines and columns; spans count the bytes it has as
    /// UTF-8.
    pub fn read_bytes(name: &str, bytes: &[u8]) -> (MappingFile, Diagnostics) {
        const ENOUGH: usize = 1024;
        let encoding = Encoding::of(bytes);
        let format = || {
            let beginning = bytes.get(..ENOUGH).unwrap_or(bytes);
            let is_json = is_json(name, &encoding.decode_lossy(beginning));
            if is_json { Format::Graph } else { Format::Toml }
        };
        // UTF-16 takes two bytes for what takes one in UTF-8.
        if bytes.len() > 2 * MOST_BYTES + 2 {
            return read_with(format(), name, None, encoding, |_, _| {});
        }
        let readable = |text: String| Source::decoded(name, text, encoding);
        let diagnostic = match encoding.decode(bytes) {
            // Neither format has this character anywhere: it is a file of another kind.
            Ok(text) => match text.split_once('\0') {
                None => {
                    return MappingFile::read_decoded(name, &text, encoding);
                }
                Some((before, _)) => messages::holds_zero(&readable(before.to_owned())),
            },
            Err(refusal) => messages::not_text(&readable(refusal.readable), refusal.encoding),
        };
        let (file, _) = read_with(format(), name, Some(""), Encoding::Utf8, |_, _| {});
        (file, [diagnostic].into_iter().collect())
    }

    /// Reads attrmap's own format.
    pub fn read_toml(name: &str, text: &str) -> (MappingFile, Diagnostics) {
        read_with(Format::Toml, name, Some(text), Encoding::Utf8, read_toml)
    }

    /// Reads a `synchronizationSchema` of Microsoft Graph, in any of its wrappings.
    pub fn read_graph(name: &str, text: &str) -> (MappingFile, Diagnostics) {
        read_with(Format::Graph, name, Some(text), Encoding::Utf8, graph::read)
    }
}

fn read_toml(file: &mut MappingFile, reports: &mut Reports) {
    #[cfg(feature = "toml")]
    toml::read(file, reports);
    #[cfg(not(feature = "toml"))]
    reports.push(messages::toml_not_built_in(&file.source));
}

/// True for what looks like JSON, and for what is called so: `null` is no mapping either way.
fn is_json(name: &str, text: &str) -> bool {
    looks_like_json(text) || name.to_ascii_lowercase().ends_with(".json")
}

/// Reads a text, or nothing where it is over the limit.
fn read_with(
    format: Format,
    name: &str,
    text: Option<&str>,
    encoding: Encoding,
    read: impl FnOnce(&mut MappingFile, &mut Reports),
) -> (MappingFile, Diagnostics) {
    let text = text.filter(|text| text.len() <= MOST_BYTES);
    let source = Source::decoded(name, text.unwrap_or_default(), encoding);
    let mut file = MappingFile {
        source: source.clone(),
        format,
        encoding,
        schema: SchemaChoice::Missing,
        options: Options::default(),
        job: None,
        object_mappings: Vec::new(),
    };
    let mut reports = Reports::new();
    match text {
        None => reports.push(messages::too_large(&source, MOST_BYTES)),
        Some(text) if without_byte_order_mark(text).trim().is_empty() => {
            reports.push(messages::empty_file(&source));
        }
        Some(_) => read(&mut file, &mut reports),
    }
    (file, reports.finish(&source))
}

const BYTE_ORDER_MARK: char = '\u{feff}';

fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

/// The text with a byte order mark turned into spaces, so that every byte keeps its place.
fn with_blank_mark(text: &str) -> std::borrow::Cow<'_, str> {
    match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => format!("   {rest}").into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests;
