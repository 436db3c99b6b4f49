//! Which entries are kept in the history: those that hold nothing of any user.
//!
//! In: an entry, and whether it could be done. Out: whether it may be kept. An expression is kept
//! with the texts in it, since a mapping would have them too, unless one is an address, or shares
//! its letters and digits, or a longer word, with a value that is set or that only a few of the
//! loaded users have. What only looks like an expression, as a row that was pasted into the wrong
//! window, has names that nobody knows, and is not.

use std::ops::Range;

use attrmap::check::{BARE_WORD, UNKNOWN_FUNCTION, UNKNOWN_PARAMETER, check};
use attrmap::diagnostic::Diagnostic;
use attrmap::profile::SHARED_BY;
use attrmap::record::{Chunk, Layout, Record};
use attrmap::schema::SourceTable;
use attrmap::source::Source;
use attrmap::syntax::{self, Token, TokenKind};
use attrmap::types::{Value, boolean_from_text};

use super::Session;
use super::commands;
use super::loaded_mapping::expression_of;
use super::loaded_users::LoadedUsers;
use crate::inputs::unknown::{Unknown, without_brackets};
use crate::repl::interrupt::Interrupt;

/// True for an entry that may be kept. A command without an expression names something, a file or
/// a function, and is kept where that was found.
pub(crate) fn is_kept(session: &Session, entry: &str, is_done: bool) -> bool {
    let Some(command) = entry.strip_prefix(commands::SIGN) else {
        return is_expression(session, entry);
    };
    let (name, rest) = commands::split(command);
    let Ok(command) = commands::find(name) else { return false };
    if command.is_private || !command.argument.takes_expression() {
        return is_done && !command.is_private;
    }
    let is_kept = |range: Range<usize>| {
        rest.get(range).is_some_and(|text| is_expression(session, text.trim()))
    };
    let expressions = command.argument.expressions(session, rest);
    expressions.is_some_and(|ranges| ranges.into_iter().all(is_kept))
}

/// True for what reads as an expression and asks for something that there is: a text, a word or a
/// number alone can be anybody's.
fn is_expression(session: &Session, text: &str) -> bool {
    let source = session.source(text);
    let tokens = syntax::tokens(text);
    let has = |kind: TokenKind| tokens.iter().any(|token| token.kind == kind);
    let has_attribute = has(TokenKind::Attribute);
    (has_attribute || has(TokenKind::Function) || has(TokenKind::Parameter))
        && !syntax::parse(&source).diagnostics.has_errors()
        && knows_names(session, &source, has_attribute)
        && !has_somebodys_text(session, text, &tokens)
}

/// True where all names in it are those of something. A function that there is not is a typing
/// error, to be mended, where it is given an attribute that there is.
fn knows_names(session: &Session, source: &Source, has_attribute: bool) -> bool {
    let mut said = check(source, session.env()).diagnostics().clone();
    let of_users = session.users.iter().flat_map(LoadedUsers::names).map(String::as_str);
    let mapping = session.mapping.iter().flat_map(|mapping| mapping.mappings());
    let mapping: Vec<&str> =
        mapping.filter_map(expression_of).flat_map(|text| attributes(text.text())).collect();
    let unknown = Unknown::of(&mut said, of_users.chain(mapping));
    let is_no_name = |it: &Diagnostic| {
        it.code == &BARE_WORD
            || it.code == &UNKNOWN_PARAMETER
            || it.code == &UNKNOWN_FUNCTION && !has_attribute
    };
    unknown.all().is_empty() && !said.iter().any(is_no_name)
}

/// The attributes that a text names.
fn attributes(text: &str) -> impl Iterator<Item = &str> {
    let tokens = syntax::tokens(text).into_iter();
    let attributes = tokens.filter(|token| token.kind == TokenKind::Attribute);
    attributes.filter_map(|token| text.get(token.span.range()).map(without_brackets))
}

/// True where a text in it, or a long number, is an address, or could be from a value that is set
/// or that users have whom one could tell by it.
fn has_somebodys_text(session: &Session, text: &str, tokens: &[Token]) -> bool {
    let written = tokens.iter().filter_map(|token| {
        let written = text.get(token.span.range())?;
        match token.kind {
            TokenKind::Text => Some(unquoted(written)),
            TokenKind::Number if written.len() >= LONG_NUMBER => Some(written.to_owned()),
            _ => None,
        }
    });
    let texts: Vec<String> = written.filter(|it| tells(it)).collect();
    // The sign by itself is what addresses are split at.
    let is_address = |text: &String| text.contains('@') && text != "@";
    let mut clues: Vec<String> = texts.iter().flat_map(|text| clues(text)).collect();
    clues.sort();
    clues.dedup();
    let mut set = String::new();
    session.settings.iter().for_each(|(_, value)| put_value(value, &mut set));
    texts.iter().any(is_address)
        || clues.iter().any(|clue| is_in(&set, clue))
        || !clues.is_empty()
            && session.users.as_ref().is_some_and(|users| {
                let table = session.env().source_table();
                // Of users who cannot be looked at it is not known.
                let counts = count(users, table, &session.interrupt, &clues);
                counts
                    .is_none_or(|counts| counts.iter().any(|count| (1..SHARED_BY).contains(count)))
            })
}

/// The text of a literal.
fn unquoted(literal: &str) -> String {
    let inside = literal.strip_prefix('"').unwrap_or(literal);
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    inside.replace("\\\"", "\"").replace("\\\\", "\\")
}

/// A shorter number is a length or a position.
const LONG_NUMBER: usize = 5;

/// What a text can give away: all its letters and digits, and those of each longer word.
fn clues(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|word| word.len() >= LONG_WORD);
    let all = std::iter::once(text).chain(words).filter(|it| tells(it));
    all.map(|it| {
        let mut clue = String::new();
        put_letters(it, &mut clue);
        clue
    })
    .filter(|clue| !clue.is_empty())
}

/// A shorter word, in bytes, is in the values of anybody.
const LONG_WORD: usize = 4;

/// Puts the letters and digits of a text behind another, in lower case: what is left of a phone
/// number without its blanks, or of a date without its lines.
fn put_letters(text: &str, letters: &mut String) {
    for character in text.chars() {
        if character.is_ascii() {
            if character.is_ascii_alphanumeric() {
                letters.push(character.to_ascii_lowercase());
            }
        } else if character.is_alphanumeric() {
            letters.extend(character.to_lowercase());
        }
    }
}

/// How many of the loaded users have each of these clues somewhere; nothing where one of them
/// cannot be read, or nobody waits any more.
fn count(
    users: &LoadedUsers,
    table: &SourceTable,
    interrupt: &Interrupt,
    clues: &[String],
) -> Option<Vec<u64>> {
    let layout = Layout::new(table, users.names());
    let of_chunk = |chunk: &Chunk| {
        let (mut counts, mut refused) = (vec![0; clues.len()], Vec::new());
        let mut letters = String::new();
        let reader = layout.reader(chunk).ok()?;
        let mut memory = Record::new();
        for (_, user) in chunk.users() {
            interrupt.check().ok()?;
            let record = reader.read_apart(user.ok()?, &[], memory, &mut refused).ok()?;
            letters.clear();
            record.slots().iter().for_each(|value| put_value(value, &mut letters));
            for (clue, count) in clues.iter().zip(&mut counts) {
                *count += u64::from(is_in(&letters, clue));
            }
            memory = record.recycle();
        }
        refused.is_empty().then_some(counts)
    };
    let counts = users.each(interrupt, |chunk| Ok(of_chunk(chunk))).ok()?;
    counts.into_iter().try_fold(vec![0; clues.len()], |all, counts| {
        Some(all.iter().zip(counts?).map(|(all, count)| all + count).collect())
    })
}

/// Puts the letters and digits of a value, or of each in a list, on a line of its own.
fn put_value(value: &Value<'_>, letters: &mut String) {
    match value {
        Value::List(values) => values.iter().for_each(|value| put_value(value, letters)),
        value => {
            if let Some(text) = value.to_text() {
                put_letters(&text, letters);
                letters.push('\n');
            }
        }
    }
}

/// True for a clue to one of these values, which stand on lines: a part of one, or all of it where
/// the clue is short.
fn is_in(letters: &str, clue: &str) -> bool {
    match clue.len() >= LONG_WORD {
        true => letters.contains(clue),
        false => letters.lines().any(|value| value == clue),
    }
}

/// True for a text that tells something of its user: `True` and nothing at all do not.
fn tells(text: &str) -> bool {
    !text.trim().is_empty() && boolean_from_text(text).is_none()
}
