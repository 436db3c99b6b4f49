//! The arguments of one call, evaluated when its function asks for them.
//!
//! A call that takes one text and is given several is done again for each. Its other arguments
//! stay what they were: they are evaluated once, so that such calls within each other are done as
//! often as the sum of their rounds says, not the product. What an argument reads as, such as a
//! pattern, is kept for all rounds; what is given to each of them again is paid for by its length
//! and a little more.

use std::any::Any;
use std::cell::RefCell;
use std::sync::Arc;

use super::evaluate::{Observer, Walk};
use super::{ArgumentOp, Op, OpId};
use crate::functions::{Failure, Frame, Place, Purse, Recent, Stop, Surroundings, TOO_MUCH_WORK};
use crate::source::Span;
use crate::types::Value;

/// The arguments of one call, evaluated on demand.
pub(super) struct CallFrame<'w, 'r, O> {
    walk: Walk<'w, 'r, O>,
    pub(super) id: OpId,
    arguments: &'r [ArgumentOp],
    /// One of several values, in place of the argument that has them.
    replaced: Option<(usize, Value<'static>)>,
    /// Which of several values it is, from 1; 0 where there is one.
    turn: usize,
    /// What the arguments gave, by slot, where the call may be done again.
    known: Option<RefCell<Vec<Known<'r>>>>,
}

/// What is known of an argument that is the same in all rounds.
#[derive(Clone, Default)]
struct Known<'r> {
    /// Its value, where that had to be evaluated.
    value: Option<Value<'r>>,
    /// What it reads as.
    read: Option<Arc<dyn Any + Send + Sync>>,
}

impl<'w, 'r, O: Observer> CallFrame<'w, 'r, O> {
    /// The arguments as they are written.
    pub(super) fn new(
        walk: Walk<'w, 'r, O>,
        id: OpId,
        arguments: &'r [ArgumentOp],
    ) -> CallFrame<'w, 'r, O> {
        CallFrame { walk, id, arguments, replaced: None, turn: 0, known: None }
    }

    /// The same, which evaluates each argument once, however often the call is done.
    pub(super) fn remembering(self) -> CallFrame<'w, 'r, O> {
        let nothing = || RefCell::new(vec![Known::default(); self.arguments.len()]);
        CallFrame { known: Some(self.known.unwrap_or_else(nothing)), ..self }
    }

    /// The same with one of several values in the place of an argument.
    pub(super) fn replacing(
        self,
        argument: usize,
        value: Value<'static>,
        turn: usize,
    ) -> CallFrame<'w, 'r, O> {
        CallFrame { replaced: Some((argument, value)), turn, ..self }
    }

    /// The value of an argument that is evaluated once.
    fn value_once(
        &self,
        known: &RefCell<Vec<Known<'r>>>,
        index: usize,
        id: OpId,
    ) -> Result<Value<'r>, Stop> {
        let found = known.borrow().get(index).and_then(|known| known.value.clone());
        if let Some(value) = found {
            self.walk.observer.again(id);
            return Ok(value);
        }
        let value = self.walk.value(id)?;
        if let Some(known) = known.borrow_mut().get_mut(index) {
            known.value = Some(value.clone());
        }
        Ok(value)
    }

    /// Pays for what a round is given beside its own value, be it empty: to ask is work too.
    fn paid(&self, value: Value<'r>) -> Result<Value<'r>, Stop> {
        if self.replaced.is_none() || self.walk.purse.pay(value.bytes_of_several()) {
            return Ok(value);
        }
        let message = "there are too many values here for what is given with each".to_owned();
        Err(Failure { code: &TOO_MUCH_WORK, message, value: None, span: self.span(None) }.into())
    }

    fn is_replaced(&self, index: usize) -> bool {
        self.replaced.as_ref().is_some_and(|(replaced, _)| *replaced == index)
    }

    /// True for what is no more than a look into the record.
    fn is_at_hand(&self, id: OpId) -> bool {
        matches!(self.walk.program.ops.get(id), Some(Op::Constant(_) | Op::Attribute(_)))
    }
}

impl<'r, O: Observer> Frame<'r> for CallFrame<'_, 'r, O> {
    fn count(&self) -> usize {
        self.arguments.len()
    }

    fn is_given(&self, index: usize) -> bool {
        self.arguments.get(index).is_some_and(|argument| argument.value.is_some())
    }

    fn value(&self, index: usize) -> Result<Value<'r>, Stop> {
        if let Some((_, value)) = self.replaced.as_ref().filter(|(replaced, _)| *replaced == index)
        {
            return Ok(value.clone());
        }
        let Some(id) = self.arguments.get(index).and_then(|argument| argument.value) else {
            return self.paid(Value::Null);
        };
        let value = match &self.known {
            Some(known) if !self.is_at_hand(id) => self.value_once(known, index, id),
            Some(_) | None => self.walk.value(id),
        };
        // What most users come by: nothing is done again.
        if self.replaced.is_none() { value } else { self.paid(value?) }
    }

    fn text_at_hand(&self, index: usize) -> Option<&'r str> {
        let is_short_way = !O::SEES_ALL && self.replaced.is_none();
        let id = self.arguments.get(index)?.value.filter(|_| is_short_way)?;
        let value = match self.walk.program.ops.get(id)? {
            Op::Constant(value) => value,
            Op::Attribute(slot) => self.walk.slots.get(*slot)?,
            Op::Call { .. } | Op::Declared { .. } | Op::Comparison { .. } | Op::Ignore(_) => {
                return None;
            }
        };
        if let Value::Text(text) = value { Some(text) } else { None }
    }

    fn span(&self, argument: Option<usize>) -> Span {
        let argument = argument.and_then(|index| self.arguments.get(index));
        argument.map_or_else(|| self.walk.span(self.id), |argument| argument.span)
    }

    fn surroundings(&self) -> &Surroundings {
        self.walk.surroundings
    }

    fn purse(&self) -> &Purse {
        self.walk.purse
    }

    fn recent(&self) -> &Recent {
        self.walk.recent
    }

    fn kept(&self, index: usize) -> Option<Arc<dyn Any + Send + Sync>> {
        let known = self.known.as_ref().filter(|_| !self.is_replaced(index))?;
        let read = known.borrow().get(index)?.read.clone()?;
        if let Some(id) = self.arguments.get(index).and_then(|argument| argument.value) {
            self.walk.observer.again(id);
        }
        Some(read)
    }

    fn keep(&self, index: usize, read: Arc<dyn Any + Send + Sync>) {
        let known = self.known.as_ref().filter(|_| !self.is_replaced(index));
        if let Some(known) = known
            && let Some(known) = known.borrow_mut().get_mut(index)
        {
            known.read = Some(read);
        }
    }

    fn place(&self) -> Place<'_> {
        // Where it stands in the text would be another place after `fmt`.
        let number = match self.walk.program.ops.get(self.id) {
            Some(Op::Call { number, .. }) => *number,
            Some(
                Op::Constant(_)
                | Op::Attribute(_)
                | Op::Declared { .. }
                | Op::Comparison { .. }
                | Op::Ignore(_),
            )
            | None => 0,
        };
        self.walk.occasion.place(number, self.turn)
    }
}
