//! Findings that are meant to be, each with its reason.
//!
//! An exception that no finding needs any more is a finding itself: it would hide the next one.

use super::policy::Selector;
use super::{Finding, messages};
use crate::source::{Source, Span};

/// A finding that somebody knows of and wants to keep as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Which findings are meant.
    pub selector: Selector,
    /// The rule as written.
    pub rule: String,
    /// The target attribute whose mapping it is for, as the mapping names it; without one it is
    /// for findings that are about no mapping by itself, such as those about filters.
    pub target: Option<String>,
    /// The object mapping it is for; any where there is none.
    pub object_mapping: Option<String>,
    /// Why.
    pub reason: String,
    /// Where it stands in the settings.
    pub span: Span,
}

impl Exception {
    /// True where it is made for that finding.
    pub fn is_for(&self, finding: &Finding) -> bool {
        let is_same = match (&self.target, &finding.target) {
            (Some(wanted), Some(target)) => wanted.eq_ignore_ascii_case(target),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        is_same
            && self.selector.selects(finding)
            && self.object_mapping.as_ref().is_none_or(|name| *name == finding.object_mapping)
    }
}

/// The exceptions of one project while its files are looked at.
#[derive(Debug)]
pub struct Exceptions<'s> {
    source: &'s Source,
    /// Each with whether a finding needed it, and whether its target was seen.
    states: Vec<State<'s>>,
}

#[derive(Debug)]
struct State<'s> {
    exception: &'s Exception,
    is_needed: bool,
    is_seen: bool,
}

impl<'s> Exceptions<'s> {
    /// Those of the settings that were read from `source`.
    pub fn new(source: &'s Source, exceptions: &'s [Exception]) -> Exceptions<'s> {
        let state = |exception| State { exception, is_needed: false, is_seen: false };
        Exceptions { source, states: exceptions.iter().map(state).collect() }
    }

    /// Says that a file maps that target, so that an exception for it can be asked for.
    pub fn see(&mut self, target: &str) {
        for state in &mut self.states {
            let wanted = state.exception.target.as_ref();
            state.is_seen |= wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(target));
        }
    }

    /// True where some exception is made for the finding.
    pub fn take(&mut self, finding: &Finding) -> bool {
        let mut is_excepted = false;
        for state in &mut self.states {
            if state.exception.is_for(finding) {
                state.is_needed = true;
                is_excepted = true;
            }
        }
        is_excepted
    }

    /// What is said of exceptions that no finding needed, though their targets were seen.
    pub fn unused(&self) -> Vec<Finding> {
        let unused = self.states.iter().filter(|state| state.is_seen && !state.is_needed);
        let said = unused.map(|state| Finding {
            diagnostic: messages::unused_exception(self.source, state.exception),
            object_mapping: String::new(),
            target: state.exception.target.clone(),
            edit: None,
        });
        said.collect()
    }
}
