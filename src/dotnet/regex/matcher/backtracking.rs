//! Coming back: the next way where one has failed, and what is remembered of the failure.
//!
//! In: the stack of a matcher. Out: a step and a place to go on with, everything in between
//! undone. Absent on purpose: walking on, which leaves the ways to come back to.

use super::undo::{NOWHERE, Small, Undo, small, wide};
use super::{Matcher, is_match};
use crate::dotnet::regex::budget::Exceeded;
use crate::dotnet::regex::memory::Memory;
use crate::dotnet::regex::program::{Direction, Run, Step, StepId};
use crate::dotnet::regex::tree::Repeat;

impl Matcher<'_> {
    /// Undoes what was done since the last way that is left, and gives that way.
    pub(super) fn another_way(&mut self) -> Result<Option<(StepId, usize)>, Exceeded> {
        if self.memory.is_none() && self.budget.spent() > self.remember_after {
            self.remember_after = u32::MAX;
            self.memory = Memory::of(self.program, self.text);
        }
        while let Some(undo) = self.undo.pop() {
            if let Undo::Failed { point, at, spent_before } = undo {
                let cost = self.budget.spent().saturating_sub(spent_before);
                self.remember(point, wide(at), cost);
                continue;
            }
            self.budget.spend(1)?;
            match undo {
                Undo::Way { step, at } => return Ok(Some((wide(step), wide(at)))),
                Undo::GiveBack { run, at, left } => {
                    let run = wide(run);
                    let Some((_, to)) = self.step(wide(at), self.direction(run).reversed()) else {
                        continue;
                    };
                    self.remember_run(run, wide(at), to, left);
                    if left > 1 {
                        let (run, at) = (small(run), small(to));
                        self.undo.push(Undo::GiveBack { run, at, left: left - 1 });
                    }
                    return Ok(Some((run + 1, to)));
                }
                Undo::TakeMore { run, at, left } => {
                    if let Some(to) = self.take_more(wide(run), wide(at), left)? {
                        return Ok(Some((wide(run) + 1, to)));
                    }
                }
                Undo::Register { .. } | Undo::Capture { .. } | Undo::Failed { .. } => {
                    self.restore(undo);
                }
            }
        }
        Ok(None)
    }

    /// Takes one character more, so many being left; gives the place behind it.
    fn take_more(&mut self, id: StepId, at: usize, left: u32) -> Result<Option<usize>, Exceeded> {
        let Some(Step::Run(run)) = self.program.steps.get(id) else { return Ok(None) };
        if is_lazy_without_end(run) && self.is_known_to_fail(id, at)? {
            return Ok(None);
        }
        let taken = self.step(at, run.direction).filter(|(found, _)| is_match(&run.one, *found));
        let Some((_, to)) = taken else { return Ok(None) };
        if left > 1 {
            self.undo.push(Undo::TakeMore { run: small(id), at: small(to), left: left - 1 });
        }
        Ok(Some(to))
    }

    /// True where all ways from a point on are known to fail; they are paid for as if they were
    /// tried. Else it is noted that they are being tried.
    pub(super) fn is_known_to_fail(&mut self, id: StepId, at: usize) -> Result<bool, Exceeded> {
        let Some(memory) = &self.memory else { return Ok(false) };
        let Some(point) = self.program.points.number(id) else { return Ok(false) };
        if let Some(cost) = memory.cost(point, at) {
            self.budget.save(cost)?;
            return Ok(true);
        }
        let spent_before = self.budget.spent();
        self.undo.push_note(Undo::Failed { point, at: small(at), spent_before });
        Ok(false)
    }

    /// A run without an end that gives a character back has failed from each place that it has
    /// come back to: a run that began there would have tried the same.
    fn remember_run(&mut self, id: StepId, at: usize, to: usize, left: u32) {
        let Some(Undo::Failed { point, spent_before, .. }) = self.undo.last() else { return };
        let Some(Step::Run(run)) = self.program.steps.get(id) else { return };
        if run.most != Repeat::UNBOUNDED || self.program.points.number(id) != Some(point) {
            return;
        }
        let start = match run.least {
            0 => at,
            1 => to,
            _ => return,
        };
        // All that was spent, but for the characters before that start and for giving this one back.
        let spent = self.budget.spent().saturating_sub(spent_before);
        self.remember(point, start, spent.saturating_sub(left).saturating_sub(1));
    }

    fn remember(&mut self, point: Small, at: usize, cost: u32) {
        if let Some(memory) = &mut self.memory {
            memory.remember(point, at, cost);
        }
    }

    fn direction(&self, run: StepId) -> Direction {
        match self.program.steps.get(run) {
            Some(Step::Run(run)) => run.direction,
            Some(_) | None => Direction::Forward,
        }
    }

    /// Drops the ways above a height and keeps what has to be undone.
    pub(super) fn forget_ways(&mut self, height: usize) -> Result<(), Exceeded> {
        self.budget.spend_many(self.undo.height().saturating_sub(height))?;
        self.undo.forget_ways(height);
        Ok(())
    }

    /// Undoes everything above a height.
    pub(super) fn forget_all(&mut self, height: usize) -> Result<(), Exceeded> {
        self.forget_ways(height)?;
        while self.undo.height() > height {
            let Some(undo) = self.undo.pop() else { break };
            self.restore(undo);
        }
        Ok(())
    }

    /// Puts back what a register or a group held.
    fn restore(&mut self, undo: Undo) {
        match undo {
            Undo::Register { register, held } => self.put(wide(register), held),
            Undo::Capture { slot, start, end } => {
                if let Some(capture) = self.captures.get_mut(wide(slot)) {
                    *capture = (start != NOWHERE).then(|| (wide(start), wide(end)));
                }
            }
            Undo::Way { .. }
            | Undo::GiveBack { .. }
            | Undo::TakeMore { .. }
            | Undo::Failed { .. } => {}
        }
    }
}

/// True for a lazy run without an end: wherever it stands, it can go on as from anywhere before.
pub(super) fn is_lazy_without_end(run: &Run) -> bool {
    run.is_lazy && run.most == Repeat::UNBOUNDED
}

impl Direction {
    fn reversed(self) -> Direction {
        match self {
            Direction::Forward => Direction::Backward,
            Direction::Backward => Direction::Forward,
        }
    }
}
