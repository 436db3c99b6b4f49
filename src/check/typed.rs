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
        let mut names = Vec::new();
        self.collect_attributes(&mut names);
        names
    }

    fn collect_attributes<'t>(&'t self, names: &mut Vec<&'t str>) {
        match &self.kind {
            TypedKind::Attribute(name) => names.push(name),
            TypedKind::Call { arguments, .. } | TypedKind::Declared { arguments, .. } => {
                for value in arguments.iter().filter_map(|argument| argument.value.as_ref()) {
                    value.collect_attributes(names);
                }
            }
            TypedKind::Comparison { left, right, .. } => {
                left.collect_attributes(names);
                right.collect_attributes(names);
            }
            TypedKind::Constant(_) | TypedKind::Ignore(_) | TypedKind::Error => {}
        }
    }

    /// True where a bare word in it can end the flow: then no value is sure.
    pub fn can_end_flow(&self) -> bool {
        match &self.kind {
            TypedKind::Ignore(_) => true,
            TypedKind::Call { arguments, .. } | TypedKind::Declared { arguments, .. } => {
                let mut values = arguments.iter().filter_map(|argument| argument.value.as_ref());
                values.any(Typed::can_end_flow)
            }
            TypedKind::Comparison { left, right, .. } => {
                left.can_end_flow() || right.can_end_flow()
            }
            TypedKind::Constant(_) | TypedKind::Attribute(_) | TypedKind::Error => false,
        }
    }

    /// The calls of functions that are known by name only, each with its place.
    pub fn declared_calls(&self) -> Vec<(&str, Span)> {
        let mut calls = Vec::new();
        self.collect_declared_calls(&mut calls);
        calls
    }

    fn collect_declared_calls<'t>(&'t self, calls: &mut Vec<(&'t str, Span)>) {
        if let TypedKind::Declared { name, .. } = &self.kind {
            calls.push((name, self.span));
        }
        match &self.kind {
            TypedKind::Call { arguments, .. } | TypedKind::Declared { arguments, .. } => {
                for value in arguments.iter().filter_map(|argument| argument.value.as_ref()) {
                    value.collect_declared_calls(calls);
                }
            }
            TypedKind::Comparison { left, right, .. } => {
                left.collect_declared_calls(calls);
                right.collect_declared_calls(calls);
            }
            TypedKind::Constant(_)
            | TypedKind::Attribute(_)
            | TypedKind::Ignore(_)
            | TypedKind::Error => {}
        }
    }
}
