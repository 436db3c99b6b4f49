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
        self.visit(&mut |typed| {
            if let TypedKind::Attribute(name) = &typed.kind {
                names.push(name.as_str());
            }
        });
        names
    }

    /// The calls of functions that are known by name only, each with its place.
    pub fn declared_calls(&self) -> Vec<(&str, Span)> {
        let mut calls = Vec::new();
        self.visit(&mut |typed| {
            if let TypedKind::Declared { name, .. } = &typed.kind {
                calls.push((name.as_str(), typed.span));
            }
        });
        calls
    }

    /// True where a function in it keeps values out of what is shown.
    pub fn is_redacted(&self) -> bool {
        let mut is_redacted = false;
        self.visit(&mut |typed| {
            if let TypedKind::Call { function, .. } = &typed.kind {
                is_redacted |= function.special.is_redacting;
            }
        });
        is_redacted
    }

    /// What it is made of, in the order of the text: arguments that are given, or two sides.
    pub fn children(&self) -> impl Iterator<Item = &Typed> {
        let (arguments, sides): (&[TypedArgument], _) = match &self.kind {
            TypedKind::Call { arguments, .. } | TypedKind::Declared { arguments, .. } => {
                (arguments, None)
            }
            TypedKind::Comparison { left, right, .. } => (&[], Some([&**left, &**right])),
            TypedKind::Constant(_)
            | TypedKind::Attribute(_)
            | TypedKind::Ignore(_)
            | TypedKind::Error => (&[], None),
        };
        let arguments = arguments.iter().filter_map(|argument| argument.value.as_ref());
        arguments.chain(sides.into_iter().flatten())
    }

    /// Looks at the expression and all that is in it, in the order of the text.
    fn visit<'t>(&'t self, look: &mut impl FnMut(&'t Typed)) {
        look(self);
        self.children().for_each(|child| child.visit(look));
    }
}
