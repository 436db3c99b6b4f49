//! Named texts and places in them.
//!
//! In: a file, or an expression that stands inside a file's string literal.
//! Out: [`Span`]s over that text and, for people, [`Place`]s: file, line, column.
//! An embedded text keeps an [`OffsetMap`] back to its file, so a span in a decoded
//! expression still points at the right characters between the escapes.
//!
//! Absent on purpose: reading files (callers bring text, or bytes for [`Encoding`] to decode) and
//! rendering.

mod encoding;
mod offset_map;

pub use encoding::{Encoding, Undecodable, Utf16};
pub use offset_map::OffsetMap;

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A half-open range of bytes in a [`Source`]'s text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets past 4 GiB are clamped (such texts are refused earlier).
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as a range of `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True for a span that covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// What ends the lines of a text: what ends its first. A first line beyond all measure says
/// nothing, so that asking is cheap of a text that is one line.
pub fn line_end(text: &str) -> &'static str {
    const LONG: usize = 64 << 10;
    let text = text.as_bytes();
    let beginning = text.get(..LONG).unwrap_or(text);
    let end = memchr::memchr(b'\n', beginning);
    let before = end.and_then(|end| beginning.get(end.checked_sub(1)?));
    if before == Some(&b'\r') { "\r\n" } else { "\n" }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A position for people: both numbers count from 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Where something stands: the name of the file and the position in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name the file was given by its reader.
    pub file: String,
    /// Line and column in that file.
    pub position: Position,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.position.line, self.position.column)
    }
}

/// A named text, cheap to clone.
#[derive(Clone)]
pub struct Source(Arc<Inner>);

struct Inner {
    name: String,
    text: String,
    origin: Option<Origin>,
    /// How the file that it is has it as bytes.
    encoding: Encoding,
    line_starts: OnceLock<Vec<usize>>,
}

/// Where an embedded text came from.
struct Origin {
    file: Source,
    map: OffsetMap,
}

impl Source {
    /// A text of its own: a file's content, or an expression typed on a command line.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source::decoded(name, text, Encoding::Utf8)
    }

    /// The text of a file that has it in that encoding.
    pub fn decoded(name: impl Into<String>, text: impl Into<String>, encoding: Encoding) -> Source {
        Source::build(name.into(), text.into(), encoding, None)
    }

    /// The decoded text of a string literal that stands in `file`; `map` leads back to it.
    pub fn embedded(file: &Source, text: impl Into<String>, map: OffsetMap) -> Source {
        let origin = Origin { file: file.clone(), map };
        Source::build(file.name().to_owned(), text.into(), file.0.encoding, Some(origin))
    }

    fn build(name: String, text: String, encoding: Encoding, origin: Option<Origin>) -> Source {
        Source(Arc::new(Inner { name, text, origin, encoding, line_starts: OnceLock::new() }))
    }

    /// The name, as diagnostics print it.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The text under a span; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.0.text.get(span.range()).unwrap_or("")
    }

    /// The span of the whole text.
    pub fn whole(&self) -> Span {
        Span::new(0, self.0.text.len())
    }

    /// The file in which this text stands: itself, unless it is embedded.
    pub fn file(&self) -> &Source {
        match &self.0.origin {
            Some(origin) => origin.file.file(),
            None => self,
        }
    }

    /// The span of the file's bytes that a span of this text was written with.
    pub fn span_in_file(&self, span: Span) -> Span {
        match &self.0.origin {
            Some(origin) => origin.file.span_in_file(origin.map.to_file(span)),
            None => span,
        }
    }

    /// The bytes that the file on disk has for a span of this text; nothing where that is not
    /// UTF-8, and other bytes are counted.
    pub fn bytes_in_file(&self, span: Span) -> Option<Span> {
        let file = self.file();
        (file.0.encoding == Encoding::Utf8).then(|| self.span_in_file(span))
    }

    /// What stands between the quotes of the literal that this text was decoded from; nothing
    /// for a text that is no literal's, or was made of what stands in the file.
    pub fn content_in_file(&self) -> Option<Span> {
        let origin = self.0.origin.as_ref()?;
        origin.map.content().map(|content| origin.file.span_in_file(content))
    }

    /// Where the text was written otherwise than it reads, and where it goes on behind: outside of
    /// these places every byte stands for itself.
    pub fn turns(&self) -> impl Iterator<Item = usize> {
        self.0.origin.iter().flat_map(|origin| origin.map.beginnings())
    }

    /// Where a span starts, in the file, for people.
    pub fn place(&self, span: Span) -> Place {
        let file = self.file();
        let position = file.position(self.span_in_file(span).start as usize);
        Place { file: file.name().to_owned(), position }
    }

    /// Line and column of a byte offset in this text itself. A byte order mark is no column.
    pub fn position(&self, offset: usize) -> Position {
        let text = self.text();
        let offset = floor_char_boundary(text, offset.min(text.len()));
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0);
        let before = text.get(start..offset).unwrap_or_default();
        let before = if start == 0 { before.trim_start_matches('\u{feff}') } else { before };
        let column = before.chars().count() + 1;
        Position { line, column }
    }

    fn line_starts(&self) -> &[usize] {
        self.0.line_starts.get_or_init(|| {
            let newlines = memchr::memchr_iter(b'\n', self.0.text.as_bytes());
            std::iter::once(0).chain(newlines.map(|at| at + 1)).collect()
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("name", &self.name()).field("text", &self.text()).finish()
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.name() == other.name() && self.text() == other.text())
    }
}

/// A value, and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where, in the file; for a string literal what stands between the quotes.
    pub span: Span,
}

impl<T> Located<T> {
    /// A value written there.
    pub fn new(value: T, span: Span) -> Located<T> {
        Located { value, span }
    }
}

fn floor_char_boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_in_an_embedded_text_covers_the_escapes_of_the_file() {
        let file = Source::new("m.json", "{\n  \"e\": \"Join(\\\"-\\\", [a])\"\n}");
        let start = file.text().find("Join").expect("the literal is there");
        let mut map = OffsetMap::starting_at(start);
        map.push(5, start + 5); // the escape \" stands for decoded byte 5
        map.push(6, start + 7);
        map.push(7, start + 8);
        map.push(8, start + 10);
        let end = file.text().rfind("\"\n").expect("the literal ends");
        let text = Source::embedded(&file, "Join(\"-\", [a])", map.finish(end));

        let quoted = Span::new(5, 8);
        assert_eq!(text.slice(quoted), "\"-\"");
        assert_eq!(file.slice(text.span_in_file(quoted)), "\\\"-\\\"");
        assert_eq!(file.slice(text.span_in_file(text.whole())), "Join(\\\"-\\\", [a])");
        assert_eq!(text.place(Span::new(10, 13)).to_string(), "m.json:2:21");
        assert_eq!(file.slice(text.span_in_file(Span::new(10, 13))), "[a]");
    }

    #[test]
    fn what_stands_for_nothing_belongs_to_neither_side() {
        let file = Source::new("m.toml", "\"\"\"ab\\\n  cd\"\"\"");
        let mut map = OffsetMap::starting_at(3);
        map.skip(2, 5, 9);
        let text = Source::embedded(&file, "abcd", map.finish(11));
        for (span, written) in [
            (Span::new(0, 2), "ab"),
            (Span::new(2, 4), "cd"),
            (Span::new(1, 3), "b\\\n  c"),
            (Span::new(0, 4), "ab\\\n  cd"),
        ] {
            assert_eq!(file.slice(text.span_in_file(span)), written, "{span:?}");
        }
    }

    #[test]
    fn a_made_text_leads_to_all_it_was_made_of() {
        let file = Source::new("m.json", "{\"name\": \"mail\"}");
        let map = OffsetMap::made_of(Span::new(9, 15));
        let text = Source::embedded(&file, "[mail]", map);
        assert_eq!(file.slice(text.span_in_file(Span::new(1, 5))), "\"mail\"");
        assert_eq!(file.slice(text.span_in_file(Span::new(6, 6))), "\"mail\"");
    }

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let source = Source::new("x", "é\nab");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(4), Position { line: 2, column: 2 });
        assert_eq!(source.position(99), Position { line: 2, column: 3 });
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let source = Source::new("x", "\u{feff}ab\n\u{feff}c");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(3), Position { line: 1, column: 1 });
        assert_eq!(source.position(4), Position { line: 1, column: 2 });
        assert_eq!(source.position(9), Position { line: 2, column: 2 });
    }

    #[test]
    fn bytes_are_known_where_the_file_is_utf_8() {
        let span = Span::new(1, 2);
        assert_eq!(Source::new("x", "abc").bytes_in_file(span), Some(span));
        let file = Source::decoded("x", "abc", Encoding::Utf16LittleEndian);
        assert_eq!(file.bytes_in_file(span), None);
        let inside = Source::embedded(&file, "b", OffsetMap::starting_at(1).finish(2));
        assert_eq!(inside.bytes_in_file(inside.whole()), None);
    }
}
