//! What is formatted: a mapping file, or one expression.
//!
//! In: a name and bytes. Out: which of the two it is, told by the name or by the text, and its
//! canonical form.

use attrmap::diagnostic::{Diagnostics, printable};
use attrmap::mapping::{Content, MappingFile, Names};
use attrmap::source::{Encoding, Source, line_end};
use attrmap::syntax::{self, Layout};

/// What is formatted.
pub(super) enum Document {
    /// A mapping file that was read without errors.
    Mapping(Box<MappingFile>),
    /// One expression.
    Expression(Expression),
}

/// An expression that is all of a text, but for white space at its end.
pub(super) struct Expression {
    source: Source,
    encoding: Encoding,
    /// The byte order mark before it.
    mark: &'static str,
    /// What ends its lines.
    line_end: &'static str,
    /// What ends its last line; empty where nothing does.
    end: &'static str,
}

/// A document and its canonical form.
pub(super) struct Formatted {
    before: String,
    after: String,
    encoding: Encoding,
    /// What ends its lines, where it is an expression.
    line_end: Option<&'static str>,
    /// Why what should change stays as it is, a line each.
    refused: Vec<String>,
}

const MARK: char = '\u{feff}';

impl Document {
    /// Reads a document, or tells why it cannot be formatted.
    pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Document, Diagnostics> {
        let encoding = Encoding::of(bytes);
        if Content::of(name, bytes) == Content::Text
            && let Ok(text) = encoding.decode(bytes)
        {
            return Ok(Document::expression(name, &text, encoding));
        }
        let (file, said) = MappingFile::read_bytes(name, bytes);
        // What is merely unwise is for the linter to say.
        if said.has_errors() { Err(said) } else { Ok(Document::Mapping(Box::new(file))) }
    }

    /// An expression.
    pub(super) fn expression(name: &str, text: &str, encoding: Encoding) -> Document {
        let (mark, rest) = match text.strip_prefix(MARK) {
            Some(rest) => ("\u{feff}", rest),
            None => ("", text),
        };
        let (text, end) = ["\r\n", "\n"]
            .into_iter()
            .find_map(|end| Some((rest.strip_suffix(end)?, end)))
            .unwrap_or((rest, ""));
        // The last one stays where it is; the first may be gone, and another be that of a text.
        let line_end = if end.is_empty() { line_end(rest) } else { end };
        let source = Source::new(name, text);
        Document::Expression(Expression { source, encoding, mark, line_end, end })
    }

    /// Its canonical form, or what is wrong with its expressions.
    pub(super) fn formatted(
        &self,
        names: Names<'_>,
        on_one_line: bool,
    ) -> Result<Formatted, Diagnostics> {
        match self {
            Document::Mapping(file) => {
                let layout = if on_one_line { Layout::OneLine } else { file.layout() };
                let formatting = file.format(names, layout)?;
                let before = file.source.text().to_owned();
                let after = formatting.edits.apply(&before);
                let refused = formatting.refused.iter();
                let refused = refused.map(|(text, obstacle)| {
                    format!("`{}` stays as it is: {obstacle}", printable(text.text()))
                });
                Ok(Formatted {
                    before,
                    after,
                    encoding: file.encoding,
                    line_end: None,
                    refused: refused.collect(),
                })
            }
            Document::Expression(expression) => {
                let Expression { source, encoding, mark, line_end, end } = expression;
                let text = source.text();
                let layout = match on_one_line {
                    true => Layout::OneLine,
                    false => Layout::Lines { end: line_end },
                };
                let formatted = syntax::format(source, &names, layout)?;
                let last_end = if end.is_empty() { "" } else { line_end };
                Ok(Formatted {
                    before: format!("{mark}{text}{end}"),
                    after: format!("{mark}{formatted}{last_end}"),
                    encoding: *encoding,
                    line_end: Some(line_end),
                    refused: Vec::new(),
                })
            }
        }
    }
}

impl Formatted {
    /// True where nothing changes.
    pub(super) fn is_settled(&self) -> bool {
        self.before == self.after
    }

    /// Why what should change stays as it is, a line each.
    pub(super) fn refused(&self) -> &[String] {
        &self.refused
    }

    /// The text as it was.
    pub(super) fn before(&self) -> &str {
        &self.before
    }

    /// The text as it should be.
    pub(super) fn after(&self) -> &str {
        &self.after
    }

    /// The bytes of the file as it should be, in its encoding.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.encoding.encode(&self.after).into_owned()
    }

    /// The same for a terminal or a pipe, where an expression ends its line.
    pub(super) fn shown(&self) -> Vec<u8> {
        let Some(line_end) = self.line_end else { return self.bytes() };
        let text = self.after.trim_start_matches(MARK).trim_end_matches(['\r', '\n']);
        format!("{text}{line_end}").into_bytes()
    }
}
