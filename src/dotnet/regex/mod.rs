//! .NET's regular expressions: its syntax, its meaning, its replacements.
//!
//! A pattern goes in and is read once; then texts go in, and whether and where they match, or
//! what becomes of them, comes out. What .NET refuses is refused with its place; what cannot be
//! kept is refused by name. Searches have a budget, so that no pattern runs away.
//!
//! ```text
//! pattern ──parse──> Node ──program──> Program ──matcher──> captures ──replacement──> text
//! ```
//!
//! One deviation shows everywhere: a character above U+FFFF is one character here and two to .NET.
//! Absent on purpose: right-to-left matching (but for look-behinds) and balancing groups.

mod beginning;
mod budget;
mod class;
mod explosion;
mod fault;
mod matcher;
mod memory;
mod outline;
mod parse;
mod program;
mod properties;
mod replacement;
mod tree;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use budget::{Budget, Exceeded};
pub use fault::{PatternError, PatternErrorKind};
pub use outline::{Alternative, Outline, Part, Says};
pub use replacement::Replacement;

use self::matcher::{Matcher, Span};
use self::parse::{Groups, Parsed};
use self::program::Program;

/// A pattern, ready to be matched.
#[derive(Debug)]
pub struct Regex {
    program: Program,
    groups: Groups,
}

/// A group of a pattern, found by its name: the slot that it has among the captures.
#[derive(Debug, Clone, Copy)]
pub struct Group(usize);

impl Regex {
    /// The most bytes of a pattern.
    pub const MOST_BYTES: usize = parse::MOST_BYTES;
    /// Groups and classes stand at most so deep in each other.
    pub const MOST_DEPTH: usize = parse::MOST_DEPTH;
    /// The most letters of all classes of a pattern that ignore case.
    pub const MOST_LETTERS: usize = parse::MOST_LETTERS;

    /// Reads a pattern.
    pub fn parse(pattern: &str) -> Result<Regex, PatternError> {
        let Parsed { node, groups, .. } = parse::parse(pattern)?;
        Ok(Regex { program: Program::of(&node, groups.slots()), groups })
    }

    /// The alternatives of a pattern, with the places of their parts.
    pub fn outline(pattern: &str) -> Result<Outline, PatternError> {
        parse::parse(pattern).map(|parsed| parsed.outline)
    }

    /// True where some texts can be matched in so many ways that an engine which tries one after
    /// the other never ends, as `^(a+)+$` does. Patterns that are too large to tell are taken for
    /// harmless, and so is one that does not read.
    pub fn can_explode(pattern: &str) -> bool {
        parse::parse(pattern).is_ok_and(|parsed| explosion::can_explode(&parsed.node))
    }

    /// The group that is called so: one with a name is not called by its number.
    pub fn group(&self, name: &str) -> Option<Group> {
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        let number = name.parse().ok().filter(|_| is_number);
        let number = number.filter(|number| !self.groups.has_name(*number));
        self.groups.slot_of_name(name).or_else(|| self.groups.slot(number?)).map(Group)
    }

    /// Reads what is to take the place of this pattern's matches. What names no group is plain
    /// text; only a number that no group can have is refused.
    pub fn replacement(&self, replacement: &str) -> Result<Replacement, PatternError> {
        Replacement::read(replacement, &self.groups)
    }

    /// True where the text holds a match.
    pub fn is_match(&self, text: &str, budget: &mut Budget) -> Result<bool, Exceeded> {
        let found = Matcher::new(&self.program, text, budget).find(0, 0)?;
        Ok(found.is_some())
    }

    /// The text with every match replaced.
    pub fn replace<'t>(
        &self,
        text: &'t str,
        replacement: &Replacement,
        budget: &mut Budget,
    ) -> Result<Cow<'t, str>, Exceeded> {
        let mut matches = Matches::new(self, text, budget);
        let mut result = Copied::new(text);
        while let Some((start, end)) = matches.next()? {
            result.copy_up_to(start, matches.matcher.budget())?;
            let (captures, budget) = matches.matcher.captures_and_budget();
            replacement.expand(text, captures, budget, &mut result.result)?;
            result.skip_to(end);
        }
        result.finish(matches.matcher.budget())
    }

    /// The text where in every match the span of one group is replaced, and nothing else. A
    /// group that took no part in a match, and one that reaches back into what stands already,
    /// stays as it is.
    pub fn replace_group<'t>(
        &self,
        text: &'t str,
        Group(slot): Group,
        new: &str,
        budget: &mut Budget,
    ) -> Result<Cow<'t, str>, Exceeded> {
        let mut matches = Matches::new(self, text, budget);
        let mut result = Copied::new(text);
        while matches.next()?.is_some() {
            let span = matches.matcher.captures().get(slot).copied().flatten();
            let Some((start, end)) = span.filter(|(start, _)| *start >= result.position) else {
                continue;
            };
            let budget = matches.matcher.budget();
            result.copy_up_to(start, budget)?;
            budget.push(&mut result.result, new)?;
            result.skip_to(end);
        }
        result.finish(matches.matcher.budget())
    }

    /// What a group holds in the first match, the empty text if it took no part in it; nothing
    /// where there is no match.
    pub fn group_of_first_match<'t>(
        &self,
        text: &'t str,
        Group(slot): Group,
        budget: &mut Budget,
    ) -> Result<Option<&'t str>, Exceeded> {
        let mut matcher = Matcher::new(&self.program, text, budget);
        if matcher.find(0, 0)?.is_none() {
            return Ok(None);
        }
        let span = matcher.captures().get(slot).copied().flatten();
        let held = span.and_then(|(start, end)| text.get(start..end));
        Ok(Some(held.unwrap_or_default()))
    }
}

/// All matches of a text, from left to right.
struct Matches<'m> {
    matcher: Matcher<'m>,
    text: &'m str,
    /// The match before.
    last: Option<Span>,
}

impl<'m> Matches<'m> {
    fn new(regex: &'m Regex, text: &'m str, budget: &'m mut Budget) -> Matches<'m> {
        Matches { matcher: Matcher::new(&regex.program, text, budget), text, last: None }
    }

    /// The next match. After an empty one the search goes on a character later; an empty one
    /// right after another match counts.
    fn next(&mut self) -> Result<Option<Span>, Exceeded> {
        let (from, search_start) = match self.last {
            None => (0, 0),
            Some((start, end)) if start == end => {
                let rest = self.text.get(end..).unwrap_or_default();
                let Some(character) = rest.chars().next() else { return Ok(None) };
                (end + character.len_utf8(), end)
            }
            Some((_, end)) => (end, end),
        };
        let found = self.matcher.find(from, search_start)?;
        if found.is_some() {
            self.last = found;
        }
        Ok(found)
    }
}

/// A text that is copied with changes; borrowed as long as there are none.
struct Copied<'t> {
    text: &'t str,
    result: String,
    /// How far the text is dealt with.
    position: usize,
    is_changed: bool,
}

impl<'t> Copied<'t> {
    fn new(text: &'t str) -> Copied<'t> {
        Copied { text, result: String::new(), position: 0, is_changed: false }
    }

    fn copy_up_to(&mut self, place: usize, budget: &Budget) -> Result<(), Exceeded> {
        self.is_changed = true;
        let part = self.text.get(self.position..place).unwrap_or_default();
        budget.push(&mut self.result, part)
    }

    fn skip_to(&mut self, place: usize) {
        self.position = place;
    }

    fn finish(mut self, budget: &Budget) -> Result<Cow<'t, str>, Exceeded> {
        if !self.is_changed {
            return Ok(Cow::Borrowed(self.text));
        }
        self.copy_up_to(self.text.len(), budget)?;
        Ok(Cow::Owned(self.result))
    }
}
