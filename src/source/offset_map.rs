//! The way from a decoded string literal back to the file that holds it.
//!
//! In: what a decoder says while it reads. Out: for each span of the text the bytes that it was
//! written with.
//!
//! Absent on purpose: decoding itself; every format has escapes of its own.

use super::Span;

/// How the bytes of a decoded string literal lie in the file that holds it.
///
/// A list of runs: from one entry to the next, decoded and written bytes advance together;
/// an escape starts a new run on both of its sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetMap {
    /// None where the text was not written but made of what stands in `file`.
    runs: Vec<Run>,
    /// What the literal's content covers.
    file: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    decoded: u32,
    /// Where the run starts in the file.
    file: u32,
    /// Where what was written before it ends: before `file` if bytes between stand for nothing.
    before: u32,
}

impl OffsetMap {
    /// A map that starts where the literal's first content byte stands in the file.
    pub fn starting_at(file_offset: usize) -> OffsetMap {
        let file = Span::new(file_offset, file_offset);
        let run = Run { decoded: 0, file: file.start, before: file.start };
        OffsetMap { runs: vec![run], file }
    }

    /// The map of a text that nobody wrote: it was made of what stands there, and any part of
    /// it leads to the whole of that.
    pub fn made_of(span: Span) -> OffsetMap {
        OffsetMap { runs: Vec::new(), file: span }
    }

    /// Says that the decoded byte `decoded` was written at `file`.
    pub fn push(&mut self, decoded: usize, file: usize) {
        self.skip(decoded, file, file);
    }

    /// Says that what stands from `from` to `to` in the file stands for nothing, and that the
    /// decoded byte `decoded` was written behind it.
    pub fn skip(&mut self, decoded: usize, from: usize, to: usize) {
        let decoded = Span::new(decoded, decoded).start;
        let gap = Span::new(from, to);
        match self.runs.last_mut() {
            Some(last) if last.decoded == decoded => last.file = gap.end,
            _ => self.runs.push(Run { decoded, file: gap.end, before: gap.start }),
        }
    }

    /// Says where the literal's content ends in the file.
    pub fn finish(mut self, file_offset: usize) -> OffsetMap {
        self.file.end = Span::new(file_offset, file_offset).start;
        self
    }

    /// What the literal's content covers; nothing for a text that nobody wrote.
    pub(super) fn content(&self) -> Option<Span> {
        (!self.runs.is_empty()).then_some(self.file)
    }

    /// Where runs begin in the decoded text: at escapes, and behind them.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = usize> {
        self.runs.iter().map(|run| run.decoded as usize)
    }

    pub(super) fn to_file(&self, span: Span) -> Span {
        if self.runs.is_empty() {
            return self.file;
        }
        let start = self.offset(span.start);
        // The end of a span is where its last byte ends, so that an escape is covered whole:
        // it is the start of what follows, which is the next run if one begins there.
        let end = if span.is_empty() { start } else { self.end_offset(span.end).max(start) };
        Span { start, end }
    }

    fn offset(&self, decoded: u32) -> u32 {
        let next = self.runs.partition_point(|run| run.decoded <= decoded);
        self.along(next.checked_sub(1), decoded)
    }

    fn end_offset(&self, decoded: u32) -> u32 {
        let next = self.runs.partition_point(|run| run.decoded < decoded);
        match self.runs.get(next) {
            Some(run) if run.decoded == decoded => run.before,
            _ => self.along(next.checked_sub(1), decoded),
        }
    }

    fn along(&self, run: Option<usize>, decoded: u32) -> u32 {
        let Some(run) = run.and_then(|index| self.runs.get(index)) else { return self.file.end };
        run.file
            .saturating_add(decoded.saturating_sub(run.decoded))
            .min(self.file.end.max(run.file))
    }
}
