//! From what was seen to the tree of the text.
//!
//! Where a call was given a secret, its other arguments stand there without a word on whether it
//! asked for them: that may depend on the secret. What it asked for before is shown, and so are
//! attributes and what is written, which are what they are.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::recorder::{Seen, SeenEnd, SeenRound};
use super::secrets::Secrets;
use super::trace::{Part, PartEnd, Role, Round};
use super::{ArgumentOp, Op, OpId, Table};
use crate::functions::{Function, Taken};
use crate::types::Value;

/// Everything that a trace is made of.
pub(super) struct Tracing<'t> {
    pub(super) program: &'t Table,
    pub(super) secrets: &'t Secrets,
    pub(super) slots: &'t [Value<'t>],
    pub(super) taken: &'t Taken,
    /// Evaluates an operation by itself.
    pub(super) record: &'t dyn Fn(OpId) -> Option<Seen>,
    /// What was evaluated by itself: the rounds of a call share it.
    pub(super) recorded: RefCell<HashMap<OpId, Option<Rc<Seen>>>>,
    /// The texts of parts.
    pub(super) texts: RefCell<HashMap<OpId, Arc<str>>>,
}

/// A call as it is written.
#[derive(Clone, Copy)]
struct Call<'t> {
    function: &'static Function,
    arguments: &'t [ArgumentOp],
    /// True where what is the same for every user has been evaluated beforehand.
    is_prepared: bool,
}

/// What of a call is shown.
struct Shown<'s> {
    /// What it asked for, as far as no secret decided on it.
    asked: &'s [Rc<Seen>],
    rounds: &'s [SeenRound],
    roles: Roles,
    /// True where nothing is said on whether it asked for the other arguments.
    hides_others: bool,
}

/// What arguments did for a function that chooses, by slot.
#[derive(Clone, Copy, Default)]
struct Roles {
    chosen: Option<usize>,
    matched: Option<usize>,
}

impl Tracing<'_> {
    /// A part that was asked for, or that nobody asked for.
    pub(super) fn part(&self, id: OpId, seen: Option<&Seen>) -> Part {
        let end = |is_origin| seen.map_or(PartEnd::Skipped, |seen| end_of(seen, is_origin));
        if seen.is_some_and(|seen| seen.is_told) {
            return self.written(id, end(false));
        }
        match self.program.ops.get(id) {
            Some(Op::Call { function, arguments, prepared, .. }) => {
                let is_prepared = prepared.is_some() && function.special.choice.is_none();
                self.call(id, Call { function, arguments, is_prepared }, seen)
            }
            Some(op) => {
                let asked = seen.map_or(&[][..], |seen| &seen.asked);
                let mut part = self.written(id, end(is_origin(asked)));
                let asked = by_operation(asked);
                let side = |side| self.part(side, asked.get(&side).copied());
                part.parts = op.parts().map(side).collect();
                part
            }
            None => self.written(id, end(true)),
        }
    }

    fn call(&self, id: OpId, call: Call<'_>, seen: Option<&Seen>) -> Part {
        let Some(seen) = seen else {
            let nothing = Shown::nothing(false);
            let mut part = self.written(id, PartEnd::Skipped);
            // Nothing has been prepared for what is not reached.
            let call = Call { is_prepared: false, ..call };
            part.parts = self.arguments(call, &nothing, |_| true);
            return part;
        };
        let shown = call.shown(seen);
        let is_in_round = shown.rounds.iter().any(|round| round.end.is_end_of_all());
        let mut part = self.written(id, end_of(seen, is_origin(shown.asked) && !is_in_round));
        let several = shown.rounds.first().map(|round| round.argument);
        let is_listed = |slot| several.is_none_or(|several| several == slot);
        part.parts = self.arguments(call, &shown, is_listed);
        part.rounds = shown.rounds.iter().map(|round| self.round(call, round)).collect();
        if call.function.special.is_unique && !seen.is_secret {
            self.mark_rules(&mut part);
        }
        part
    }

    /// Says which rules give what somebody has, and which one gives the result.
    fn mark_rules(&self, unique: &mut Part) {
        let mut is_open = matches!(unique.end, PartEnd::Value(_));
        for rule in &mut unique.parts {
            let PartEnd::Value(value) = &rule.end else { continue };
            let Some(text) = value.to_text().filter(|text| !text.is_empty()) else { continue };
            if self.taken.contains(&text) {
                rule.role = Some(Role::Taken);
            } else if is_open {
                rule.role = Some(Role::Chosen);
                is_open = false;
            }
        }
    }

    /// The arguments that are given and listed.
    fn arguments(
        &self,
        call: Call<'_>,
        shown: &Shown<'_>,
        is_listed: impl Fn(usize) -> bool,
    ) -> Vec<Part> {
        let signature = call.function.signature_for(call.arguments.len());
        let asked = by_operation(shown.asked);
        let part = |(slot, argument): (usize, &ArgumentOp)| {
            let id = argument.value.filter(|_| is_listed(slot))?;
            let mut part = match asked.get(&id).copied() {
                None if shown.hides_others => self.untold(id),
                None if call.is_prepared && argument.is_known => {
                    self.part(id, self.by_itself(id).as_deref())
                }
                seen => self.part(id, seen),
            };
            part.parameter = signature.param(slot).map(|it| it.name);
            part.role = shown.roles.of(slot);
            Some(part)
        };
        call.arguments.iter().enumerate().filter_map(part).collect()
    }

    fn round(&self, call: Call<'_>, seen: &SeenRound) -> Round {
        let shown = Shown {
            asked: &seen.asked,
            rounds: &[],
            roles: call.roles(&seen.asked, &seen.end),
            hides_others: false,
        };
        let parts = self.arguments(call, &shown, |slot| slot != seen.argument);
        let end = seen.end.as_part_end(is_origin(&seen.asked));
        Round { value: Arc::clone(&seen.value), end, parts }
    }

    /// A part of which is not told whether it was asked for.
    fn untold(&self, id: OpId) -> Part {
        let op = self.program.ops.get(id);
        let end = match op {
            Some(Op::Constant(value)) => PartEnd::Value(Arc::new(value.clone())),
            Some(op @ Op::Attribute(slot)) if !self.secrets.holds(op) => {
                let value = self.slots.get(*slot).map_or(Value::Null, Value::borrowed);
                PartEnd::Value(Arc::new(value.into_owned()))
            }
            _ => PartEnd::Redacted,
        };
        let mut part = self.written(id, end);
        part.parts = match op {
            Some(Op::Call { function, arguments, .. }) => {
                let call = Call { function, arguments, is_prepared: false };
                self.arguments(call, &Shown::nothing(true), |_| true)
            }
            Some(op) => op.parts().map(|part| self.untold(part)).collect(),
            None => Vec::new(),
        };
        part
    }

    /// What is seen where the operation is evaluated by itself.
    fn by_itself(&self, id: OpId) -> Option<Rc<Seen>> {
        let mut recorded = self.recorded.borrow_mut();
        recorded.entry(id).or_insert_with(|| (self.record)(id).map(Rc::new)).clone()
    }

    /// A part by itself.
    fn written(&self, id: OpId, end: PartEnd) -> Part {
        let span = self.program.spans.get(id).copied().unwrap_or_default();
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(id).or_insert_with(|| Arc::from(self.program.source.slice(span)));
        Part {
            text: Arc::clone(text),
            parameter: None,
            is_constant: matches!(self.program.ops.get(id), Some(Op::Constant(_))),
            end,
            role: None,
            parts: Vec::new(),
            rounds: Vec::new(),
        }
    }
}

impl Shown<'_> {
    /// No argument, and perhaps not even that they are skipped.
    fn nothing(hides_others: bool) -> Shown<'static> {
        Shown { asked: &[], rounds: &[], roles: Roles::default(), hides_others }
    }
}

impl Call<'_> {
    /// What is shown of a call that was evaluated.
    fn shown<'s>(&self, seen: &'s Seen) -> Shown<'s> {
        if self.function.special.is_redacting {
            return Shown::nothing(true);
        }
        let Seen { asked, rounds, .. } = seen;
        if !seen.is_secret {
            let roles = match rounds.as_slice() {
                [] => self.roles(asked, &seen.end),
                _ => Roles::default(),
            };
            return Shown { asked, rounds, roles, hides_others: false };
        }
        // What the call did after it had a secret in hand may depend on it.
        let secret = asked.iter().position(|seen| seen.is_secret);
        let asked = secret.and_then(|secret| asked.get(..=secret)).unwrap_or(asked);
        // A secret that is the result decides on nothing else.
        let result = secret.is_some().then(|| self.result(asked)).flatten();
        let roles = result.map_or(Roles::default(), |slot| self.roles_for(slot));
        Shown { asked, rounds: &[], roles, hides_others: result.is_none() }
    }

    /// A function that chooses gives the argument that it asked for last.
    fn roles(&self, asked: &[Rc<Seen>], end: &SeenEnd) -> Roles {
        let Some(last) = asked.last().filter(|_| self.function.special.choice.is_some()) else {
            return Roles::default();
        };
        let is_given_on = match (end, &last.end) {
            (SeenEnd::Value(result), SeenEnd::Value(value)) => result == value,
            _ => false,
        };
        let chosen = if is_given_on { self.slot(last.id) } else { self.result(asked) };
        chosen.map_or(Roles::default(), |slot| self.roles_for(slot))
    }

    /// The slot of what was asked for last, where it decides on nothing: it is the result, be it
    /// a value or not.
    fn result(&self, asked: &[Rc<Seen>]) -> Option<usize> {
        let choice = self.function.special.choice?;
        let slot = self.slot(asked.last()?.id)?;
        let is_last = slot + 1 == self.arguments.len();
        (is_last || !(choice.decides)(slot)).then_some(slot)
    }

    /// What was chosen, and what it was chosen because of.
    fn roles_for(&self, chosen: usize) -> Roles {
        let matched = self.function.special.choice.and_then(|choice| (choice.matches)(chosen));
        Roles { chosen: Some(chosen), matched }
    }

    fn slot(&self, id: OpId) -> Option<usize> {
        self.arguments.iter().position(|argument| argument.value == Some(id))
    }
}

impl Roles {
    fn of(&self, slot: usize) -> Option<Role> {
        match Some(slot) {
            slot if slot == self.chosen => Some(Role::Chosen),
            slot if slot == self.matched => Some(Role::Matched),
            _ => None,
        }
    }
}

/// How it ended; a value that a secret is in is not shown.
fn end_of(seen: &Seen, is_origin: bool) -> PartEnd {
    match &seen.end {
        SeenEnd::Value(_) if seen.is_secret => PartEnd::Redacted,
        end => end.as_part_end(is_origin),
    }
}

/// What was seen of each operation last: a function may ask twice.
fn by_operation(asked: &[Rc<Seen>]) -> HashMap<OpId, &Seen> {
    asked.iter().map(|seen| (seen.id, &**seen)).collect()
}

/// True where nothing that is shown ended everything.
fn is_origin(asked: &[Rc<Seen>]) -> bool {
    !asked.iter().any(|seen| seen.end.is_end_of_all())
}
