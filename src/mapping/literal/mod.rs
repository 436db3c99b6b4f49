//! String literals of both formats: their kinds, and the way from literal to text and back.
//!
//! In: a literal as written, or a text and the kind of literal that it shall stand in. Out: the
//! text and where each byte of it stands, or the literal.
//!
//! Absent on purpose: finding literals (the parsers do) and changing files (`edit` does).

mod decode;
mod encode;

use super::Format;
use crate::source::{Source, Span};

pub(super) use decode::decode_json;
#[cfg(feature = "toml")]
pub(super) use decode::decode_toml;
pub(super) use encode::{Beside, Habits, content, literal, shows_lines};

/// The kinds of literal that a text can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `"…"` in JSON.
    Json,
    /// A key of TOML without quotes, or several with dots between.
    Bare,
    /// `"…"` in TOML, with escapes.
    Basic,
    /// `"""…"""` in TOML, with escapes and lines.
    BasicLines,
    /// `'…'` in TOML, without escapes.
    Literal,
    /// `'''…'''` in TOML, without escapes, with lines.
    LiteralLines,
}

impl Kind {
    /// The kind of literal whose content stands there.
    pub(super) fn around(file: &Source, content: Span, format: Format) -> Kind {
        if format == Format::Graph {
            return Kind::Json;
        }
        let (before, after) = beside(file, content);
        let quoted = [Kind::LiteralLines, Kind::BasicLines, Kind::Literal, Kind::Basic];
        let stands_between =
            |kind: &Kind| before.ends_with(kind.quotes()) && after.starts_with(kind.quotes());
        quoted.into_iter().find(stands_between).unwrap_or(Kind::Bare)
    }

    /// What stands at either end of it.
    pub(super) fn quotes(self) -> &'static str {
        match self {
            Kind::Bare => "",
            Kind::Json | Kind::Basic => "\"",
            Kind::BasicLines => "\"\"\"",
            Kind::Literal => "'",
            Kind::LiteralLines => "'''",
        }
    }

    /// The kinds for a value in this one's place, the nearest first; the last of them holds any
    /// text. A text of several lines is shown on lines.
    pub(super) fn for_value(self, has_lines: bool) -> &'static [Kind] {
        match (self, has_lines) {
            (Kind::Json, _) => &[Kind::Json],
            (Kind::Basic | Kind::BasicLines, false) => &[Kind::Basic],
            (Kind::Basic | Kind::BasicLines, true) => &[Kind::BasicLines],
            (Kind::Bare | Kind::Literal | Kind::LiteralLines, false) => {
                &[Kind::Literal, Kind::LiteralLines, Kind::Basic]
            }
            (Kind::Bare | Kind::Literal | Kind::LiteralLines, true) => {
                &[Kind::LiteralLines, Kind::BasicLines]
            }
        }
    }

    /// The same for a key, which can have neither lines nor three quotes.
    pub(super) fn for_key(self) -> &'static [Kind] {
        match self {
            Kind::Json => &[Kind::Json],
            Kind::Bare => &[Kind::Bare, Kind::Literal, Kind::Basic],
            Kind::Literal | Kind::LiteralLines => &[Kind::Literal, Kind::Basic],
            Kind::Basic | Kind::BasicLines => &[Kind::Basic],
        }
    }

    /// True where what stands beside a piece of a content has no say in how the piece is read.
    pub(super) fn pieces_stand_alone(self) -> bool {
        match self {
            Kind::Json | Kind::Basic | Kind::Literal => true,
            Kind::Bare | Kind::BasicLines | Kind::LiteralLines => false,
        }
    }

    /// True where a reader of the file surely finds this text in a literal with that content.
    pub(super) fn reads_as(self, content: &str, text: &str) -> bool {
        self.is_whole(content) && self.text(content) == text
    }

    /// True where a content that was put together surely ends at the literal's quotes: pieces that
    /// are well by themselves can leave three quotes in a row, or a line that ends in half.
    fn is_whole(self, content: &str) -> bool {
        let quote = match self {
            Kind::Json | Kind::Bare | Kind::Basic | Kind::Literal => return true,
            Kind::BasicLines => '"',
            Kind::LiteralLines => '\'',
        };
        !content.contains(self.quotes())
            && !content.starts_with(quote)
            && !content.ends_with(quote)
            && !content.replace("\r\n", "").contains('\r')
    }

    /// The text that such a literal stands for, from what is between its quotes.
    pub(super) fn text(self, content: &str) -> String {
        match self {
            Kind::Json => decode_json(content, 0).0,
            Kind::Bare => content.to_owned(),
            Kind::Basic | Kind::BasicLines | Kind::Literal | Kind::LiteralLines => {
                #[cfg(feature = "toml")]
                return decode_toml(&format!("{0}{content}{0}", self.quotes()), 0).0;
                #[cfg(not(feature = "toml"))]
                content.to_owned()
            }
        }
    }
}

/// What stands before and behind a place in a file.
pub(super) fn beside(file: &Source, span: Span) -> (&str, &str) {
    let range = span.range();
    let (before, after) = (file.text().get(..range.start), file.text().get(range.end..));
    (before.unwrap_or_default(), after.unwrap_or_default())
}

/// What stands between the quotes of a TOML string or key, and how many bytes a quote takes.
#[cfg(feature = "toml")]
pub(super) fn toml_content(literal: &str) -> (&str, usize) {
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        let is_quoted = literal.len() >= 2 * quote.len();
        let content = literal.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let (true, Some(content)) = (is_quoted, content) {
            return (content, quote.len());
        }
    }
    (literal, 0)
}
