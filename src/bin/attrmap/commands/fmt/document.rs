//! What is formatted: a mapping file, or one expression.
//!
//! In: a name and bytes. Out: which of the two it is, told by the name or by the text, and its
//! canonical form.

use attrmap::diagnostic::{Diagnostics, printable};
use attrmap::mapping::{MappingFile, Names};
use attrmap::source::{Encoding, Source};
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
    /// What ends its last line; empty where nothing does.
    end: &'static str,
}

/// A document and its canonical form.
pub(super) struct Formatted {
    before: String,
    after: String,
    encoding: Encoding,
    is_expression: bool,
    /// Why what should change stays as it is, a line each.
    refused: Vec<String>,
}

const MARK: char = '\u{feff}';

impl Document {
    /// Reads a document, or tells why it cannot be formatted.
    pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Document, Diagnostics> {
        let encoding = Encoding::of(bytes);
        let lower = name.to_ascii_lowercase();
        if !lower.ends_with(".toml")
            && !lower.ends_with(".json")
            && let Ok(text) = encoding.decode(bytes)
            && is_expression(&text)
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
        let source = Source::new(name, text);
        Document::Expression(Expression { source, encoding, mark, end })
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
                    is_expression: false,
                    refused: refused.collect(),
                })
            }
            Document::Expression(expression) => {
                let Expression { source, encoding, mark, end } = expression;
                let text = source.text();
                let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
                let layout = match on_one_line {
                    true => Layout::OneLine,
                    false => Layout::Lines { end: line_end },
                };
                let formatted = syntax::format(source, &names, layout)?;
                Ok(Formatted {
                    before: format!("{mark}{text}{end}"),
                    after: format!("{mark}{formatted}{end}"),
                    encoding: *encoding,
                    is_expression: true,
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
        if !self.is_expression {
            return self.bytes();
        }
        let text = self.after.trim_start_matches(MARK).trim_end_matches(['\r', '\n']);
        format!("{text}\n").into_bytes()
    }
}

/// True for a text that is an expression rather than a mapping file. None begins as JSON does; of
/// others one that reads without a mistake is, and else the first line tells: a comment, a table
/// and a key with its value are TOML.
fn is_expression(text: &str) -> bool {
    let text = text.trim_start_matches(MARK).trim_start();
    let list = text.strip_prefix('[').map(str::trim_start);
    if text.starts_with(['{', '/']) || list.is_some_and(|first| first.starts_with('{')) {
        return false;
    }
    if text.is_empty() || !syntax::parse(&Source::new("", text)).diagnostics.has_errors() {
        return true;
    }
    let line = text.lines().next().unwrap_or_default().trim_end();
    let is_table = line.starts_with('[') && line.ends_with(']') && text.contains('\n');
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(is_bare);
    let gives_value = line.split_once('=').is_some_and(|(key, _)| is_key(key.trim_end()));
    !(text.starts_with('#') || is_table || gives_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_told_from_mapping_files() {
        for (text, expected, why) in [
            ("[mail]", true, "an attribute"),
            (" \n Coalesce([mail],\n [x])\n", true, "a call"),
            ("\"x\"", true, "a text"),
            ("", true, "nothing: the message is about expressions"),
            ("Join(\"-\" [mail]", true, "a mistake in an expression"),
            ("[mail] = = 'x'", true, "another"),
            ("IIF([a]=[b], 'x', \"y\")", true, "a third"),
            ("[map", true, "a fourth"),
            ("# a comment\n[map]\n", false, "a comment"),
            ("schema = 'scim'\n", false, "a key"),
            ("[map]\ntitle = '[a]'\n", false, "a table"),
            ("[[scope]]\nname='x'\n", false, "a table in a list"),
            ("{\"value\": []}", false, "an object"),
            ("[ {\"targetAttributeName\": \"a\"} ]", false, "a list of them"),
            ("\u{feff}{", false, "a mark before it"),
        ] {
            assert_eq!(is_expression(text), expected, "{text:?}: {why}");
        }
    }
}
