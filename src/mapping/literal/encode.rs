//! A text to the literal that stands for it.
//!
//! In: a text, the kind of literal, and how its characters were written before. Out: the literal,
//! or nothing where this kind cannot hold the text.
//!
//! Absent on purpose: choosing the kind.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Kind;
use crate::source::{Source, Span};
use crate::syntax::{self, TokenKind};

/// How a literal writes the characters that do not stand for themselves in it.
///
/// A program that writes JSON in its own way (`\u0027` for an apostrophe, `\/` for a slash) finds
/// its way again in what was changed.
#[derive(Debug, Default)]
pub(in crate::mapping) struct Habits(BTreeMap<char, String>);

/// How many turns of a literal show its habits: a long text is not read for each of its changes.
const ENOUGH: usize = 500;

impl Habits {
    /// Those of the literal that a text was decoded from.
    pub(in crate::mapping) fn of(text: &Source) -> Habits {
        let mut habits = BTreeMap::new();
        for at in text.turns().take(ENOUGH) {
            let rest = text.text().get(at..).unwrap_or_default();
            let Some(character) = rest.chars().next() else { continue };
            let span = Span::new(at, at + character.len_utf8());
            let written = text.file().slice(text.span_in_file(span));
            if written.starts_with('\\') && written.len() > 1 {
                habits.entry(character).or_insert_with(|| written.to_owned());
            }
        }
        Habits(habits)
    }

    fn escape(&self, character: char) -> Option<String> {
        self.0.get(&character).cloned()
    }

    fn escape_any(&self, text: &str) -> bool {
        text.chars().any(|character| self.0.contains_key(&character))
    }
}

/// What stands beside a text in its literal; nothing where the literal begins or ends there.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::mapping) struct Beside {
    pub(in crate::mapping) before: Option<char>,
    pub(in crate::mapping) after: Option<char>,
}

/// The literal that stands for a text, its quotes included; nothing where such a one cannot. A
/// text of several lines begins on the second.
pub(in crate::mapping) fn literal(
    kind: Kind,
    text: &str,
    habits: &Habits,
    line_end: &str,
) -> Option<String> {
    let content = content(kind, text, habits, Beside::default(), line_end)?;
    let begins_below =
        matches!(kind, Kind::BasicLines | Kind::LiteralLines) && content.contains('\n');
    let first = if begins_below { line_end } else { "" };
    let quotes = kind.quotes();
    Some(format!("{quotes}{first}{content}{quotes}"))
}

/// True for a text that is shown on lines in the place of such a literal: where lines part its
/// pieces, or stand in a text of its own and were lines before. An escape stays one: other readers
/// of TOML may take the end of a line for another than this file's.
pub(in crate::mapping) fn shows_lines(kind: Kind, text: &str, habits: &Habits) -> bool {
    let has_lines = matches!(kind, Kind::BasicLines | Kind::LiteralLines);
    let stays_line = has_lines && habits.escape('\n').is_none();
    let texts = texts(text);
    text.match_indices('\n').any(|(at, _)| stays_line || !is_in(&texts, at))
}

/// The texts in an expression.
fn texts(expression: &str) -> Vec<Range<usize>> {
    let tokens = syntax::tokens(expression).into_iter();
    tokens.filter(|it| it.kind == TokenKind::Text).map(|it| it.span.range()).collect()
}

/// True for a place in one of these ranges, which are sorted.
fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

/// A text as it stands between the quotes of a literal; nothing where it cannot.
pub(in crate::mapping) fn content(
    kind: Kind,
    text: &str,
    habits: &Habits,
    beside: Beside,
    line_end: &str,
) -> Option<String> {
    let texts = match kind {
        Kind::BasicLines | Kind::LiteralLines if text.contains(['\r', '\n']) => texts(text),
        _ => Vec::new(),
    };
    let is_plain = match kind {
        Kind::Json => return Some(escaped(text, |place| json_escape(habits, place))),
        Kind::Basic => return Some(escaped(text, |place| basic_escape(habits, place))),
        Kind::BasicLines => {
            return Some(escaped(text, |place| {
                // What parts the pieces of an expression is free to be read as any end of a line.
                let keeps =
                    |end| !is_in(&texts, place.at) || end == line_end && !habits.escape_any(end);
                match place.end_of_line() {
                    Some(end) if keeps(end) => None,
                    Some(_) => basic_escape(habits, place),
                    None => basic_lines_escape(habits, beside, place),
                }
            }));
        }
        Kind::Bare => {
            let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            text.split('.').all(|part| !part.is_empty() && part.bytes().all(is_bare))
        }
        Kind::Literal => !text.contains(|it| it == '\'' || is_control(it)),
        Kind::LiteralLines => {
            let without_lines = text.replace("\r\n", "").replace('\n', "");
            let mut ends = places(text).filter(|place| is_in(&texts, place.at));
            let is_of_file = ends.all(|it| it.end_of_line().is_none_or(|end| end == line_end));
            // An apostrophe at an end, or beside another, could be taken for one of the quotes.
            let is_free = |beside: Option<char>| beside.is_some_and(|it| it != '\'');
            is_of_file
                && !without_lines.contains(is_control)
                && !text.contains("'''")
                && (!text.starts_with('\'') || is_free(beside.before))
                && (!text.ends_with('\'') || is_free(beside.after))
        }
    };
    is_plain.then(|| text.to_owned())
}

/// A character, where it stands, and the text around it.
struct Place<'t> {
    at: usize,
    before: Option<char>,
    character: char,
    rest: &'t str,
}

impl Place<'_> {
    /// The end of a line that this character is, or half of.
    fn end_of_line(&self) -> Option<&'static str> {
        match (self.before, self.character) {
            (Some('\r'), '\n') => Some("\r\n"),
            (_, '\n') => Some("\n"),
            (_, '\r') if self.rest.starts_with('\n') => Some("\r\n"),
            _ => None,
        }
    }
}

/// The characters of a text.
fn places(text: &str) -> impl Iterator<Item = Place<'_>> {
    let mut last = None;
    text.char_indices().map(move |(at, character)| {
        let before = last.replace(character);
        let rest = text.get(at + character.len_utf8()..).unwrap_or_default();
        Place { at, before, character, rest }
    })
}

/// A text in which some characters are written otherwise.
fn escaped(text: &str, escape: impl Fn(Place<'_>) -> Option<String>) -> String {
    let mut content = String::with_capacity(text.len());
    for place in places(text) {
        let character = place.character;
        match escape(place) {
            Some(escape) => content.push_str(&escape),
            None => content.push(character),
        }
    }
    content
}

fn json_escape(habits: &Habits, place: Place<'_>) -> Option<String> {
    let character = place.character;
    habits.escape(character).or_else(|| match character {
        '"' | '\\' => Some(format!("\\{character}")),
        _ if (character as u32) < 0x20 => Some(control_escape(character)),
        _ => None,
    })
}

fn basic_escape(habits: &Habits, place: Place<'_>) -> Option<String> {
    let character = place.character;
    habits.escape(character).or_else(|| match character {
        '"' | '\\' => Some(format!("\\{character}")),
        _ if is_control(character) => Some(control_escape(character)),
        _ => None,
    })
}

fn basic_lines_escape(habits: &Habits, beside: Beside, place: Place<'_>) -> Option<String> {
    match place.character {
        '"' => {
            // Alone it is a quote; at an end, or beside another, it could be taken for three.
            let before = place.before.or(beside.before);
            let after = place.rest.chars().next().or(beside.after);
            let is_alone = [before, after].into_iter().all(|it| it.is_some_and(|it| it != '"'));
            (!is_alone).then(|| "\\\"".to_owned())
        }
        _ => basic_escape(habits, place),
    }
}

/// True for what no literal of TOML holds as it is.
fn is_control(character: char) -> bool {
    character.is_ascii_control() && character != '\t'
}

fn control_escape(character: char) -> String {
    match character {
        '\u{8}' => "\\b".to_owned(),
        '\t' => "\\t".to_owned(),
        '\n' => "\\n".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        '\r' => "\\r".to_owned(),
        _ => format!("\\u{:04X}", character as u32),
    }
}
