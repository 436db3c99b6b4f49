//! Comparisons: what the two sides are compared as.

use super::typed::{Comparing, Typed, TypedKind};
use super::{Checker, messages};
use crate::dotnet;
use crate::source::Span;
use crate::syntax::{Comparison, Expr, ExprKind};
use crate::types::{Base, Facts, Number, States, Texts};

impl Checker<'_> {
    pub(super) fn comparison(
        &mut self,
        span: Span,
        operator: Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Typed {
        let (typed_left, typed_right) = (self.expression(left), self.expression(right));
        if operator.needs_order() {
            for side in [&typed_left, &typed_right] {
                if has_no_order(&side.facts) {
                    let symbol = operator.symbol();
                    self.diagnostics.push(messages::no_order(self.source, side.span, symbol));
                }
            }
        }
        let comparing =
            comparing(operator, is_number(left, &typed_left) || is_number(right, &typed_right));
        let facts = facts(operator, comparing, &typed_left.facts, &typed_right.facts);
        let (left, right) = (Box::new(typed_left), Box::new(typed_right));
        Typed { kind: TypedKind::Comparison { operator, comparing, left, right }, span, facts }
    }
}

/// True for a number by its type, and for one that is written as such.
fn is_number(written: &Expr, typed: &Typed) -> bool {
    matches!(written.kind, ExprKind::Number(_)) || typed.facts.ty.base == Base::Integer
}

fn comparing(operator: Comparison, is_of_number: bool) -> Comparing {
    if operator.needs_order() {
        Comparing::Order
    } else if is_of_number {
        Comparing::Numbers
    } else {
        Comparing::Texts
    }
}

/// True for what is neither a number nor a date, whatever the user.
fn has_no_order(facts: &Facts) -> bool {
    if facts.ty.base == Base::Boolean {
        return true;
    }
    facts
        .texts
        .known()
        .is_some_and(|texts| !texts.is_empty() && texts.iter().all(|text| !is_ordered(text)))
}

fn is_ordered(text: &str) -> bool {
    Number::parse(text).is_some() || dotnet::is_ever_a_date(text)
}

/// What is known of the result, by what is known of the sides.
pub(super) fn facts(
    operator: Comparison,
    comparing: Comparing,
    left: &Facts,
    right: &Facts,
) -> Facts {
    let (can_be_true, can_be_false) = truths(operator, comparing, left, right);
    let facts = Facts::truth(can_be_true, can_be_false).after([left, right]);
    let are_numbers = |facts: &Facts| {
        let mut texts = facts.texts.known().into_iter().flatten();
        let is_known = facts.texts.known().is_some() && !facts.states.can_be_empty();
        facts.ty.base == Base::Integer
            || is_known && texts.all(|text| Number::parse(text).is_some())
    };
    let is_date = |facts: &Facts| facts.ty.base == Base::DateTime;
    let can_fail = match comparing {
        Comparing::Texts | Comparing::Numbers => false,
        Comparing::Order => {
            !(are_numbers(left) && are_numbers(right) || is_date(left) && is_date(right))
        }
    };
    // Several values cannot be compared.
    facts.failing(can_fail || left.can_be_several || right.can_be_several)
}

/// Whether it can be true, and whether it can be false.
fn truths(operator: Comparison, comparing: Comparing, left: &Facts, right: &Facts) -> (bool, bool) {
    if !left.is_possible() || !right.is_possible() {
        return (false, false);
    }
    // A list is compared as its only value, which may be anything, and is null without any.
    let can_be_null = |facts: &Facts| facts.states.can_be_null() || facts.can_be_several;
    let is_false_for_null = can_be_null(left) || can_be_null(right);
    let is_always_null = |facts: &Facts| facts.states == States::NULL;
    if is_always_null(left) || is_always_null(right) {
        return (false, true);
    }
    let (can_hold, can_fail_to_hold) = match comparing {
        Comparing::Texts => equal_texts(left, right),
        Comparing::Numbers => pairs(left, right, |left, right| match (left, right) {
            (Some(left), Some(right)) => Some(left == right),
            (None, _) | (_, None) => Some(false),
        }),
        Comparing::Order => pairs(left, right, |left, right| {
            let order = left?.cmp(&right?);
            Some(match operator {
                Comparison::Less => order.is_lt(),
                Comparison::LessOrEqual => order.is_le(),
                Comparison::Greater => order.is_gt(),
                Comparison::GreaterOrEqual => order.is_ge(),
                Comparison::Equal => order.is_eq(),
                Comparison::NotEqual => order.is_ne(),
            })
        }),
    };
    let is_opposite = comparing != Comparing::Order && operator == Comparison::NotEqual;
    if is_opposite {
        (can_fail_to_hold, can_hold || is_false_for_null)
    } else {
        (can_hold, can_fail_to_hold || is_false_for_null)
    }
}

/// Whether two values can be the same text, and whether they can be different ones.
fn equal_texts(left: &Facts, right: &Facts) -> (bool, bool) {
    let is_text = |facts: &Facts| !facts.can_be_several && facts.ty.base != Base::DateTime;
    if !is_text(left) || !is_text(right) {
        return (true, true);
    }
    let without_null =
        |facts: &Facts| facts.clone().within(States::EMPTY.union(States::PRESENT), &Texts::Any);
    let (left, right) = (without_null(left), without_null(right));
    let are_constant = left.constant_text().is_some() && right.constant_text().is_some();
    let common = left.within(right.states, &right.texts);
    (common.is_possible(), !(are_constant && common.is_possible()))
}

/// Whether a comparison can hold, and whether it can be false, for the numbers of the known texts;
/// both where one of them has no answer or is not known.
fn pairs(
    left: &Facts,
    right: &Facts,
    holds: impl Fn(Option<Number>, Option<Number>) -> Option<bool>,
) -> (bool, bool) {
    let numbers = |facts: &Facts| -> Option<Vec<Option<Number>>> {
        let texts = facts.texts.known().filter(|_| !facts.can_be_several)?;
        Some(texts.iter().map(|text| Number::parse(text)).collect())
    };
    let (Some(left), Some(right)) = (numbers(left), numbers(right)) else { return (true, true) };
    let mut answers = (false, false);
    for left in left {
        for right in &right {
            match holds(left, *right) {
                Some(true) => answers.0 = true,
                Some(false) => answers.1 = true,
                None => return (true, true),
            }
        }
    }
    answers
}
