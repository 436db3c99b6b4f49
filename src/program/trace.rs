//! How a program came to its value: every part of the expression with what it gave.
//!
//! In: a program that was lowered unfolded, a record's slots, the surroundings, the values that
//! are taken. Out: a [`Trace`], the tree of the text with values on it. Functions pull their
//! arguments, so what was skipped is what nobody asked for.
//!
//! What a redacting function was given, and what was made of its result, is not in the trace.
//!
//! Absent on purpose: how it looks (`trace_text`).

use std::cell::RefCell;

use super::evaluate::Observer;
use super::{ArgumentOp, Op, OpId, Program, Table};
use crate::check::Ignored;
use crate::diagnostic::Code;
use crate::functions::{Category, Function, Occasion, Reason, Repeats, Stop, Surroundings, Taken};
use crate::source::Span;
use crate::types::Value;

/// An expression with what each part of it gave for one user.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The whole.
    pub root: Part,
}

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// As it is written.
    pub text: String,
    /// The parameter it is given for, where it is an argument.
    pub parameter: Option<String>,
    /// True for a text, number or word: its value is what is written.
    pub is_constant: bool,
    /// How it ended.
    pub end: PartEnd,
    /// What it did for the call it stands in.
    pub role: Option<Role>,
    /// The arguments, or the two sides; empty slots have none.
    pub parts: Vec<Part>,
    /// The call again for each of several values.
    pub rounds: Vec<Round>,
}

/// How a part ended.
#[derive(Debug, Clone, PartialEq)]
pub enum PartEnd {
    /// With a value.
    Value(Value<'static>),
    /// With a value that is not to be shown.
    Redacted,
    /// It leaves the attribute or the user out.
    Ignored(Ignored),
    /// With an error.
    Failed {
        /// The kind.
        code: &'static Code,
        /// What is wrong, without any of the user's values.
        message: String,
        /// True where it went wrong here, false where it did in a part.
        is_origin: bool,
    },
    /// Nobody asked for it.
    Skipped,
}

/// What an argument did for the function that chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is the result.
    Chosen,
    /// It is the key whose value is the result.
    Matched,
}

/// A call done for one of several values.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// The value; nothing where it is not to be shown.
    pub value: Option<Value<'static>>,
    /// How the call ended for it.
    pub end: PartEnd,
    /// The other arguments.
    pub parts: Vec<Part>,
}

impl Program {
    /// Evaluates, and tells how. The tree is whole where the program was lowered unfolded.
    pub fn trace(
        &self,
        occasion: Occasion<'_>,
        slots: &[Value<'_>],
        surroundings: &Surroundings,
        taken: &Taken,
    ) -> Trace {
        let recorder = Recorder { taken, open: RefCell::default(), finished: RefCell::default() };
        // The root's end is in the recording.
        let _ = self.evaluate_observed(occasion, slots, surroundings, &recorder);
        let seen = recorder.finished.take();
        let tracing = Tracing { program: &self.0 };
        let mut root = tracing.part(self.0.root, seen.as_ref());
        redact(&mut root, false);
        Trace { root: root.part }
    }
}

/// True for a function whose values no trace shows.
fn is_redacting(function: &Function) -> bool {
    function.special.is_redacting
}

/// What was seen of one operation.
struct Seen {
    id: OpId,
    /// The operations it asked for, in the order of time.
    asked: Vec<Seen>,
    rounds: Vec<SeenRound>,
    is_in_round: bool,
    end: SeenEnd,
}

/// What was seen of a call for one of several values.
struct SeenRound {
    argument: usize,
    value: Value<'static>,
    asked: Vec<Seen>,
    end: SeenEnd,
}

enum SeenEnd {
    Nothing,
    Value(Value<'static>),
    Ignored(Ignored),
    Failed(&'static Code, String),
}

impl SeenEnd {
    /// How it ended, where these values are taken.
    fn of(result: &Result<Value<'_>, Stop>, taken: &Taken) -> SeenEnd {
        match result {
            Ok(value) => SeenEnd::Value(value.borrowed().into_owned()),
            Err(stop) => match stop.as_reason() {
                Reason::Failed(failure) => SeenEnd::Failed(failure.code, failure.message.clone()),
                Reason::IgnoreAttribute => SeenEnd::Ignored(Ignored::Attribute),
                Reason::IgnoreObject => SeenEnd::Ignored(Ignored::Object),
                Reason::Candidates(candidates) => {
                    match taken.first_free(candidates, Span::default()) {
                        Ok(free) => SeenEnd::Value(Value::owned(free)),
                        Err(failure) => SeenEnd::Failed(failure.code, failure.message),
                    }
                }
                // The call that was given several values goes on with its rounds.
                Reason::Several { .. } => SeenEnd::Nothing,
            },
        }
    }

    fn is_end_of_all(&self) -> bool {
        matches!(self, SeenEnd::Failed(..) | SeenEnd::Ignored(_))
    }

    fn as_part_end(&self, is_origin: bool) -> PartEnd {
        match self {
            SeenEnd::Nothing => PartEnd::Skipped,
            SeenEnd::Value(value) => PartEnd::Value(value.clone()),
            SeenEnd::Ignored(ignored) => PartEnd::Ignored(*ignored),
            SeenEnd::Failed(code, message) => {
                PartEnd::Failed { code, message: message.clone(), is_origin }
            }
        }
    }
}

impl Seen {
    fn part_end(&self) -> PartEnd {
        let is_in_round = self.rounds.iter().any(|round| round.end.is_end_of_all());
        self.end.as_part_end(is_origin(&self.asked) && !is_in_round)
    }
}

/// Writes down what happens.
struct Recorder<'t> {
    taken: &'t Taken,
    open: RefCell<Vec<Seen>>,
    finished: RefCell<Option<Seen>>,
}

impl Observer for &Recorder<'_> {
    fn begin(self, id: OpId) {
        self.open.borrow_mut().push(Seen {
            id,
            asked: Vec::new(),
            rounds: Vec::new(),
            is_in_round: false,
            end: SeenEnd::Nothing,
        });
    }

    fn end(self, result: &Result<Value<'_>, Stop>) {
        let mut open = self.open.borrow_mut();
        let Some(mut seen) = open.pop() else { return };
        seen.end = SeenEnd::of(result, self.taken);
        match open.last_mut() {
            None => {
                self.finished.replace(Some(seen));
            }
            Some(parent) => match parent.rounds.last_mut().filter(|_| parent.is_in_round) {
                Some(round) => round.asked.push(seen),
                None => parent.asked.push(seen),
            },
        }
    }

    fn begin_round(self, argument: usize, value: &Value<'_>) {
        if let Some(seen) = self.open.borrow_mut().last_mut() {
            let value = value.borrowed().into_owned();
            let (asked, end) = (Vec::new(), SeenEnd::Nothing);
            seen.rounds.push(SeenRound { argument, value, asked, end });
            seen.is_in_round = true;
        }
    }

    fn end_round(self, result: &Result<Value<'_>, Stop>) {
        if let Some(seen) = self.open.borrow_mut().last_mut() {
            if let Some(round) = seen.rounds.last_mut() {
                round.end = SeenEnd::of(result, self.taken);
            }
            seen.is_in_round = false;
        }
    }
}

/// A part that still knows which slot it stands in, and whether it must not be shown.
struct Drafted {
    part: Part,
    id: OpId,
    slot: usize,
    is_redacting: bool,
    parts: Vec<Drafted>,
    rounds: Vec<DraftedRound>,
}

struct DraftedRound {
    round: Round,
    parts: Vec<Drafted>,
}

/// From what was seen to the tree of the text.
struct Tracing<'p> {
    program: &'p Table,
}

impl Tracing<'_> {
    fn part(&self, id: OpId, seen: Option<&Seen>) -> Drafted {
        let op = self.program.ops.get(id);
        let span = self.program.spans.get(id).copied().unwrap_or_default();
        let asked = seen.map_or(&[][..], |seen| &seen.asked);
        let mut drafted = Drafted {
            part: Part {
                text: self.program.source.slice(span).to_owned(),
                parameter: None,
                is_constant: matches!(op, Some(Op::Constant(_))),
                end: seen.map_or(PartEnd::Skipped, Seen::part_end),
                role: None,
                parts: Vec::new(),
                rounds: Vec::new(),
            },
            id,
            slot: 0,
            is_redacting: false,
            parts: Vec::new(),
            rounds: Vec::new(),
        };
        match op {
            Some(Op::Call { function, arguments, .. }) => {
                drafted.is_redacting = seen.is_some() && is_redacting(function);
                let several = seen.and_then(|seen| seen.rounds.first()).map(|it| it.argument);
                let is_listed = |slot| several.is_none_or(|several| several == slot);
                drafted.parts = self.arguments(function, arguments, asked, is_listed);
                match seen {
                    Some(seen) if several.is_some() => {
                        let rounds = seen.rounds.iter();
                        let rounds = rounds.map(|round| self.round(function, arguments, round));
                        drafted.rounds = rounds.collect();
                    }
                    Some(seen) => set_roles(function, asked, &seen.end, &mut drafted.parts),
                    None => {}
                }
            }
            Some(Op::Declared { arguments, .. }) => {
                let given = arguments.iter().filter_map(|slot| slot.value);
                drafted.parts = given.map(|id| self.part(id, None)).collect();
            }
            Some(Op::Comparison { left, right, .. }) => {
                let sides = [*left, *right].into_iter();
                drafted.parts = sides.map(|side| self.part(side, find(asked, side))).collect();
            }
            Some(Op::Constant(_) | Op::Attribute(_) | Op::Ignore(_)) | None => {}
        }
        drafted
    }

    /// The arguments that are given and wanted.
    fn arguments(
        &self,
        function: &Function,
        arguments: &[ArgumentOp],
        asked: &[Seen],
        is_wanted: impl Fn(usize) -> bool,
    ) -> Vec<Drafted> {
        let part = |(slot, argument): (usize, &ArgumentOp)| {
            let id = argument.value.filter(|_| is_wanted(slot))?;
            let mut drafted = self.part(id, find(asked, id));
            drafted.slot = slot;
            let signature = function.signature_for(arguments.len());
            drafted.part.parameter = signature.param(slot).map(|it| it.name.to_owned());
            Some(drafted)
        };
        arguments.iter().enumerate().filter_map(part).collect()
    }

    fn round(
        &self,
        function: &Function,
        arguments: &[ArgumentOp],
        seen: &SeenRound,
    ) -> DraftedRound {
        let is_wanted = |slot| slot != seen.argument;
        let mut parts = self.arguments(function, arguments, &seen.asked, is_wanted);
        set_roles(function, &seen.asked, &seen.end, &mut parts);
        let end = seen.end.as_part_end(is_origin(&seen.asked));
        let round = Round { value: Some(seen.value.clone()), end, parts: Vec::new() };
        DraftedRound { round, parts }
    }
}

/// What was seen of an operation last: a function may ask twice.
fn find(asked: &[Seen], id: OpId) -> Option<&Seen> {
    asked.iter().rev().find(|seen| seen.id == id)
}

/// True where nothing that was asked for ended everything.
fn is_origin(asked: &[Seen]) -> bool {
    !asked.iter().any(|seen| seen.end.is_end_of_all())
}

/// A function that chooses gives the argument that it asked for last; where its arguments come
/// as keys and values, the key before that one is the one that matched.
fn set_roles(function: &Function, asked: &[Seen], end: &SeenEnd, parts: &mut [Drafted]) {
    let (SeenEnd::Value(result), Some(last)) = (end, asked.last()) else { return };
    let is_result = matches!(&last.end, SeenEnd::Value(value) if value == result);
    if function.category != Category::Choice || !is_result {
        return;
    }
    let Some(chosen) = parts.iter().find(|it| it.id == last.id).map(|it| it.slot) else { return };
    let matched = match function.signature.repeats {
        Repeats::Last { params: 2, .. } => {
            let first = function.signature.params.len().saturating_sub(2);
            let is_value = chosen > first && (chosen - first) % 2 == 1;
            is_value.then_some(chosen - 1)
        }
        Repeats::Last { .. } | Repeats::None => None,
    };
    for drafted in parts {
        if drafted.slot == chosen {
            drafted.part.role = Some(Role::Chosen);
        } else if Some(drafted.slot) == matched {
            drafted.part.role = Some(Role::Matched);
        }
    }
}

/// Takes away what must not be shown, and puts the tree together. True where something in it,
/// and so whatever was made of it, is not to be shown.
fn redact(drafted: &mut Drafted, is_inside: bool) -> bool {
    let is_inside = is_inside || drafted.is_redacting;
    let mut is_tainted = is_inside;
    let mut parts = Vec::new();
    for mut part in std::mem::take(&mut drafted.parts) {
        is_tainted |= redact(&mut part, is_inside);
        parts.push(part.part);
    }
    let mut rounds = Vec::new();
    for mut drafted_round in std::mem::take(&mut drafted.rounds) {
        let mut parts = Vec::new();
        for mut part in drafted_round.parts {
            is_tainted |= redact(&mut part, is_inside);
            parts.push(part.part);
        }
        drafted_round.round.parts = parts;
        rounds.push(drafted_round.round);
    }
    if is_tainted {
        for round in &mut rounds {
            round.value = None;
            hide(&mut round.end);
        }
        if !drafted.part.is_constant {
            hide(&mut drafted.part.end);
        }
    }
    drafted.part.parts = parts;
    drafted.part.rounds = rounds;
    is_tainted
}

fn hide(end: &mut PartEnd) {
    if matches!(end, PartEnd::Value(_)) {
        *end = PartEnd::Redacted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str, is_redacting: bool, parts: Vec<Drafted>) -> Drafted {
        let part = Part {
            text: text.to_owned(),
            parameter: None,
            is_constant: text.starts_with('"'),
            end: PartEnd::Value(Value::text("secret")),
            role: None,
            parts: Vec::new(),
            rounds: Vec::new(),
        };
        Drafted { part, id: 0, slot: 0, is_redacting, parts, rounds: Vec::new() }
    }

    #[test]
    fn what_is_redacted_is_hidden_with_all_that_is_made_of_it() {
        let hidden = part("Redact([mail])", true, vec![part("[mail]", false, Vec::new())]);
        let shown = part("[city]", false, Vec::new());
        let constant = part("\",\"", false, Vec::new());
        let mut root = part("Join(…)", false, vec![constant, hidden, shown]);
        redact(&mut root, false);
        let trace = Trace { root: root.part }.to_string();
        let lines: Vec<&str> = trace.lines().collect();
        assert_eq!(
            lines,
            [
                "Join(…)            → [Redact]",
                "├─ \",\"",
                "├─ Redact([mail])  → [Redact]",
                "│  └─ [mail]       → [Redact]",
                "└─ [city]          → \"secret\"",
            ]
        );
    }
}
