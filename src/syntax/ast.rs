//! The untyped tree: what is written, with a span on every node.
//!
//! Absent on purpose: types, resolved names, schema.

use crate::source::Span;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of its text.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// `[name]`: the name between the outer brackets.
    Attribute(String),
    /// A text literal, its escapes resolved.
    Text(String),
    /// A number literal, as written: `8`, `-1.5`, `&HF7`.
    Number(String),
    /// `%name%`.
    Parameter(String),
    /// A bare word: `True`, `vbTextCompare`, or a mistake.
    Word(String),
    /// `Name(argument, …)`.
    Call {
        /// The function's name as written.
        name: Name,
        /// One entry a slot.
        arguments: Vec<Argument>,
        /// From the opening to the closing parenthesis; the opening one alone where the closing
        /// one is missing.
        parentheses: Span,
    },
    /// `left = right`.
    Comparison {
        /// Which.
        operator: Comparison,
        /// Where the operator stands.
        operator_span: Span,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// Something that is no expression and has been reported; what could be read of it.
    Error(Vec<Expr>),
}

/// A slot between two commas of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// What stands in it; nothing where it is left empty.
    pub expr: Option<Expr>,
    /// The slot with its white space; without any, nothing between two commas.
    pub span: Span,
}

impl Argument {
    /// True where something stands in the slot that is no expression.
    pub fn is_unreadable(&self) -> bool {
        matches!(&self.expr, Some(Expr { kind: ExprKind::Error(_), .. }))
    }
}

/// A name as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The text.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// The comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }

    /// The operator of that text.
    pub fn from_symbol(symbol: &str) -> Option<Comparison> {
        let all = [
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ];
        all.into_iter().find(|comparison| comparison.symbol() == symbol)
    }

    /// True where the sides must have an order.
    pub fn needs_order(self) -> bool {
        !matches!(self, Comparison::Equal | Comparison::NotEqual)
    }
}
