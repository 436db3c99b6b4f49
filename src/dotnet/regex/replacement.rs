//! The text that takes the place of a match: `$1`, `${name}`, `$$`, `$&` and the others.
//!
//! Read once a mapping, against the groups of its pattern: what names no group is plain text, as
//! in .NET, which refuses nothing but numbers that are too large. Absent on purpose: matching.

use super::budget::{Budget, Exceeded};
use super::class::is_word_character;
use super::fault::PatternError;
use super::matcher::Span;
use super::parse::{Cursor, Groups};

/// What takes the place of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    /// What a group holds; the whole match is group 0.
    Group(usize),
    /// The text before the match.
    Before,
    /// The text after the match.
    After,
    /// The whole text.
    All,
}

impl Replacement {
    /// Reads a replacement for a pattern with these groups.
    pub fn read(replacement: &str, groups: &Groups) -> Result<Replacement, PatternError> {
        let mut cursor = Cursor::new(replacement);
        let mut parts = Vec::new();
        loop {
            let text = cursor.take_while(|character| character != '$');
            push_text(&mut parts, text);
            if !cursor.eat("$") {
                return Ok(Replacement { parts });
            }
            let mut ahead = cursor;
            match substitution(&mut ahead, groups)? {
                Some(part) => {
                    parts.push(part);
                    cursor = ahead;
                }
                None => {
                    push_text(&mut parts, "$");
                    // Of two dollar signs one is left; any other is text as it stands.
                    cursor.eat("$");
                }
            }
        }
    }

    /// Adds the replacement of a match to a result.
    pub fn expand(
        &self,
        text: &str,
        captures: &[Option<Span>],
        budget: &mut Budget,
        result: &mut String,
    ) -> Result<(), Exceeded> {
        let (start, end) = captures.first().copied().flatten().unwrap_or_default();
        for part in &self.parts {
            budget.spend(1)?;
            let text = match part {
                Part::Text(text) => text,
                Part::Group(slot) => {
                    let span = captures.get(*slot).copied().flatten();
                    span.and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
                }
                Part::Before => text.get(..start).unwrap_or_default(),
                Part::After => text.get(end..).unwrap_or_default(),
                Part::All => text,
            };
            budget.push(result, text)?;
        }
        Ok(())
    }
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Text(before)) => before.push_str(text),
        Some(_) | None if text.is_empty() => {}
        Some(_) | None => parts.push(Part::Text(text.to_owned())),
    }
}

/// What stands after a dollar sign, where that is more than text.
fn substitution(cursor: &mut Cursor<'_>, groups: &Groups) -> Result<Option<Part>, PatternError> {
    let is_braced = cursor.eat("{");
    let slot = match cursor.peek() {
        Some('0'..='9') => groups.slot(cursor.number()?),
        Some(character) if is_braced && is_word_character(character) => {
            groups.slot_of_name(cursor.name())
        }
        Some(_) | None if is_braced => None,
        Some(character) => {
            let part = match character {
                '&' => Part::Group(0),
                '`' => Part::Before,
                '\'' => Part::After,
                // The last group by its number, whether it holds something or not.
                '+' => Part::Group(groups.slots().saturating_sub(1)),
                '_' => Part::All,
                _ => return Ok(None),
            };
            cursor.next();
            return Ok(Some(part));
        }
        None => None,
    };
    Ok(slot.filter(|_| !is_braced || cursor.eat("}")).map(Part::Group))
}
