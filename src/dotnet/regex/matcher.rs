//! A program walked over a text: one match at a time, with every other way kept to come back to.
//!
//! The ways to come back to, and what has to be undone on the way, stand on one stack: nothing
//! recurses, and each step is paid for out of a budget. Absent on purpose: what a match is for.

use super::budget::{Budget, Exceeded};
use super::class::{is_word_character, lower_case};
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
    registers: Vec<usize>,
    undo: Vec<Undo>,
}

/// A way to come back to, or something to undo.
#[derive(Debug)]
enum Undo {
    /// Another way: a step, at a place.
    Way(StepId, usize),
    /// What a register held.
    Register(usize, usize),
    /// What a group held.
    Capture(usize, Option<Span>),
    /// A run that can give characters back, down to a place.
    GiveBack { run: StepId, at: usize, least: usize },
    /// A lazy run that can take more characters.
    TakeMore { run: StepId, at: usize, left: u32 },
}

/// No place: the mark of a loop that has not begun.
const NOWHERE: usize = usize::MAX;

/// The most ways to come back to.
const MOST_WAYS: usize = 1 << 19;

impl<'m> Matcher<'m> {
    /// A search that is paid for out of a budget.
    pub fn new(program: &'m Program, text: &'m str, budget: &'m mut Budget) -> Matcher<'m> {
        Matcher {
            program,
            text,
            budget,
            search_start: 0,
            captures: Vec::new(),
            registers: vec![0; program.registers],
            undo: Vec::new(),
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
            // An attempt that failed has undone everything it did.
            self.undo.clear();
            if let Some(end) = self.walk(start)? {
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
            if self.undo.len() > MOST_WAYS {
                return Err(Exceeded::Steps);
            }
            let Some(step) = program.steps.get(id) else { return Ok(None) };
            let next = match step {
                Step::Match => return Ok(Some(at)),
                Step::One(one, direction) => self
                    .step(at, *direction)
                    .and_then(|(found, to)| is_match(one, found).then_some((id + 1, to))),
                Step::Run(run) => self.run(run, id, at)?,
                Step::Anchor(anchor) => self.holds(*anchor, at).then_some((id + 1, at)),
                Step::Reference { slot, is_caseless, direction } => {
                    let end = self.reference(*slot, *is_caseless, *direction, at)?;
                    end.map(|end| (id + 1, end))
                }
                Step::Goto(target) => Some((*target, at)),
                Step::Fork { otherwise } => {
                    self.undo.push(Undo::Way(*otherwise, at));
                    Some((id + 1, at))
                }
                Step::Open { register } => {
                    self.set(*register, at);
                    Some((id + 1, at))
                }
                Step::Close { register, slot } => {
                    let other = self.get(*register);
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
                Step::LoopEnd(it) => Some(self.end_round(it, id, at)),
                Step::LoopAgain(it) => Some(self.round(it, at)),
                Step::Enter { register, otherwise } => {
                    // Nothing inside can be come back to once it is left: no need to undo these.
                    self.put(*register, self.undo.len());
                    self.put(*register + 1, at);
                    if let Some(otherwise) = otherwise {
                        self.undo.push(Undo::Way(*otherwise, at));
                    }
                    Some((id + 1, at))
                }
                Step::Leave { register, is_look } => {
                    let to = if *is_look { self.get(*register + 1) } else { at };
                    self.forget_ways(self.get(*register))?;
                    Some((id + 1, to))
                }
                Step::Refuse { register } => {
                    self.forget_all(self.get(*register))?;
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

    /// Undoes what was done since the last way that is left, and gives that way.
    fn another_way(&mut self) -> Result<Option<(StepId, usize)>, Exceeded> {
        while let Some(undo) = self.undo.pop() {
            self.budget.spend(1)?;
            match undo {
                Undo::Way(id, at) => return Ok(Some((id, at))),
                Undo::Register(register, value) => self.put(register, value),
                Undo::Capture(slot, span) => {
                    if let Some(capture) = self.captures.get_mut(slot) {
                        *capture = span;
                    }
                }
                Undo::GiveBack { run, at, least } => {
                    let direction = self.direction(run);
                    let Some((_, to)) = self.step(at, direction.reversed()) else { continue };
                    if to != least {
                        self.undo.push(Undo::GiveBack { run, at: to, least });
                    }
                    return Ok(Some((run + 1, to)));
                }
                Undo::TakeMore { run, at, left } => {
                    let Some(Step::Run(Run { one, direction, .. })) = self.program.steps.get(run)
                    else {
                        continue;
                    };
                    let Some((found, to)) = self.step(at, *direction) else { continue };
                    if !is_match(one, found) {
                        continue;
                    }
                    if left > 1 {
                        self.undo.push(Undo::TakeMore { run, at: to, left: left - 1 });
                    }
                    return Ok(Some((run + 1, to)));
                }
            }
        }
        Ok(None)
    }

    fn direction(&self, run: StepId) -> Direction {
        match self.program.steps.get(run) {
            Some(Step::Run(run)) => run.direction,
            Some(_) | None => Direction::Forward,
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
        let (mut at, mut count, mut least) = (start, 0, start);
        while count < goal {
            let Some((found, to)) = self.step(at, run.direction) else { break };
            if !is_match(&run.one, found) {
                break;
            }
            at = to;
            count += 1;
            if count == run.least {
                least = at;
            }
        }
        self.budget.spend(count)?;
        if count < run.least {
            return Ok(None);
        }
        if run.is_lazy && run.most > count {
            self.undo.push(Undo::TakeMore { run: id, at, left: run.most - count });
        } else if at != least {
            self.undo.push(Undo::GiveBack { run: id, at, least });
        }
        Ok(Some((id + 1, at)))
    }

    /// Begins a round of a loop.
    fn round(&mut self, it: &Loop, at: usize) -> (StepId, usize) {
        self.set(it.register, self.get(it.register).saturating_add(1));
        self.set(it.register + 1, at);
        (it.body, at)
    }

    /// Decides after a round, as .NET does: a round that took nothing is the last one, unless
    /// more are needed.
    fn end_round(&mut self, it: &Loop, id: StepId, at: usize) -> (StepId, usize) {
        let rounds = u32::try_from(self.get(it.register)).unwrap_or(u32::MAX);
        let has_taken = at != self.get(it.register + 1);
        let past = if it.is_lazy { id + 2 } else { id + 1 };
        if rounds < it.least {
            return self.round(it, at);
        }
        if rounds >= it.most || !has_taken {
            return (past, at);
        }
        if it.is_lazy {
            self.undo.push(Undo::Way(id + 1, at));
            return (past, at);
        }
        self.undo.push(Undo::Way(past, at));
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
            self.undo.push(Undo::Capture(slot, capture.replace(span)));
        }
    }

    /// Drops the ways above a height and keeps what has to be undone.
    fn forget_ways(&mut self, height: usize) -> Result<(), Exceeded> {
        self.budget.spend_many(self.undo.len().saturating_sub(height))?;
        let mut kept = height;
        for index in height..self.undo.len() {
            if matches!(self.undo.get(index), Some(Undo::Register(..) | Undo::Capture(..))) {
                self.undo.swap(index, kept);
                kept += 1;
            }
        }
        self.undo.truncate(kept);
        Ok(())
    }

    /// Undoes everything above a height.
    fn forget_all(&mut self, height: usize) -> Result<(), Exceeded> {
        self.forget_ways(height)?;
        while self.undo.len() > height {
            match self.undo.pop() {
                Some(Undo::Register(register, value)) => self.put(register, value),
                Some(Undo::Capture(slot, span)) => {
                    if let Some(capture) = self.captures.get_mut(slot) {
                        *capture = span;
                    }
                }
                Some(Undo::Way(..) | Undo::GiveBack { .. } | Undo::TakeMore { .. }) | None => {}
            }
        }
        Ok(())
    }

    fn get(&self, register: usize) -> usize {
        self.registers.get(register).copied().unwrap_or(NOWHERE)
    }

    fn put(&mut self, register: usize, value: usize) {
        if let Some(held) = self.registers.get_mut(register) {
            *held = value;
        }
    }

    fn set(&mut self, register: usize, value: usize) {
        self.undo.push(Undo::Register(register, self.get(register)));
        self.put(register, value);
    }
}

impl Direction {
    fn reversed(self) -> Direction {
        match self {
            Direction::Forward => Direction::Backward,
            Direction::Backward => Direction::Forward,
        }
    }
}

fn is_match(one: &One, found: char) -> bool {
    let found = if one.is_caseless { lower_case(found) } else { found };
    match &one.kind {
        Kind::Character(character) => *character == found,
        Kind::Class(class) => class.contains(found),
    }
}
