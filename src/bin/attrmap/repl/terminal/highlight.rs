//! Colours: of an entry while it is typed, and of answers. Without them nothing is lost.

use attrmap::syntax::{self, Token, TokenKind};

use crate::repl::session::commands;

const FUNCTION: &str = "36";
const ATTRIBUTE: &str = "32";
const TEXT: &str = "33";
const NUMBER: &str = "35";
const BRACKET: &str = "34";
const COMMAND: &str = "1";
const FAINT: &str = "2";
/// What is not closed yet.
const OPEN: &str = "31";
/// The bracket under the cursor, and the one that belongs to it.
const LIT: &str = "1;7";

fn coloured(text: &str, colour: &str) -> String {
    format!("\u{1b}[{colour}m{text}\u{1b}[0m")
}

/// An entry with its colours; with the cursor somewhere, the brackets that belong together there
/// are lit.
pub(crate) fn entry(line: &str, cursor: Option<usize>) -> String {
    let start = expression_start(line);
    let (command, text) = line.split_at_checked(start).unwrap_or((line, ""));
    let lit = cursor.and_then(|cursor| lit(text, cursor.checked_sub(start)?));
    let mut painted = String::with_capacity(line.len() * 2);
    if !command.is_empty() {
        painted.push_str(&coloured(command, COMMAND));
    }
    let mut done = 0;
    for token in syntax::tokens(text) {
        let range = token.span.range();
        painted.push_str(text.get(done..range.start).unwrap_or_default());
        token_of(text, token, lit, &mut painted);
        done = range.end;
    }
    painted.push_str(text.get(done..).unwrap_or_default());
    painted
}

/// Where the expression of an entry begins: behind the name of a command.
pub(crate) fn expression_start(line: &str) -> usize {
    let Some(command) = line.trim_start().strip_prefix(commands::SIGN) else { return 0 };
    let (name, _) = commands::split(command);
    match commands::find(name) {
        Ok(command) if !command.takes_expression() => line.len(),
        Ok(_) | Err(_) => line.len() - command.len() + name.len(),
    }
}

/// The bracket at the cursor or before it, with the one that belongs to it.
fn lit(text: &str, cursor: usize) -> Option<(usize, usize)> {
    [Some(cursor), cursor.checked_sub(1)]
        .into_iter()
        .flatten()
        .find_map(|at| Some((at, syntax::partner(text, at)?)))
}

fn token_of(text: &str, token: Token, lit: Option<(usize, usize)>, painted: &mut String) {
    let colour = match token.kind {
        _ if !token.is_closed => Some(OPEN),
        TokenKind::Function => Some(FUNCTION),
        TokenKind::Attribute => Some(ATTRIBUTE),
        TokenKind::Text => Some(TEXT),
        TokenKind::Number | TokenKind::Parameter | TokenKind::Word => Some(NUMBER),
        TokenKind::Open | TokenKind::Close => Some(BRACKET),
        TokenKind::Comma | TokenKind::Operator => None,
    };
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
            Some(colour) if !piece.is_empty() => painted.push_str(&coloured(piece, colour)),
            _ => painted.push_str(piece),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The escapes as tags, so that one can read them.
    fn tagged(painted: &str) -> String {
        painted.replace("\u{1b}[0m", "</>").replace("\u{1b}[", "<").replace("m", "")
    }

    #[test]
    fn functions_attributes_and_texts_have_colours() {
        assert_eq!(
            tagged(&entry("Left([a], \"x\", 2", None)),
            "<36Left</><34(</><32[a]</>, <33\"x\"</>, <352</>"
        );
        assert_eq!(tagged(&entry("[ai", None)), "<31[ai</>", "what is not closed");
        assert_eq!(tagged(&entry(":count [a]", None)), "<1:count</> <32[a]</>");
        assert_eq!(tagged(&entry(":load [a]", None)), "<1:load [a]</>", "a file");
        assert_eq!(tagged(&entry(" :count [a]", None)), "<1 :count</> <32[a]</>");
        assert_eq!(tagged(&entry("äöü “x”", None)), "<35äöü</> “<35x</>”");
    }

    #[test]
    fn brackets_that_belong_together_are_lit() {
        assert_eq!(tagged(&entry("Trix([a])", Some(9))), "<36Trix</><1;7(</><32[a]</><1;7)</>");
        assert_eq!(tagged(&entry("[a]", Some(0))), "<1;7[</><32a</><1;7]</>");
        assert_eq!(tagged(&entry("[a]", Some(2))), "<1;7[</><32a</><1;7]</>");
        assert_eq!(tagged(&entry("Trix([a]", Some(5))), "<36Trix</><34(</><1;7[</><32a</><1;7]</>");
    }

    #[test]
    fn the_current_parameter_of_a_hint_stands_out() {
        assert_eq!(tagged(&hint("Join(‹separator›, …)")), "<2Join(</><1‹separator›</><2, …)</>");
        assert_eq!(tagged(&hint("Now()")), "<2Now()</>");
    }
}
