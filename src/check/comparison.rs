//! Comparisons: what the two sides are compared as.

use super::typed::{Comparing, Typed, TypedKind};
use super::{Checker, messages};
use crate::dotnet;
use crate::source::Span;
use crate::syntax::{Comparison, Expr};
use crate::types::{Base, Facts, Number, States, Texts};

impl Checker<'_> {
    pub(super) fn comparison(
        &mut self,
        span: Span,
        operator: Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Typed {
        let (left, right) = (self.expression(left), self.expression(right));
        if operator.needs_order() {
            for side in [&left, &right] {
                if has_no_order(&side.facts) {
                    let symbol = operator.symbol();
                    self.diagnostics.push(messages::no_order(self.source, side.span, symbol));
                }
            }
        }
        let comparing = comparing(operator, &left.facts, &right.facts);
        let facts = facts(comparing, &left.facts, &right.facts);
        let (left, right) = (Box::new(left), Box::new(right));
        Typed { kind: TypedKind::Comparison { operator, comparing, left, right }, span, facts }
    }
}

fn comparing(operator: Comparison, left: &Facts, right: &Facts) -> Comparing {
    let is_number = |facts: &Facts| facts.ty.base == Base::Integer;
    if operator.needs_order() {
        Comparing::Order
    } else if is_number(left) || is_number(right) {
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

fn facts(comparing: Comparing, left: &Facts, right: &Facts) -> Facts {
    let is_always_null = |facts: &Facts| facts.states == States::NULL;
    let texts = if is_always_null(left) || is_always_null(right) {
        Texts::one_of(["False"])
    } else {
        Facts::boolean().texts
    };
    let have_order = |base| left.ty.base == base && right.ty.base == base;
    let can_fail = match comparing {
        Comparing::Texts | Comparing::Numbers => false,
        Comparing::Order => !(have_order(Base::Integer) || have_order(Base::DateTime)),
    };
    // Several values cannot be compared.
    let can_fail = can_fail || left.can_be_several || right.can_be_several;
    Facts { texts, ..Facts::boolean() }.after([left, right]).failing(can_fail)
}
