//! What an expression can come to: the parts whose value is the value of all of it.
//!
//! In: a typed expression. Out: behind its choices (of `IIF`, `Switch`, `Coalesce`) the parts that can
//! be chosen, in the order of the text; of any other expression all of it.
//!
//! Absent on purpose: what is known to be chosen by nobody.

use super::{Typed, TypedKind};
use crate::types::States;

/// A part whose value can be the value of the whole.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// The part.
    pub typed: &'a Typed,
    /// True where an empty value of it is passed over.
    pub is_never_empty: bool,
}

/// The parts whose value can be the value of the whole.
pub fn outcomes(typed: &Typed) -> Vec<Outcome<'_>> {
    let mut found = Vec::new();
    collect(Outcome { typed, is_never_empty: false }, &mut found);
    found
}

fn collect<'a>(outcome: Outcome<'a>, found: &mut Vec<Outcome<'a>>) {
    let call = outcome.typed.call();
    let Some((choice, arguments)) = call.and_then(|(it, all)| Some((it.special.choice?, all)))
    else {
        if outcome.can_be_there() {
            found.push(outcome);
        }
        return;
    };
    let last = arguments.len().saturating_sub(1);
    for (index, argument) in arguments.iter().enumerate() {
        let is_given = (choice.gives)(index) && argument.is_reachable;
        let Some(typed) = argument.value.as_ref().filter(|_| is_given) else { continue };
        // What is chosen for being there, and is not the last resort.
        let is_passed_over = (choice.decides)(index) && index < last;
        let is_never_empty = outcome.is_never_empty || is_passed_over;
        collect(Outcome { typed, is_never_empty }, found);
    }
}

impl<'a> Outcome<'a> {
    /// True where it gives a value at all.
    fn can_be_there(self) -> bool {
        let states = self.typed.facts.states;
        let states = if self.is_never_empty { states.without(States::EMPTY) } else { states };
        let is_value = !matches!(self.typed.kind, TypedKind::Ignore(_));
        is_value && (states.can_be_present() || states.can_be_empty())
    }

    /// The texts it can give, where they are known.
    pub fn texts(self) -> impl Iterator<Item = &'a str> {
        let known = self.typed.facts.texts.known().into_iter().flatten().map(String::as_str);
        known.filter(move |text| !(self.is_never_empty && text.is_empty()))
    }
}
