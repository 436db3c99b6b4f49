//! Diagnostics: what the tool says about somebody's text, as plain data.
//!
//! In: a stage's message constructors (`syntax::messages`, `check::messages`, …).
//! Out: [`Diagnostics`], sorted by place, each found once, for a renderer to draw.
//!
//! Absent on purpose: colours, terminals, the crate that draws (only `render` knows it), and
//! which stage made a diagnostic (its code says so).

mod code;
mod counted;
mod json;
mod printable;
#[cfg(feature = "render")]
mod render;
mod shortened;
pub mod suggest;

pub use code::Code;
pub use counted::{counted, grouped};
pub use json::JsonDiagnostic;
pub use printable::{escaped, is_seen, printable};
#[cfg(feature = "render")]
pub use render::{Appearance, render};
pub use shortened::shortened;

use std::collections::BTreeMap;
use std::fmt;

use crate::source::{Place, Source, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Wrong for every user: nothing can be run.
    Error,
    /// Likely a mistake: the run goes on.
    Warning,
    /// Worth knowing: never changes an exit code.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// A place in the source with words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What is underlined.
    pub span: Span,
    /// What is said of it.
    pub text: String,
}

impl Label {
    /// A label.
    pub fn new(span: Span, text: impl Into<String>) -> Label {
        Label { span, text: text.into() }
    }
}

/// A change of the source's text that mends the diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards: the text itself, never as a file would quote or escape it.
    /// Whoever writes it into a file does that, as the literal around the span needs it.
    pub replacement: String,
    /// True when the meaning is surely the one intended; otherwise it most likely is.
    pub is_safe: bool,
}

/// One thing said about one place in one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The kind.
    pub code: &'static Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: one sentence, lower-case start, no full stop.
    pub message: String,
    /// The text it is about.
    pub source: Source,
    /// Where, and in which words.
    pub primary: Label,
    /// Because of what: at most two.
    pub context: Vec<Label>,
    /// What to do, best as text that can be typed in.
    pub help: Option<String>,
    /// A fact worth knowing that is no action.
    pub note: Option<String>,
    /// The change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// True where another one said the same of the same place before. Two expressions of a file
    /// that are written alike are two places.
    pub fn repeats(&self, other: &Diagnostic) -> bool {
        let place = |it: &Diagnostic| it.source.span_in_file(it.primary.span);
        self == other && place(self) == place(other)
    }

    /// An error; spans that leave the text or cover nothing are widened to one character.
    pub fn error(
        code: &'static Code,
        source: &Source,
        message: impl Into<String>,
        primary: Label,
    ) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, source, message, primary)
    }

    /// A warning.
    pub fn warning(
        code: &'static Code,
        source: &Source,
        message: impl Into<String>,
        primary: Label,
    ) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, source, message, primary)
    }

    /// A note.
    pub fn note(
        code: &'static Code,
        source: &Source,
        message: impl Into<String>,
        primary: Label,
    ) -> Diagnostic {
        Diagnostic::new(code, Severity::Note, source, message, primary)
    }

    /// One of that severity.
    pub fn new(
        code: &'static Code,
        severity: Severity,
        source: &Source,
        message: impl Into<String>,
        primary: Label,
    ) -> Diagnostic {
        let primary = Label { span: visible(source.text(), primary.span), ..primary };
        Diagnostic {
            code,
            severity,
            message: message.into(),
            source: source.clone(),
            primary,
            context: Vec::new(),
            help: None,
            note: None,
            fix: None,
        }
    }

    /// Adds a label that says why.
    pub fn because(mut self, label: Label) -> Diagnostic {
        let span = visible(self.source.text(), label.span);
        self.context.push(Label { span, ..label });
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds a fact.
    pub fn with_note(mut self, note: impl Into<String>) -> Diagnostic {
        self.note = Some(note.into());
        self
    }

    /// Adds the change that mends it.
    pub fn fix(mut self, fix: Fix) -> Diagnostic {
        self.fix = Some(fix);
        self
    }

    fn kind(&self) -> Kind {
        (self.severity, self.code.path)
    }

    /// Where it stands, for people.
    pub fn place(&self) -> Place {
        self.source.place(self.primary.span)
    }
}

/// Makes a span that a person can see: inside the text, on character boundaries, not empty.
fn visible(text: &str, span: Span) -> Span {
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if start == end {
        match text[start..].chars().next() {
            Some(next) => end += next.len_utf8(),
            None => start -= text[..start].chars().next_back().map_or(0, char::len_utf8),
        }
    }
    Span::new(start, end)
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = printable(&self.message);
        write!(f, "{}: {} [{}] {message}", self.place(), self.severity, self.code)
    }
}

impl std::error::Error for Diagnostic {}

/// What a stage has to say: sorted by place, exact repetitions dropped.
///
/// Of a text that is wrong all over, the first of each kind are kept and the others counted: nobody
/// mends a thousand at once. Warnings never keep an error from being heard, nor does what nobody
/// wants to hear of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    counts: BTreeMap<Kind, Count>,
}

/// What is counted together.
type Kind = (Severity, &'static str);

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Count {
    kept: usize,
    /// How many were not kept.
    dropped: usize,
}

impl Diagnostics {
    /// The most of a kind that are kept.
    const MOST: usize = 500;

    /// None yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = self.counts.entry(diagnostic.kind()).or_default();
        if count.kept < Diagnostics::MOST {
            count.kept += 1;
            self.kept.push(diagnostic);
        } else {
            count.dropped += 1;
        }
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Diagnostics) {
        for (kind, count) in &other.counts {
            self.counts.entry(*kind).or_default().dropped += count.dropped;
        }
        self.extend(other.kept);
    }

    /// Takes those of one kind out; of more than are kept, the others are forgotten.
    pub fn take(&mut self, code: &Code) -> Vec<Diagnostic> {
        let all = std::mem::take(&mut self.kept).into_iter();
        let (taken, kept) = all.partition(|diagnostic| diagnostic.code == code);
        self.kept = kept;
        self.counts.retain(|(_, path), _| *path != code.path);
        taken
    }

    /// Orders by file, place and code, and drops what is said twice.
    pub fn sorted(mut self) -> Diagnostics {
        self.kept.sort_by_cached_key(|diagnostic| {
            let source = &diagnostic.source;
            let span = source.span_in_file(diagnostic.primary.span);
            let file = source.file().name().to_owned();
            (file, span, diagnostic.primary.span, diagnostic.code.path, diagnostic.message.clone())
        });
        self.kept.dedup_by(|later, first| later.repeats(first));
        self
    }

    /// True when there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many there are, those that are not kept included.
    pub fn len(&self) -> usize {
        self.kept.len() + self.counts.values().map(|count| count.dropped).sum::<usize>()
    }

    /// True when something is wrong for every user.
    pub fn has_errors(&self) -> bool {
        self.counts.keys().any(|(severity, _)| *severity == Severity::Error)
    }

    /// Those that are kept, in order, the last of each kind with how many more there are of it.
    pub fn into_counted(mut self) -> Vec<(Diagnostic, usize)> {
        let mut left_out = |it: &Diagnostic| self.counts.remove(&it.kind()).map(|it| it.dropped);
        let counted = self.kept.into_iter().rev().map(|it| {
            let left_out = left_out(&it).unwrap_or_default();
            (it, left_out)
        });
        let mut counted: Vec<_> = counted.collect();
        counted.reverse();
        counted
    }

    /// Those that are kept, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.kept.iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.kept.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Diagnostics {
        let mut collected = Diagnostics::new();
        collected.extend(diagnostics);
        collected
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_made_visible() {
        assert_eq!(visible("abc", Span::new(3, 3)), Span::new(2, 3));
        assert_eq!(visible("abc", Span::new(1, 1)), Span::new(1, 2));
        assert_eq!(visible("aéc", Span::new(2, 2)), Span::new(1, 3));
        assert_eq!(visible("abc", Span::new(7, 9)), Span::new(2, 3));
        assert_eq!(visible("", Span::new(0, 0)), Span::new(0, 0));
    }
}
