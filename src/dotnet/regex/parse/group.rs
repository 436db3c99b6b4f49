//! What a parenthesis opens: groups, looks, conditionals, options.

use super::Parser;
use crate::dotnet::regex::class::is_word_character;
use crate::dotnet::regex::fault::{self, PatternError};
use crate::dotnet::regex::parse::MOST_DEPTH;
use crate::dotnet::regex::tree::{Condition, Conditional, Look, Node};

/// What stands between `(` and the body.
enum Opening {
    Plain,
    Capture(usize),
    Atomic,
    Look {
        is_behind: bool,
        is_negative: bool,
    },
    Conditional(Condition),
    /// Options for the rest of the group around it; there is no body.
    Options,
}

impl Parser<'_> {
    /// Reads a group whose parenthesis comes next; nothing where it only sets options.
    pub fn group(&mut self) -> Result<Option<Node>, PatternError> {
        let start = self.cursor.at;
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(fault::too_deep(start, MOST_DEPTH));
        }
        let outer = self.options;
        self.cursor.eat("(");
        let can_set_options = self.can_set_options;
        let opening = self.opening(start)?;
        if matches!(opening, Opening::Options) {
            self.depth -= 1;
            return Ok(None);
        }
        self.can_set_options = !matches!(opening, Opening::Conditional(Condition::Matches(_)));
        let branches = self.branches()?;
        if !self.cursor.eat(")") {
            return Err(fault::group_not_closed(start));
        }
        self.can_set_options = can_set_options;
        self.options = outer;
        self.depth -= 1;
        let node = match opening {
            Opening::Plain | Opening::Options => choice(branches),
            Opening::Capture(slot) => Node::Capture { slot, body: Box::new(choice(branches)) },
            Opening::Atomic => Node::Atomic(Box::new(choice(branches))),
            Opening::Look { is_behind, is_negative } => {
                let body = Box::new(choice(branches));
                Node::Look(Look { body, is_behind, is_negative })
            }
            Opening::Conditional(condition) => {
                let mut branches = branches.into_iter();
                let then = branches.next().unwrap_or(Node::Empty);
                let otherwise = branches.next();
                if branches.next().is_some() {
                    return Err(fault::too_many_branches(start));
                }
                Node::Conditional(Box::new(Conditional { condition, then, otherwise }))
            }
        };
        Ok(Some(node))
    }

    fn opening(&mut self, start: usize) -> Result<Opening, PatternError> {
        // What `(?)` means is decided by the quantifier that then follows nothing.
        if self.cursor.rest().starts_with("?)") || !self.cursor.eat("?") {
            return Ok(self.unnamed());
        }
        let no_such_construct =
            |parser: &Parser<'_>| fault::no_such_construct(start, parser.cursor.since(start));
        match self.cursor.next() {
            Some(':') => Ok(Opening::Plain),
            Some('>') => Ok(Opening::Atomic),
            Some('=') => Ok(Opening::Look { is_behind: false, is_negative: false }),
            Some('!') => Ok(Opening::Look { is_behind: false, is_negative: true }),
            Some('<') if self.cursor.eat("=") => {
                Ok(Opening::Look { is_behind: true, is_negative: false })
            }
            Some('<') if self.cursor.eat("!") => {
                Ok(Opening::Look { is_behind: true, is_negative: true })
            }
            Some('<') => self.named(start, ">"),
            Some('\'') => self.named(start, "'"),
            Some('(') => self.conditional(start),
            Some(other) => {
                self.cursor.at -= other.len_utf8();
                if self.can_set_options {
                    self.options.read(&mut self.cursor);
                }
                match self.cursor.next() {
                    Some(')') => Ok(Opening::Options),
                    Some(':') => Ok(Opening::Plain),
                    Some(_) | None => Err(no_such_construct(self)),
                }
            }
            None => Err(no_such_construct(self)),
        }
    }

    fn unnamed(&mut self) -> Opening {
        if std::mem::take(&mut self.is_condition_next) || self.options.has_named_groups_only {
            return Opening::Plain;
        }
        let number = self.next_unnamed;
        self.next_unnamed += 1;
        self.groups.slot(number).map_or(Opening::Plain, Opening::Capture)
    }

    fn named(&mut self, start: usize, close: &str) -> Result<Opening, PatternError> {
        let name_start = self.cursor.at;
        let slot = match self.cursor.peek() {
            Some('0'..='9') => {
                let number = self.cursor.number()?;
                self.require_end_of_name(name_start, close)?;
                if number == 0 {
                    return Err(fault::group_zero(name_start));
                }
                self.groups.slot(number)
            }
            Some(character) if is_word_character(character) => {
                let name = self.cursor.name();
                self.require_end_of_name(name_start, close)?;
                self.groups.slot_of_name(name)
            }
            Some('-') => return Err(fault::balancing_group(start)),
            Some(_) => return Err(fault::group_name(name_start)),
            None => None,
        };
        if self.cursor.peek() == Some('-') {
            return Err(fault::balancing_group(start));
        }
        match slot {
            Some(slot) if self.cursor.eat(close) => Ok(Opening::Capture(slot)),
            Some(_) | None => Err(fault::no_such_construct(start, self.cursor.since(start))),
        }
    }

    fn require_end_of_name(&self, name_start: usize, close: &str) -> Result<(), PatternError> {
        let rest = self.cursor.rest();
        let is_at_end = rest.is_empty() || rest.starts_with(close) || rest.starts_with('-');
        if is_at_end { Ok(()) } else { Err(fault::group_name(name_start)) }
    }

    /// Reads a condition after `(?(`: a group's number or name, else a pattern.
    fn conditional(&mut self, start: usize) -> Result<Opening, PatternError> {
        let inside = self.cursor;
        match self.cursor.peek() {
            Some('0'..='9') => {
                let number = self.cursor.number()?;
                if !self.cursor.eat(")") {
                    return Err(fault::condition_not_closed(start));
                }
                let slot = self.groups.slot(number);
                let slot =
                    slot.ok_or_else(|| fault::no_such_group(inside.at, &number.to_string()))?;
                return Ok(Opening::Conditional(Condition::Captured(slot)));
            }
            Some(character) if is_word_character(character) => {
                let slot = self.groups.slot_of_name(self.cursor.name());
                if let Some(slot) = slot.filter(|_| self.cursor.eat(")")) {
                    return Ok(Opening::Conditional(Condition::Captured(slot)));
                }
            }
            Some(_) | None => {}
        }
        self.cursor.at = inside.at.saturating_sub(1);
        let rest = self.cursor.rest();
        let is_look_behind = rest.starts_with("(?<=") || rest.starts_with("(?<!");
        let is_named = ["(?'", "(?<"].iter().any(|opening| rest.starts_with(opening));
        if rest.starts_with("(?#") || (is_named && !is_look_behind) {
            return Err(fault::condition_holds_group(self.cursor.at));
        }
        self.is_condition_next = true;
        self.can_set_options = false;
        let condition = self.group()?.unwrap_or(Node::Empty);
        Ok(Opening::Conditional(Condition::Matches(condition)))
    }
}

/// The first of these that leads to a match.
pub fn choice(mut branches: Vec<Node>) -> Node {
    if branches.len() > 1 {
        return Node::Choice(branches);
    }
    branches.pop().unwrap_or(Node::Empty)
}
