//! What conditions prove: a branch knows what it takes to get there.
//!
//! In: a call whose function chooses among its arguments ([`Choice`]). Out: its arguments, each
//! with what is known of the attributes where it is asked for, and whether it ever is.
//!
//! What an attribute can be is cut into cells: null, empty, each text that the deciding arguments
//! speak of, all other texts. For every cell the facts of the deciding arguments are worked out
//! anew, and the function says what it can ask for. An argument knows the attribute as the cells
//! in which it can be asked for; where there are none, it is never reached. Each user is in one
//! cell, so this is as sound as the facts are, and no function needs to say what it proves.
//!
//! Absent on purpose: names of functions; attributes that can have several values, of which a
//! condition says little; what two attributes have to do with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use super::call::facts_of_call;
use super::typed::{Typed, TypedArgument, TypedKind};
use super::{comparison, forms};
use crate::functions::{Call, Choice, Function, Signature};
use crate::syntax::{Argument, Expr, ExprKind};
use crate::types::{Facts, States, Texts, Type};

/// What is known of attributes at a place, beyond what the table says.
pub(super) type Known = BTreeMap<String, Facts>;

/// How many parts of an expression are looked at anew, and how much is kept of what they say.
/// Beyond that, no branch knows more than its surroundings: an expression that people write needs
/// a few hundred.
const MOST_WORK: usize = 50_000;

/// What is left where an argument is asked for.
struct Left {
    is_reachable: bool,
    known: Known,
}

impl Checker<'_> {
    /// The arguments of a call, each looked at with what is known where it is asked for.
    pub(super) fn arguments(
        &mut self,
        function: Option<&'static Function>,
        signature: Option<&'static Signature>,
        written: &[Argument],
    ) -> Vec<TypedArgument> {
        let empty =
            |slot: &Argument| TypedArgument { value: None, span: slot.span, is_reachable: true };
        let mut typed: Vec<TypedArgument> = written.iter().map(empty).collect();
        let choice = function.and_then(|function| function.special.choice);
        let decides = |index: &usize| choice.is_none_or(|choice| (choice.decides)(*index));
        let (deciding, others): (Vec<usize>, Vec<usize>) = (0..written.len()).partition(decides);
        let first_other = deciding.len();
        let mut left: Option<Vec<Left>> = None;
        let mut has_seen_all = false;
        for (order, index) in deciding.into_iter().chain(others).enumerate() {
            let Some(expr) = written.get(index).and_then(|slot| slot.expr.as_ref()) else {
                continue;
            };
            // A literal is what it is everywhere, so that most keys need no second look.
            let is_new = !has_seen_all && !is_literal(expr) && self.work <= MOST_WORK;
            if let Some(choice) = choice.filter(|_| is_new) {
                left = Some(self.what_is_left(choice, written, &typed));
                has_seen_all = order >= first_other;
            }
            let here = left.as_mut().and_then(|left| left.get_mut(index));
            let here = here.filter(|here| here.is_reachable);
            let known = here.map(|here| std::mem::take(&mut here.known)).unwrap_or_default();
            let param = signature.and_then(|signature| signature.param(index));
            let outside = self.learn(known);
            let is_last = index + 1 == written.len();
            let early =
                signature.filter(|_| is_last).and_then(|it| forms::early_word(it, index, expr));
            let value = match early {
                Some(early) => {
                    self.diagnostics.push(early.message(self.source, expr.span));
                    Typed::error(expr.span)
                }
                None => self.argument(expr, param),
            };
            self.forget(outside);
            if let Some(slot) = typed.get_mut(index) {
                slot.value = Some(value);
            }
        }
        if let Some(choice) = choice {
            let left = left.filter(|_| has_seen_all);
            let left = left.unwrap_or_else(|| self.what_is_left(choice, written, &typed));
            for (argument, left) in typed.iter_mut().zip(left) {
                argument.is_reachable = left.is_reachable;
            }
        }
        typed
    }

    /// Knows more of attributes from here on; gives what was known of them before.
    fn learn(&mut self, known: Known) -> Vec<(String, Option<Facts>)> {
        let learned = known.into_iter();
        learned.map(|(name, facts)| (name.clone(), self.known.insert(name, facts))).collect()
    }

    /// Knows again what was known before.
    fn forget(&mut self, outside: Vec<(String, Option<Facts>)>) {
        for (name, before) in outside {
            match before {
                Some(facts) => self.known.insert(name, facts),
                None => self.known.remove(&name),
            };
        }
    }

    /// For each argument what is left where it is asked for, by the deciding ones seen so far.
    fn what_is_left(
        &mut self,
        choice: Choice,
        written: &[Argument],
        typed: &[TypedArgument],
    ) -> Vec<Left> {
        let is_deciding = |(index, _): &(usize, &TypedArgument)| (choice.decides)(*index);
        let deciding: Vec<(usize, &Typed)> = typed
            .iter()
            .enumerate()
            .filter(is_deciding)
            .filter_map(|(index, argument)| Some((index, argument.value.as_ref()?)))
            .collect();
        // Of what has not been seen yet, nothing is known.
        let facts = written.iter().zip(typed).map(|(slot, argument)| {
            slot.expr.as_ref().map(|_| match &argument.value {
                Some(value) => value.facts.clone(),
                None => Facts::any(Type::STRING),
            })
        });
        let mut facts: Vec<Option<Facts>> = facts.collect();
        let asks = (choice.asks)(&Call { arguments: &facts }).into_iter();
        let mut left: Vec<Left> =
            asks.map(|is_reachable| Left { is_reachable, known: Known::new() }).collect();
        let parts: usize = deciding.iter().map(|(_, value)| value.nodes().count()).sum();
        self.work += typed.len() + parts;
        if self.work > MOST_WORK {
            return left;
        }
        let literals = literals(&deciding);
        for name in attributes(&deciding) {
            let before = self.attribute_here(name).filter(|facts| !facts.can_be_several);
            let Some(before) = before else { continue };
            let cells = cells(&before, &literals);
            // Every argument is asked about in every cell. An attribute that is looked at in some
            // of its cells only would be known wrong, so that it is all of them or none.
            let cost = cells.len().saturating_mul(left.len());
            if self.work.saturating_add(cost) > MOST_WORK {
                self.work = MOST_WORK + 1;
                break;
            }
            self.work += cost;
            let mut kept: Vec<Facts> = vec![Facts::never(); left.len()];
            for cell in cells {
                let asks = self.asked_in(choice, &deciding, &mut facts, name, &cell);
                for (kept, _) in kept.iter_mut().zip(asks).filter(|(_, is_asked)| *is_asked) {
                    *kept = std::mem::replace(kept, Facts::never()).join(cell.clone());
                }
            }
            for (left, kept) in left.iter_mut().zip(kept) {
                left.is_reachable &= kept.is_possible();
                if kept != before {
                    left.known.insert(name.to_owned(), kept);
                }
            }
        }
        left
    }

    /// For each argument whether it can be asked for where an attribute is in a cell. The facts of
    /// all arguments are lent: they come back as they were.
    fn asked_in(
        &mut self,
        choice: Choice,
        deciding: &[(usize, &Typed)],
        facts: &mut [Option<Facts>],
        name: &str,
        cell: &Facts,
    ) -> Vec<bool> {
        let mut before = Vec::new();
        for (index, value) in deciding {
            let supposed = self.supposing(value, name, cell);
            if let (Some(supposed), Some(slot)) = (supposed, facts.get_mut(*index)) {
                before.push((slot.replace(supposed), *index));
            }
        }
        let asks = (choice.asks)(&Call { arguments: facts });
        for (before, index) in before {
            if let Some(slot) = facts.get_mut(index) {
                *slot = before;
            }
        }
        asks
    }

    /// What is known of an attribute of the table where the checker stands.
    pub(super) fn attribute_here(&self, name: &str) -> Option<Facts> {
        let known = || self.known.get(name).cloned();
        known().or_else(|| self.env.source_table().find(name).map(|it| self.facts_of(it)))
    }

    /// The facts of an expression where an attribute is in a cell; nothing where they stay as they
    /// are.
    fn supposing(&mut self, typed: &Typed, name: &str, cell: &Facts) -> Option<Facts> {
        self.work += 1;
        if self.work > MOST_WORK {
            return None;
        }
        match &typed.kind {
            TypedKind::Attribute(known) if known == name => {
                Some(typed.facts.clone().within(cell.states, &cell.texts))
            }
            TypedKind::Call { function, arguments, .. } => {
                let mut is_changed = false;
                let facts: Vec<Option<Facts>> = arguments
                    .iter()
                    .map(|argument| {
                        let value = argument.value.as_ref()?;
                        if !argument.is_reachable {
                            return Some(Facts::never());
                        }
                        let supposed = self.supposing(value, name, cell);
                        is_changed |= supposed.is_some();
                        Some(supposed.unwrap_or_else(|| value.facts.clone()))
                    })
                    .collect();
                is_changed.then(|| facts_of_call(function, facts))
            }
            TypedKind::Comparison { operator, comparing, left, right } => {
                let sides = [left, right].map(|side| self.supposing(side, name, cell));
                if sides.iter().all(Option::is_none) {
                    return None;
                }
                let [left_supposed, right_supposed] = sides;
                let left = left_supposed.unwrap_or_else(|| left.facts.clone());
                let right = right_supposed.unwrap_or_else(|| right.facts.clone());
                Some(comparison::facts(*operator, *comparing, &left, &right))
            }
            // Of functions that are known by name only, nothing is known anyway.
            TypedKind::Attribute(_)
            | TypedKind::Constant(_)
            | TypedKind::Declared { .. }
            | TypedKind::Ignore(_)
            | TypedKind::Error => None,
        }
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Parameter(_))
}

/// The attributes that the arguments read, each once.
fn attributes<'t>(deciding: &[(usize, &'t Typed)]) -> BTreeSet<&'t str> {
    deciding.iter().flat_map(|(_, value)| value.attributes()).collect()
}

/// The texts that the arguments speak of; none where they are too many to look at each, or too
/// long.
fn literals(deciding: &[(usize, &Typed)]) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    let mut parts: Vec<&Typed> = deciding.iter().map(|(_, value)| *value).collect();
    while let Some(part) = parts.pop() {
        // A question is answered by two words that say nothing of what it is about.
        let speaks = matches!(part.kind, TypedKind::Constant(_)) || part.facts.ty != Type::BOOLEAN;
        if speaks {
            texts.extend(part.facts.texts.known().into_iter().flatten().cloned());
        }
        let bytes: usize = texts.iter().map(String::len).sum();
        if texts.len() > Texts::MOST || bytes > Texts::MOST_BYTES {
            return BTreeSet::new();
        }
        parts.extend(part.parts());
    }
    texts
}

/// What an attribute can be, in parts that have nothing in common and leave nothing out.
fn cells(facts: &Facts, literals: &BTreeSet<String>) -> Vec<Facts> {
    let texts = facts.texts.known().unwrap_or(literals);
    let texts = texts.iter().filter(|text| !text.is_empty());
    let mut rest = facts.clone().within(States::PRESENT, &Texts::Any);
    let mut cells = vec![
        facts.clone().within(States::NULL, &Texts::Any),
        facts.clone().within(States::EMPTY, &Texts::Any),
    ];
    for text in texts {
        cells.push(facts.clone().within(States::PRESENT, &Texts::one_of([text.as_str()])));
        rest = rest.without(text);
    }
    cells.push(rest);
    cells.retain(Facts::is_possible);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Env;
    use crate::source::Source;
    use crate::syntax;

    /// How much is looked at anew for a `Switch` over so many attributes of Entra's user, with so
    /// many keys.
    fn work(attributes: usize, keys: usize) -> usize {
        let env = Env::entra();
        let names = env.source_table().names().take(attributes);
        let read: Vec<String> = names.map(|name| format!("[{name}]")).collect();
        let arms: String = (0..keys).map(|key| format!(", \"{key}\", [mail]")).collect();
        let text = format!("Switch(Join(\"\", {}), \"none\"{arms})", read.join(", "));
        let source = Source::new("expression", text);
        let parsed = syntax::parse(&source);
        let mut checker = Checker::new(&source, &env);
        let typed = checker.expression(&parsed.expr);
        assert_eq!(typed.call_of("Switch").map(<[TypedArgument]>::len), Some(2 + 2 * keys));
        checker.work
    }

    #[test]
    fn as_much_is_looked_at_anew_as_there_is_room_for() {
        assert!(work(1, 3) < 100);
        assert!(work(5, 60) < MOST_WORK);
        for (attributes, keys) in [(10, 60), (60, 4_000), (60, 200), (20, 20_000)] {
            // One round is begun with what is left.
            let parts = 2 * (2 + 2 * keys) + attributes;
            assert!(work(attributes, keys) <= MOST_WORK + parts, "{attributes}, {keys}");
        }
    }

    #[test]
    fn cells_leave_nothing_out() {
        let literals: BTreeSet<String> = ["", "a", "b"].map(str::to_owned).into();
        let printed = |facts: Facts| -> Vec<String> {
            cells(&facts, &literals).iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            printed(Facts::any(Type::STRING)),
            ["null", "\"\"", "\"a\"", "\"b\"", "string but \"a\", \"b\""]
        );
        assert_eq!(printed(Facts::boolean()), ["\"False\"", "\"True\""]);
        assert_eq!(printed(Facts::null()), ["null"]);
    }
}
