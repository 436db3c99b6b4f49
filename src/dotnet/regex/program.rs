//! A tree as a flat table of steps, which the matcher walks.
//!
//! What stands in a look-behind is laid out to be walked backwards, as .NET does: the last part
//! first, so that groups in it hold what they hold there. Absent on purpose: text.

use super::beginning;
use super::memory::Points;
use super::tree::{Anchor, Condition, Conditional, Kind, Look, Node, One, Repeat};

/// A compiled pattern.
#[derive(Debug)]
pub struct Program {
    /// The steps; the last one is the match.
    pub steps: Vec<Step>,
    /// How many groups are remembered, the whole match counted.
    pub slots: usize,
    /// How many registers the steps use.
    pub registers: usize,
    /// The steps from which on what fails can be remembered.
    pub points: Points,
    /// A character every match starts with, where there is one.
    pub first: Option<char>,
    /// What every match begins with, where .NET reckons otherwise than by what can match.
    pub beginning: Option<Vec<One>>,
    /// True where a match can only start where the text does.
    pub is_at_start: bool,
}

/// The number of a step.
pub type StepId = usize;

/// One step. All but `Goto`, and those that say otherwise, go on with the next one.
#[derive(Debug)]
pub enum Step {
    /// Takes one character.
    One(One, Direction),
    /// Takes one character again and again.
    Run(Run),
    /// Checks the place.
    Anchor(Anchor),
    /// Takes what a group holds.
    Reference {
        /// The group.
        slot: usize,
        /// True where case does not count.
        is_caseless: bool,
        /// Which way.
        direction: Direction,
    },
    /// Goes on elsewhere.
    Goto(StepId),
    /// Goes on, and elsewhere where that fails.
    Fork {
        /// Where else.
        otherwise: StepId,
    },
    /// Notes where a group starts.
    Open {
        /// The register of the place.
        register: usize,
    },
    /// Remembers a group.
    Close {
        /// The register of the place where it started.
        register: usize,
        /// The group.
        slot: usize,
    },
    /// Starts a loop: one round, or none yet.
    LoopStart(Loop),
    /// Decides whether another round follows.
    LoopEnd(Loop),
    /// Makes another round of a lazy loop.
    LoopAgain(Loop),
    /// Moves the starts of what is open, after a lazy round that took nothing.
    Slip {
        /// The registers of the places, the innermost first.
        starts: Vec<usize>,
    },
    /// Starts what is decided once: a look, an atomic group, a condition.
    Enter {
        /// The register of the undo height; the place is in the next one.
        register: usize,
        /// Where to go on where it does not match; nowhere if that fails.
        otherwise: Option<StepId>,
    },
    /// It has matched: no other way is tried.
    Leave {
        /// Its register.
        register: usize,
        /// True where the place goes back to the start.
        is_look: bool,
    },
    /// It has matched and must not.
    Refuse {
        /// Its register.
        register: usize,
    },
    /// Goes elsewhere unless a group holds something.
    IfCaptured {
        /// The group.
        slot: usize,
        /// Where else.
        otherwise: StepId,
    },
    /// The match.
    Match,
}

/// Which way text is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As it is read.
    Forward,
    /// In a look-behind.
    Backward,
}

/// One character, again and again.
#[derive(Debug)]
pub struct Run {
    /// The character.
    pub one: One,
    /// Which way.
    pub direction: Direction,
    /// At least so often.
    pub least: u32,
    /// At most so often.
    pub most: u32,
    /// True where fewer are tried first.
    pub is_lazy: bool,
}

/// Anything else, again and again, with the rounds counted.
#[derive(Debug, Clone, Copy)]
pub struct Loop {
    /// The register of the rounds begun; where the last one began is in the next one.
    pub register: usize,
    /// At least so many rounds.
    pub least: u32,
    /// At most so many rounds.
    pub most: u32,
    /// True where fewer are tried first.
    pub is_lazy: bool,
    /// True where a round that took nothing goes on with a `Slip`.
    pub can_slip: bool,
    /// The first step of a round.
    pub body: StepId,
    /// The step that ends a round.
    pub end: StepId,
}

impl Loop {
    /// The step behind the loop.
    pub fn past(&self) -> StepId {
        self.end + 1 + usize::from(self.is_lazy) + usize::from(self.can_slip)
    }
}

impl Program {
    /// The register of the place where the match starts.
    pub const START: usize = 0;

    /// Lays a tree out.
    pub fn of(node: &Node, slots: usize) -> Program {
        let (registers, starts) = (1, Some(vec![Program::START]));
        let mut layout = Layout { steps: Vec::new(), registers, starts };
        layout.node(node, Direction::Forward);
        layout.steps.push(Step::Match);
        Program {
            points: Points::of(&layout.steps),
            steps: layout.steps,
            slots,
            registers: layout.registers,
            first: first_character(node),
            beginning: beginning::of(node),
            is_at_start: is_at_start(node),
        }
    }
}

struct Layout {
    steps: Vec<Step>,
    registers: usize,
    /// The registers of where what is open began: the match, groups, loops without a limit.
    /// Nothing in what .NET keeps more of on its stack than a place: looks, atomic groups,
    /// counted loops.
    starts: Option<Vec<usize>>,
}

impl Layout {
    fn node(&mut self, node: &Node, direction: Direction) {
        match node {
            Node::Empty => {}
            Node::One(one) => self.steps.push(Step::One(one.clone(), direction)),
            Node::Anchor(anchor) => self.steps.push(Step::Anchor(*anchor)),
            Node::Sequence(nodes) => match direction {
                Direction::Forward => nodes.iter().for_each(|node| self.node(node, direction)),
                Direction::Backward => {
                    nodes.iter().rev().for_each(|node| self.node(node, direction));
                }
            },
            Node::Choice(branches) => self.choice(branches, direction),
            Node::Repeat(repeat) => self.repeat(repeat, direction),
            Node::Capture { slot, body } => {
                let register = self.registers(1);
                self.steps.push(Step::Open { register });
                self.within(Some(register), body, direction);
                self.steps.push(Step::Close { register, slot: *slot });
            }
            Node::Atomic(body) => {
                let register = self.registers(2);
                self.steps.push(Step::Enter { register, otherwise: None });
                self.within(None, body, direction);
                self.steps.push(Step::Leave { register, is_look: false });
            }
            Node::Look(look) => self.look(look),
            Node::Reference { slot, is_caseless } => {
                let (slot, is_caseless) = (*slot, *is_caseless);
                self.steps.push(Step::Reference { slot, is_caseless, direction });
            }
            Node::Conditional(conditional) => self.conditional(conditional, direction),
        }
    }

    fn choice(&mut self, branches: &[Node], direction: Direction) {
        let Some((last, others)) = branches.split_last() else { return };
        let mut ends = Vec::with_capacity(others.len());
        for branch in others {
            let fork = self.reserve();
            self.node(branch, direction);
            ends.push(self.reserve());
            self.put(fork, Step::Fork { otherwise: self.steps.len() });
        }
        self.node(last, direction);
        for end in ends {
            self.put(end, Step::Goto(self.steps.len()));
        }
    }

    fn repeat(&mut self, repeat: &Repeat, direction: Direction) {
        let Repeat { body, least, most, is_lazy } = repeat;
        let (least, most, is_lazy) = (*least, *most, *is_lazy);
        if let Node::One(one) = &**body {
            let run = Run { one: one.clone(), direction, least, most, is_lazy };
            self.steps.push(Step::Run(run));
            return;
        }
        let is_marked = least <= 1 && most == Repeat::UNBOUNDED;
        if is_marked && takes_something(body) && !slips(body) || least == 0 && most == 1 {
            self.uncounted(repeat, direction);
            return;
        }
        let register = self.registers(2);
        let start = self.reserve();
        let first = self.steps.len();
        self.within(is_marked.then_some(register + 1), body, direction);
        let end = self.steps.len();
        let starts = self.starts.clone().filter(|_| can_slip(repeat));
        let can_slip = starts.is_some();
        let it = Loop { register, least, most, is_lazy, can_slip, body: first, end };
        self.put(start, Step::LoopStart(it));
        self.steps.push(Step::LoopEnd(it));
        if is_lazy {
            // Reached only by way of the undo stack: the end of a round goes past it.
            self.steps.push(Step::LoopAgain(it));
        }
        if let Some(mut starts) = starts {
            starts.reverse();
            self.steps.push(Step::Slip { starts });
        }
    }

    /// Lays out a part that has a start of its own, or is no place for starts to slip.
    fn within(&mut self, start: Option<usize>, node: &Node, direction: Direction) {
        let outer = self.starts.clone();
        self.starts = self.starts.take().zip(start).map(|(mut starts, start)| {
            starts.push(start);
            starts
        });
        self.node(node, direction);
        self.starts = outer;
    }

    /// Lays out rounds that nobody has to count: after each but the first that is needed there is
    /// a choice, and where there is no limit, each of them takes something.
    fn uncounted(&mut self, repeat: &Repeat, direction: Direction) {
        let entry = (repeat.least > 0).then(|| self.reserve());
        let fork = self.reserve();
        let past = repeat.is_lazy.then(|| self.reserve());
        let first = self.steps.len();
        if repeat.most > 1 {
            self.node(&repeat.body, direction);
        } else {
            self.within(None, &repeat.body, direction);
        }
        if repeat.most > 1 {
            self.steps.push(Step::Goto(fork));
        }
        let end = self.steps.len();
        if let Some(entry) = entry {
            self.put(entry, Step::Goto(first));
        }
        if let Some(past) = past {
            self.put(past, Step::Goto(end));
        }
        let otherwise = if repeat.is_lazy { first } else { end };
        self.put(fork, Step::Fork { otherwise });
    }

    fn look(&mut self, look: &Look) {
        let direction = if look.is_behind { Direction::Backward } else { Direction::Forward };
        let register = self.registers(2);
        let enter = self.reserve();
        self.within(None, &look.body, direction);
        let otherwise = if look.is_negative {
            self.steps.push(Step::Refuse { register });
            Some(self.steps.len())
        } else {
            self.steps.push(Step::Leave { register, is_look: true });
            None
        };
        self.put(enter, Step::Enter { register, otherwise });
    }

    fn conditional(&mut self, conditional: &Conditional, direction: Direction) {
        let Conditional { condition, then, otherwise } = conditional;
        let start = self.reserve();
        let register = match condition {
            Condition::Captured(_) => None,
            Condition::Matches(node) => {
                let register = self.registers(2);
                self.within(None, node, direction);
                self.steps.push(Step::Leave { register, is_look: true });
                Some(register)
            }
        };
        self.node(then, direction);
        let then_end = self.reserve();
        let otherwise_start = self.steps.len();
        if let Some(otherwise) = otherwise {
            self.node(otherwise, direction);
        }
        self.put(then_end, Step::Goto(self.steps.len()));
        let step = match (condition, register) {
            (Condition::Captured(slot), _) => {
                Step::IfCaptured { slot: *slot, otherwise: otherwise_start }
            }
            (Condition::Matches(_), register) => Step::Enter {
                register: register.unwrap_or_default(),
                otherwise: Some(otherwise_start),
            },
        };
        self.put(start, step);
    }

    /// A place for a step whose targets are not known yet.
    fn reserve(&mut self) -> StepId {
        self.steps.push(Step::Goto(self.steps.len() + 1));
        self.steps.len() - 1
    }

    fn put(&mut self, id: StepId, step: Step) {
        if let Some(reserved) = self.steps.get_mut(id) {
            *reserved = step;
        }
    }

    fn registers(&mut self, count: usize) -> usize {
        let first = self.registers;
        self.registers += count;
        first
    }
}

/// True where a part cannot match without taking a character.
fn takes_something(node: &Node) -> bool {
    match node {
        Node::One(_) => true,
        Node::Sequence(nodes) => nodes.iter().any(takes_something),
        Node::Choice(branches) => branches.iter().all(takes_something),
        Node::Repeat(repeat) => repeat.least > 0 && takes_something(&repeat.body),
        Node::Capture { body, .. } | Node::Atomic(body) => takes_something(body),
        Node::Empty
        | Node::Anchor(_)
        | Node::Look(_)
        | Node::Reference { .. }
        | Node::Conditional(_) => false,
    }
}

/// True for a loop whose last round can take nothing and leave its mark behind, which .NET then
/// takes for the start of what ends next: that one's own is taken for the next one's, and so on.
fn can_slip(repeat: &Repeat) -> bool {
    repeat.is_lazy
        && repeat.least <= 1
        && repeat.most == Repeat::UNBOUNDED
        && !takes_something(&repeat.body)
}

/// True where there is such a loop in a part.
fn slips(node: &Node) -> bool {
    match node {
        Node::Repeat(repeat) => can_slip(repeat) || slips(&repeat.body),
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(slips),
        Node::Capture { body, .. } => slips(body),
        Node::Conditional(conditional) => {
            slips(&conditional.then) || conditional.otherwise.as_ref().is_some_and(slips)
        }
        Node::Empty
        | Node::One(_)
        | Node::Anchor(_)
        | Node::Atomic(_)
        | Node::Look(_)
        | Node::Reference { .. } => false,
    }
}

/// A character every match starts with, where that is easily seen.
fn first_character(node: &Node) -> Option<char> {
    match node {
        Node::One(One { kind: Kind::Character(character), is_caseless: false }) => Some(*character),
        Node::Sequence(nodes) => nodes.first().and_then(first_character),
        Node::Capture { body, .. } | Node::Atomic(body) => first_character(body),
        Node::Repeat(repeat) if repeat.least > 0 => first_character(&repeat.body),
        Node::Empty
        | Node::One(_)
        | Node::Anchor(_)
        | Node::Choice(_)
        | Node::Repeat(_)
        | Node::Look(_)
        | Node::Reference { .. }
        | Node::Conditional(_) => None,
    }
}

/// True where a match can only start where the text does.
fn is_at_start(node: &Node) -> bool {
    match node {
        Node::Anchor(Anchor::Start) => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(is_at_start),
        Node::Choice(branches) => branches.iter().all(is_at_start),
        Node::Capture { body, .. } | Node::Atomic(body) => is_at_start(body),
        Node::Empty
        | Node::One(_)
        | Node::Anchor(_)
        | Node::Repeat(_)
        | Node::Look(_)
        | Node::Reference { .. }
        | Node::Conditional(_) => false,
    }
}
