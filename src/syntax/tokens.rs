//! The tokens of a text that may be half written: for colours, for brackets that belong together,
//! for what somebody is about to type.
//!
//! In: any text. Out: its [`Token`]s, without the white space between them; where the bracket
//! stands that closes another; which call a cursor is in. Fast enough for every keystroke.
//!
//! Absent on purpose: mistakes. The parser finds them, once a text is complete.

use crate::source::Span;

/// A piece of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// False for a text or an attribute that nothing closes: it takes the rest with it.
    pub is_closed: bool,
}

/// The kinds of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A name before a parenthesis.
    Function,
    /// A name that calls nothing.
    Word,
    /// `[…]`.
    Attribute,
    /// `"…"`.
    Text,
    /// A number.
    Number,
    /// `%…%`.
    Parameter,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Comma,
    /// A comparison, or anything that is none of the above.
    Operator,
}

/// A call that is not closed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenCall<'t> {
    /// The function as written.
    pub name: &'t str,
    /// Which of its slots the text ends in, from 0.
    pub slot: usize,
}

/// The tokens of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length, is_closed) = token(rest, first);
        tokens.push(Token { kind, span: Span::new(at, at + length), is_closed });
        at += length;
    }
    name_functions(&mut tokens);
    tokens
}

/// What is open where a text ends, which comes piece by piece: no piece is read twice. What closes
/// too much is a mistake, and no reason to wait for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Open {
    parentheses: usize,
    inside: Option<Inside>,
}

/// What the text ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Text,
    Attribute(Brackets),
}

/// Where in an attribute its text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Brackets {
    depth: usize,
    is_quoted: bool,
}

impl Open {
    /// What is open at the end of the text.
    pub fn of(text: &str) -> Open {
        let mut open = Open::default();
        open.read(text);
        open
    }

    /// True where every bracket and quote closes.
    pub fn is_nothing(&self) -> bool {
        *self == Open::default()
    }

    /// Reads what stands behind the text so far, from the start of a line.
    pub fn read(&mut self, text: &str) {
        let end = match self.inside.take() {
            None => Ok(0),
            Some(Inside::Text) => rest_of_text(text, 0).ok_or(Inside::Text),
            Some(Inside::Attribute(brackets)) => {
                rest_of_attribute(text, brackets).map_err(Inside::Attribute)
            }
        };
        let rest = match end {
            Ok(end) => text.get(end..).unwrap_or_default(),
            Err(inside) => {
                self.inside = Some(inside);
                return;
            }
        };
        for token in tokens(rest) {
            match token.kind {
                TokenKind::Open => self.parentheses += 1,
                TokenKind::Close => self.parentheses = self.parentheses.saturating_sub(1),
                TokenKind::Text if !token.is_closed => self.inside = Some(Inside::Text),
                TokenKind::Attribute if !token.is_closed => {
                    let begun = rest.get(token.span.range()).unwrap_or_default();
                    let end = rest_of_attribute(begun, Brackets::default());
                    self.inside = end.err().map(Inside::Attribute);
                }
                _ => {}
            }
        }
    }
}

/// Where the bracket stands that belongs to the one at `at`: of a call, or around an attribute.
pub fn partner(text: &str, at: usize) -> Option<usize> {
    let tokens = tokens(text);
    let place = u32::try_from(at).ok()?;
    let index = tokens.iter().position(|it| it.span.start <= place && place < it.span.end)?;
    let token = tokens.get(index)?;
    let (start, end) = (token.span.range().start, token.span.range().end);
    match token.kind {
        TokenKind::Attribute if token.is_closed && at == start => Some(end - 1),
        TokenKind::Attribute if token.is_closed && at + 1 == end => Some(start),
        TokenKind::Open => closing(tokens.get(index..)?.iter(), TokenKind::Open),
        TokenKind::Close => closing(tokens.get(..=index)?.iter().rev(), TokenKind::Close),
        _ => None,
    }
}

/// The innermost call that the text ends in.
pub fn open_call(text: &str) -> Option<OpenCall<'_>> {
    let mut calls: Vec<OpenCall<'_>> = Vec::new();
    let mut name = "";
    for token in tokens(text) {
        match token.kind {
            TokenKind::Open => calls.push(OpenCall { name, slot: 0 }),
            TokenKind::Close => {
                calls.pop();
            }
            TokenKind::Comma => {
                if let Some(call) = calls.last_mut() {
                    call.slot += 1;
                }
            }
            _ => {}
        }
        let is_function = token.kind == TokenKind::Function;
        name = if is_function { text.get(token.span.range()).unwrap_or_default() } else { "" };
    }
    calls.pop().filter(|call| !call.name.is_empty())
}

/// Where the brackets are even again that the first of these tokens makes uneven.
fn closing<'t>(tokens: impl Iterator<Item = &'t Token>, opener: TokenKind) -> Option<usize> {
    let mut depth = 0_usize;
    for token in tokens {
        match token.kind {
            TokenKind::Open | TokenKind::Close if token.kind == opener => depth += 1,
            TokenKind::Open | TokenKind::Close => {
                depth -= 1;
                if depth == 0 {
                    return Some(token.span.range().start);
                }
            }
            _ => {}
        }
    }
    None
}

/// The token at the start of the text: its kind, its length, whether it is closed.
fn token(text: &str, first: char) -> (TokenKind, usize, bool) {
    let is_part = |next: char| next.is_alphanumeric() || next == '_';
    let while_part = || text.find(|next: char| !is_part(next)).unwrap_or(text.len());
    match first {
        '[' => {
            let (length, is_closed) = attribute(text);
            (TokenKind::Attribute, length, is_closed)
        }
        '"' => {
            let (length, is_closed) = quoted(text);
            (TokenKind::Text, length, is_closed)
        }
        '(' => (TokenKind::Open, 1, true),
        ')' => (TokenKind::Close, 1, true),
        ',' => (TokenKind::Comma, 1, true),
        '%' => match text.get(1..).and_then(|rest| rest.find('%')) {
            Some(length) => (TokenKind::Parameter, length + 2, true),
            None => (TokenKind::Operator, 1, true),
        },
        letter if letter.is_alphabetic() => (TokenKind::Word, while_part(), true),
        digit if digit.is_ascii_digit() => {
            let end = text.find(|next: char| !is_part(next) && next != '.');
            (TokenKind::Number, end.unwrap_or(text.len()), true)
        }
        other => (TokenKind::Operator, other.len_utf8(), true),
    }
}

/// The length of `"…"`, and whether it is closed.
fn quoted(text: &str) -> (usize, bool) {
    rest_of_text(text, 1).map_or((text.len(), false), |end| (end, true))
}

/// Where a text ends, with its two escapes, from inside it.
fn rest_of_text(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if matches!(bytes.get(at + 1), Some(b'\\' | b'"')) => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// The length of `[…]`, and whether it is closed.
fn attribute(text: &str) -> (usize, bool) {
    rest_of_attribute(text, Brackets::default()).map_or((text.len(), false), |end| (end, true))
}

/// Where an attribute ends, with the brackets and quotes in it; else where in it the text ends.
fn rest_of_attribute(text: &str, mut brackets: Brackets) -> Result<usize, Brackets> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => brackets.is_quoted = !brackets.is_quoted,
            b'[' if !brackets.is_quoted => brackets.depth += 1,
            b']' if !brackets.is_quoted => brackets.depth -= 1,
            _ => {}
        }
        if brackets.depth == 0 {
            return Ok(at + 1);
        }
    }
    Err(brackets)
}

/// A name before a parenthesis is a function's.
fn name_functions(tokens: &mut [Token]) {
    let mut next = None;
    for token in tokens.iter_mut().rev() {
        if token.kind == TokenKind::Word && next == Some(TokenKind::Open) {
            token.kind = TokenKind::Function;
        }
        next = Some(token.kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(TokenKind, &str)> {
        tokens(text).into_iter().map(|token| (token.kind, &text[token.span.range()])).collect()
    }

    #[test]
    fn a_text_falls_into_tokens() {
        use TokenKind::*;
        assert_eq!(
            kinds(r#"IIF ([a[b eq "]"]]="x\"y", True, Left(%p%,-1.5))"#),
            [
                (Function, "IIF"),
                (Open, "("),
                (Attribute, r#"[a[b eq "]"]]"#),
                (Operator, "="),
                (Text, r#""x\"y""#),
                (Comma, ","),
                (Word, "True"),
                (Comma, ","),
                (Function, "Left"),
                (Open, "("),
                (Parameter, "%p%"),
                (Comma, ","),
                (Operator, "-"),
                (Number, "1.5"),
                (Close, ")"),
                (Close, ")"),
            ]
        );
        assert_eq!(
            kinds("“é” % ß("),
            [
                (Operator, "“"),
                (Word, "é"),
                (Operator, "”"),
                (Operator, "%"),
                (Function, "ß"),
                (Open, "("),
            ]
        );
    }

    #[test]
    fn what_is_open_waits_for_more() {
        for (text, expected, why) in [
            ("", true, "nothing"),
            ("[mail]", true, "an attribute"),
            ("[mail", false, "a bracket"),
            ("Join(\"-\",", false, "a parenthesis"),
            ("Join(\"-\", [a])", true, "a call"),
            ("\"a", false, "a quote"),
            (r#""a\""#, false, "an escaped quote closes nothing"),
            (r#""a\\""#, true, "an escaped backslash"),
            ("Trim([a]))", true, "too many are a mistake"),
            ("[emails[type eq \"work\"].value", false, "the outer bracket"),
        ] {
            assert_eq!(Open::of(text).is_nothing(), expected, "{text}: {why}");
        }
    }

    /// Wherever lines end, the whole is as open as its lines one after the other.
    #[test]
    fn what_is_open_is_carried_from_line_to_line() {
        for text in [
            "Join(\n\"a\n(\\\"\n\",\n[emails[type eq\n\"]\"].value\n]\n)",
            "[a\n[b]\n\"]\n\"",
            "\"\\\\\n\"\n[",
            "(\n(\n)",
        ] {
            let mut open = Open::default();
            let mut before = String::new();
            for line in text.lines() {
                open.read(line);
                before.push_str(line);
                assert_eq!(open, Open::of(&before), "{before:?}");
                before.push('\n');
            }
        }
        let close = "Join(\n\"a\n(\\\"\n\",\n[emails[type eq\n\"]\"].value\n]\n)";
        assert!(Open::of(close).is_nothing());
    }

    #[test]
    fn brackets_find_their_partners() {
        let text = r#"Join("(", Trim([a]), [b])"#;
        for (at, expected, why) in [
            (4, Some(24), "the outer call"),
            (24, Some(4), "and back"),
            (14, Some(18), "the inner call"),
            (15, Some(17), "an attribute"),
            (17, Some(15), "and back"),
            (6, None, "inside a text"),
            (0, None, "a name"),
            (99, None, "outside"),
        ] {
            assert_eq!(partner(text, at), expected, "{why}");
        }
        assert_eq!(partner("Trim(", 4), None, "nothing closes it");
        assert_eq!(partner(")", 0), None, "nothing opens it");
    }

    #[test]
    fn the_call_around_a_cursor_is_found() {
        let call = |name, slot| Some(OpenCall { name, slot });
        for (text, expected) in [
            ("Join(", call("Join", 0)),
            ("Join(\",\", [a], ", call("Join", 2)),
            ("Join(\"-\", Trim([a]", call("Trim", 0)),
            ("Join(\"-\", Trim([a]), ", call("Join", 2)),
            ("Join(\"-\", (", None),
            ("Join()", None),
            ("[mail]", None),
            ("IIF([a] = Left ( \"x, ", call("Left", 0)),
        ] {
            assert_eq!(open_call(text), expected, "{text}");
        }
    }
}
