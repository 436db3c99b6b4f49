//! A program walked over a text: one match at a time, with every other way kept to come back to.
//!
//! The ways to come back to, and what has to be undone on the way, stand on one stack: nothing
//! recurses, and each step is paid for out of a budget. A search that takes long begins to
//! remember what has failed. Absent on purpose: what a match is for.

mod backtracking;
mod undo;

use self::backtracking::is_lazy_without_end;
use self::undo::{NOWHERE, Small, Stack, Undo, small, wide};
use super::budget::{Budget, Exceeded};
use super::class::{is_word_character, lower_case};
use super::memory::Memory;
use super::program::{Direction, Loop, Program, Run, Step, StepId};
use super::tree::{Anchor, Kind, One};

/// Where a group stands in the text, in bytes: start and end.
pub type Span = (usize, usize);

/// A search through one text.
#[derive(Debug)]
pub struct Matcher<'m> {
    program: &'m Program,
    text: &'m str,
    budget: &'m mut Budget,
    /// Where `\G` holds.
    search_start: usize,
    captures: Vec<Option<Span>>,
    registers: Vec<Small>,
    undo: Stack,
    /// What has failed, once it is remembered.
    memory: Option<Memory>,
    /// Once so many steps were paid for it is remembered.
    pub(super) remember_after: u32,
}

/// A search that takes no more steps for each byte is not worth remembering.
const STEPS_PER_BYTE: u32 = 16;

/// What is added to a text's bytes, for short ones.
const FEW: u32 = 64;

impl<'m> Matcher<'m> {
    /// A search that is paid for out of a budget.
    pub fn new(program: &'m Program, text: &'m str, budget: &'m mut Budget) -> Matcher<'m> {
        let few = STEPS_PER_BYTE.saturating_mul(small(text.len()).saturating_add(FEW));
        Matcher {
            program,
            text,
            // Other texts may have been searched out of the same budget before.
            remember_after: budget.spent().saturating_add(few),
            budget,
            search_start: 0,
            captures: Vec::new(),
            registers: vec![0; program.registers],
            undo: Stack::default(),
            memory: None,
        }
    }

    /// The budget, for what is done with the matches.
    pub fn budget(&mut self) -> &mut Budget {
        self.budget
    }

    /// What the groups hold, with the budget.
    pub fn captures_and_budget(&mut self) -> (&[Option<Span>], &mut Budget) {
        (&self.captures, self.budget)
    }

    /// What the groups hold after a match, the whole match first.
    pub fn captures(&self) -> &[Option<Span>] {
        &self.captures
    }

    /// The first match from a place on; `\G` holds at `search_start`.
    pub fn find(&mut self, from: usize, search_start: usize) -> Result<Option<Span>, Exceeded> {
        if small(self.text.len()) == NOWHERE {
            return Err(Exceeded::Memory);
        }
        self.search_start = search_start;
        self.budget.spend_many(self.program.slots)?;
        self.captures.clear();
        self.captures.resize(self.program.slots, None);
        let mut start = from;
        loop {
            if self.program.is_at_start && start > 0 {
                return Ok(None);
            }
            if let Some(first) = self.program.first {
                let rest = self.text.get(start..).unwrap_or_default();
                match rest.find(first) {
                    Some(offset) => start += offset,
                    None => return Ok(None),
                }
            }
            if let Some(beginning) = &self.program.beginning {
                let mut rest = self.text.get(start..).unwrap_or_default().char_indices();
                let begins = |found| beginning.iter().any(|one| is_match(one, found));
                let Some((offset, _)) = rest.find(|(_, found)| begins(*found)) else {
                    return Ok(None);
                };
                self.budget.spend_many(offset)?;
                start += offset;
            }
            // An attempt that failed has undone everything it did.
            self.undo.clear();
            self.put(Program::START, small(start));
            if let Some(end) = self.walk(start)? {
                let start = wide(self.get(Program::START));
                if let Some(whole) = self.captures.first_mut() {
                    *whole = Some((start, end));
                }
                return Ok(Some((start, end)));
            }
            match self.after(start) {
                Some((_, next)) => start = next,
                None => return Ok(None),
            }
        }
    }

    /// The end of a match that starts here.
    fn walk(&mut self, start: usize) -> Result<Option<usize>, Exceeded> {
        let program = self.program;
        let (mut id, mut at) = (0, start);
        loop {
            self.budget.spend(1)?;
            self.undo.check()?;
            let Some(step) = program.steps.get(id) else { return Ok(None) };
            let next = match step {
                Step::Match => return Ok(Some(at)),
                Step::One(one, direction) => self
                    .step(at, *direction)
                    .and_then(|(found, to)| is_match(one, found).then_some((id + 1, to))),
                // What a lazy run can take more is looked up before it is taken.
                Step::Run(run) if !is_lazy_without_end(run) && self.is_known_to_fail(id, at)? => {
                    None
                }
                Step::Run(run) => self.run(run, id, at)?,
                Step::Anchor(anchor) => self.holds(*anchor, at).then_some((id + 1, at)),
                Step::Reference { slot, is_caseless, direction } => {
                    let end = self.reference(*slot, *is_caseless, *direction, at)?;
                    end.map(|end| (id + 1, end))
                }
                Step::Goto(target) => Some((*target, at)),
                Step::Fork { .. } if self.is_known_to_fail(id, at)? => None,
                Step::Fork { otherwise } => {
                    self.undo.push(Undo::way(*otherwise, at));
                    Some((id + 1, at))
                }
                Step::Open { register } => {
                    self.set(*register, small(at));
                    Some((id + 1, at))
                }
                Step::Close { register, slot } => {
                    let other = wide(self.get(*register));
                    self.capture(*slot, (other.min(at), other.max(at)));
                    Some((id + 1, at))
                }
                Step::LoopStart(it) if it.least == 0 => {
                    self.set(it.register, 0);
                    self.set(it.register + 1, NOWHERE);
                    Some((it.end, at))
                }
                Step::LoopStart(it) => {
                    self.set(it.register, 0);
                    Some(self.round(it, at))
                }
                Step::LoopEnd(it) => Some(self.end_round(it, at)),
                Step::LoopAgain(it) => Some(self.round(it, at)),
                Step::Slip { starts } => {
                    let mut start = small(at);
                    for register in starts {
                        let outer = self.get(*register);
                        self.set(*register, start);
                        start = outer;
                    }
                    Some((id + 1, at))
                }
                Step::Enter { register, otherwise } => {
                    // Nothing inside can be come back to once it is left: no need to undo these.
                    self.put(*register, small(self.undo.height()));
                    self.put(*register + 1, small(at));
                    if let Some(otherwise) = otherwise {
                        self.undo.push(Undo::way(*otherwise, at));
                    }
                    Some((id + 1, at))
                }
                Step::Leave { register, is_look } => {
                    let to = if *is_look { wide(self.get(*register + 1)) } else { at };
                    self.forget_ways(wide(self.get(*register)))?;
                    Some((id + 1, to))
                }
                Step::Refuse { register } => {
                    self.forget_all(wide(self.get(*register)))?;
                    None
                }
                Step::IfCaptured { slot, otherwise } => {
                    let is_captured = self.captures.get(*slot).is_some_and(Option::is_some);
                    Some((if is_captured { id + 1 } else { *otherwise }, at))
                }
            };
            match next {
                Some(next) => (id, at) = next,
                None => match self.another_way()? {
                    Some(way) => (id, at) = way,
                    None => return Ok(None),
                },
            }
        }
    }

    /// Takes characters of one kind: as few, or as many, as it may.
    fn run(
        &mut self,
        run: &Run,
        id: StepId,
        start: usize,
    ) -> Result<Option<(StepId, usize)>, Exceeded> {
        let goal = if run.is_lazy { run.least } else { run.most };
        let (mut at, mut count) = (start, 0);
        while count < goal {
            let Some((found, to)) = self.step(at, run.direction) else { break };
            if !is_match(&run.one, found) {
                break;
            }
            at = to;
            count += 1;
        }
        self.budget.spend(count)?;
        if count < run.least {
            return Ok(None);
        }
        let (run_id, place) = (small(id), small(at));
        if run.is_lazy && run.most > count {
            self.undo.push(Undo::TakeMore { run: run_id, at: place, left: run.most - count });
        } else if count > run.least {
            self.undo.push(Undo::GiveBack { run: run_id, at: place, left: count - run.least });
        }
        Ok(Some((id + 1, at)))
    }

    /// Begins a round of a loop.
    fn round(&mut self, it: &Loop, at: usize) -> (StepId, usize) {
        self.set(it.register, self.get(it.register).saturating_add(1));
        self.set(it.register + 1, small(at));
        (it.body, at)
    }

    /// Decides after a round, as .NET does: a round that took nothing is the last one, unless
    /// more are needed.
    fn end_round(&mut self, it: &Loop, at: usize) -> (StepId, usize) {
        let rounds = self.get(it.register);
        let has_taken = small(at) != self.get(it.register + 1);
        if rounds < it.least {
            return self.round(it, at);
        }
        if !has_taken && it.can_slip {
            return (it.past() - 1, at);
        }
        if rounds >= it.most || !has_taken {
            return (it.past(), at);
        }
        if it.is_lazy {
            self.undo.push(Undo::way(it.end + 1, at));
            return (it.past(), at);
        }
        self.undo.push(Undo::way(it.past(), at));
        self.round(it, at)
    }

    /// Takes what a group holds; nothing where it holds nothing or something else comes.
    fn reference(
        &mut self,
        slot: usize,
        is_caseless: bool,
        direction: Direction,
        start: usize,
    ) -> Result<Option<usize>, Exceeded> {
        let Some((from, to)) = self.captures.get(slot).copied().flatten() else { return Ok(None) };
        let (mut at, mut expected) = match direction {
            Direction::Forward => (start, from),
            Direction::Backward => (start, to),
        };
        let end = match direction {
            Direction::Forward => to,
            Direction::Backward => from,
        };
        while expected != end {
            self.budget.spend(1)?;
            let (Some((wanted, next_expected)), Some((found, next_at))) =
                (self.step(expected, direction), self.step(at, direction))
            else {
                return Ok(None);
            };
            let is_same = wanted == found || is_caseless && lower_case(wanted) == lower_case(found);
            if !is_same {
                return Ok(None);
            }
            (expected, at) = (next_expected, next_at);
        }
        Ok(Some(at))
    }

    fn holds(&self, anchor: Anchor, at: usize) -> bool {
        let before = || self.before(at).map(|(character, _)| character);
        let after = || self.after(at).map(|(character, _)| character);
        let is_boundary =
            || before().is_some_and(is_word_character) != after().is_some_and(is_word_character);
        match anchor {
            Anchor::Start => at == 0,
            Anchor::End => at == self.text.len(),
            Anchor::EndOrFinalLine => matches!(self.text.get(at..), Some("" | "\n")),
            Anchor::LineStart => matches!(before(), None | Some('\n')),
            Anchor::LineEnd => matches!(after(), None | Some('\n')),
            Anchor::SearchStart => at == self.search_start,
            Anchor::WordBoundary => is_boundary(),
            Anchor::NoWordBoundary => !is_boundary(),
        }
    }

    /// The character that is next in a direction, and the place behind it.
    fn step(&self, at: usize, direction: Direction) -> Option<(char, usize)> {
        match direction {
            Direction::Forward => self.after(at),
            Direction::Backward => self.before(at),
        }
    }

    fn after(&self, at: usize) -> Option<(char, usize)> {
        let character = match self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => char::from(*byte),
            _ => self.text.get(at..)?.chars().next()?,
        };
        Some((character, at + character.len_utf8()))
    }

    fn before(&self, at: usize) -> Option<(char, usize)> {
        let character = match self.text.as_bytes().get(at.checked_sub(1)?)? {
            byte if byte.is_ascii() => char::from(*byte),
            _ => self.text.get(..at)?.chars().next_back()?,
        };
        Some((character, at - character.len_utf8()))
    }

    fn capture(&mut self, slot: usize, span: Span) {
        if let Some(capture) = self.captures.get_mut(slot) {
            self.undo.push(Undo::capture(slot, capture.replace(span)));
        }
    }

    fn get(&self, register: usize) -> Small {
        self.registers.get(register).copied().unwrap_or(NOWHERE)
    }

    fn put(&mut self, register: usize, value: Small) {
        if let Some(held) = self.registers.get_mut(register) {
            *held = value;
        }
    }

    fn set(&mut self, register: usize, value: Small) {
        self.undo.push(Undo::Register { register: small(register), held: self.get(register) });
        self.put(register, value);
    }
}

fn is_match(one: &One, found: char) -> bool {
    let found = if one.is_caseless { lower_case(found) } else { found };
    match &one.kind {
        Kind::Character(character) => *character == found,
        Kind::Class(class) => class.contains(found),
    }
}
