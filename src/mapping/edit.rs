//! Changes of a mapping file that leave every other byte as it is.
//!
//! In: a place in a text of the file (an expression behind the escapes of its literal, or what
//! stands between the quotes of a value or a key) and what shall stand there. Out: an [`Edit`] of
//! the file's text, and of several [`Edits`] the bytes of the new file.
//!
//! ```text
//! Fix, formatting ──MappingFile::edit──> Edit ──Edits──> MappingFile::edited ──> bytes
//! ```
//!
//! A replacement is written as its literal needs it: escaped in JSON and between `"`, as it is
//! between `'`. Where it does not fit the literal (an apostrophe between `'`, lines between single
//! quotes) the whole literal is written anew, its quotes of the same family where they can be.
//! Each literal is read back before it is given: the text that results is the one that was asked
//! for.
//!
//! Absent on purpose: whether a change is wise, and writing files.

use std::fmt;

use super::literal::{self, Beside, Habits, Kind};
use super::model::MappingFile;
use crate::source::{Source, Span, line_end};

/// What stands at a place in a file gives way to something else; an empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The place, in the file's text.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Why a text of a file cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The text stands nowhere: it was made of a source tree, whose shape Microsoft does not
    /// document well enough to write one.
    Tree,
    /// A tree stands beside the text, and Microsoft does not document how the new one looks.
    UndocumentedTree,
    /// The place is in no literal and no key, or in another file.
    NoLiteral,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Obstacle::Tree => "the file gives this expression as a tree only, without its text",
            Obstacle::UndocumentedTree => {
                "the file gives this expression as a tree too, and how the new tree is written is \
                 not documented"
            }
            Obstacle::NoLiteral => "this place of the file holds no text that could be replaced",
        })
    }
}

impl std::error::Error for Obstacle {}

/// Edits of one file, none of which touches another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    /// By place.
    edits: Vec<Edit>,
}

impl Edits {
    /// None yet.
    pub fn new() -> Edits {
        Edits::default()
    }

    /// Adds one; false where it touches one that is there. It is not lost: it can be made of the
    /// file that results.
    pub fn push(&mut self, edit: Edit) -> bool {
        let place = |edit: &Edit| (edit.span.start, edit.span.end);
        let at = self.edits.partition_point(|it| place(it) < place(&edit));
        let is_behind = |last: &Edit| last.span.end <= edit.span.start;
        let is_before = |next: &Edit| edit.span.end <= next.span.start;
        let before = at.checked_sub(1).and_then(|before| self.edits.get(before));
        let next = self.edits.get(at);
        let is_free = before.is_none_or(is_behind)
            && next.is_none_or(|next| is_before(next) && next.span != edit.span);
        if is_free {
            self.edits.insert(at, edit);
        }
        is_free
    }

    /// Adds all of these; false where one of them touches one that is there, and then none is.
    pub fn push_all(&mut self, edits: &Edits) -> bool {
        for (made, edit) in edits.iter().enumerate() {
            if !self.push(edit.clone()) {
                // Places are told apart, so those that were added are known by them.
                let added = |it: &Edit| edits.iter().take(made).any(|other| other.span == it.span);
                self.edits.retain(|it| !added(it));
                return false;
            }
        }
        true
    }

    /// True where nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// All of them, by place.
    pub fn iter(&self) -> std::slice::Iter<'_, Edit> {
        self.edits.iter()
    }

    /// The text of the file afterwards.
    pub fn apply(&self, text: &str) -> String {
        let mut edited = String::with_capacity(text.len());
        let mut done = 0;
        for Edit { span, text: replacement } in &self.edits {
            edited.push_str(text.get(done..span.range().start).unwrap_or_default());
            edited.push_str(replacement);
            done = span.range().end;
        }
        edited.push_str(text.get(done..).unwrap_or_default());
        edited
    }
}

impl From<Edit> for Edits {
    fn from(edit: Edit) -> Edits {
        Edits { edits: vec![edit] }
    }
}

impl<'a> IntoIterator for &'a Edits {
    type Item = &'a Edit;
    type IntoIter = std::slice::Iter<'a, Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl MappingFile {
    /// The edit by which what stands at a span of a text of this file becomes `replacement`.
    ///
    /// The text is that of an expression ([`MappingSource`](super::MappingSource)), or the file
    /// itself, where the span is all that stands between the quotes of a value or a key: so a
    /// [`Fix`](crate::diagnostic::Fix) can be made with the source and span of its diagnostic.
    ///
    /// ```
    /// # #[cfg(feature = "toml")]
    /// # fn edited() -> Result<(), Box<dyn std::error::Error>> {
    /// use attrmap::mapping::{Edits, MappingFile, MappingSource};
    /// use attrmap::source::Span;
    ///
    /// let text = "schema = \"scim\"\n[map]\ntitle = 'Trim([MAIL])' # stays\n";
    /// let (file, _) = MappingFile::read("users.attrmap.toml", text);
    /// let mapping = &file.object_mappings[0].mappings[0];
    /// let MappingSource::Expression(expression) = &mapping.source else { panic!() };
    ///
    /// let mut edits = Edits::new();
    /// edits.push(file.edit(expression, Span::new(6, 10), "otherMail's")?);
    /// assert_eq!(
    ///     String::from_utf8(file.edited(&edits))?,
    ///     "schema = \"scim\"\n[map]\ntitle = '''Trim([otherMail's])''' # stays\n",
    /// );
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "toml")]
    /// # edited().expect("it is edited");
    /// ```
    pub fn edit(&self, text: &Source, span: Span, replacement: &str) -> Result<Edit, Obstacle> {
        if text.file() != &self.source {
            return Err(Obstacle::NoLiteral);
        }
        match text.content_in_file() {
            Some(content) => self.edit_text(text, content, span, replacement),
            None if text == &self.source => self.edit_content(span, replacement),
            None => Err(Obstacle::Tree),
        }
    }

    /// The bytes of the file with these edits made, in its encoding.
    pub fn edited(&self, edits: &Edits) -> Vec<u8> {
        self.encoding.encode(&edits.apply(self.source.text())).into_owned()
    }

    /// What ends the lines of the file: what ends its first.
    pub fn line_end(&self) -> &'static str {
        line_end(self.source.text())
    }

    /// Edits a text that was decoded from the literal with that content.
    fn edit_text(
        &self,
        text: &Source,
        content: Span,
        span: Span,
        replacement: &str,
    ) -> Result<Edit, Obstacle> {
        let range = span.range();
        let (before, after) = (text.text().get(..range.start), text.text().get(range.end..));
        let (Some(before), Some(after)) = (before, after) else { return Err(Obstacle::NoLiteral) };
        let wanted = || format!("{before}{replacement}{after}");
        let kind = Kind::around(&self.source, content, self.format);
        let habits = Habits::of(text);
        // Lines are shown as lines, though `\n` would do.
        let is_folded = kind == Kind::Basic && literal::shows_lines(kind, replacement, &habits);
        if span != text.whole()
            && !is_folded
            && let Some(edit) =
                self.edit_inside(kind, content, text.span_in_file(span), replacement, &habits)
            && match kind.pieces_stand_alone() {
                true => kind.reads_as(&edit.text, replacement),
                false => kind.reads_as(&self.inside(content, &edit), &wanted()),
            }
        {
            return Ok(edit);
        }
        let wanted = wanted();
        let kinds = kind.for_value(literal::shows_lines(kind, &wanted, &habits));
        self.rewrite(kind, content, &wanted, kinds, &habits).ok_or(Obstacle::NoLiteral)
    }

    /// Edits what stands between the quotes of a value or a key.
    fn edit_content(&self, content: Span, replacement: &str) -> Result<Edit, Obstacle> {
        let kind = Kind::around(&self.source, content, self.format);
        let (before, after) = literal::beside(&self.source, content);
        let stands_alone = match kind {
            Kind::Json => before.ends_with('"') && after.starts_with('"'),
            Kind::Bare => {
                let bare = self.source.slice(content);
                let habits = Habits::default();
                literal::content(kind, bare, &habits, Beside::default(), "").is_some()
            }
            Kind::Basic | Kind::BasicLines | Kind::Literal | Kind::LiteralLines => true,
        };
        if !stands_alone {
            return Err(Obstacle::NoLiteral);
        }
        let after = after.get(kind.quotes().len()..).unwrap_or_default();
        let is_key = after.trim_start_matches([' ', '\t']).starts_with(['=', '.', ']']);
        let kinds = match is_key || kind == Kind::Bare {
            true => kind.for_key(),
            false => kind.for_value(replacement.contains('\n')),
        };
        let rewritten = self.rewrite(kind, content, replacement, kinds, &Habits::default());
        rewritten.ok_or(Obstacle::NoLiteral)
    }

    /// The replacement where it stands, if it can stand there.
    fn edit_inside(
        &self,
        kind: Kind,
        content: Span,
        span: Span,
        replacement: &str,
        habits: &Habits,
    ) -> Option<Edit> {
        let head = self.source.slice(Span { end: span.start, ..content });
        let tail = self.source.slice(Span { start: span.end, ..content });
        let beside = Beside { before: head.chars().next_back(), after: tail.chars().next() };
        let text = literal::content(kind, replacement, habits, beside, self.line_end())?;
        Some(Edit { span, text })
    }

    /// The content of a literal with an edit made in it.
    fn inside(&self, content: Span, edit: &Edit) -> String {
        let head = self.source.slice(Span { end: edit.span.start, ..content });
        let tail = self.source.slice(Span { start: edit.span.end, ..content });
        format!("{head}{}{tail}", edit.text)
    }

    /// The whole literal anew, as the first of these kinds that holds the text.
    fn rewrite(
        &self,
        kind: Kind,
        content: Span,
        text: &str,
        kinds: &[Kind],
        habits: &Habits,
    ) -> Option<Edit> {
        let quotes = kind.quotes().len();
        let range = content.range();
        let span = Span::new(range.start.checked_sub(quotes)?, range.end + quotes);
        let line_end = self.line_end();
        let literal = kinds.iter().find_map(|kind| {
            let literal = literal::literal(*kind, text, habits, line_end)?;
            let quotes = kind.quotes();
            let content = literal.strip_prefix(quotes)?.strip_suffix(quotes)?;
            (kind.text(content) == text).then_some(literal)
        });
        Some(Edit { span, text: literal? })
    }
}
