//! Whether a pattern can run away: whether the same text fits one of its loops in more ways the
//! longer it is, each of which is tried before the match fails.
//!
//! In: a tree. Out: yes or no. A loop is laid out as positions, one for each character it takes,
//! with the ways from one to the next; it runs away where two different ways around lead from a
//! position back to it over the same characters, and where something behind it can fail.
//!
//! Characters are looked at as ASCII has them. Absent on purpose: loops with anchors, looks or
//! references in them, and very large ones, which are taken for harmless; and patterns that take
//! time in proportion to a square.

use super::class::lower_case;
use super::tree::{Conditional, Kind, Node, One, Repeat};

/// A loop of more positions is not looked at: the work grows with their fourth power.
const MOST_POSITIONS: usize = 24;

/// A part that is laid out in more steps is not looked at: empty rounds take no position.
const MOST_STEPS: usize = 1_000;

/// A repetition of more rounds is as good as one without end.
const MANY: u32 = 8;

/// Each of so many rounds can take something or nothing: two to the power of it are too many ways.
const MANY_CHOICES: u32 = 20;

/// True where some loop can run away.
pub fn can_explode(node: &Node) -> bool {
    looks_back(node, false)
}

/// The same for a part, by whether what follows it can fail, so that other ways are tried.
fn looks_back(node: &Node, can_fail_after: bool) -> bool {
    match node {
        Node::Empty | Node::One(_) | Node::Anchor(_) | Node::Reference { .. } => false,
        Node::Sequence(nodes) => {
            let mut can_fail_after = can_fail_after;
            nodes.iter().rev().any(|node| {
                let explodes = looks_back(node, can_fail_after);
                can_fail_after |= can_fail(node);
                explodes
            })
        }
        Node::Choice(branches) => branches.iter().any(|it| looks_back(it, can_fail_after)),
        Node::Repeat(repeat) => {
            let has_many_choices = can_fail_after && has_many_choices(repeat);
            let can_fail_after = can_fail_after || repeat.least > 1;
            let is_loop = repeat.most > MANY;
            has_many_choices
                || (is_loop && can_fail_after && is_ambiguous(repeat))
                || looks_back(&repeat.body, can_fail_after)
        }
        Node::Capture { body, .. } => looks_back(body, can_fail_after),
        // What has matched once is not looked at again.
        Node::Atomic(body) => looks_back(body, false),
        Node::Look(look) => looks_back(&look.body, false),
        Node::Conditional(conditional) => {
            let Conditional { then, otherwise, .. } = &**conditional;
            let mut branches = [then].into_iter().chain(otherwise);
            branches.any(|branch| looks_back(branch, can_fail_after))
        }
    }
}

/// True where a part can fail to match.
fn can_fail(node: &Node) -> bool {
    match node {
        Node::Empty => false,
        Node::Sequence(nodes) => nodes.iter().any(can_fail),
        Node::Choice(branches) => branches.iter().all(can_fail),
        Node::Repeat(repeat) => repeat.least > 0 && can_fail(&repeat.body),
        Node::Capture { body, .. } | Node::Atomic(body) => can_fail(body),
        Node::One(_)
        | Node::Anchor(_)
        | Node::Look(_)
        | Node::Reference { .. }
        | Node::Conditional(_) => true,
    }
}

/// True where there are two ways around the loop over the same characters.
fn is_ambiguous(repeat: &Repeat) -> bool {
    let mut positions = Positions::default();
    positions.repeat(repeat).is_some()
        && (0..positions.characters.len()).any(|start| positions.have_two_ways(start))
}

/// True where many rounds have to be, in each of which something can be taken or nothing. Rounds
/// that do not have to be end with the first that takes nothing.
fn has_many_choices(repeat: &Repeat) -> bool {
    let takes_something_or_nothing = |ends: Ends| ends.can_be_empty && !ends.first.is_empty();
    repeat.least >= MANY_CHOICES
        && Positions::default().node(&repeat.body).is_some_and(takes_something_or_nothing)
}

/// The characters of a loop, each with those that can come next.
#[derive(Default)]
struct Positions {
    /// The ASCII characters that each takes, a bit for each.
    characters: Vec<u128>,
    /// How many ways lead from one to another: `[from][to]`.
    ways: Vec<Vec<u8>>,
    /// How many parts have been laid out.
    steps: usize,
}

/// Where a part begins and ends.
#[derive(Default)]
struct Ends {
    first: Vec<usize>,
    last: Vec<usize>,
    can_be_empty: bool,
}

impl Positions {
    /// Lays a part out; nothing where it is too large or has what is not looked at.
    fn node(&mut self, node: &Node) -> Option<Ends> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        match node {
            Node::Empty => Some(Ends { can_be_empty: true, ..Ends::default() }),
            Node::One(one) => self.one(one),
            Node::Sequence(nodes) => {
                let mut ends = Ends { can_be_empty: true, ..Ends::default() };
                for node in nodes {
                    let next = self.node(node)?;
                    ends = self.joined(ends, next);
                }
                Some(ends)
            }
            Node::Choice(branches) => {
                let mut ends = Ends::default();
                for branch in branches {
                    let other = self.node(branch)?;
                    ends.first.extend(other.first);
                    ends.last.extend(other.last);
                    ends.can_be_empty |= other.can_be_empty;
                }
                Some(ends)
            }
            Node::Repeat(repeat) => self.repeat(repeat),
            Node::Capture { body, .. } => self.node(body),
            Node::Anchor(_)
            | Node::Atomic(_)
            | Node::Look(_)
            | Node::Reference { .. }
            | Node::Conditional(_) => None,
        }
    }

    fn one(&mut self, one: &One) -> Option<Ends> {
        if self.characters.len() == MOST_POSITIONS {
            return None;
        }
        let position = self.characters.len();
        self.characters.push(characters(one));
        for ways in &mut self.ways {
            ways.push(0);
        }
        self.ways.push(vec![0; position + 1]);
        Some(Ends { first: vec![position], last: vec![position], can_be_empty: false })
    }

    fn repeat(&mut self, repeat: &Repeat) -> Option<Ends> {
        let Repeat { body, least, most, .. } = repeat;
        let mut ends = Ends { can_be_empty: true, ..Ends::default() };
        for _ in 1..*least {
            let round = self.node(body)?;
            ends = self.joined(ends, round);
        }
        let is_loop = *most > MANY;
        let rounds = if is_loop { 1 } else { most.saturating_sub((*least).max(1)) + 1 };
        for index in 0..rounds {
            let mut round = self.node(body)?;
            if is_loop {
                self.connect(&round.last.clone(), &round.first.clone());
            }
            round.can_be_empty |= index > 0 || *least == 0;
            ends = self.joined(ends, round);
        }
        Some(ends)
    }

    fn joined(&mut self, before: Ends, after: Ends) -> Ends {
        self.connect(&before.last, &after.first);
        let mut first = before.first;
        if before.can_be_empty {
            first.extend(&after.first);
        }
        let mut last = after.last;
        if after.can_be_empty {
            last.extend(&before.last);
        }
        Ends { first, last, can_be_empty: before.can_be_empty && after.can_be_empty }
    }

    fn connect(&mut self, from: &[usize], to: &[usize]) {
        for from in from {
            for to in to {
                if let Some(ways) = self.ways.get_mut(*from).and_then(|ways| ways.get_mut(*to)) {
                    *ways = ways.saturating_add(1);
                }
            }
        }
    }

    /// True where two walkers that start together and take the same characters can come back to
    /// the start together on different ways.
    fn have_two_ways(&self, start: usize) -> bool {
        let count = self.characters.len();
        let number = |(left, right, differ): (usize, usize, bool)| {
            (left * count + right) * 2 + usize::from(differ)
        };
        let mut is_seen = vec![false; count * count * 2];
        let mut waiting = vec![(start, start, false)];
        while let Some((left, right, differ)) = waiting.pop() {
            for (next_left, left_ways, left_characters) in self.after(left) {
                for (next_right, _, right_characters) in self.after(right) {
                    if left_characters & right_characters == 0 {
                        continue;
                    }
                    let is_same = left == right && next_left == next_right;
                    let differ = differ || next_left != next_right || (is_same && left_ways > 1);
                    if differ && next_left == start && next_right == start {
                        return true;
                    }
                    let next = (next_left, next_right, differ);
                    if let Some(is_seen) = is_seen.get_mut(number(next)).filter(|seen| !**seen) {
                        *is_seen = true;
                        waiting.push(next);
                    }
                }
            }
        }
        false
    }

    /// The positions after one, with the number of ways to them and the characters they take.
    fn after(&self, position: usize) -> impl Iterator<Item = (usize, u8, u128)> {
        let ways = self.ways.get(position).into_iter().flatten();
        let all = ways.zip(&self.characters).enumerate();
        all.filter(|(_, (ways, _))| **ways > 0).map(|(next, (ways, taken))| (next, *ways, *taken))
    }
}

fn characters(one: &One) -> u128 {
    let takes = |character: char| {
        let character = if one.is_caseless { lower_case(character) } else { character };
        match &one.kind {
            Kind::Character(kind) => *kind == character,
            Kind::Class(class) => class.contains(character),
        }
    };
    let ascii = (0..128u8).filter(|byte| takes(char::from(*byte)));
    ascii.fold(0, |bits, byte| bits | 1 << byte)
}

#[cfg(test)]
mod tests {
    use super::super::Regex;

    #[test]
    fn loops_that_run_away_are_known() {
        for pattern in [
            "^(a+)+$",
            "(a*)*b",
            "(a|a)*b",
            r"^(\w+\s?)*$",
            r"^(\d{1,3})+$",
            r"([\w.]+\.)+com",
            r"^(\s*\w+\s*)+$",
            "(a?b?)*c",
            r"((\w+)-?)+@",
            "(?i)(a|A)+!",
            "([a-z]+|[0-9])*$",
            r"(x(\w+)*y)@",
            "(a?){25}a{25}",
        ] {
            assert!(Regex::can_explode(pattern), "{pattern}");
        }
    }

    #[test]
    fn what_people_write_is_harmless() {
        for (pattern, why) in [
            (r"(?<Suffix>@(.)*)", "one way only"),
            (r"(?<domain>@.*)", "no loop in a loop"),
            (r"[()\s-]+", "one loop"),
            (r"\+(?<isdCode>\d* )(?<phoneNumber>\d{10})", "loops side by side"),
            (r"^(\w+\.)+com$", "a dot ends each round"),
            (r"^(\d{3})*$", "rounds of one length"),
            ("(a+)+", "nothing behind it can fail"),
            ("(a+)+b*", "nothing behind it has to be there"),
            ("^(?>a+)+$", "what is taken stays taken"),
            (r"^(\w+,\s*)*\w+$", "a comma ends each round"),
            ("^(?:(?:ab)+)+$", "one of one is one"),
            ("(?:(?:(?:ab)?)*)*c", "one of one of one is one"),
            ("(?:(?:(?:){1000}){1000}){1000}*!", "it takes nothing, a thousand million times"),
            ("(a?){5}b", "a few rounds"),
            ("(a?b){25}c", "each round takes something"),
            ("(a?){25}", "nothing behind it can fail"),
            ("(a", "it does not read"),
        ] {
            assert!(!Regex::can_explode(pattern), "{pattern}: {why}");
        }
    }
}
