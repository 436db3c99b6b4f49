//! How a program came to its value: every part of the expression with what it gave.
//!
//! In: a program that was lowered unfolded, a record's slots, the surroundings, the values that
//! are taken. Out: a [`Trace`], the tree of the text with values on it. Functions pull their
//! arguments, so what was skipped is what nobody asked for.
//!
//! Nothing in a trace tells what a redacting function was given (`secrets`): no value that was
//! made of it, and no choice.
//!
//! Absent on purpose: what happened when (`recorder`), how it is put together (`tracing`), how it
//! looks (`trace_text`).

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Program;
use super::recorder::Recorder;
use super::secrets::Secrets;
use super::tracing::Tracing;
use crate::check::Ignored;
use crate::diagnostic::Code;
use crate::functions::{Occasion, Recent, Surroundings, Taken};
use crate::types::Value;

/// An expression with what each part of it gave for one user.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The whole.
    pub root: Part,
}

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// As it is written: one text for each place, however many rounds tell of it.
    pub text: Arc<str>,
    /// The parameter it is given for, where it is an argument.
    pub parameter: Option<&'static str>,
    /// True for a text, number or word: its value is what is written.
    pub is_constant: bool,
    /// How it ended.
    pub end: PartEnd,
    /// What it did for the call it stands in.
    pub role: Option<Role>,
    /// The arguments, or the two sides; empty slots have none.
    pub parts: Vec<Part>,
    /// The call again for each of several values.
    pub rounds: Vec<Round>,
}

/// How a part ended.
#[derive(Debug, Clone, PartialEq)]
pub enum PartEnd {
    /// With a value: one for all rounds that were given it.
    Value(Arc<Value<'static>>),
    /// With a value that is not to be shown, or perhaps not at all: that is not to be shown either.
    Redacted,
    /// It leaves the attribute or the user out.
    Ignored(Ignored),
    /// With an error.
    Failed {
        /// The kind.
        code: &'static Code,
        /// What is wrong, without any of the user's values.
        message: String,
        /// True where it went wrong here, false where it did in a part.
        is_origin: bool,
    },
    /// Nobody asked for it.
    Skipped,
}

/// What an argument did for the function that chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is the result.
    Chosen,
    /// It is the key whose value is the result.
    Matched,
    /// Somebody has its value, which was to be unique.
    Taken,
}

/// A call done for one of several values.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// The value.
    pub value: Arc<Value<'static>>,
    /// How the call ended for it.
    pub end: PartEnd,
    /// The other arguments.
    pub parts: Vec<Part>,
}

impl Program {
    /// Evaluates, and tells how. The tree is whole where the program was lowered unfolded. What is
    /// in the slots of `redacted` is told by none of it: they are those of attributes that it
    /// redacts under another name.
    pub fn trace(
        &self,
        occasion: Occasion<'_>,
        slots: &[Value<'_>],
        surroundings: &Surroundings,
        taken: &Taken,
        redacted: &BTreeSet<usize>,
    ) -> Trace {
        let secrets = Secrets::of(&self.0).and(redacted);
        let recent = Recent::default();
        let around = (surroundings, &recent);
        let record = |id| {
            let recorder = Recorder::new(&self.0, &secrets, taken);
            // The end is in the recording.
            let _ = self.evaluate_observed(id, occasion, slots, around, &recorder);
            recorder.finish()
        };
        let tracing = Tracing {
            program: &self.0,
            secrets: &secrets,
            slots,
            taken,
            record: &record,
            recorded: RefCell::new(HashMap::new()),
            texts: RefCell::new(HashMap::new()),
        };
        Trace { root: tracing.part(self.0.root, record(self.0.root).as_ref()) }
    }
}
