//! The typed tree: names resolved, functions found, facts on every node.

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

    /// The source attributes it reads, in the order they are written, repetitions included.
    pub fn attributes(&self) -> Vec<&str> {
        self.parts().filter_map(Typed::attribute).collect()
    }

    /// The calls of functions that are known by name only, each with its place.
    pub fn declared_calls(&self) -> Vec<(&str, Span)> {
        let calls = self.parts().filter_map(|part| Some((part.declared()?, part.span)));
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

    /// The function known by name only that it is a call of.
    fn declared(&self) -> Option<&str> {
        if let TypedKind::Declared { name, .. } = &self.kind { Some(name) } else { None }
    }

    /// What it is made of directly: the arguments of a call, the sides of a comparison.
    pub fn children(&self) -> Vec<&Typed> {
        match &self.kind {
            TypedKind::Call { arguments, .. } | TypedKind::Declared { arguments, .. } => {
                arguments.iter().filter_map(|argument| argument.value.as_ref()).collect()
            }
            TypedKind::Comparison { left, right, .. } => vec![left, right],
            TypedKind::Constant(_)
            | TypedKind::Attribute(_)
            | TypedKind::Ignore(_)
            | TypedKind::Error => Vec::new(),
        }
    }

    /// Itself and all that it is made of, in the order in which it is written.
    pub fn parts(&self) -> impl Iterator<Item = &Typed> {
        let mut left = vec![self];
        std::iter::from_fn(move || {
            let next = left.pop()?;
            left.extend(next.children().into_iter().rev());
            Some(next)
        })
    }
}
