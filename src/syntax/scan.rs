//! One walk over the text before it is parsed: quotes and brackets that do not close, nesting
//! that is too deep, text that is too long.
//!
//! What passes is balanced, which is all the grammar asks for: a text in wrong quotes is reported
//! here and read as one in the right ones. A quote or bracket that never closes
//! is reported, and what stands before it is still looked at; parentheses that are missing at the
//! end are reported and supplied.

use super::messages;
use super::quotes::{Quotes, WrongText, closed_wrong, is_wrong_quote};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};

/// The deepest nesting that is read; published expressions reach a dozen.
pub(super) const MOST_NESTING: usize = 100;
/// The longest text that is read, in bytes: a hundred times the service's limit.
pub const MOST_BYTES: usize = 1 << 20;

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
    /// Texts whose quotes are not those of the language, by their places.
    pub(super) texts: Vec<WrongText>,
}

/// Walks the text.
pub(super) fn scan(source: &Source) -> Scan {
    let mut walk = Walk::new(source);
    if source.text().len() > MOST_BYTES {
        walk.diagnostics.push(messages::text_too_large(source, MOST_BYTES));
        return walk.stop();
    }
    let straight = walk.run();
    if !straight.is_suspicious {
        return straight.scan;
    }
    // A quote without its other half: perhaps one of another kind was to end a text.
    let mixed = Walk { closes_wrong: true, ..Walk::new(source) }.run();
    if mixed.is_suspicious { straight.scan } else { mixed.scan }
}

/// A scan that is over.
struct Walked {
    scan: Scan,
    /// True where a straight quote closes nothing, or a wrong one stands alone.
    is_suspicious: bool,
}

/// Where something ends that began here.
enum End {
    /// There.
    At(usize),
    /// Nowhere.
    Never,
    /// Nowhere, since a quote inside does not end.
    NeverQuoted(usize),
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
    /// How many parentheses were opened without a name before them.
    nameless: usize,
    quotes: Quotes,
    texts: Vec<WrongText>,
    /// True where a wrong quote ends a text that a straight one opened.
    closes_wrong: bool,
    /// True where a quote that is not straight stands alone.
    has_stray_quote: bool,
    diagnostics: Diagnostics,
}

/// A text before whose first quote a word ends: if the quotes are not in pairs, that one closes.
struct Unopened {
    /// The word, and the quote behind it.
    text: Span,
    /// How many parentheses are open there.
    depth: usize,
}

impl<'s> Walk<'s> {
    fn new(source: &'s Source) -> Walk<'s> {
        Walk {
            source,
            at: 0,
            word: 0,
            open: Vec::new(),
            unopened: None,
            nameless: 0,
            quotes: Quotes::default(),
            texts: Vec::new(),
            closes_wrong: false,
            has_stray_quote: false,
            diagnostics: Diagnostics::new(),
        }
    }

    fn run(mut self) -> Walked {
        let length = self.source.text().chars().count();
        if length > super::SERVICE_LIMIT {
            self.diagnostics.push(messages::over_service_limit(self.source, length));
        }
        while let Some(next) = self.peek() {
            let start = self.at;
            if next == '"' && self.unopened.is_none() {
                self.unopened = self.word_before(start);
            }
            let end = match next {
                '"' => self.skip_text(),
                '[' => self.skip_attribute(),
                wrong if is_wrong_quote(wrong) => self.skip_wrong(wrong),
                '(' => {
                    self.open.push(start);
                    self.nameless += usize::from(self.is_nameless(start));
                    if self.open.len() > MOST_NESTING { End::TooDeep } else { End::At(start + 1) }
                }
                ')' => {
                    // A `)` too many is a term of its own: the parser reports it.
                    self.open.pop();
                    End::At(start + 1)
                }
                other => End::At(start + other.len_utf8()),
            };
            let is_in_word = !is_wrong_quote(next)
                && !matches!(next, '"' | '[' | '(' | ')' | ',' | '=' | '<' | '>');
            let opener = Span::new(start, start + next.len_utf8());
            match end {
                End::At(end) => {
                    self.at = end;
                    self.word = if is_in_word { self.word } else { end };
                }
                End::TooDeep => {
                    let diagnostic = messages::too_deep(self.source, opener, MOST_NESTING);
                    self.diagnostics.push(diagnostic);
                    return Walked { scan: self.stop(), is_suspicious: false };
                }
                // What never ends takes the rest of the text with it; what stands before it is
                // read all the same.
                End::Never | End::NeverQuoted(_) => {
                    let is_suspicious = next == '"';
                    if let Some(Unopened { text, depth }) =
                        self.unopened.take().filter(|_| is_suspicious)
                    {
                        self.diagnostics.push(messages::unopened_quote(self.source, text));
                        let scan = self.read_on(text.start as usize, depth, true);
                        return Walked { scan, is_suspicious };
                    }
                    self.diagnostics.push(match (next, end) {
                        (_, End::NeverQuoted(quote)) => {
                            let quote = Span::new(quote, quote + 1);
                            messages::unclosed_quote_in_name(self.source, quote)
                        }
                        ('[', _) => messages::unclosed_bracket(self.source, opener),
                        (_, _) => messages::unclosed_quote(self.source, opener),
                    });
                    let missing = self.open.len();
                    let scan = self.read_on(start, missing, true);
                    return Walked { scan, is_suspicious };
                }
            }
        }
        // Where parentheses without a name are too many, they are the mistake, and the parser
        // says so.
        let missing = self.open.len().saturating_sub(self.nameless);
        let named = self.open.iter().filter(|opener| !self.is_nameless(**opener));
        let unclosed = named.rev().take(missing).map(|opener| Span::new(*opener, *opener + 1));
        let said = unclosed.map(|opener| messages::unclosed_parenthesis(self.source, opener));
        let said: Vec<Diagnostic> = said.collect();
        self.diagnostics.extend(said);
        let (length, missing) = (self.source.text().len(), self.open.len());
        let is_suspicious = self.has_stray_quote;
        Walked { scan: self.read_on(length, missing, false), is_suspicious }
    }

    /// True where no name stands before the parenthesis.
    fn is_nameless(&self, at: usize) -> bool {
        let before = self.source.text().get(..at).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\t', '\r', '\n']);
        before.is_empty() || before.ends_with(['(', ',', '=', '<', '>'])
    }

    /// What is read; behind it nothing more is said of quotes.
    fn read_on(mut self, length: usize, missing: usize, is_cut: bool) -> Scan {
        self.texts.retain(|text| text.span.end as usize <= length);
        let texts = std::mem::take(&mut self.texts);
        let said = texts.iter().map(|text| messages::wrong_quotes(self.source, text));
        self.diagnostics.extend(said);
        let readable = Readable { length, is_cut, missing, texts };
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
    fn skip_text(&mut self) -> End {
        if self.closes_wrong
            && let Some(text) = closed_wrong(self.source.text(), self.at)
        {
            return self.take_wrong(text);
        }
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
        // The first quoted part that holds a `]`: most likely it goes on too far.
        let mut suspect = None;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'[' => depth += 1,
                b']' => depth -= 1,
                b'"' => match memchr::memchr(b'"', bytes.get(at + 1..).unwrap_or_default()) {
                    Some(length) => {
                        let quoted = bytes.get(at + 1..at + 1 + length).unwrap_or_default();
                        if memchr::memchr(b']', quoted).is_some() {
                            suspect = suspect.or(Some(at));
                        }
                        at += length + 1;
                    }
                    None => return End::NeverQuoted(suspect.unwrap_or(at)),
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
        suspect.map_or(End::Never, End::NeverQuoted)
    }

    /// Past a text in wrong quotes. A quote that opens none stands alone.
    fn skip_wrong(&mut self, quote: char) -> End {
        match self.quotes.opened(self.source.text(), self.at) {
            Some(text) => self.take_wrong(text),
            None => {
                self.has_stray_quote |= quote != '\'';
                End::At(self.at + quote.len_utf8())
            }
        }
    }

    fn take_wrong(&mut self, text: WrongText) -> End {
        let end = text.span.end as usize;
        self.texts.push(text);
        End::At(end)
    }
}
