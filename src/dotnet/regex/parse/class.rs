//! Classes in brackets: `[a-z]`, `[^\d]`, `[a-z-[aeiou]]`.

use super::cursor::Cursor;
use super::escape;
use crate::dotnet::regex::class::Class;
use crate::dotnet::regex::fault::{self, PatternError};
use crate::dotnet::regex::parse::MOST_DEPTH;

/// Whether case counts in a class, and what may still be spent on it.
pub struct Case {
    /// True where it does not count.
    pub is_ignored: bool,
    /// So many letters more may be asked for their other case.
    letters: usize,
}

/// The most letters of all classes of a pattern that ignore case.
pub const MOST_LETTERS: usize = 1 << 17;

impl Case {
    /// It counts.
    pub fn counted() -> Case {
        Case { is_ignored: false, letters: MOST_LETTERS }
    }

    /// A class that has been read, ready to be asked.
    pub fn finish(&mut self, mut class: Class, start: usize) -> Result<Class, PatternError> {
        if self.is_ignored {
            let left = self.letters.checked_sub(class.add_lower_case());
            self.letters = left.ok_or_else(|| fault::too_many_letters(start, MOST_LETTERS))?;
        }
        Ok(class.sorted())
    }
}

/// Reads a class whose bracket was just taken.
pub fn class(cursor: &mut Cursor<'_>, case: &mut Case) -> Result<Class, PatternError> {
    nested(cursor, case, 0)
}

fn nested(cursor: &mut Cursor<'_>, case: &mut Case, depth: usize) -> Result<Class, PatternError> {
    let open = cursor.at.saturating_sub(1);
    if depth > MOST_DEPTH {
        return Err(fault::too_deep(open, MOST_DEPTH));
    }
    let mut class = Class::empty();
    let is_negated = cursor.eat("^");
    // A range that waits for its end: where it starts, and with what.
    let mut range: Option<(usize, char)> = None;
    let mut is_first = true;
    loop {
        let start = cursor.at;
        let can_subtract = !std::mem::replace(&mut is_first, false);
        let Some(next) = cursor.next() else { return Err(fault::class_not_closed(open)) };
        let mut is_escaped = false;
        let character = match next {
            ']' if can_subtract => break,
            // .NET looks for the ends of classes before all else.
            '\\' if cursor.peek().is_none() => return Err(fault::class_not_closed(open)),
            '\\' => {
                if cursor.eat("-") {
                    class.add_range('-', '-');
                    continue;
                }
                if let Some(set) = escape::set(cursor)? {
                    if range.is_some() {
                        return Err(fault::range_to_class(start, set.letter));
                    }
                    set.add_to(&mut class, case.is_ignored);
                    continue;
                }
                is_escaped = true;
                escape::character(cursor)?
            }
            '[' if range.is_none() => {
                skip_colons(cursor);
                '['
            }
            other => other,
        };
        let starts_class = !is_escaped && can_subtract;
        if let Some((range_start, first)) = range.take() {
            if character == '[' && starts_class {
                class.add_range(first, first);
                class.subtract(subtracted(cursor, case, depth)?);
            } else if first > character {
                return Err(fault::range_reversed(range_start, first, character));
            } else {
                class.add_range(first, character);
            }
        } else if cursor.peek() == Some('-')
            && cursor.peek_second().is_some_and(|second| second != ']')
        {
            range = Some((start, character));
            cursor.next();
        } else if character == '-' && starts_class && cursor.eat("[") {
            class.subtract(subtracted(cursor, case, depth)?);
        } else {
            class.add_range(character, character);
        }
    }
    let class = case.finish(class, open)?;
    Ok(if is_negated { class.negated() } else { class })
}

/// The class that is taken away, which must be the last thing in its class.
fn subtracted(
    cursor: &mut Cursor<'_>,
    case: &mut Case,
    depth: usize,
) -> Result<Class, PatternError> {
    let class = nested(cursor, case, depth + 1)?;
    match cursor.peek() {
        Some(']') | None => Ok(class),
        Some(_) => Err(fault::subtraction_not_last(cursor.at)),
    }
}

/// Passes the `::]` of `[::]`. Once .NET passed the whole of `[:alpha:]`; .NET Core has lost the
/// name between the colons, so a class with a name in it ends at the name's bracket.
fn skip_colons(cursor: &mut Cursor<'_>) {
    cursor.eat("::]");
}
