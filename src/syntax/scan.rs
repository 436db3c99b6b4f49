//! One walk over the text before it is parsed: quotes and brackets that do not close, nesting
//! that is too deep, text that is too long.
//!
//! What passes is balanced, which is all the grammar asks for. A missing `)` at the end is
//! reported and then supplied, so that the rest of the text is still looked at.

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
    /// How many `)` are missing at the end; nothing where the text cannot be parsed.
    pub(super) missing_closers: Option<usize>,
}

/// Walks the text.
pub(super) fn scan(source: &Source) -> Scan {
    let mut walk = Walk { source, at: 0, open: Vec::new(), diagnostics: Diagnostics::new() };
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

struct Walk<'s> {
    source: &'s Source,
    at: usize,
    /// Where each parenthesis that is open now was opened.
    open: Vec<usize>,
    diagnostics: Diagnostics,
}

impl Walk<'_> {
    fn run(mut self) -> Scan {
        while let Some(next) = self.peek() {
            let start = self.at;
            let is_closed = match next {
                '"' => self.skip_text(),
                '[' => self.skip_attribute(),
                '\'' => self.skip_to(&['\''], &['"', ',', '\n']),
                '“' | '”' | '„' => self.skip_to(&['“', '”'], &['„', '"']),
                '(' => {
                    self.open.push(self.at);
                    self.at += 1;
                    if self.open.len() > MOST_NESTING {
                        let place = Span::new(start, start + 1);
                        self.diagnostics.push(messages::too_deep(self.source, place, MOST_NESTING));
                        return self.stop();
                    }
                    true
                }
                ')' => {
                    // A `)` too many is a term of its own: the parser reports it.
                    self.open.pop();
                    self.at += 1;
                    true
                }
                other => {
                    self.at += other.len_utf8();
                    true
                }
            };
            if !is_closed {
                let opener = Span::new(start, start + 1);
                self.diagnostics.push(match next {
                    '"' => messages::unclosed_quote(self.source, opener),
                    _ => messages::unclosed_bracket(self.source, opener),
                });
                return self.stop();
            }
        }
        let missing = std::mem::take(&mut self.open);
        for opener in &missing {
            let opener = Span::new(*opener, *opener + 1);
            self.diagnostics.push(messages::unclosed_parenthesis(self.source, opener));
        }
        Scan { diagnostics: self.diagnostics, missing_closers: Some(missing.len()) }
    }

    fn stop(self) -> Scan {
        Scan { diagnostics: self.diagnostics, missing_closers: None }
    }

    fn peek(&self) -> Option<char> {
        self.source.text().get(self.at..).and_then(|rest| rest.chars().next())
    }

    /// Past `"…"` with its two escapes; false where it does not close.
    fn skip_text(&mut self) -> bool {
        let bytes = self.source.text().as_bytes();
        let mut at = self.at + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' if matches!(bytes.get(at + 1), Some(b'\\' | b'"')) => at += 2,
                b'"' => {
                    self.at = at + 1;
                    return true;
                }
                _ => at += 1,
            }
        }
        false
    }

    /// Past `[…]` with brackets and quotes inside; false where it does not close.
    fn skip_attribute(&mut self) -> bool {
        let bytes = self.source.text().as_bytes();
        let mut at = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'[' => depth += 1,
                b']' => depth -= 1,
                b'"' => {
                    let Some(length) = bytes[at + 1..].iter().position(|byte| *byte == b'"') else {
                        return false;
                    };
                    at += length + 1;
                }
                _ => {}
            }
            at += 1;
            if depth == 0 {
                self.at = at;
                return true;
            }
            if depth > MOST_NESTING {
                return false;
            }
        }
        false
    }

    /// Past a text in quotes of another kind, which is a mistake of its own: brackets in it do
    /// not count. Where it does not close before one of `limits`, only the quote is passed: a
    /// quote that opens is a limit or a closer, so that nothing is walked over twice.
    fn skip_to(&mut self, closers: &[char], limits: &[char]) -> bool {
        let rest = self.source.text().get(self.at..).unwrap_or("");
        let opener = rest.chars().next().map_or(0, char::len_utf8);
        let inside = rest.get(opener..).unwrap_or("");
        let end = inside.char_indices().find(|(_, it)| closers.contains(it) || limits.contains(it));
        self.at += match end {
            Some((end, closer)) if closers.contains(&closer) => opener + end + closer.len_utf8(),
            Some(_) | None => opener,
        };
        true
    }
}
