//! The walk: a record's slots in, a value out.
//!
//! Arguments are evaluated when a function asks for them. A call that was given several values
//! where it takes one text is done for each of them.

use std::cmp::Ordering;

use super::{Op, OpId, Program, Slot};
use crate::check::{Comparing, Comparison, Ignored};
use crate::dotnet;
use crate::functions::{
    Args, Failure, Frame, Function, NOT_COMPARABLE, Occasion, Prepared, Reason, SEVERAL_VALUES,
    Stop, Surroundings, TOO_LONG,
};
use crate::source::Span;
use crate::types::{Number, Value};

impl Program {
    /// The value for one record: its attributes by slot.
    pub fn evaluate<'r>(
        &'r self,
        slots: &'r [Value<'r>],
        surroundings: &Surroundings,
    ) -> Result<Value<'r>, Stop> {
        self.evaluate_for(Occasion::default(), slots, surroundings)
    }

    /// The same for an occasion, which decides what is drawn at random.
    pub fn evaluate_for<'r>(
        &'r self,
        occasion: Occasion<'_>,
        slots: &'r [Value<'r>],
        surroundings: &Surroundings,
    ) -> Result<Value<'r>, Stop> {
        Walk { program: self, slots, surroundings, occasion }.value(self.root)
    }
}

/// One evaluation.
#[derive(Clone, Copy)]
struct Walk<'w, 'r> {
    program: &'r Program,
    slots: &'r [Value<'r>],
    surroundings: &'w Surroundings,
    occasion: Occasion<'w>,
}

impl<'r> Walk<'_, 'r> {
    fn value(&self, id: OpId) -> Result<Value<'r>, Stop> {
        match self.program.ops.get(id) {
            None => Ok(Value::Null),
            Some(Op::Constant(value)) => Ok(value.borrowed()),
            Some(Op::Attribute(slot)) => {
                Ok(self.slots.get(*slot).map_or(Value::Null, Value::borrowed))
            }
            Some(Op::Call { function, arguments, prepared }) => {
                self.call(id, function, arguments, prepared)
            }
            Some(Op::Comparison { operator, comparing, left, right }) => {
                self.comparison(*operator, *comparing, *left, *right)
            }
            Some(Op::Ignore(Ignored::Attribute)) => Err(Stop::new(Reason::IgnoreAttribute)),
            Some(Op::Ignore(Ignored::Object)) => Err(Stop::new(Reason::IgnoreObject)),
        }
    }

    fn call(
        &self,
        id: OpId,
        function: &Function,
        arguments: &'r [Slot],
        prepared: &'r Prepared,
    ) -> Result<Value<'r>, Stop> {
        let frame = CallFrame { walk: *self, id, arguments, replaced: None, turn: 0 };
        let stop = match (function.evaluate)(&Args::new(&frame, prepared)) {
            Ok(value) => return Ok(value),
            Err(stop) => stop,
        };
        let (argument, values) = match stop.reason() {
            Reason::Several { argument, values } => (argument, values),
            reason @ (Reason::Failed(_)
            | Reason::IgnoreAttribute
            | Reason::IgnoreObject
            | Reason::Candidates(_)) => return Err(Stop::new(reason)),
        };
        let mut results = Vec::with_capacity(values.len());
        let mut bytes = 0;
        for (turn, value) in (1..).zip(values) {
            let replaced = Some((argument, value));
            let frame = CallFrame { walk: *self, id, arguments, replaced, turn };
            match (function.evaluate)(&Args::new(&frame, prepared)) {
                Ok(Value::Null) => {}
                Ok(Value::List(list)) => results.extend(list),
                Ok(value) => results.push(value),
                Err(stop) => return Err(self.second_list(stop, id)),
            }
            bytes += results.last().map_or(0, text_bytes);
            if bytes > self.surroundings.most_value_bytes {
                return Err(self.too_long(id));
            }
        }
        Ok(if results.is_empty() { Value::Null } else { Value::list(results) })
    }

    /// The limit is one for all values together, as they make one value.
    fn too_long(&self, id: OpId) -> Stop {
        let most = self.surroundings.most_value_bytes;
        let message = format!("these values grow over {most} bytes");
        Failure { code: &TOO_LONG, message, value: None, span: self.span(id) }.into()
    }

    /// Several values in a second argument have no one order to be combined in.
    fn second_list(&self, stop: Stop, id: OpId) -> Stop {
        match stop.reason() {
            Reason::Several { .. } => {
                let message = "two arguments of this call have several values each".to_owned();
                let span = self.span(id);
                Failure { code: &SEVERAL_VALUES, message, value: None, span }.into()
            }
            reason @ (Reason::Failed(_)
            | Reason::IgnoreAttribute
            | Reason::IgnoreObject
            | Reason::Candidates(_)) => Stop::new(reason),
        }
    }

    fn comparison(
        &self,
        operator: Comparison,
        comparing: Comparing,
        left: OpId,
        right: OpId,
    ) -> Result<Value<'r>, Stop> {
        let (left_value, right_value) = (self.side(left)?, self.side(right)?);
        if left_value.is_null() || right_value.is_null() {
            return Ok(Value::Boolean(false));
        }
        let is_true = match comparing {
            Comparing::Texts => {
                let is_equal = are_equal(&left_value, &right_value);
                (operator == Comparison::Equal) == is_equal
            }
            Comparing::Numbers => {
                let numbers = (number(&left_value), number(&right_value));
                let is_equal = matches!(numbers, (Some(left), Some(right)) if left == right);
                (operator == Comparison::Equal) == is_equal
            }
            Comparing::Order => {
                let order = self.order((left, &left_value), (right, &right_value))?;
                match operator {
                    Comparison::Less => order == Ordering::Less,
                    Comparison::LessOrEqual => order != Ordering::Greater,
                    Comparison::Greater => order == Ordering::Greater,
                    Comparison::GreaterOrEqual => order != Ordering::Less,
                    Comparison::Equal => order == Ordering::Equal,
                    Comparison::NotEqual => order != Ordering::Equal,
                }
            }
        };
        Ok(Value::Boolean(is_true))
    }

    /// One side of a comparison, which must be one value.
    fn side(&self, id: OpId) -> Result<Value<'r>, Stop> {
        match self.value(id)? {
            // A list of one is that one.
            Value::List(list) if list.len() < 2 => Ok(list.into_iter().next().unwrap_or_default()),
            Value::List(_) => {
                let message = "this side of the comparison has several values".to_owned();
                let span = self.span(id);
                Err(Failure { code: &SEVERAL_VALUES, message, value: None, span }.into())
            }
            value => Ok(value),
        }
    }

    fn order(&self, left: (OpId, &Value<'r>), right: (OpId, &Value<'r>)) -> Result<Ordering, Stop> {
        if let (Some(left), Some(right)) = (number(left.1), number(right.1)) {
            return Ok(left.cmp(&right));
        }
        let now = self.surroundings.now;
        let date = |value: &Value<'_>| match value {
            Value::DateTime(instant) => Some(*instant),
            Value::Text(text) => dotnet::parse_date(text, now),
            Value::Null
            | Value::Boolean(_)
            | Value::Integer(_)
            | Value::List(_)
            | Value::Complex(_) => None,
        };
        if let (Some(left), Some(right)) = (date(left.1), date(right.1)) {
            return Ok(left.cmp(&right));
        }
        let is_ordered = |value: &Value<'_>| number(value).is_some() || date(value).is_some();
        let (id, value) = if is_ordered(left.1) { right } else { left };
        Err(Failure {
            code: &NOT_COMPARABLE,
            message: "this text has no order: the sides are no two numbers and no two dates"
                .to_owned(),
            value: value.to_text().map(|text| text.into_owned()),
            span: self.span(id),
        }
        .into())
    }

    fn span(&self, id: OpId) -> Span {
        self.program.spans.get(id).copied().unwrap_or(self.program.source.whole())
    }
}

fn text_bytes(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Null
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::DateTime(_)
        | Value::List(_)
        | Value::Complex(_) => 0,
    }
}

/// Equal as instants where both are, else as text, character by character.
fn are_equal(left: &Value<'_>, right: &Value<'_>) -> bool {
    match (left, right) {
        (Value::DateTime(left), Value::DateTime(right)) => left == right,
        (Value::Text(left), Value::Text(right)) => left == right,
        (left, right) => left.to_text() == right.to_text(),
    }
}

fn number(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Integer(number) => Some(Number::from(*number)),
        Value::Text(text) => Number::parse(text),
        Value::Null
        | Value::Boolean(_)
        | Value::DateTime(_)
        | Value::List(_)
        | Value::Complex(_) => None,
    }
}

/// The arguments of one call, evaluated on demand.
struct CallFrame<'w, 'r> {
    walk: Walk<'w, 'r>,
    id: OpId,
    arguments: &'r [Slot],
    /// One of several values, in place of the argument that has them.
    replaced: Option<(usize, Value<'static>)>,
    /// Which of several values it is, from 1; 0 where there is one.
    turn: usize,
}

impl<'r> Frame<'r> for CallFrame<'_, 'r> {
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
        match self.arguments.get(index).and_then(|argument| argument.value) {
            Some(id) => self.walk.value(id),
            None => Ok(Value::Null),
        }
    }

    fn span(&self, argument: Option<usize>) -> Span {
        let argument = argument.and_then(|index| self.arguments.get(index));
        argument.map_or_else(|| self.walk.span(self.id), |argument| argument.span)
    }

    fn surroundings(&self) -> &Surroundings {
        self.walk.surroundings
    }

    fn place(&self) -> u64 {
        self.walk.occasion.place(self.id, self.turn)
    }
}
