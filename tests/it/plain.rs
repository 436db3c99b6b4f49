//! A plain evaluator of the typed tree, to compare the program with.
//!
//! It walks the tree and looks attributes up by name: no slots, no table of operations, nothing
//! folded, no short way to a text. What a call, a comparison and several values mean stands here
//! once more, as simply as it can be said.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use attrmap::check::{Comparing, Comparison, Ignored, Typed, TypedArgument, TypedKind};
use attrmap::dotnet::parse_date;
use attrmap::functions::{
    Args, Failure, Frame, NOT_COMPARABLE, Occasion, Reason, SEVERAL_VALUES, Stop, Surroundings,
};
use attrmap::source::Span;
use attrmap::types::{Number, Value};

/// A user's attributes by name, and what lies around.
#[derive(Clone, Copy)]
pub(crate) struct Plain<'p> {
    pub(crate) user: &'p BTreeMap<String, Value<'p>>,
    pub(crate) surroundings: &'p Surroundings,
}

type Outcome<'p> = Result<Value<'p>, Stop>;

impl<'p> Plain<'p> {
    pub(crate) fn value(self, typed: &'p Typed) -> Outcome<'p> {
        match &typed.kind {
            TypedKind::Constant(text) => Ok(Value::text(text)),
            TypedKind::Attribute(name) => Ok(self.user.get(name).cloned().unwrap_or_default()),
            TypedKind::Ignore(Ignored::Attribute) => Err(Stop::new(Reason::IgnoreAttribute)),
            TypedKind::Ignore(Ignored::Object) => Err(Stop::new(Reason::IgnoreObject)),
            TypedKind::Comparison { operator, comparing, left, right } => {
                self.comparison(*operator, *comparing, left, right).map(Value::Boolean)
            }
            TypedKind::Call { arguments, .. } => self.call(typed, arguments),
            TypedKind::Declared { .. } | TypedKind::Error => panic!("{typed:?} is not checked"),
        }
    }

    fn call(self, typed: &'p Typed, arguments: &'p [TypedArgument]) -> Outcome<'p> {
        let TypedKind::Call { function, prepared, .. } = &typed.kind else { unreachable!() };
        let once = |given: Option<(usize, Value<'static>)>, turn| {
            let call = Call { plain: self, span: typed.span, arguments, given, turn };
            (function.evaluate)(&Args::new(&call, prepared))
        };
        let reason = match once(None, 0) {
            Ok(value) => return Ok(value),
            Err(stop) => stop.reason(),
        };
        let Reason::Several { argument, values } = reason else { return Err(Stop::new(reason)) };
        let mut results = Vec::new();
        for (index, value) in values.into_iter().enumerate() {
            match once(Some((argument, value)), index + 1) {
                Ok(Value::Null) => {}
                Ok(Value::List(several)) => results.extend(several),
                Ok(value) => results.push(value),
                Err(stop) => {
                    return Err(match stop.reason() {
                        Reason::Several { .. } => failure(&SEVERAL_VALUES, typed.span),
                        reason => Stop::new(reason),
                    });
                }
            }
        }
        Ok(if results.is_empty() { Value::Null } else { Value::list(results) })
    }

    fn comparison(
        self,
        operator: Comparison,
        comparing: Comparing,
        left: &'p Typed,
        right: &'p Typed,
    ) -> Result<bool, Stop> {
        let (a, b) = (self.side(left)?, self.side(right)?);
        if a.is_null() || b.is_null() {
            return Ok(false);
        }
        let numbers = number(&a).zip(number(&b));
        let order = match comparing {
            Comparing::Texts => {
                let is_equal = match (&a, &b) {
                    (Value::DateTime(a), Value::DateTime(b)) => a == b,
                    (a, b) => a.to_text() == b.to_text(),
                };
                return Ok(is_equal == (operator == Comparison::Equal));
            }
            Comparing::Numbers => {
                let is_equal = numbers.is_some_and(|(a, b)| a == b);
                return Ok(is_equal == (operator == Comparison::Equal));
            }
            Comparing::Order => {
                let dates = || self.date(&a).zip(self.date(&b)).map(|(a, b)| a.cmp(&b));
                numbers.map(|(a, b)| a.cmp(&b)).or_else(dates)
            }
        };
        let Some(order) = order else {
            let is_ordered = number(&a).is_some() || self.date(&a).is_some();
            let side = if is_ordered { right } else { left };
            return Err(failure(&NOT_COMPARABLE, side.span));
        };
        Ok(match operator {
            Comparison::Less => order == Ordering::Less,
            Comparison::LessOrEqual => order != Ordering::Greater,
            Comparison::Greater => order == Ordering::Greater,
            Comparison::GreaterOrEqual => order != Ordering::Less,
            Comparison::Equal | Comparison::NotEqual => panic!("{operator:?} asks for no order"),
        })
    }

    fn side(self, typed: &'p Typed) -> Outcome<'p> {
        match self.value(typed)? {
            Value::List(values) if values.len() > 1 => Err(failure(&SEVERAL_VALUES, typed.span)),
            Value::List(values) => Ok(values.into_iter().next().unwrap_or_default()),
            value => Ok(value),
        }
    }

    fn date(self, value: &Value<'_>) -> Option<attrmap::types::DateTime> {
        match value {
            Value::DateTime(instant) => Some(*instant),
            Value::Text(text) => parse_date(text, self.surroundings.now),
            _ => None,
        }
    }
}

fn number(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Integer(number) => Some(Number::from(*number)),
        Value::Text(text) => Number::parse(text),
        _ => None,
    }
}

fn failure(code: &'static attrmap::diagnostic::Code, span: Span) -> Stop {
    Failure { code, message: String::new(), value: None, span }.into()
}

/// The arguments of one call.
struct Call<'p> {
    plain: Plain<'p>,
    span: Span,
    arguments: &'p [TypedArgument],
    /// One of several values, in place of the argument that has them.
    given: Option<(usize, Value<'static>)>,
    turn: usize,
}

impl<'p> Frame<'p> for Call<'p> {
    fn count(&self) -> usize {
        self.arguments.len()
    }

    fn is_given(&self, index: usize) -> bool {
        self.arguments.get(index).is_some_and(|argument| argument.value.is_some())
    }

    fn value(&self, index: usize) -> Outcome<'p> {
        match (&self.given, self.arguments.get(index)) {
            (Some((given, value)), _) if *given == index => Ok(value.clone()),
            (_, Some(TypedArgument { value: Some(typed), .. })) => self.plain.value(typed),
            (_, _) => Ok(Value::Null),
        }
    }

    fn text_at_hand(&self, _: usize) -> Option<&'p str> {
        None
    }

    fn span(&self, argument: Option<usize>) -> Span {
        let argument = argument.and_then(|index| self.arguments.get(index));
        argument.map_or(self.span, TypedArgument::place)
    }

    fn surroundings(&self) -> &Surroundings {
        self.plain.surroundings
    }

    fn place(&self) -> u64 {
        Occasion::default().place(self.span.start as usize, self.turn)
    }
}
