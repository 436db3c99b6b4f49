//! Draws diagnostics for people: the only file of the library that names miette.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeStyles,
};

use super::printable::{printable, with_same_length};
use super::{Diagnostic, Diagnostics, Label, Severity};
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
        let report = Drawn::new(diagnostic, appearance.width);
        let handler = match report.note {
            Some(ref note) => handler(appearance).with_footer(note.clone()),
            None => handler(appearance),
        };
        if handler.render_report(&mut drawing, &report).is_err() {
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
        // It would break code at hyphens: `wrapped` does it.
        .with_wrap_lines(false)
}

/// A diagnostic as miette wants it.
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    message: String,
    /// What to do, and what is worth knowing.
    help: Option<String>,
    /// What is worth knowing where there is nothing to do: miette has no place for notes, and its
    /// help says that it is one.
    note: Option<String>,
    snippets: Snippets<'a>,
}

impl<'a> Drawn<'a> {
    fn new(diagnostic: &'a Diagnostic, width: usize) -> Drawn<'a> {
        let note = diagnostic.note.as_ref().map(|note| format!("note: {note}"));
        let (help, note) = match (diagnostic.help.as_deref(), note) {
            (Some(help), Some(note)) => (Some(format!("{help}\n{note}")), None),
            (help, note) => (help.map(str::to_owned), note),
        };
        let plain = |text: String| {
            let lines: Vec<_> = text.lines().map(printable).collect();
            wrapped(&lines.join("\n"), width.saturating_sub("  help: ".len()))
        };
        Drawn {
            diagnostic,
            message: wrapped(&printable(&diagnostic.message), width.saturating_sub("  × ".len())),
            help: help.map(plain),
            note: note.map(plain),
            snippets: Snippets::new(diagnostic, width),
        }
    }
}

/// Breaks lines at spaces, but for those in code.
fn wrapped(text: &str, most: usize) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    let mut is_code = false;
    for word in text.split_inclusive([' ', '\n']) {
        let length = word.trim_end().chars().count();
        if column > 0 && !is_code && column + length > most {
            wrapped.truncate(wrapped.trim_end().len());
            wrapped.push('\n');
            column = 0;
        }
        wrapped.push_str(word);
        column = if word.ends_with('\n') { 0 } else { column + word.chars().count() };
        is_code ^= word.matches('`').count() % 2 == 1;
    }
    wrapped
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippets)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = all_labels(self.diagnostic).zip(&self.snippets.spans).enumerate();
        Some(Box::new(labels.map(|(index, (label, span))| {
            let span = SourceSpan::new((span.start as usize).into(), span.len());
            let text = Some(printable(&label.text).into_owned());
            match index {
                0 => LabeledSpan::new_primary_with_span(text, span),
                _ => LabeledSpan::new_with_span(text, span),
            }
        })))
    }
}

/// The lines that labels stand on: the decoded text, under the line and column of the file it
/// stands in. Long lines are cut to what lies around the labels, since an expression can be
/// longer than any terminal is wide, and an export a single line of megabytes.
struct Snippets<'a> {
    source: &'a Source,
    /// What is underlined, label by label.
    spans: Vec<Span>,
    pieces: Vec<Piece>,
}

/// The primary label, then those that say why.
fn all_labels(diagnostic: &Diagnostic) -> impl Iterator<Item = &Label> {
    std::iter::once(&diagnostic.primary).chain(&diagnostic.context)
}

/// The lines of one span.
struct Piece {
    span: Span,
    /// Where its text begins in the source.
    start: usize,
    text: String,
}

impl<'a> Snippets<'a> {
    /// A piece for each label, and for each two that fit into one line: miette draws those in
    /// one picture.
    fn new(diagnostic: &'a Diagnostic, width: usize) -> Snippets<'a> {
        let source = &diagnostic.source;
        // What stands before: the number of the line, and a bar.
        let most = width.saturating_sub(8).max(20);
        let labels = all_labels(diagnostic);
        let spans: Vec<Span> = labels.map(|label| shortened(source, label.span, most)).collect();
        let mut pieces: Vec<Piece> = Vec::new();
        for (index, first) in spans.iter().enumerate() {
            for second in spans.iter().skip(index) {
                let span = first.to(*second);
                let is_one = span == *first || span == *second;
                let lines = source.slice(span).lines();
                if is_one || lines.map(|line| line.chars().count()).max() <= Some(most) {
                    pieces.extend(Piece::new(source.text(), span, most));
                }
            }
        }
        Snippets { source, spans, pieces }
    }
}

/// The start of what is underlined, where it is longer than a line.
fn shortened(source: &Source, span: Span, most: usize) -> Span {
    let text = source.slice(span);
    match text.char_indices().nth(most) {
        Some((end, _)) if !text.contains('\n') => {
            Span::new(span.start as usize, span.start as usize + end)
        }
        Some(_) | None => span,
    }
}

impl Piece {
    fn new(text: &str, span: Span, most: usize) -> Option<Piece> {
        let before = text.get(..span.start as usize)?;
        let inside = text.get(span.range())?;
        let after = text.get(span.end as usize..)?;
        let before = before.rsplit('\n').next().unwrap_or("");
        let after = after.split('\n').next().unwrap_or("");
        let (left, right) = (before.chars().count(), after.chars().count());
        let room = |line: &str| most.saturating_sub(line.chars().count()).max(20);
        let (left, right) = match (inside.split_once('\n'), inside.rsplit_once('\n')) {
            (Some((first, _)), Some((_, last))) => (left.min(room(first)), right.min(room(last))),
            (_, _) => shared(room(inside), left, right),
        };
        let mut piece = Piece { span, start: span.start as usize, text: String::new() };
        let kept = last_characters(before, left);
        piece.start -= kept.len();
        // The sign for what is left out takes the place of some of it.
        if before.len() - kept.len() >= CUT.len() {
            piece.start -= CUT.len();
            piece.text.push_str(CUT);
        } else if kept.len() < before.len() {
            piece.start -= before.len() - kept.len();
            piece.text.push_str(before.get(..before.len() - kept.len())?);
        }
        piece.text.push_str(kept);
        piece.text.push_str(inside);
        let kept = after.char_indices().nth(right).map_or(after, |(end, _)| &after[..end]);
        piece.text.push_str(kept);
        if kept.len() < after.len() {
            piece.text.push_str(CUT);
        }
        piece.text = with_same_length(&piece.text);
        Some(piece)
    }
}

const CUT: &str = "…";

/// How much of the room each side gets: half of it, and what the other side leaves.
fn shared(room: usize, left: usize, right: usize) -> (usize, usize) {
    let half = room / 2;
    if left + right <= room {
        (left, right)
    } else if right <= half {
        (room - right, right)
    } else if left <= half {
        (left, room - left)
    } else {
        (half, half)
    }
}

fn last_characters(text: &str, count: usize) -> &str {
    let skipped = text.chars().count().saturating_sub(count);
    text.char_indices().nth(skipped).map_or("", |(start, _)| &text[start..])
}

impl SourceCode for Snippets<'_> {
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let span = Span::new(span.offset(), span.offset() + span.len());
        let piece = self.pieces.iter().find(|piece| piece.span == span);
        let piece = piece.ok_or(MietteError::OutOfBounds)?;
        let place = self.source.place(span).position;
        let contents = MietteSpanContents::new_named(
            printable(self.source.file().name()).into_owned(),
            piece.text.as_bytes(),
            SourceSpan::new(piece.start.into(), piece.text.len()),
            place.line - 1,
            place.column - 1,
            1,
        );
        Ok(Box::new(contents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    static CODE: Code = Code { path: "stage::name", summary: "", explanation: "" };

    #[test]
    fn a_fact_is_called_a_note_and_nothing_else() {
        let source = Source::new("a", "text");
        let label = Label::new(Span::new(0, 4), "here");
        let said = Diagnostic::warning(&CODE, &source, "it is so", label).with_note("a fact");
        let drawn = |said: Diagnostic| {
            let drawing = render(&[said].into_iter().collect(), Appearance::default());
            let (_, below) = drawing.split_once("╰────\n").expect("there is a snippet");
            below.to_owned()
        };
        assert_eq!(drawn(said.clone()), "\n  note: a fact\n");
        assert_eq!(drawn(said.help("do it")), "  help: do it\n        note: a fact\n");
    }
}
