//! The arguments of a call while it is evaluated.
//!
//! A function pulls what it needs; what it does not ask for is never evaluated. That is all
//! there is to laziness: `IIF` asks for one branch.

mod builder;

use std::any::Any;
use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

pub use self::builder::{Builder, part_of};
use super::Prepared;
use super::failure::{
    Failure, NO_RANDOMNESS, NOT_A_CONDITION, NOT_A_DATE, NOT_A_NUMBER, Reason, SEVERAL_VALUES,
    Stop, TOO_LONG, UNKNOWN_WORD,
};
use super::purse::Purse;
use super::randomness::{Draws, Place, Randomness};
use super::recent::Recent;
use crate::diagnostic::Code;
use crate::dotnet::regex::Budget;
use crate::dotnet::{self, Characters};
use crate::source::Span;
use crate::types::{DateTime, Number, Value, is_whole_number, truth_of_text};

/// What lies around a call: given by the caller of an evaluation, the same for every user.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The clock: what `Now()` says.
    pub now: DateTime,
    /// The most bytes a value can have.
    pub most_value_bytes: usize,
    /// What random values are drawn from.
    pub randomness: Randomness,
    /// The tenant's default domain, where it is known.
    pub default_domain: Option<String>,
}

impl Surroundings {
    /// The most bytes of one value, unless somebody says otherwise: no directory attribute comes
    /// near it.
    pub const MOST_VALUE_BYTES: usize = 1 << 20;

    /// The clock at that instant, and the usual limits; neither randomness nor a default domain.
    pub fn at(now: DateTime) -> Surroundings {
        Surroundings {
            now,
            most_value_bytes: Surroundings::MOST_VALUE_BYTES,
            randomness: Randomness::None,
            default_domain: None,
        }
    }
}

/// Who evaluates the arguments: the evaluator, or a test with values at hand.
pub trait Frame<'r> {
    /// How many argument slots the call has, empty ones counted.
    fn count(&self) -> usize;
    /// True where the slot holds an argument.
    fn is_given(&self, index: usize) -> bool;
    /// The argument's value; null for an empty slot.
    fn value(&self, index: usize) -> Result<Value<'r>, Stop>;
    /// The argument's text where it is at hand, as an attribute's and a constant's are; `value`
    /// would give the same.
    fn text_at_hand(&self, index: usize) -> Option<&'r str>;
    /// Where an argument stands, or the call itself.
    fn span(&self, argument: Option<usize>) -> Span;
    /// The clock and the limits.
    fn surroundings(&self) -> &Surroundings;
    /// What may still be spent on this evaluation.
    fn purse(&self) -> &Purse;
    /// What the last users brought that takes long to read.
    fn recent(&self) -> &Recent;
    /// What the argument read as when the call was done for another of several values; nothing
    /// where it is the argument that has them.
    fn kept(&self, _index: usize) -> Option<Arc<dyn Any + Send + Sync>> {
        None
    }
    /// Keeps what the argument reads as for the others of several values.
    fn keep(&self, _index: usize, _read: Arc<dyn Any + Send + Sync>) {}
    /// The place that the call draws random values at ([`Occasion::place`]).
    ///
    /// [`Occasion::place`]: super::Occasion::place
    fn place(&self) -> Place<'_>;
}

/// The arguments of one call.
pub struct Args<'c, 'r> {
    frame: &'c dyn Frame<'r>,
    prepared: &'c Prepared,
}

impl<'c, 'r> Args<'c, 'r> {
    /// Arguments over a frame, with what was prepared for the call.
    pub fn new(frame: &'c dyn Frame<'r>, prepared: &'c Prepared) -> Args<'c, 'r> {
        Args { frame, prepared }
    }

    /// How many argument slots the call has, empty ones counted.
    pub fn count(&self) -> usize {
        self.frame.count()
    }

    /// True where the slot holds an argument, be it an empty text.
    pub fn is_given(&self, index: usize) -> bool {
        self.frame.is_given(index)
    }

    /// The argument as it is: null for an empty slot.
    pub fn value(&self, index: usize) -> Result<Value<'r>, Stop> {
        self.frame.value(index)
    }

    /// The argument where it is a text that lies at hand, which is the short way to what `value`
    /// gives.
    pub fn text_at_hand(&self, index: usize) -> Option<&'r str> {
        self.frame.text_at_hand(index)
    }

    /// The argument as one text; nothing for null. Several values repeat the call for each.
    pub fn text(&self, index: usize) -> Result<Option<Cow<'r, str>>, Stop> {
        if let Some(text) = self.text_at_hand(index) {
            return Ok(Some(Cow::Borrowed(text)));
        }
        match self.frame.value(index)? {
            Value::List(values) => Err(Stop::new(Reason::Several {
                argument: index,
                values: values.into_iter().map(Value::into_owned).collect(),
            })),
            value => Ok(self.simple(index, value)?.into_text()),
        }
    }

    /// The argument as one text; nothing for null. Several values are an error.
    pub fn one_text(&self, index: usize) -> Result<Option<Cow<'r, str>>, Stop> {
        Ok(self.one(index)?.into_text())
    }

    /// The argument as a whole number; nothing for null.
    pub fn integer(&self, index: usize) -> Result<Option<i64>, Stop> {
        let value = self.one(index)?;
        self.whole_number(index, value)
    }

    /// The argument as a timestamp; nothing for null and for empty text.
    pub fn timestamp(&self, index: usize) -> Result<Option<i64>, Stop> {
        match self.one(index)? {
            Value::Text(text) if text.is_empty() => Ok(None),
            value => self.whole_number(index, value),
        }
    }

    fn whole_number(&self, index: usize, value: Value<'r>) -> Result<Option<i64>, Stop> {
        if let Value::Integer(value) = value {
            return Ok(Some(value));
        }
        let Some(text) = value.into_text() else { return Ok(None) };
        match Number::parse(&text).and_then(Number::to_integer) {
            Some(number) => Ok(Some(number)),
            None if is_whole_number(&text) => {
                let message = "this whole number lies outside 64 bits: \
                    -9223372036854775808 to 9223372036854775807";
                Err(self.fail_with(index, &NOT_A_NUMBER, message, &text))
            }
            None => Err(self.fail_with(index, &NOT_A_NUMBER, "this is no whole number", &text)),
        }
    }

    /// The argument as a number; nothing for null.
    pub fn number(&self, index: usize) -> Result<Option<Number>, Stop> {
        let value = match self.one(index)? {
            Value::Integer(value) => return Ok(Some(Number::from(value))),
            value => value,
        };
        let Some(text) = value.into_text() else { return Ok(None) };
        match Number::parse(&text) {
            Some(number) => Ok(Some(number)),
            None => Err(self.fail_with(index, &NOT_A_NUMBER, "this is no number", &text)),
        }
    }

    /// The argument as one of these words, in any case; nothing for null.
    pub fn word(&self, index: usize, words: &[&'static str]) -> Result<Option<&'static str>, Stop> {
        let Some(text) = self.one(index)?.into_text() else { return Ok(None) };
        match words.iter().find(|word| word.eq_ignore_ascii_case(&text)) {
            Some(word) => Ok(Some(word)),
            None => Err(self.fail_with(
                index,
                &UNKNOWN_WORD,
                format!("this is none of {}", words.join(", ")),
                &text,
            )),
        }
    }

    /// The argument as a condition: null is false.
    pub fn condition(&self, index: usize) -> Result<bool, Stop> {
        let value = match self.one(index)? {
            Value::Boolean(value) => return Ok(value),
            value => value,
        };
        let Some(text) = value.into_text() else { return Ok(false) };
        truth_of_text(&text).ok_or_else(|| {
            self.fail_with(index, &NOT_A_CONDITION, "this is neither `True` nor `False`", &text)
        })
    }

    /// The argument as an instant; nothing for null and for empty text.
    pub fn date_time(&self, index: usize) -> Result<Option<DateTime>, Stop> {
        let value = match self.one(index)? {
            Value::DateTime(value) => return Ok(Some(value)),
            value => value,
        };
        let Some(text) = value.into_text() else { return Ok(None) };
        if text.is_empty() {
            return Ok(None);
        }
        match dotnet::parse_date(&text, self.now()) {
            Some(instant) => Ok(Some(instant)),
            None => {
                let message = if dotnet::is_date_out_of_range(&text) {
                    "this date lies outside the years 1 to 9999"
                } else {
                    "this text denotes no date"
                };
                Err(self.fail_with(index, &NOT_A_DATE, message, &text))
            }
        }
    }

    /// What `prepare` decided for this call.
    pub fn prepared<T: Any>(&self) -> Option<&'c T> {
        self.prepared.as_deref().and_then(|prepared| prepared.downcast_ref())
    }

    /// What an argument reads as, and nothing else: it is asked for once, however many values the
    /// call is done for.
    pub fn once<T: Any + Send + Sync>(
        &self,
        index: usize,
        read: impl FnOnce() -> Result<Arc<T>, Stop>,
    ) -> Result<Arc<T>, Stop> {
        if let Some(kept) = self.frame.kept(index).and_then(|kept| kept.downcast().ok()) {
            return Ok(kept);
        }
        let read = read()?;
        self.frame.keep(index, read.clone());
        Ok(read)
    }

    /// Searches a text by a pattern, out of what is left for that in this evaluation.
    pub fn search<T>(&self, text: &str, search: impl FnOnce(&mut Budget) -> T) -> T {
        self.frame.purse().search(text, search)
    }

    /// What this user's texts read as, which is kept for the next who brings the same.
    pub fn reading<T: Any + Send + Sync, E>(
        &self,
        texts: &[&str],
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        self.frame.recent().reading(texts, read)
    }

    /// The characters of this user's text as a set.
    pub fn characters(&self, text: &str) -> Arc<Characters> {
        let read = self.reading(&[text], || Ok::<_, Infallible>(Characters::of(text)));
        read.unwrap_or_else(|never| match never {})
    }

    /// The current instant.
    pub fn now(&self) -> DateTime {
        self.frame.surroundings().now
    }

    /// The tenant's default domain, where it is known.
    pub fn default_domain(&self) -> Option<&str> {
        self.frame.surroundings().default_domain.as_deref()
    }

    /// Random values for this call.
    pub fn draws(&self) -> Result<Draws, Stop> {
        let randomness = self.frame.surroundings().randomness;
        randomness.draws(self.frame.place()).ok_or_else(|| {
            self.fail_call(&NO_RANDOMNESS, "there is nothing to draw random values from")
        })
    }

    /// The text as a value, or a failure where it is over the limit.
    pub fn limited<'v>(&self, text: String) -> Result<Value<'v>, Stop> {
        if text.len() > self.most_value_bytes() {
            Err(self.too_long())
        } else {
            Ok(Value::owned(text))
        }
    }

    /// Several values, or a failure where they are over the limit together. No more are made than
    /// the limit allows.
    pub fn limited_list<'v>(
        &self,
        values: impl Iterator<Item = Value<'v>>,
    ) -> Result<Value<'v>, Stop> {
        let mut bytes = 0;
        let mut list = Vec::new();
        for value in values {
            bytes += value.bytes_of_several();
            if bytes > self.most_value_bytes() {
                return Err(self.too_long());
            }
            list.push(value);
        }
        Ok(Value::list(list))
    }

    /// The most bytes a value can have.
    pub fn most_value_bytes(&self) -> usize {
        self.frame.surroundings().most_value_bytes
    }

    /// Fails because the result would grow over the limit.
    pub fn too_long(&self) -> Stop {
        let message = format!("this value grows over {} bytes", self.most_value_bytes());
        Failure { code: &TOO_LONG, message, value: None, span: self.frame.span(None) }.into()
    }

    /// A text to build a result in, which cannot outgrow the limit.
    pub fn builder(&self) -> Builder<'_, 'c, 'r> {
        Builder::new(self)
    }

    /// Fails because of an argument. The message holds no value of the user.
    pub fn fail(&self, argument: usize, code: &'static Code, message: impl Into<String>) -> Stop {
        let span = self.frame.span(Some(argument));
        Failure { code, message: message.into(), value: None, span }.into()
    }

    /// Fails as a whole.
    pub fn fail_call(&self, code: &'static Code, message: impl Into<String>) -> Stop {
        let span = self.frame.span(None);
        Failure { code, message: message.into(), value: None, span }.into()
    }

    /// Fails because of an argument, keeping its value for those who ask to see it.
    pub fn fail_with(
        &self,
        argument: usize,
        code: &'static Code,
        message: impl Into<String>,
        value: &str,
    ) -> Stop {
        let span = self.frame.span(Some(argument));
        Failure { code, message: message.into(), value: Some(value.to_owned()), span }.into()
    }

    /// The argument, which must be one value: what is no text is not done for each of several.
    fn one(&self, index: usize) -> Result<Value<'r>, Stop> {
        match self.frame.value(index)? {
            Value::List(list) if list.len() > 1 => {
                Err(self.fail(index, &SEVERAL_VALUES, "this has several values"))
            }
            // A list of one is that one.
            Value::List(list) => self.simple(index, list.into_iter().next().unwrap_or_default()),
            value => self.simple(index, value),
        }
    }

    /// The value, which must not have parts.
    fn simple(&self, index: usize, value: Value<'r>) -> Result<Value<'r>, Stop> {
        match value {
            Value::Complex(_) => Err(self.fail(index, &SEVERAL_VALUES, "this value has parts")),
            value => Ok(value),
        }
    }
}

/// Calls a function with values at hand, for the unit tests of the entries.
#[cfg(test)]
pub mod testing {
    use super::*;
    use crate::functions::{Call, Function, Occasion};
    use crate::types::{Facts, Type};

    struct Values<'r> {
        values: &'r [Option<Value<'r>>],
        surroundings: Surroundings,
        purse: Purse,
        recent: Recent,
    }

    impl<'r> Frame<'r> for Values<'r> {
        fn count(&self) -> usize {
            self.values.len()
        }

        fn is_given(&self, index: usize) -> bool {
            matches!(self.values.get(index), Some(Some(_)))
        }

        fn value(&self, index: usize) -> Result<Value<'r>, Stop> {
            let value = self.values.get(index).and_then(Option::as_ref);
            Ok(value.map(Value::borrowed).unwrap_or_default())
        }

        fn text_at_hand(&self, _: usize) -> Option<&'r str> {
            None
        }

        fn span(&self, argument: Option<usize>) -> Span {
            Span::new(argument.unwrap_or(0), argument.unwrap_or(0) + 1)
        }

        fn surroundings(&self) -> &Surroundings {
            &self.surroundings
        }

        fn purse(&self) -> &Purse {
            &self.purse
        }

        fn recent(&self) -> &Recent {
            &self.recent
        }

        fn place(&self) -> Place<'_> {
            Occasion::default().place(0, 0)
        }
    }

    /// The function's value, or the code it failed with. Texts count as constants for `prepare`,
    /// and no unique value is taken. The clock stands at 2025-07-30T12:00:00Z, the seed is 1, the
    /// default domain is contoso.com.
    pub fn call(
        function: &Function,
        values: &[Option<Value<'_>>],
    ) -> Result<Value<'static>, String> {
        let facts: Vec<Option<Facts>> = values
            .iter()
            .map(|value| {
                value.as_ref().map(|value| match value {
                    Value::Text(text) => Facts::constant(crate::types::Base::String, text),
                    Value::List(_) => Facts::any(Type::STRINGS),
                    _ => Facts::any(Type::STRING),
                })
            })
            .collect();
        let prepared = (function.prepare)(&Call { arguments: &facts })
            .map_err(|fault| format!("argument {}: {}", fault.argument, fault.message))?;
        let now = DateTime::from_unix_seconds(1_753_876_800).expect("in range");
        let surroundings = Surroundings {
            randomness: Randomness::Seeded(1),
            default_domain: Some("contoso.com".to_owned()),
            ..Surroundings::at(now)
        };
        let purse = Purse::of(&surroundings);
        let frame = Values { values, surroundings, purse, recent: Recent::default() };
        match (function.evaluate)(&Args::new(&frame, &prepared)) {
            Ok(value) => Ok(value.into_owned()),
            Err(stop) => match stop.reason() {
                Reason::Failed(failure) => Err(failure.code.path.to_owned()),
                Reason::Candidates(candidates) => {
                    Ok(candidates.into_iter().next().map_or(Value::Null, Value::owned))
                }
                other => Err(format!("{other:?}")),
            },
        }
    }
}
