//! The walk: a record's slots in, a value out.
//!
//! Arguments are evaluated when a function asks for them. A call that was given several values
//! where it takes one text is done for each of them.
//!
//! Absent on purpose: how a call gets its arguments (`frame`).
//!
//! Somebody can look on ([`Observer`]); where nobody does, the walk is compiled without it.

use std::cmp::Ordering;

use super::frame::CallFrame;
use super::{ArgumentOp, Op, OpId, Program, Table};
use crate::check::{Comparing, Comparison, Ignored};
use crate::dotnet;
use crate::functions::{
    Args, BY_NAME_ONLY, Failure, Function, NOT_COMPARABLE, Occasion, Prepared, Purse, Reason,
    Recent, SEVERAL_VALUES, Stop, Surroundings, TOO_LONG,
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
        self.evaluate_for(Occasion::default(), slots, surroundings, &Recent::default())
    }

    /// The same for an occasion, which decides what is drawn at random, by somebody who keeps what
    /// the last users brought.
    pub fn evaluate_for<'r>(
        &'r self,
        occasion: Occasion<'_>,
        slots: &'r [Value<'r>],
        surroundings: &Surroundings,
        recent: &Recent,
    ) -> Result<Value<'r>, Stop> {
        self.evaluate_observed(self.0.root, occasion, slots, (surroundings, recent), Unobserved)
    }

    /// The same for one of its operations, where somebody looks on.
    pub(super) fn evaluate_observed<'r, O: Observer>(
        &'r self,
        id: OpId,
        occasion: Occasion<'_>,
        slots: &'r [Value<'r>],
        (surroundings, recent): (&Surroundings, &Recent),
        observer: O,
    ) -> Result<Value<'r>, Stop> {
        let (program, purse) = (&*self.0, &Purse::of(surroundings));
        Walk { program, slots, surroundings, purse, recent, occasion, observer }.value(id)
    }
}

/// Who looks on while a program is evaluated.
pub(super) trait Observer: Copy {
    /// True where each evaluation must be seen: then there is no short way to a value.
    const SEES_ALL: bool = true;

    /// The operation is evaluated.
    fn begin(self, _id: OpId) {}
    /// The operation has been evaluated before for the call that began last, and is what it was.
    fn again(self, _id: OpId) {}
    /// It has come to an end: the one that began last.
    fn end(self, _result: &Result<Value<'_>, Stop>) {}
    /// The call that began last is done for one of several values of that argument.
    fn begin_round(self, _argument: usize, _value: &Value<'_>) {}
    /// It has been done for that value.
    fn end_round(self, _result: &Result<Value<'_>, Stop>) {}
}

/// Nobody.
#[derive(Clone, Copy)]
struct Unobserved;

impl Observer for Unobserved {
    const SEES_ALL: bool = false;
}

/// One evaluation.
#[derive(Clone, Copy)]
pub(super) struct Walk<'w, 'r, O> {
    pub(super) program: &'r Table,
    pub(super) slots: &'r [Value<'r>],
    pub(super) surroundings: &'w Surroundings,
    pub(super) purse: &'w Purse,
    pub(super) recent: &'w Recent,
    pub(super) occasion: Occasion<'w>,
    pub(super) observer: O,
}

impl<'r, O: Observer> Walk<'_, 'r, O> {
    pub(super) fn value(&self, id: OpId) -> Result<Value<'r>, Stop> {
        // A result that nobody sees stays where it was written: to move it costs as much as many
        // an operation.
        if !O::SEES_ALL {
            return self.operation(id);
        }
        self.observer.begin(id);
        let result = self.operation(id);
        self.observer.end(&result);
        result
    }

    fn operation(&self, id: OpId) -> Result<Value<'r>, Stop> {
        match self.program.ops.get(id) {
            None => Ok(Value::Null),
            Some(Op::Constant(value)) => Ok(value.borrowed()),
            Some(Op::Attribute(slot)) => {
                Ok(self.slots.get(*slot).map_or(Value::Null, Value::borrowed))
            }
            Some(Op::Call { function, arguments, prepared, may_repeat, .. }) => {
                self.call(id, function, (arguments, *may_repeat), prepared)
            }
            Some(Op::Comparison { operator, comparing, left, right }) => {
                self.comparison(*operator, *comparing, *left, *right)
            }
            Some(Op::Declared { name, .. }) => {
                let message = format!(
                    "attrmap knows `{name}` from a list alone, not what it gives: put a text in its \
                     place to try the rest"
                );
                let span = self.span(id);
                Err(Failure { code: &BY_NAME_ONLY, message, value: None, span }.into())
            }
            Some(Op::Ignore(Ignored::Attribute)) => Err(Stop::new(Reason::IgnoreAttribute)),
            Some(Op::Ignore(Ignored::Object)) => Err(Stop::new(Reason::IgnoreObject)),
        }
    }

    fn call(
        &self,
        id: OpId,
        function: &Function,
        (arguments, may_repeat): (&'r [ArgumentOp], bool),
        prepared: &'r Prepared,
    ) -> Result<Value<'r>, Stop> {
        let mut frame = CallFrame::new(*self, id, arguments);
        if may_repeat {
            frame = frame.remembering();
        }
        let result = (function.evaluate)(&Args::new(&frame, prepared));
        if let Err(stop) = result { self.stopped(stop, frame, function, prepared) } else { result }
    }

    /// Does a call for each of several values, if that is why it stopped. The other arguments are
    /// the same for all of them, and evaluated once: calls in calls would multiply otherwise.
    #[inline(never)]
    fn stopped(
        &self,
        stop: Stop,
        frame: CallFrame<'_, 'r, O>,
        function: &Function,
        prepared: &'r Prepared,
    ) -> Result<Value<'r>, Stop> {
        let (argument, values) = match stop.reason() {
            Reason::Several { argument, values } => (argument, values),
            reason @ (Reason::Failed(_)
            | Reason::IgnoreAttribute
            | Reason::IgnoreObject
            | Reason::Candidates(_)) => return Err(Stop::new(reason)),
        };
        let id = frame.id;
        let mut frame = frame.remembering();
        let mut results = Vec::with_capacity(values.len());
        let mut bytes = 0;
        for (turn, value) in (1..).zip(values) {
            self.observer.begin_round(argument, &value);
            frame = frame.replacing(argument, value, turn);
            let result = (function.evaluate)(&Args::new(&frame, prepared));
            let result = result.map_err(|stop| self.second_list(stop, id));
            self.observer.end_round(&result);
            let made = results.len();
            match result? {
                Value::Null => {}
                Value::List(list) => results.extend(list),
                value => results.push(value),
            }
            bytes += results.iter().skip(made).map(Value::bytes_of_several).sum::<usize>();
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

    pub(super) fn span(&self, id: OpId) -> Span {
        self.program.spans.get(id).copied().unwrap_or(self.program.source.whole())
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

#[cfg(test)]
mod tests {
    use super::super::Slots;
    use super::*;
    use crate::check::{Env, check};
    use crate::source::Source;
    use crate::types::DateTime;

    /// True where the expression over these addresses stays within that many bytes.
    fn fits(expression: &str, addresses: Vec<Value<'_>>, most_value_bytes: usize) -> bool {
        let analysis = check(&Source::new("expression", expression), &Env::entra());
        let mut slots = Slots::new();
        let program = Program::lower(analysis.checked().expect("no errors"), &mut slots);
        let surroundings =
            Surroundings { most_value_bytes, ..Surroundings::at(DateTime::UNIX_EPOCH) };
        match program.evaluate(&[Value::list(addresses)], &surroundings) {
            Ok(_) => true,
            Err(stop) => match stop.reason() {
                Reason::Failed(failure) if failure.code == &TOO_LONG => false,
                reason => panic!("{expression}: {reason:?}"),
            },
        }
    }

    /// A look-up with a thousand keys, all of which are asked for with each value.
    fn many_keys(key: &str, value: &str) -> String {
        format!("Switch([otherMails], {})", format!(", {key}, {value}").repeat(1_000))
    }

    /// The code that the expression fails with for a user who has twelve thousand addresses and a
    /// name of half a million letters; nothing where there is a value.
    fn fails(expression: &str) -> Option<&'static str> {
        let analysis = check(&Source::new("expression", expression), &Env::entra());
        let mut slots = Slots::new();
        let program = Program::lower(analysis.checked().expect("no errors"), &mut slots);
        let name = "y".repeat(500_000);
        let values = slots.names().iter().map(|attribute| match attribute.as_str() {
            "displayName" => Value::text(&name),
            "nobodyHasThis" => Value::Null,
            _ => Value::list(vec![Value::text("abcdefghijklmnopqrstuvwxyzab"); 12_000]),
        });
        let values: Vec<Value<'_>> = values.collect();
        let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
        match program.evaluate(&values, &surroundings).map_err(Stop::reason) {
            Ok(_) => None,
            Err(Reason::Failed(failure)) => Some(failure.code.path),
            Err(reason) => panic!("{expression}: {reason:?}"),
        }
    }

    /// Were it given to each of the rounds, nothing would be left to pay for it after a hundred.
    #[test]
    fn what_is_looked_for_is_read_once_for_all_values() {
        for expression in [
            r#"InStr([otherMails], Append([displayName], "x"))"#,
            r#"InStr([otherMails], Append([displayName], "x"), 1, vbTextCompare)"#,
            r#"InStr([otherMails], [displayName])"#,
            r#"Split([otherMails], Append([displayName], "x"))"#,
            r#"Split([otherMails], [displayName])"#,
            r#"Replace([otherMails], Append([displayName], "x"), , , "", , )"#,
            r#"Replace([otherMails], "0", , , Append([displayName], "x"), , )"#,
            r#"Word([otherMails], 1, Append([displayName], "x"))"#,
            r#"Replace([otherMails], , Left(Append([displayName], "x"), 9000), , "", , )"#,
        ] {
            assert_eq!(fails(expression), None, "{expression}");
        }
    }

    #[test]
    fn many_values_beside_a_long_text_are_too_much_work() {
        for expression in [
            r#"InStr([displayName], [otherMails])"#,
            r#"InStr(Append([displayName], "x"), [otherMails], 1, vbTextCompare)"#,
            r#"Switch([otherMails], "", Append([displayName], "x"), "a")"#,
            &many_keys(r#""""#, r#""v""#),
            &many_keys(r#""k""#, r#""v""#),
            &many_keys("1", r#""v""#),
            &many_keys("[nobodyHasThis]", r#""v""#),
        ] {
            let shown: String = expression.chars().take(80).collect();
            assert_eq!(fails(expression), Some("eval::too-much-work"), "{shown}");
        }
    }

    #[test]
    fn all_values_have_one_budget_for_patterns() {
        for (pattern, expected) in
            [(r"[aeiou]+[xyz]", None), (r"(.*)(.*)(.*)\1x", Some("eval::pattern-too-costly"))]
        {
            let expression = format!(r#"Replace([otherMails], , "{pattern}", , "", , )"#);
            assert_eq!(fails(&expression), expected, "{pattern}");
        }
    }

    /// Each value counts its bytes and 32 for its place, once.
    #[test]
    fn the_limit_is_one_for_all_rounds_of_a_call() {
        let text = Value::text;
        let lower = "ToLower([proxyAddresses])";
        let split = "Split([proxyAddresses], \";\")";
        for (expression, addresses, bytes, why) in [
            (lower, vec![text("aaaa"), text("bb")], 2 * 32 + 6, "two texts"),
            (lower, vec![text("aaaa"), Value::Null, Value::Null], 32 + 4, "null adds nothing"),
            (lower, vec![text(""), text("")], 2 * 32, "empty texts are values"),
            (split, vec![text("aaaa;b"), text("c")], 3 * 32 + 6, "all pieces of a round"),
        ] {
            assert!(fits(expression, addresses.clone(), bytes), "{expression}: {why}");
            assert!(!fits(expression, addresses, bytes - 1), "{expression}: {why}");
        }
    }
}
