//! Draws diagnostics for people: the only file of the library that names miette.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeStyles,
};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Source, Span};

/// How it is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appearance {
    /// Colours for a terminal.
    pub is_coloured: bool,
    /// Where lines are broken.
    pub width: usize,
    /// How many diagnostics are drawn before the rest is only counted.
    pub most: usize,
}

impl Default for Appearance {
    fn default() -> Appearance {
        Appearance { is_coloured: false, width: 80, most: 20 }
    }
}

/// Draws all of them, up to the most, each with its snippet.
pub fn render(diagnostics: &Diagnostics, appearance: Appearance) -> String {
    let mut drawing = String::new();
    for diagnostic in diagnostics.iter().take(appearance.most) {
        // Writing to a string does not fail; what miette cannot draw is said on one line.
        if !drawing.is_empty() {
            drawing.push('\n');
        }
        let length = drawing.len();
        let report = Drawn(diagnostic);
        if handler(appearance).render_report(&mut drawing, &report).is_err() {
            drawing.truncate(length);
            drawing.push_str(&format!("{diagnostic}\n"));
        }
    }
    let rest = diagnostics.len().saturating_sub(appearance.most);
    if rest > 0 {
        drawing.push_str(&format!("… and {rest} more\n"));
    }
    drawing
}

fn handler(appearance: Appearance) -> GraphicalReportHandler {
    let styles = if appearance.is_coloured { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { styles, ..GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme)
        .with_width(appearance.width)
        .with_break_words(false)
        .with_links(false)
        .with_context_lines(0)
}

/// A diagnostic as miette wants it.
struct Drawn<'a>(&'a Diagnostic);

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.0.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.0.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let (help, note) = (self.0.help.as_deref(), self.0.note.as_deref());
        match (help, note) {
            (None, None) => None,
            (Some(text), None) | (None, Some(text)) => Some(Box::new(text)),
            (Some(help), Some(note)) => Some(Box::new(format!("{help}\nnote: {note}"))),
        }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.0.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = |span: Span| SourceSpan::new((span.start as usize).into(), span.len());
        let primary = &self.0.primary;
        let primary =
            LabeledSpan::new_primary_with_span(Some(primary.text.clone()), span(primary.span));
        let context = self.0.context.iter().map(move |label| {
            LabeledSpan::new_with_span(Some(label.text.clone()), span(label.span))
        });
        Some(Box::new(std::iter::once(primary).chain(context)))
    }
}

/// The most characters of one line that are drawn: an export can be a single line of megabytes.
const MOST_LINE_BYTES: usize = 4000;

/// Shows the decoded text, under the line and column of the file it stands in.
impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = self.text();
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let (first, last) = window(text, (line_start, line_end), (start, end));
        let place = self.place(Span::new(start, end)).position;
        let contents = MietteSpanContents::new_named(
            self.file().name().to_owned(),
            &text.as_bytes()[first..last],
            SourceSpan::new(first.into(), last - first),
            place.line - 1,
            place.column - 1,
            1,
        );
        Ok(Box::new(contents))
    }
}

/// The part of a long line around what is underlined.
fn window(text: &str, line: (usize, usize), span: (usize, usize)) -> (usize, usize) {
    if line.1 - line.0 <= MOST_LINE_BYTES {
        return line;
    }
    let mut first = span.0.saturating_sub(80).max(line.0);
    let mut last = (span.1 + 80).min(line.1).min(first + MOST_LINE_BYTES).max(span.1);
    while !text.is_char_boundary(first) {
        first -= 1;
    }
    while !text.is_char_boundary(last) {
        last += 1;
    }
    (first, last)
}
