//! The typed tree: names resolved, functions found, facts on every node.
//!
//! For those who judge expressions: the facts of a node are what is known *there*. In
//! `IIF(IsPresent([mail]), [mail], "none")` the second `[mail]` is present, and a condition that
//! is the same for everybody has a [`Facts::constant_text`]. A branch that no user comes to is an
//! argument that is not [reachable](TypedArgument::is_reachable), be it a value of `Switch` whose
//! key the source cannot be, a value of `IIF`, or a source of `Coalesce` after one that is always
//! there; walk by [`Typed::reachable_nodes`] to pass them by.
//!
//! Absent on purpose: how the facts come about (`narrowing`, the functions' entries).

use super::call::facts_of_call;
use crate::functions::{Function, Prepared};
use crate::source::Span;
use crate::syntax::Comparison;
use crate::types::{Base, Facts};

/// An expression with its meaning.
#[derive(Debug, Clone)]
pub struct Typed {
    /// What it is.
    pub kind: TypedKind,
    /// All of its text.
    pub span: Span,
    /// What is known of its value.
    pub facts: Facts,
}

/// The kinds of typed expression.
#[derive(Debug, Clone)]
pub enum TypedKind {
    /// A text, number or word that is always the same.
    Constant(String),
    /// A source attribute, in the table's spelling where it is known.
    Attribute(String),
    /// A call of a known function with arguments that fit.
    Call {
        /// Which.
        function: &'static Function,
        /// One entry a slot.
        arguments: Vec<TypedArgument>,
        /// What its constant arguments decided.
        prepared: Prepared,
    },
    /// A call of a function that attrmap knows by name and arity only.
    Declared {
        /// Its name, as it is declared.
        name: String,
        /// One entry a slot.
        arguments: Vec<TypedArgument>,
    },
    /// A comparison.
    Comparison {
        /// Which.
        operator: Comparison,
        /// Of what.
        comparing: Comparing,
        /// The left side.
        left: Box<Typed>,
        /// The right side.
        right: Box<Typed>,
    },
    /// A bare word that ends the flow.
    Ignore(Ignored),
    /// Wrong, and reported.
    Error,
}

/// A slot of a call.
#[derive(Debug, Clone)]
pub struct TypedArgument {
    /// What stands in it; nothing where it is left empty.
    pub value: Option<Typed>,
    /// Where.
    pub span: Span,
    /// False for a branch that is reached for no user: nothing in it happens, and nothing needs
    /// to be said of it but that.
    pub is_reachable: bool,
}

/// What two sides are compared as, decided by their types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparing {
    /// Equal or not, character by character.
    Texts,
    /// Equal or not, as numbers: one side is a number by its type.
    Numbers,
    /// By order, as numbers or dates.
    Order,
}

/// What is left out of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// The attribute.
    Attribute,
    /// The user.
    Object,
}

impl TypedArgument {
    /// The smallest place: what stands in the slot, else the slot.
    pub fn place(&self) -> Span {
        self.value.as_ref().map_or(self.span, |value| value.span)
    }
}

impl Typed {
    /// A constant.
    pub(super) fn constant(base: Base, text: &str, span: Span) -> Typed {
        let facts = Facts::constant(base, text);
        Typed { kind: TypedKind::Constant(text.to_owned()), span, facts }
    }

    /// Wrong, and reported.
    pub(super) fn error(span: Span) -> Typed {
        Typed { kind: TypedKind::Error, span, facts: Facts::error() }
    }

    /// What stands in it, in the order of the text: arguments, or the two sides of a comparison.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &Typed> {
        let (arguments, sides): (&[TypedArgument], Option<[&Typed; 2]>) = match &self.kind {
            TypedKind::Call { arguments, .. } | TypedKind::Declared { arguments, .. } => {
                (arguments, None)
            }
            TypedKind::Comparison { left, right, .. } => (&[], Some([left, right])),
            TypedKind::Constant(_)
            | TypedKind::Attribute(_)
            | TypedKind::Ignore(_)
            | TypedKind::Error => (&[], None),
        };
        let values = arguments.iter().filter_map(|argument| argument.value.as_ref());
        values.chain(sides.into_iter().flatten())
    }

    /// It and everything in it, in the order of the text: what holds others comes before them.
    pub fn nodes(&self) -> impl Iterator<Item = &Typed> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let node = waiting.pop()?;
            waiting.extend(node.parts().rev());
            Some(node)
        })
    }

    /// The same without what no user comes to.
    pub fn reachable_nodes(&self) -> impl Iterator<Item = &Typed> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            let node = waiting.pop()?;
            match &node.kind {
                TypedKind::Call { arguments, .. } => {
                    let reached = arguments.iter().filter(|argument| argument.is_reachable);
                    waiting.extend(reached.filter_map(|it| it.value.as_ref()).rev());
                }
                TypedKind::Declared { .. }
                | TypedKind::Comparison { .. }
                | TypedKind::Constant(_)
                | TypedKind::Attribute(_)
                | TypedKind::Ignore(_)
                | TypedKind::Error => waiting.extend(node.parts().rev()),
            }
            Some(node)
        })
    }

    /// The source attributes it reads, in the order they are written, repetitions included.
    pub fn attributes(&self) -> Vec<&str> {
        self.nodes().filter_map(Typed::attribute).collect()
    }

    /// The calls of functions that are known by name only, each with its place.
    pub fn declared_calls(&self) -> Vec<(&str, Span)> {
        let calls = self.nodes().filter_map(|node| Some((node.declared()?, node.span)));
        calls.collect()
    }

    /// The source attribute that it is, where it is nothing else.
    pub fn attribute(&self) -> Option<&str> {
        if let TypedKind::Attribute(name) = &self.kind { Some(name) } else { None }
    }

    /// The function that it is a call of, and the slots.
    pub fn call(&self) -> Option<(&'static Function, &[TypedArgument])> {
        match &self.kind {
            TypedKind::Call { function, arguments, .. } => Some((function, arguments)),
            TypedKind::Constant(_)
            | TypedKind::Attribute(_)
            | TypedKind::Declared { .. }
            | TypedKind::Comparison { .. }
            | TypedKind::Ignore(_)
            | TypedKind::Error => None,
        }
    }

    /// The slots, where it is a call of the function of that name.
    pub fn call_of(&self, name: &str) -> Option<&[TypedArgument]> {
        self.call().filter(|(function, _)| function.name == name).map(|(_, arguments)| arguments)
    }

    /// What stands in that slot, where it is a call of a function.
    pub fn argument(&self, index: usize) -> Option<&Typed> {
        self.call().and_then(|(_, arguments)| arguments.get(index)?.value.as_ref())
    }

    /// The text that the call gives where its first argument is that one; nothing where that is
    /// not sure.
    pub fn of_text(&self, first: &str) -> Option<String> {
        let (function, arguments) = self.call()?;
        let given = arguments.iter().map(|it| it.value.as_ref().map(|value| value.facts.clone()));
        let mut given: Vec<Option<Facts>> = given.collect();
        *given.first_mut()? = Some(Facts::constant(Base::String, first));
        facts_of_call(function, given).constant_text().map(str::to_owned)
    }

    /// The function known by name only that it is a call of.
    fn declared(&self) -> Option<&str> {
        if let TypedKind::Declared { name, .. } = &self.kind { Some(name) } else { None }
    }
}
