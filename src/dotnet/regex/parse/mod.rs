//! A pattern's text to its tree, by .NET's reading.
//!
//! Everything that .NET reads is read here, and what it refuses is refused with its place.
//! Absent on purpose: matching.

mod class;
mod cursor;
mod escape;
mod group;
mod numbering;
mod options;

pub use class::MOST_LETTERS;
pub use cursor::Cursor;
pub use numbering::Groups;

use self::class::{Case, class};
use self::group::choice;
use self::options::Options;
use super::class::{Class, lower_case};
use super::fault::{self, PatternError};
use super::outline::Outline;
use super::tree::{Anchor, Kind, Node, One, Repeat};

/// Groups and classes stand at most so deep in each other.
pub const MOST_DEPTH: usize = 200;

/// The most bytes of a pattern.
pub const MOST_BYTES: usize = 16 * 1024;

/// A pattern that was read.
pub struct Parsed {
    /// What it means.
    pub node: Node,
    /// Its groups.
    pub groups: Groups,
    /// Where its alternatives stand.
    pub outline: Outline,
}

/// Reads a pattern.
pub fn parse(pattern: &str) -> Result<Parsed, PatternError> {
    if pattern.len() > MOST_BYTES {
        return Err(fault::too_long(MOST_BYTES));
    }
    let groups = Groups::of(pattern)?;
    let mut parser = Parser {
        cursor: Cursor::new(pattern),
        options: Options::default(),
        case: Case::counted(),
        groups: &groups,
        next_unnamed: 1,
        is_condition_next: false,
        can_set_options: true,
        depth: 0,
        outline: Outline::default(),
    };
    let node = choice(parser.branches()?);
    if parser.cursor.peek().is_some() {
        return Err(fault::nothing_to_close(parser.cursor.at));
    }
    let outline = parser.outline;
    Ok(Parsed { node, groups, outline })
}

struct Parser<'p> {
    cursor: Cursor<'p>,
    options: Options,
    /// For classes; whether it counts follows the options.
    case: Case,
    groups: &'p Groups,
    next_unnamed: u32,
    /// True where the next plain parenthesis is a condition's, which remembers nothing.
    is_condition_next: bool,
    /// False directly in a conditional that asks a pattern: .NET refuses `(?i)` in its condition
    /// and its branches, though not in groups within them.
    can_set_options: bool,
    depth: usize,
    outline: Outline,
}

impl Parser<'_> {
    /// Reads alternatives up to the end of their group.
    fn branches(&mut self) -> Result<Vec<Node>, PatternError> {
        let mut branches = vec![self.sequence()?];
        while self.cursor.eat("|") {
            branches.push(self.sequence()?);
        }
        Ok(branches)
    }

    /// Reads one alternative.
    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        let mut was_repeated = false;
        let is_outermost = self.depth == 0;
        if is_outermost {
            self.outline.begin(self.cursor.at);
        }
        loop {
            self.cursor.skip_blank(self.options.is_loose)?;
            let start = self.cursor.at;
            let is_quantifier = self.cursor.is_at_quantifier();
            let Some(character) = self.cursor.peek() else { break };
            let node = match character {
                '|' | ')' => break,
                quantifier if is_quantifier && was_repeated => {
                    return Err(fault::repeated_twice(start, quantifier));
                }
                quantifier if is_quantifier => {
                    return Err(fault::nothing_to_repeat(start, quantifier));
                }
                '(' => match self.group()? {
                    Some(node) => node,
                    None => {
                        was_repeated = false;
                        continue;
                    }
                },
                _ => self.single()?,
            };
            let mut end = self.cursor.at;
            self.cursor.skip_blank(self.options.is_loose)?;
            was_repeated = self.cursor.is_at_quantifier();
            let node = if was_repeated { self.quantified(node)? } else { node };
            if was_repeated {
                end = self.cursor.at;
            }
            if is_outermost {
                self.outline.add(start..end, &node);
            }
            nodes.push(node);
        }
        if nodes.len() > 1 {
            return Ok(Node::Sequence(nodes));
        }
        Ok(nodes.pop().unwrap_or(Node::Empty))
    }

    /// Reads what is neither a group nor a quantifier.
    fn single(&mut self) -> Result<Node, PatternError> {
        let start = self.cursor.at;
        let Some(character) = self.cursor.next() else { return Ok(Node::Empty) };
        let options = self.options;
        Ok(match character {
            '[' => {
                self.case.is_ignored = options.is_caseless;
                let class = class(&mut self.cursor, &mut self.case)?;
                self.one_of(class)
            }
            '.' if options.is_single_line => self.one_of(Class::any()),
            '.' => self.one_of(Class::all_but('\n')),
            '^' if options.is_multiline => Node::Anchor(Anchor::LineStart),
            '^' => Node::Anchor(Anchor::Start),
            '$' if options.is_multiline => Node::Anchor(Anchor::LineEnd),
            '$' => Node::Anchor(Anchor::EndOrFinalLine),
            '\\' => self.escape(start)?,
            other => self.literal(other),
        })
    }

    fn escape(&mut self, start: usize) -> Result<Node, PatternError> {
        let anchor = match self.cursor.peek() {
            Some('A') => Some(Anchor::Start),
            Some('z') => Some(Anchor::End),
            Some('Z') => Some(Anchor::EndOrFinalLine),
            Some('G') => Some(Anchor::SearchStart),
            Some('b') => Some(Anchor::WordBoundary),
            Some('B') => Some(Anchor::NoWordBoundary),
            Some(_) => None,
            None => return Err(fault::lone_backslash(start)),
        };
        if let Some(anchor) = anchor {
            self.cursor.next();
            return Ok(Node::Anchor(anchor));
        }
        let is_caseless = self.options.is_caseless;
        if let Some(set) = escape::set(&mut self.cursor)? {
            self.case.is_ignored = is_caseless;
            let class = self.case.finish(set.into_class(is_caseless), start)?;
            return Ok(self.one_of(class));
        }
        if let Some(slot) = escape::reference(&mut self.cursor, self.groups)? {
            return Ok(Node::Reference { slot, is_caseless });
        }
        let character = escape::character(&mut self.cursor)?;
        Ok(self.literal(character))
    }

    fn literal(&self, character: char) -> Node {
        let is_caseless = self.options.is_caseless;
        let character = if is_caseless { lower_case(character) } else { character };
        Node::One(One { kind: Kind::Character(character), is_caseless })
    }

    fn one_of(&self, class: Class) -> Node {
        let kind = Kind::Class(class);
        Node::One(One { kind, is_caseless: self.options.is_caseless })
    }

    /// Reads the quantifier that comes next.
    fn quantified(&mut self, node: Node) -> Result<Node, PatternError> {
        let start = self.cursor.at;
        let (least, most) = match self.cursor.next() {
            Some('*') => (0, Repeat::UNBOUNDED),
            Some('+') => (1, Repeat::UNBOUNDED),
            Some('?') => (0, 1),
            Some(_) | None => self.limits()?,
        };
        let behind = self.cursor.at;
        self.cursor.skip_blank(self.options.is_loose)?;
        let is_lazy = self.cursor.eat("?");
        // What is passed for nothing belongs to no part.
        if !is_lazy {
            self.cursor.at = behind;
        }
        if least > most {
            return Err(fault::limits_reversed(start, least, most));
        }
        Ok(repeated(node, least, most, is_lazy))
    }

    /// Reads `2}`, `2,}` or `2,3}`.
    fn limits(&mut self) -> Result<(u32, u32), PatternError> {
        let least = self.cursor.number()?;
        let most = if !self.cursor.eat(",") {
            least
        } else if self.cursor.peek() == Some('}') {
            Repeat::UNBOUNDED
        } else {
            self.cursor.number()?
        };
        self.cursor.eat("}");
        Ok((least, most))
    }
}

/// A repetition in its simplest form. One of one is a single repetition where .NET makes it one,
/// whatever is repeated: `(?:(?:ab)+)+` would be tried in ever so many ways else, and
/// `(?:(?:ab){2,4}){1,2}` takes any number of rounds from two to eight, which it would not else.
fn repeated(node: Node, least: u32, most: u32, is_lazy: bool) -> Node {
    match (node, least, most) {
        (_, _, 0) => Node::Empty,
        (node, 1, 1) => node,
        (Node::Repeat(inner), least, most)
            if inner.is_lazy == is_lazy
                && (least > 0 || inner.least <= 1)
                && inner.most >= inner.least.saturating_mul(2) =>
        {
            let times = |inner: u32, outer: u32| {
                inner.checked_mul(outer).map_or(Repeat::UNBOUNDED, |it| it.min(Repeat::UNBOUNDED))
            };
            Node::Repeat(Repeat {
                least: times(inner.least, least),
                most: times(inner.most, most),
                ..inner
            })
        }
        (node, least, most) => Node::Repeat(Repeat { body: Box::new(node), least, most, is_lazy }),
    }
}
