//! The plainest evaluator there is: it walks the typed tree, and holds every node to its facts.
//!
//! It shares with programs what one value is (a function's own code, texts that read as dates), and
//! nothing of how values come together.
//!
//! Absent on purpose: all that makes programs fast (slots, folding, short ways), and positions
//! of failures.

use std::cell::RefCell;
use std::cmp::Ordering;

use attrmap::check::{Comparison, Ignored, Typed, TypedArgument, TypedKind};
use attrmap::dotnet::parse_date;
use attrmap::functions::{
    Args, BY_NAME_ONLY, Failure, Frame, NOT_COMPARABLE, Occasion, Place, Purse, Reason, Recent,
    SEVERAL_VALUES, Stop, Surroundings,
};
use attrmap::source::Span;
use attrmap::types::{Base, Facts, Number, Value, truth_of_text};

/// One user and what lies around.
pub(crate) struct Naive<'r> {
    /// The expression as it is written.
    pub(crate) text: &'r str,
    /// The whole expression.
    pub(crate) root: &'r Typed,
    /// The values of the attributes.
    pub(crate) record: &'r [(String, Value<'r>)],
    pub(crate) surroundings: &'r Surroundings,
    pub(crate) purse: Purse,
    pub(crate) recent: Recent,
    /// False for a user that no directory can have: facts say nothing of those.
    pub(crate) holds_to_facts: bool,
}

impl<'r> Naive<'r> {
    /// The value of a node, which must be one that its facts allow.
    pub(crate) fn value(&self, typed: &'r Typed) -> Result<Value<'r>, Stop> {
        let result = self.node(typed);
        if !self.holds_to_facts {
            return result;
        }
        match result {
            Ok(value) => {
                let facts = &typed.facts;
                assert!(
                    allows(facts, &value),
                    "{value:?} is not one of {facts} at {:?}",
                    typed.span
                );
                // A table's type is no promise of what a user has.
                let is_made = typed.attribute().is_none();
                assert!(
                    !is_made || is_of_type(facts.ty.base, &value),
                    "{value:?} is not of type {:?} at {:?}",
                    facts.ty.base,
                    typed.span
                );
                Ok(value)
            }
            Err(stop) => {
                let reason = stop.reason();
                let fails = matches!(reason, Reason::Failed(_));
                assert!(!fails || typed.facts.can_fail, "{reason:?} at {:?}", typed.span);
                let ignores = matches!(reason, Reason::IgnoreAttribute | Reason::IgnoreObject);
                assert!(!ignores || typed.facts.can_be_ignored, "{reason:?} at {:?}", typed.span);
                Err(Stop::new(reason))
            }
        }
    }

    fn node(&self, typed: &'r Typed) -> Result<Value<'r>, Stop> {
        match &typed.kind {
            TypedKind::Constant(text) => Ok(Value::text(text)),
            TypedKind::Attribute(name) => {
                let found = self.record.iter().find(|(known, _)| known == name);
                Ok(found.map_or(Value::Null, |(_, value)| value.borrowed()))
            }
            TypedKind::Call { .. } => self.call(typed),
            TypedKind::Declared { .. } => Err(failure(&BY_NAME_ONLY)),
            TypedKind::Comparison { operator, left, right, .. } => {
                let has_number = [left, right].iter().any(|side| self.is_number(side));
                let (left, right) = (self.side(left)?, self.side(right)?);
                self.compare(*operator, has_number, &left, &right).map(Value::Boolean)
            }
            TypedKind::Ignore(Ignored::Attribute) => Err(Stop::new(Reason::IgnoreAttribute)),
            TypedKind::Ignore(Ignored::Object) => Err(Stop::new(Reason::IgnoreObject)),
            TypedKind::Error => panic!("a checked expression has no errors in it"),
        }
    }

    fn call(&self, typed: &'r Typed) -> Result<Value<'r>, Stop> {
        let TypedKind::Call { function, arguments, prepared } = &typed.kind else {
            return Ok(Value::Null);
        };
        let known = RefCell::new(vec![None; arguments.len()]);
        let evaluate = |replaced, turn| {
            let known = &known;
            let frame = NaiveFrame { naive: self, call: typed, arguments, known, replaced, turn };
            (function.evaluate)(&Args::new(&frame, prepared)).map_err(|stop| stop.reason())
        };
        let (argument, values) = match evaluate(None, 0) {
            Ok(value) => return Ok(value),
            Err(Reason::Several { argument, values }) => (argument, values),
            Err(reason) => return Err(Stop::new(reason)),
        };
        let mut results = Vec::new();
        for (turn, value) in (1..).zip(values) {
            match evaluate(Some((argument, value)), turn) {
                Ok(Value::Null) => {}
                Ok(Value::List(list)) => results.extend(list),
                Ok(value) => results.push(value),
                Err(Reason::Several { .. }) => return Err(failure(&SEVERAL_VALUES)),
                Err(reason) => return Err(Stop::new(reason)),
            }
        }
        Ok(if results.is_empty() { Value::Null } else { Value::list(results) })
    }

    fn side(&self, typed: &'r Typed) -> Result<Value<'r>, Stop> {
        match self.value(typed)? {
            Value::List(list) if list.len() > 1 => Err(failure(&SEVERAL_VALUES)),
            Value::List(list) => Ok(list.into_iter().next().unwrap_or_default()),
            value => Ok(value),
        }
    }

    /// True for a number by its type, and for one that is written as such.
    fn is_number(&self, typed: &Typed) -> bool {
        let written = self.text.get(typed.span.range()).unwrap_or_default();
        let is_literal = written.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        let is_constant = matches!(typed.kind, TypedKind::Constant(_));
        typed.facts.ty.base == Base::Integer || is_constant && is_literal
    }

    /// Compares two values, of which one is a number or not.
    fn compare(
        &self,
        operator: Comparison,
        has_number: bool,
        left: &Value<'_>,
        right: &Value<'_>,
    ) -> Result<bool, Stop> {
        if left.is_null() || right.is_null() {
            return Ok(false);
        }
        let is_equal = || match (left, right) {
            _ if has_number => {
                let numbers = (Decimal::of(left), Decimal::of(right));
                matches!(numbers, (Some(left), Some(right)) if left == right)
            }
            (Value::DateTime(left), Value::DateTime(right)) => left == right,
            _ => left.to_text() == right.to_text(),
        };
        match operator {
            Comparison::Equal => Ok(is_equal()),
            Comparison::NotEqual => Ok(!is_equal()),
            Comparison::Less => Ok(self.order(left, right)?.is_lt()),
            Comparison::LessOrEqual => Ok(self.order(left, right)?.is_le()),
            Comparison::Greater => Ok(self.order(left, right)?.is_gt()),
            Comparison::GreaterOrEqual => Ok(self.order(left, right)?.is_ge()),
        }
    }

    /// The order of two numbers or two dates.
    fn order(&self, left: &Value<'_>, right: &Value<'_>) -> Result<Ordering, Stop> {
        let date = |value: &Value<'_>| match value {
            Value::DateTime(instant) => Some(*instant),
            Value::Text(text) => parse_date(text, self.surroundings.now),
            _ => None,
        };
        match (Decimal::of(left), Decimal::of(right), date(left), date(right)) {
            (Some(left), Some(right), ..) => Ok(left.cmp(&right)),
            (_, _, Some(left), Some(right)) => Ok(left.cmp(&right)),
            _ => Err(failure(&NOT_COMPARABLE)),
        }
    }
}

/// A decimal number as its digits, which compare without any arithmetic.
#[derive(PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    /// Without zeros in front.
    whole: String,
    /// Without zeros at the end.
    fraction: String,
}

impl Decimal {
    /// The number that a value is or reads as.
    fn of(value: &Value<'_>) -> Option<Decimal> {
        match value {
            Value::Integer(number) => Decimal::read(&number.to_string()),
            Value::Text(text) => Decimal::read(text.trim()),
            _ => None,
        }
    }

    fn read(text: &str) -> Option<Decimal> {
        if let Some(hexadecimal) = text.strip_prefix("&H").or(text.strip_prefix("&h")) {
            let has_sign = hexadecimal.starts_with(['+', '-']);
            let number = i64::from_str_radix(hexadecimal, 16).ok().filter(|_| !has_sign)?;
            return Decimal::read(&number.to_string());
        }
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let are_digits =
            |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0').to_owned();
        let fraction = fraction.trim_end_matches('0').to_owned();
        let is_zero = whole.is_empty() && fraction.is_empty();
        Some(Decimal { is_negative: digits != text && !is_zero, whole, fraction })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |it: &Decimal| (it.whole.len(), it.whole.clone(), it.fraction.clone());
        match (self.is_negative, other.is_negative) {
            (false, false) => size(self).cmp(&size(other)),
            (true, true) => size(other).cmp(&size(self)),
            (is_negative, _) => {
                if is_negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// True where the facts do not rule the value out.
pub(crate) fn allows(facts: &Facts, value: &Value<'_>) -> bool {
    let states = facts.states;
    let is_possible = match value {
        Value::Null => states.can_be_null(),
        value if value.is_null_or_empty() => states.can_be_empty(),
        _ => states.can_be_present(),
    };
    let is_list = matches!(value, Value::List(_));
    let text = value.to_text();
    is_possible
        && (!is_list || facts.can_be_several)
        && text.is_none_or(|text| text.is_empty() || facts.texts.admit(&text))
}

/// True for what reads as a value of the type.
fn is_of_type(base: Base, value: &Value<'_>) -> bool {
    match (base, value) {
        (_, Value::Null) => true,
        (_, Value::List(values)) => values.iter().all(|value| is_of_type(base, value)),
        (Base::Integer, value) => value.to_text().and_then(|text| Number::parse(&text)).is_some(),
        (Base::Boolean, value) => value.to_text().and_then(|text| truth_of_text(&text)).is_some(),
        (Base::DateTime, value) => matches!(value, Value::DateTime(_)),
        (Base::Complex, value) => matches!(value, Value::Complex(_)),
        (Base::String | Base::Reference | Base::Binary | Base::AppRoleAssignment, _) => true,
        (Base::Error, _) => false,
    }
}

fn failure(code: &'static attrmap::diagnostic::Code) -> Stop {
    Failure { code, message: String::new(), value: None, span: Span::new(0, 1) }.into()
}

/// The arguments of a call, evaluated on demand.
struct NaiveFrame<'n, 'r> {
    naive: &'n Naive<'r>,
    call: &'r Typed,
    arguments: &'r [TypedArgument],
    /// What they gave: an argument is the same whatever takes the place of another.
    known: &'n RefCell<Vec<Option<Value<'r>>>>,
    replaced: Option<(usize, Value<'static>)>,
    turn: usize,
}

impl<'r> Frame<'r> for NaiveFrame<'_, 'r> {
    fn count(&self) -> usize {
        self.arguments.len()
    }

    fn is_given(&self, index: usize) -> bool {
        self.arguments.get(index).is_some_and(|argument| argument.value.is_some())
    }

    fn value(&self, index: usize) -> Result<Value<'r>, Stop> {
        if let Some((replaced, value)) = &self.replaced
            && *replaced == index
        {
            return Ok(value.clone());
        }
        let Some(argument) = self.arguments.get(index) else { return Ok(Value::Null) };
        let is_promised = argument.is_reachable || !self.naive.holds_to_facts;
        assert!(is_promised, "argument {index} at {:?} is reached", argument.span);
        let Some(typed) = &argument.value else { return Ok(Value::Null) };
        if let Some(value) = &self.known.borrow()[index] {
            return Ok(value.clone());
        }
        let value = self.naive.value(typed)?;
        self.known.borrow_mut()[index] = Some(value.clone());
        Ok(value)
    }

    fn text_at_hand(&self, _: usize) -> Option<&'r str> {
        None
    }

    fn span(&self, argument: Option<usize>) -> Span {
        let argument = argument.and_then(|index| self.arguments.get(index));
        argument.map_or(self.call.span, TypedArgument::place)
    }

    fn surroundings(&self) -> &Surroundings {
        self.naive.surroundings
    }

    fn purse(&self) -> &Purse {
        &self.naive.purse
    }

    fn recent(&self) -> &Recent {
        &self.naive.recent
    }

    fn place(&self) -> Place<'_> {
        let number = calls_before(self.naive.root, self.call.span.start);
        Occasion::default().place(number, self.turn)
    }
}

/// How many calls of an expression begin before a place.
fn calls_before(typed: &Typed, place: u32) -> usize {
    let below = |arguments: &[TypedArgument]| -> usize {
        let given = arguments.iter().filter_map(|argument| argument.value.as_ref());
        given.map(|value| calls_before(value, place)).sum()
    };
    match &typed.kind {
        TypedKind::Call { arguments, .. } => {
            usize::from(typed.span.start < place) + below(arguments)
        }
        TypedKind::Declared { arguments, .. } => below(arguments),
        TypedKind::Comparison { left, right, .. } => {
            calls_before(left, place) + calls_before(right, place)
        }
        TypedKind::Constant(_)
        | TypedKind::Attribute(_)
        | TypedKind::Ignore(_)
        | TypedKind::Error => 0,
    }
}
