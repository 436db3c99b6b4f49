//! From typed trees to operations: names become slots, constants are folded.
//!
//! A call whose facts say that it always gives the same text is that text: the functions' own
//! facts fold, there is no second evaluator.

use std::sync::Arc;

use super::{ArgumentOp, Op, OpId, Program, Slots, Table};
use crate::check::{Checked, Typed, TypedArgument, TypedKind};
use crate::functions::{Function, Takes};
use crate::source::Span;
use crate::types::{Base, Facts, Value};

impl Program {
    /// Compiles an expression over a table of slots, which grows by the attributes it reads.
    pub fn lower(checked: Checked<'_>, slots: &mut Slots) -> Program {
        Program::lower_with(checked, slots, true)
    }

    /// The same with every call in its place, be its value known beforehand: for a trace, and for
    /// tests that folding changes nothing.
    pub fn lower_unfolded(checked: Checked<'_>, slots: &mut Slots) -> Program {
        Program::lower_with(checked, slots, false)
    }

    fn lower_with(checked: Checked<'_>, slots: &mut Slots, folds: bool) -> Program {
        let mut lowering =
            Lowering { slots, ops: Vec::new(), spans: Vec::new(), folds, unknown: 0, calls: 0 };
        let typed = checked.typed();
        let root = lowering.expression(typed);
        Program(Arc::new(Table {
            source: checked.source().clone(),
            ops: lowering.ops,
            spans: lowering.spans,
            root,
            facts: typed.facts.clone(),
            is_redacted: checked.is_redacted(),
        }))
    }
}

struct Lowering<'s> {
    slots: &'s mut Slots,
    ops: Vec<Op>,
    spans: Vec<Span>,
    folds: bool,
    /// How many attributes and words that end the flow have been met.
    unknown: usize,
    /// How many calls have been met.
    calls: usize,
}

impl Lowering<'_> {
    fn expression(&mut self, typed: &Typed) -> OpId {
        let (before, unknown) = (self.ops.len(), self.unknown);
        let op = match &typed.kind {
            TypedKind::Constant(text) => Op::Constant(Value::owned(text.clone())),
            TypedKind::Attribute(name) => {
                self.unknown += 1;
                Op::Attribute(self.slots.slot(name))
            }
            TypedKind::Call { function, arguments, prepared } => {
                let number = self.calls;
                self.calls += 1;
                let may_repeat = may_repeat(function, arguments);
                let arguments = self.arguments(arguments);
                Op::Call { function, arguments, prepared: prepared.clone(), number, may_repeat }
            }
            TypedKind::Declared { name, arguments } => {
                Op::Declared { name: name.clone(), arguments: self.arguments(arguments) }
            }
            TypedKind::Comparison { operator, comparing, left, right } => {
                let (left, right) = (self.expression(left), self.expression(right));
                Op::Comparison { operator: *operator, comparing: *comparing, left, right }
            }
            TypedKind::Ignore(ignored) => {
                self.unknown += 1;
                Op::Ignore(*ignored)
            }
            // `Checked` holds none; a null stands for it all the same.
            TypedKind::Error => Op::Constant(Value::Null),
        };
        // What is known of attributes is no reason to fold: users are what they are. Nor is what
        // is known of a word that ends the flow, which has no value.
        let is_known = self.folds && self.unknown == unknown;
        if let Some(value) = constant(&typed.facts).filter(|_| is_known) {
            self.ops.truncate(before);
            self.spans.truncate(before);
            return self.push(Op::Constant(value), typed.span);
        }
        self.push(op, typed.span)
    }

    fn arguments(&mut self, arguments: &[TypedArgument]) -> Vec<ArgumentOp> {
        let slot = |argument: &TypedArgument| ArgumentOp {
            value: argument.value.as_ref().map(|value| self.expression(value)),
            span: argument.place(),
            is_known: argument.value.as_ref().is_some_and(|it| constant(&it.facts).is_some()),
        };
        arguments.iter().map(slot).collect()
    }

    fn push(&mut self, op: Op, span: Span) -> OpId {
        self.ops.push(op);
        self.spans.push(span);
        self.ops.len() - 1
    }
}

/// True where a parameter that takes one text may be given several, so that the call is done for
/// each, and there is something else that it would evaluate each time.
fn may_repeat(function: &Function, arguments: &[TypedArgument]) -> bool {
    let signature = function.signature_for(arguments.len());
    let takes_text = |slot| signature.param(slot).is_some_and(|param| param.takes == Takes::Text);
    let given = || {
        let slots = arguments.iter().enumerate();
        slots.filter_map(|(slot, argument)| Some((slot, argument.value.as_ref()?)))
    };
    let is_evaluated =
        |typed: &Typed| !matches!(typed.kind, TypedKind::Constant(_) | TypedKind::Attribute(_));
    given().any(|(several, value)| {
        let may_be_several = takes_text(several) && value.facts.can_be_several;
        may_be_several && given().any(|(slot, other)| slot != several && is_evaluated(other))
    })
}

/// The value that facts allow no other beside.
fn constant(facts: &Facts) -> Option<Value<'static>> {
    let always_ends = !facts.can_fail && !facts.can_be_ignored;
    let text = facts.constant_text().filter(|_| always_ends)?;
    let number = text.parse::<i64>().ok().filter(|number| number.to_string() == text);
    Some(match (facts.ty.base, number) {
        (Base::Integer, Some(number)) => Value::Integer(number),
        (Base::Boolean, _) => Value::Boolean(text.eq_ignore_ascii_case("true")),
        (_, _) => Value::owned(text.to_owned()),
    })
}
