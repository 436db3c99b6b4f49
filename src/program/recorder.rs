//! What happens while a program is evaluated, written down.
//!
//! In: the walk's events. Out: [`Seen`], the operations in the order of time, each with how it
//! ended and whether its value was made of a secret. What is told again is told by a pointer.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::evaluate::Observer;
use super::secrets::Secrets;
use super::trace::PartEnd;
use super::{Op, OpId, Table};
use crate::check::Ignored;
use crate::diagnostic::Code;
use crate::functions::{Reason, Stop, Taken};
use crate::source::Span;
use crate::types::Value;

/// What was seen of one operation.
pub(super) struct Seen {
    pub(super) id: OpId,
    /// The operations it asked for, in the order of time.
    pub(super) asked: Vec<Rc<Seen>>,
    pub(super) rounds: Vec<SeenRound>,
    /// What was told first of each operation that a round asked for.
    told_in_rounds: HashMap<OpId, Rc<Seen>>,
    is_in_round: bool,
    /// True where an earlier round tells how it came to its value.
    pub(super) is_told: bool,
    /// True where a secret is in its value, or decided on it.
    pub(super) is_secret: bool,
    pub(super) end: SeenEnd,
}

/// What was seen of a call for one of several values.
pub(super) struct SeenRound {
    pub(super) argument: usize,
    pub(super) value: Arc<Value<'static>>,
    pub(super) asked: Vec<Rc<Seen>>,
    pub(super) end: SeenEnd,
}

impl Seen {
    /// The same without a word on how it came to that.
    fn in_short(&self) -> Seen {
        Seen {
            id: self.id,
            asked: Vec::new(),
            rounds: Vec::new(),
            told_in_rounds: HashMap::new(),
            is_in_round: false,
            is_told: true,
            is_secret: self.is_secret,
            end: self.end.clone(),
        }
    }

    /// The operation has been asked for by the call, or by a round of it.
    fn ask(&mut self, seen: Rc<Seen>) {
        match self.rounds.last_mut().filter(|_| self.is_in_round) {
            Some(round) => {
                self.told_in_rounds.entry(seen.id).or_insert_with(|| Rc::clone(&seen));
                round.asked.push(seen);
            }
            None => self.asked.push(seen),
        }
    }
}

/// How an operation ended.
#[derive(Clone)]
pub(super) enum SeenEnd {
    /// Not yet.
    Nothing,
    Value(Arc<Value<'static>>),
    Ignored(Ignored),
    Failed(&'static Code, String),
}

impl SeenEnd {
    /// How it ended, where these values are taken.
    fn of(result: &Result<Value<'_>, Stop>, taken: &Taken) -> SeenEnd {
        match result {
            Ok(value) => SeenEnd::Value(Arc::new(value.borrowed().into_owned())),
            Err(stop) => match stop.as_reason() {
                Reason::Failed(failure) => SeenEnd::Failed(failure.code, failure.message.clone()),
                Reason::IgnoreAttribute => SeenEnd::Ignored(Ignored::Attribute),
                Reason::IgnoreObject => SeenEnd::Ignored(Ignored::Object),
                Reason::Candidates(candidates) => {
                    match taken.first_free(candidates, Span::default()) {
                        Ok(free) => SeenEnd::Value(Arc::new(Value::owned(free))),
                        Err(failure) => SeenEnd::Failed(failure.code, failure.message),
                    }
                }
                // The call that was given several values goes on with its rounds.
                Reason::Several { .. } => SeenEnd::Nothing,
            },
        }
    }

    /// True where nothing is evaluated after it.
    pub(super) fn is_end_of_all(&self) -> bool {
        matches!(self, SeenEnd::Failed(..) | SeenEnd::Ignored(_))
    }

    /// The same in a trace.
    pub(super) fn as_part_end(&self, is_origin: bool) -> PartEnd {
        match self {
            SeenEnd::Nothing => PartEnd::Skipped,
            SeenEnd::Value(value) => PartEnd::Value(Arc::clone(value)),
            SeenEnd::Ignored(ignored) => PartEnd::Ignored(*ignored),
            SeenEnd::Failed(code, message) => {
                PartEnd::Failed { code, message: message.clone(), is_origin }
            }
        }
    }
}

/// Writes down what happens.
pub(super) struct Recorder<'t> {
    program: &'t Table,
    secrets: &'t Secrets,
    taken: &'t Taken,
    /// The values of attributes and of what is written, which every round asks for.
    at_hand: RefCell<HashMap<OpId, Arc<Value<'static>>>>,
    open: RefCell<Vec<Seen>>,
    finished: RefCell<Option<Seen>>,
}

impl<'t> Recorder<'t> {
    /// Nothing has happened yet.
    pub(super) fn new(program: &'t Table, secrets: &'t Secrets, taken: &'t Taken) -> Recorder<'t> {
        let (at_hand, open, finished) = Default::default();
        Recorder { program, secrets, taken, at_hand, open, finished }
    }

    /// How an operation ended.
    fn end_of(&self, id: OpId, result: &Result<Value<'_>, Stop>) -> SeenEnd {
        match (self.program.ops.get(id), result) {
            (Some(Op::Constant(_) | Op::Attribute(_)), Ok(value)) => {
                let mut at_hand = self.at_hand.borrow_mut();
                let held = at_hand.entry(id);
                let held = held.or_insert_with(|| Arc::new(value.borrowed().into_owned()));
                SeenEnd::Value(Arc::clone(held))
            }
            _ => SeenEnd::of(result, self.taken),
        }
    }

    /// What was seen of the operation that began first.
    pub(super) fn finish(self) -> Option<Seen> {
        self.finished.into_inner()
    }
}

impl Observer for &Recorder<'_> {
    fn begin(self, id: OpId) {
        let op = self.program.ops.get(id);
        self.open.borrow_mut().push(Seen {
            id,
            asked: Vec::new(),
            rounds: Vec::new(),
            told_in_rounds: HashMap::new(),
            is_in_round: false,
            is_told: false,
            is_secret: op.is_some_and(|op| self.secrets.holds(op)),
            end: SeenEnd::Nothing,
        });
    }

    fn end(self, result: &Result<Value<'_>, Stop>) {
        let mut open = self.open.borrow_mut();
        let Some(mut seen) = open.pop() else { return };
        seen.end = self.end_of(seen.id, result);
        let Some(parent) = open.last_mut() else {
            self.finished.replace(Some(seen));
            return;
        };
        parent.is_secret |= seen.is_secret;
        parent.ask(Rc::new(seen));
    }

    fn again(self, id: OpId) {
        let mut open = self.open.borrow_mut();
        let Some(parent) = open.last_mut() else { return };
        let seen = match parent.told_in_rounds.get(&id) {
            Some(told) => Rc::new(told.in_short()),
            // What was asked for before it was clear that there are rounds is told in the first.
            None => match parent.asked.iter().find(|seen| seen.id == id) {
                Some(seen) => Rc::clone(seen),
                None => return,
            },
        };
        parent.ask(seen);
    }

    fn begin_round(self, argument: usize, value: &Value<'_>) {
        if let Some(seen) = self.open.borrow_mut().last_mut() {
            let value = Arc::new(value.borrowed().into_owned());
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
