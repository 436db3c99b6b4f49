//! One walk over the text before it is parsed: quotes and brackets that do not close, nesting
//! that is too deep, text that is too long.
//!
//! What passes is balanced, which is all the grammar asks for. A quote or bracket that never closes
//! is reported, and what stands before it is still looked at; parentheses that are missing at the
//! end are reported and supplied.

use super::messages;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span};

/// The deepest nesting that is read; published expressions reach a dozen.
pub(super) const MOST_NESTING: usize = 100;
/// The longest text that is read, in bytes: a hundred times the service's limit.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// What the walk found.
pub(super) struct Scan {
    /// What is wrong.
    pub(super) diagnostics: Diagnostics,
    /// What can be parsed; nothing where that is nothing.
    pub(super) readable: Option<Readable>,
}

/// A balanced text: the start of the source, and what is supplied behind it.
pub(super) struct Readable {
    /// How much of the source it is: up to a quote or bracket that never closes.
    pub(super) length: usize,
    /// True where something stood there that cannot be read.
    pub(super) is_cut: bool,
    /// How many `)` are missing.
    pub(super) missing: usize,
}

/// Walks the text.
pub(super) fn scan(source: &Source) -> Scan {
    let (open, diagnostics) = (Vec::new(), Diagnostics::new());
    let mut walk = Walk { source, at: 0, word: 0, open, unopened: None, diagnostics };
    let length = source.text().chars().count();
    if source.text().len() > MOST_BYTES {
        walk.diagnostics.push(messages::text_too_large(source, MOST_BYTES));
        return walk.stop();
    }
    if length > super::SERVICE_LIMIT {
        walk.diagnostics.push(messages::over_service_limit(source, length));
    }
    walk.run()
}

/// Where something ends that began here.
enum End {
    /// There.
    At(usize),
    /// Nowhere.
    Never,
    /// Deeper than is read.
    TooDeep,
}

struct Walk<'s> {
    source: &'s Source,
    at: usize,
    /// Where what is neither text, attribute nor separator began.
    word: usize,
    /// Where each parenthesis that is open now was opened.
    open: Vec<usize>,
    unopened: Option<Unopened>,
    diagnostics: Diagnostics,
}

/// A text before whose first quote a word ends: if the quotes are not in pairs, that one closes.
struct Unopened {
    /// The word, and the quote behind it.
    text: Span,
    /// How many parentheses are open there.
    depth: usize,
}

impl Walk<'_> {
    fn run(mut self) -> Scan {
        while let Some(next) = self.peek() {
            let start = self.at;
            if next == '"' && self.unopened.is_none() {
                self.unopened = self.word_before(start);
            }
            let end = match next {
                '"' => self.skip_text(),
                '[' => self.skip_attribute(),
                '\'' => self.skip_single(),
                '“' | '”' | '„' => self.skip_curly(),
                '(' => {
                    self.open.push(start);
                    if self.open.len() > MOST_NESTING { End::TooDeep } else { End::At(start + 1) }
                }
                ')' => {
                    // A `)` too many is a term of its own: the parser reports it.
                    self.open.pop();
                    End::At(start + 1)
                }
                other => End::At(start + other.len_utf8()),
            };
            let is_in_word = !matches!(
                next,
                '"' | '[' | '\'' | '“' | '”' | '„' | '(' | ')' | ',' | '=' | '<' | '>'
            );
            let opener = Span::new(start, start + next.len_utf8());
            match end {
                End::At(end) => {
                    self.at = end;
                    self.word = if is_in_word { self.word } else { end };
                }
                End::TooDeep => {
                    let diagnostic = messages::too_deep(self.source, opener, MOST_NESTING);
                    self.diagnostics.push(diagnostic);
                    return self.stop();
                }
                // What never ends takes the rest of the text with it; what stands before it is
                // read all the same.
                End::Never => {
                    if let ('"', Some(Unopened { text, depth })) = (next, &self.unopened) {
                        let (length, missing) = (text.start as usize, *depth);
                        let diagnostic = messages::unopened_quote(self.source, *text);
                        self.diagnostics.push(diagnostic);
                        return self.read_on(Readable { length, is_cut: true, missing });
                    }
                    self.diagnostics.push(match next {
                        '[' => messages::unclosed_bracket(self.source, opener),
                        _ => messages::unclosed_quote(self.source, opener),
                    });
                    let missing = self.open.len();
                    return self.read_on(Readable { length: start, is_cut: true, missing });
                }
            }
        }
        for opener in &self.open {
            let opener = Span::new(*opener, *opener + 1);
            self.diagnostics.push(messages::unclosed_parenthesis(self.source, opener));
        }
        let (length, missing) = (self.source.text().len(), self.open.len());
        self.read_on(Readable { length, is_cut: false, missing })
    }

    fn read_on(self, readable: Readable) -> Scan {
        Scan { diagnostics: self.diagnostics, readable: Some(readable) }
    }

    fn stop(self) -> Scan {
        Scan { diagnostics: self.diagnostics, readable: None }
    }

    fn peek(&self) -> Option<char> {
        self.source.text().get(self.at..).and_then(|rest| rest.chars().next())
    }

    /// The word that ends where a quote stands.
    fn word_before(&self, quote: usize) -> Option<Unopened> {
        let word = self.source.text().get(self.word..quote)?;
        let is_word = word.ends_with(|it: char| it.is_alphanumeric());
        let text = Span::new(quote - word.trim_start().len(), quote + 1);
        is_word.then_some(Unopened { text, depth: self.open.len() })
    }

    /// Past `"…"` with its two escapes.
    fn skip_text(&self) -> End {
        let bytes = self.source.text().as_bytes();
        let mut at = self.at + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' if matches!(bytes.get(at + 1), Some(b'\\' | b'"')) => at += 2,
                b'"' => return End::At(at + 1),
                _ => at += 1,
            }
        }
        End::Never
    }

    /// Past `[…]` with brackets and quotes inside.
    fn skip_attribute(&self) -> End {
        let bytes = self.source.text().as_bytes();
        let mut at = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'[' => depth += 1,
                b']' => depth -= 1,
                b'"' => match memchr::memchr(b'"', bytes.get(at + 1..).unwrap_or_default()) {
                    Some(length) => at += length + 1,
                    None => return End::Never,
                },
                _ => {}
            }
            at += 1;
            if depth == 0 {
                return End::At(at);
            }
            if depth > MOST_NESTING {
                return End::TooDeep;
            }
        }
        End::Never
    }

    /// Past `'…'`, which is a mistake of its own, so that brackets in it do not count. An
    /// apostrophe that closes nothing before a comma, a quote or the line's end stands alone.
    fn skip_single(&self) -> End {
        let rest = self.source.text().get(self.at + 1..).unwrap_or("");
        match rest.find(['\'', '"', ',', '\n']) {
            Some(end) if rest.as_bytes().get(end) == Some(&b'\'') => End::At(self.at + end + 2),
            Some(_) | None => End::At(self.at + 1),
        }
    }

    /// Past a text in curly quotes, which is a mistake of its own.
    fn skip_curly(&self) -> End {
        let opener = self.peek().map_or(0, char::len_utf8);
        let rest = self.source.text().get(self.at + opener..).unwrap_or("");
        let closer = rest.char_indices().find(|(_, it)| matches!(it, '“' | '”' | '"'));
        match closer {
            Some((end, closer)) if closer != '"' => {
                End::At(self.at + opener + end + closer.len_utf8())
            }
            // Nothing good comes of reading on: the next straight quote would close it.
            Some(_) | None => End::Never,
        }
    }
}
