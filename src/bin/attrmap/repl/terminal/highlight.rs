//! Colours of an entry while it is typed. Without them nothing is lost.

use std::ops::Range;

use attrmap::functions;
use attrmap::syntax::{self, Token, TokenKind};

use crate::inputs::unknown::without_brackets;
use crate::repl::session::answer::{FAINT, coloured};
use crate::repl::session::{Session, commands};

const FUNCTION: &str = "36";
const ATTRIBUTE: &str = "32";
const TEXT: &str = "33";
const NUMBER: &str = "35";
const BRACKET: &str = "34";
const COMMAND: &str = "1";
/// A function or an attribute that there is not.
const UNKNOWN: &str = "4";
/// What is not closed yet.
const OPEN: &str = "31";
/// The bracket under the cursor, and the one that belongs to it.
const LIT: &str = "1;7";

/// An entry with its colours; with the cursor somewhere, the brackets that belong together there
/// are lit.
pub(crate) fn entry(session: &Session, line: &str, cursor: Option<usize>) -> String {
    let mut out = String::with_capacity(line.len() * 2);
    let mut done = 0;
    for range in commands::expressions(session, line) {
        around(line, done..range.start, &mut out);
        let text = line.get(range.clone()).unwrap_or_default();
        let cursor = cursor.and_then(|cursor| cursor.checked_sub(range.start));
        expression(session, text, cursor, &mut out);
        done = range.end;
    }
    around(line, done..line.len(), &mut out);
    out
}

/// What is no expression: a command, where it is one.
fn around(line: &str, range: Range<usize>, out: &mut String) {
    let text = line.get(range.clone()).unwrap_or_default();
    let is_known = || {
        let name = text.trim_start().trim_start_matches(commands::SIGN);
        !commands::beginning(commands::split(name).0).is_empty()
    };
    if range.start == 0 && !text.is_empty() && is_known() {
        out.push_str(&coloured(text, COMMAND));
    } else {
        out.push_str(text);
    }
}

fn expression(session: &Session, text: &str, cursor: Option<usize>, out: &mut String) {
    let lit = cursor.and_then(|cursor| lit(text, cursor));
    let mut done = 0;
    for token in syntax::tokens(text) {
        let range = token.span.range();
        out.push_str(text.get(done..range.start).unwrap_or_default());
        let written = text.get(range.clone()).unwrap_or_default();
        token_of(text, token, colour(session, token, written), lit, out);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

fn colour(session: &Session, token: Token, written: &str) -> Option<&'static str> {
    let known = |is_known: bool, colour| if is_known { colour } else { UNKNOWN };
    match token.kind {
        _ if !token.is_closed => Some(OPEN),
        TokenKind::Function => Some(known(functions::find(written).is_some(), FUNCTION)),
        TokenKind::Attribute => {
            let name = without_brackets(written);
            Some(known(session.knows_attribute(name), ATTRIBUTE))
        }
        TokenKind::Text => Some(TEXT),
        TokenKind::Number | TokenKind::Parameter => Some(NUMBER),
        TokenKind::Open | TokenKind::Close => Some(BRACKET),
        TokenKind::Word | TokenKind::Comma | TokenKind::Operator => None,
    }
}

/// The bracket at the cursor or before it, with the one that belongs to it.
fn lit(text: &str, cursor: usize) -> Option<(usize, usize)> {
    [Some(cursor), cursor.checked_sub(1)]
        .into_iter()
        .flatten()
        .find_map(|at| Some((at, syntax::partner(text, at)?)))
}

fn token_of(
    text: &str,
    token: Token,
    colour: Option<&str>,
    lit: Option<(usize, usize)>,
    out: &mut String,
) {
    let range = token.span.range();
    // A lit bracket breaks its token in pieces.
    let mut at = range.start;
    let mut ends: Vec<usize> = Vec::new();
    if let Some((one, other)) = lit {
        ends.extend([one, other].into_iter().filter(|place| range.contains(place)));
        ends.sort_unstable();
    }
    let mut piece = |from: usize, to: usize, colour: Option<&str>| {
        let piece = text.get(from..to).unwrap_or_default();
        match colour {
            Some(colour) if !piece.is_empty() => out.push_str(&coloured(piece, colour)),
            _ => out.push_str(piece),
        }
    };
    for bracket in ends {
        piece(at, bracket, colour);
        piece(bracket, bracket + 1, Some(LIT));
        at = bracket + 1;
    }
    piece(at, range.end, colour);
}

/// A hint, fainter than what is typed; the current parameter, between `‹` and `›`, is not.
pub(crate) fn hint(hint: &str) -> String {
    match (hint.split_once('‹'), hint.rsplit_once('›')) {
        (Some((before, _)), Some((_, behind))) => {
            let end = hint.len() - behind.len();
            let current = hint.get(before.len()..end).unwrap_or_default();
            format!(
                "{}{}{}",
                coloured(before, FAINT),
                coloured(current, COMMAND),
                coloured(behind, FAINT)
            )
        }
        _ => coloured(hint, FAINT),
    }
}
