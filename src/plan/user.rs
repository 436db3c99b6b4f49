//! One user through a plan: a value for each target, then a payload or a reason why not.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::draft::{Choice, Draft};
use super::{NOT_CREATED, OBJECT_IGNORED, Plan, PlannedMapping, messages};
use crate::diagnostic::Code;
use crate::functions::{Failure, Occasion, REDACTED, Reason, Recent, Stop, Surroundings, Taken};
use crate::record::{Fault, Notes, Record};
use crate::scope::{Decision, Explanation, OUT_OF_SCOPE};
use crate::types::Value;

/// What a mapping gives for one user.
#[derive(Debug)]
pub enum Outcome<'r> {
    /// A value of the target's type; null where nothing is sent.
    Value(Value<'r>),
    /// The first of these values that nobody has, whoever knows which are taken.
    Candidates(Vec<String>),
    /// The attribute is left out of the flow.
    Ignored,
    /// The whole user is left out of the flow.
    ObjectIgnored,
    /// This user cannot be provisioned.
    Failed(Reject),
}

impl Outcome<'_> {
    /// True where the user goes on and has no value here, or an empty one.
    pub fn is_nothing(&self) -> bool {
        match self {
            Outcome::Value(value) => value.is_null_or_empty(),
            Outcome::Ignored => true,
            Outcome::Candidates(_) | Outcome::ObjectIgnored | Outcome::Failed(_) => false,
        }
    }
}

/// What became of one user.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict<T> {
    /// A payload.
    Payload(T),
    /// No payload, on purpose.
    Skipped(Skip),
}

/// Why a user is left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// The kind.
    pub code: &'static Code,
    /// The scoping filters that do not let the user through, where it is they.
    pub filter: Option<Arc<str>>,
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.filter {
            Some(filter) => write!(f, "{} of {filter}", self.code.summary),
            None => f.write_str(self.code.summary),
        }
    }
}

/// One SCIM user as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// The JSON text.
    pub json: String,
    /// What is worth knowing of the user.
    pub notes: Notes,
    /// True where it holds the source's id of another object, to be resolved later.
    pub sends_reference: bool,
}

/// Why a user has no payload. Holds no value of the user, but for the one set apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Reject {
    /// The user's row in its input, from 1; 0 for a user that came alone.
    pub row: u64,
    /// The user's key, where it has one.
    pub key: Option<String>,
    /// The target attribute it fails for, as the mapping file names it.
    pub target: Option<String>,
    /// The source attribute that cannot be read, as the mapping calls it.
    pub attribute: Option<String>,
    /// The kind.
    pub code: &'static Code,
    /// What is wrong, in the same words for every user.
    pub message: Cow<'static, str>,
    /// Where, or how much: what differs from user to user. Reads on from the message.
    pub detail: Option<String>,
    /// The value it is about: private.
    pub value: Option<String>,
}

impl Reject {
    /// A reject of that kind, about nobody yet.
    pub(super) fn new(code: &'static Code, message: impl Into<Cow<'static, str>>) -> Reject {
        Reject {
            row: 0,
            key: None,
            target: None,
            attribute: None,
            code,
            message: message.into(),
            detail: None,
            value: None,
        }
    }

    /// What is wrong as a whole: the source attribute it is about, the message, the detail.
    pub fn sentence(&self) -> Cow<'_, str> {
        match (&self.attribute, &self.detail) {
            (None, None) => Cow::Borrowed(&self.message),
            (attribute, detail) => {
                let about = attribute.as_ref().map_or(String::new(), |name| format!("`{name}`: "));
                let detail = detail.as_ref().map_or(String::new(), |detail| format!(" {detail}"));
                Cow::Owned(format!("{about}{}{detail}", self.message))
            }
        }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(target) = &self.target {
            write!(f, "`{target}`: ")?;
        }
        write!(f, "{} [{}]", self.sentence(), self.code)
    }
}

impl std::error::Error for Reject {}

impl From<Fault> for Reject {
    fn from(fault: Fault) -> Reject {
        Reject {
            key: fault.key,
            attribute: fault.attribute,
            detail: fault.detail,
            value: fault.value,
            ..Reject::new(fault.code, fault.message)
        }
    }
}

impl Plan {
    /// Whether the user is in scope.
    pub fn decide_scope(&self, record: &Record<'_>) -> Decision {
        self.0.filter.decide(record.slots())
    }

    /// Why the user is in scope or out of it, clause by clause, as far as nothing of it tells what
    /// a mapping redacts.
    pub fn explain_scope(&self, record: &Record<'_>) -> Explanation {
        let mut explanation = self.0.filter.explain(record.slots());
        explanation.redact(&self.0.redacted);
        explanation
    }

    /// The user's key as it is shown, where it has one: `[Redact]` where a mapping redacts it.
    pub fn key<'r>(&self, record: &'r Record<'_>) -> Option<&'r str> {
        record.key().map(|key| if self.redacts(self.0.layout.key_slot()) { REDACTED } else { key })
    }

    /// What becomes of a user that cannot be read.
    pub fn unreadable(&self, fault: Fault) -> Reject {
        let hide = |text: &mut String| REDACTED.clone_into(text);
        let (hides_value, hides_key) =
            (self.redacts(fault.slot), self.redacts(self.0.layout.key_slot()));
        let mut reject = Reject::from(fault);
        reject.value.iter_mut().filter(|_| hides_value).for_each(hide);
        reject.key.iter_mut().filter(|_| hides_key).for_each(hide);
        reject
    }

    /// True for a slot whose values nobody is to see.
    fn redacts(&self, slot: Option<usize>) -> bool {
        slot.is_some_and(|slot| self.0.redacted.contains(&slot))
    }

    /// Gives the sink an outcome for each target, in the mapping file's order, as long as it asks
    /// for more. The row decides what is drawn at random; what the user brings that takes long to read
    /// is kept for the next.
    pub fn evaluate<'r>(
        &'r self,
        record: &'r Record<'r>,
        row: u64,
        surroundings: &Surroundings,
        recent: &Recent,
        mut sink: impl FnMut(usize, Outcome<'r>) -> bool,
    ) {
        for (index, mapping) in self.0.mappings.iter().enumerate() {
            let outcome = match mapping.direct_text(record) {
                Some(text) => Outcome::Value(Value::text(text)),
                None => mapping.outcome(record, row, surroundings, recent),
            };
            if !sink(index, outcome) {
                return;
            }
        }
    }

    /// Writes one user's payload behind what the buffer holds, or says why there is none.
    ///
    /// `values` is room for the targets' values.
    pub(super) fn write<'r>(
        &'r self,
        record: &'r Record<'r>,
        row: u64,
        surroundings: &Surroundings,
        recent: &Recent,
        values: &mut Vec<Value<'r>>,
        out: &mut Vec<u8>,
    ) -> Result<Written, Reject> {
        values.clear();
        let key = || self.key(record).map(str::to_owned);
        if !self.0.creates {
            return Ok(Written::Skipped(Skip { code: &NOT_CREATED, filter: None }));
        }
        match self.decide_scope(record) {
            Decision::InScope => {}
            Decision::OutOfScope { filter } => {
                let skip = Skip { code: &OUT_OF_SCOPE, filter: Some(filter) };
                return Ok(Written::Skipped(skip));
            }
            Decision::Undecided { message } => {
                return Err(Reject { key: key(), ..messages::undecided(message) });
            }
        }
        let mut choices = Vec::new();
        for (index, mapping) in self.0.mappings.iter().enumerate() {
            // Most values are direct texts: these go from slot to slot by the shortest way.
            if let Some(text) = mapping.direct_text(record) {
                values.push(Value::text(text));
                continue;
            }
            match mapping.outcome(record, row, surroundings, recent) {
                Outcome::Value(value) => values.push(value),
                Outcome::Ignored => values.push(Value::Null),
                Outcome::Candidates(candidates) => {
                    values.push(Value::Null);
                    choices.push(Choice { mapping: index, candidates });
                }
                Outcome::ObjectIgnored => {
                    let skip = Skip { code: &OBJECT_IGNORED, filter: None };
                    return Ok(Written::Skipped(skip));
                }
                Outcome::Failed(reject) => return Err(Reject { key: key(), ..reject }),
            }
        }
        if !choices.is_empty() {
            let draft = Draft::new(key(), values.drain(..), choices);
            return Ok(Written::Draft(Box::new(draft)));
        }
        match self.complete(values, out) {
            Ok(sends_reference) => Ok(Written::Payload { sends_reference }),
            Err(reject) => Err(Reject { key: key(), ..reject }),
        }
    }

    /// Writes the payload of these values behind what the buffer holds, unless something required
    /// is missing. Tells whether it sends a reference.
    pub(super) fn complete(&self, values: &[Value<'_>], out: &mut Vec<u8>) -> Result<bool, Reject> {
        if let Some(unmet) = self.0.requirements.unmet(values) {
            let mapping = unmet.slot.and_then(|slot| self.0.mappings.get(slot));
            let target = mapping.map(|mapping| mapping.target.clone());
            return Err(messages::required_value(&unmet, target));
        }
        self.0.template.write(values, out);
        let sends = |index: &usize| values.get(*index).is_some_and(|value| !value.is_null());
        Ok(self.0.references.iter().any(sends))
    }
}

/// How far a user has come.
pub(super) enum Written {
    /// To its payload.
    Payload {
        /// True where the payload holds the source's id of another object.
        sends_reference: bool,
    },
    /// To values of which some are still to be chosen.
    Draft(Box<Draft>),
    /// The mapping leaves the user out.
    Skipped(Skip),
}

impl PlannedMapping {
    /// The text that flows as it is: that of an attribute mapped directly to a target of text.
    #[inline]
    fn direct_text<'r>(&self, record: &'r Record<'r>) -> Option<&'r str> {
        match record.slots().get(self.direct_slot?) {
            Some(Value::Text(text)) => Some(text),
            Some(_) | None => None,
        }
    }

    fn outcome<'r>(
        &'r self,
        record: &'r Record<'r>,
        row: u64,
        surroundings: &Surroundings,
        recent: &Recent,
    ) -> Outcome<'r> {
        let occasion = Occasion { row, user: record.key(), target: &self.target };
        let value = match &self.program {
            None => Value::Null,
            Some(program) => {
                match program.evaluate_for(occasion, record.slots(), surroundings, recent) {
                    Ok(value) => value,
                    Err(stop) => return self.stopped(stop),
                }
            }
        };
        match self.flow(value) {
            Ok(value) => Outcome::Value(value),
            Err(reject) => Outcome::Failed(reject),
        }
    }

    /// The value as the target takes it.
    pub(super) fn flow<'r>(&'r self, value: Value<'r>) -> Result<Value<'r>, Reject> {
        self.rule.apply(value).map_err(|unfit| Reject {
            value: self.shown(unfit.value.map(String::from)),
            ..self.reject(unfit.code, unfit.message)
        })
    }

    /// The first of the candidates that nobody has.
    pub(super) fn first_free(
        &self,
        candidates: &[String],
        taken: &Taken,
    ) -> Result<String, Reject> {
        let span = self.program.as_ref().map(|program| program.source().whole());
        let free = taken.first_free(candidates, span.unwrap_or_default());
        free.map_err(|failure| self.failed(failure))
    }

    fn stopped<'r>(&self, stop: Stop) -> Outcome<'r> {
        match stop.reason() {
            Reason::IgnoreAttribute => Outcome::Ignored,
            Reason::IgnoreObject => Outcome::ObjectIgnored,
            Reason::Candidates(candidates) => Outcome::Candidates(candidates),
            Reason::Failed(failure) => Outcome::Failed(self.failed(failure)),
            // Every call catches the several values of its own arguments.
            Reason::Several { .. } => {
                Outcome::Failed(self.reject(&messages::INTERNAL, messages::INTERNAL.summary))
            }
        }
    }

    fn failed(&self, failure: Failure) -> Reject {
        Reject { value: self.shown(failure.value), ..self.reject(failure.code, failure.message) }
    }

    /// What those see who ask to see the value that is wrong.
    fn shown(&self, value: Option<String>) -> Option<String> {
        if self.is_redacted { value.map(|_| REDACTED.to_owned()) } else { value }
    }

    fn reject(&self, code: &'static Code, message: impl Into<Cow<'static, str>>) -> Reject {
        Reject { target: Some(self.target.clone()), ..Reject::new(code, message) }
    }
}
