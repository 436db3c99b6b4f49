//! Compiled expressions: a flat table of operations, and the walk over it.
//!
//! In: [`Checked`](crate::check::Checked) expressions, lowered over a common table of attribute
//! [`Slots`]. Out: a [`Program`] that gives a value for a record's slots, or a [`Trace`] of how it
//! came to it.
//!
//! Absent on purpose: names (attributes are slots, functions are pointers), parsing, files.

mod evaluate;
mod frame;
mod lower;
mod recorder;
mod secrets;
mod trace;
mod trace_text;
mod tracing;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

pub use trace::{Part, PartEnd, Role, Round, Trace};

use crate::check::{Comparing, Comparison, Ignored};
use crate::functions::{Function, Prepared};
use crate::source::{Source, Span};
use crate::types::{Facts, Value};

/// The attributes that some programs read, each with its place in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots {
    names: Vec<String>,
    by_name: HashMap<String, usize>,
}

impl Slots {
    /// None yet.
    pub fn new() -> Slots {
        Slots::default()
    }

    /// The slot of an attribute, made where there is none yet.
    pub fn slot(&mut self, name: &str) -> usize {
        if let Some(slot) = self.by_name.get(name) {
            return *slot;
        }
        let slot = self.names.len();
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), slot);
        slot
    }

    /// The attributes by slot.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// A compiled expression: immutable, shared between threads, cheap to clone.
#[derive(Debug, Clone)]
pub struct Program(Arc<Table>);

/// The operations, and what is known of the whole.
#[derive(Debug)]
struct Table {
    source: Source,
    ops: Vec<Op>,
    /// Where each operation stands in the text.
    spans: Vec<Span>,
    root: OpId,
    facts: Facts,
    is_redacted: bool,
}

/// An operation's place in the table.
type OpId = usize;

/// One operation.
#[derive(Debug, Clone)]
enum Op {
    Constant(Value<'static>),
    Attribute(usize),
    Call {
        function: &'static Function,
        arguments: Vec<ArgumentOp>,
        prepared: Prepared,
        /// Which call of the expression it is, in the order in which they are written: folded
        /// ones and white space make no difference.
        number: usize,
        /// True where it may be done for each of several values, and evaluates more than these.
        may_repeat: bool,
    },
    /// A call of a function that is known by name only.
    Declared {
        name: String,
        arguments: Vec<ArgumentOp>,
    },
    Comparison {
        operator: Comparison,
        comparing: Comparing,
        left: OpId,
        right: OpId,
    },
    Ignore(Ignored),
}

/// An argument's place: which operation gives it, if any, and where it stands.
#[derive(Debug, Clone, Copy)]
struct ArgumentOp {
    value: Option<OpId>,
    span: Span,
    /// True where its value is the same for every user, so that calls can be prepared with it.
    is_known: bool,
}

impl Op {
    /// The operations it may ask for, as they are written.
    fn parts(&self) -> impl Iterator<Item = OpId> {
        let (arguments, sides) = match self {
            Op::Call { arguments, .. } | Op::Declared { arguments, .. } => {
                (arguments.as_slice(), [None, None])
            }
            Op::Comparison { left, right, .. } => (&[][..], [Some(*left), Some(*right)]),
            Op::Constant(_) | Op::Attribute(_) | Op::Ignore(_) => (&[][..], [None, None]),
        };
        arguments.iter().filter_map(|slot| slot.value).chain(sides.into_iter().flatten())
    }
}

impl Program {
    /// The expression's text.
    pub fn source(&self) -> &Source {
        &self.0.source
    }

    /// The slot of the attribute that the expression is, where it is nothing else.
    pub fn attribute(&self) -> Option<usize> {
        match self.0.ops.as_slice() {
            [Op::Attribute(slot)] => Some(*slot),
            _ => None,
        }
    }

    /// True where a function in it keeps values out of what is shown.
    pub fn is_redacted(&self) -> bool {
        self.0.is_redacted
    }

    /// True where it ends with candidates, of which somebody chooses one that nobody has.
    pub fn is_unique(&self) -> bool {
        let root = self.0.ops.get(self.0.root);
        matches!(root, Some(Op::Call { function, .. }) if function.special.is_unique)
    }

    /// What is known of its value.
    pub fn facts(&self) -> &Facts {
        &self.0.facts
    }
}

/// The table as text, an operation a line, for tests and the curious.
impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, op) in self.0.ops.iter().enumerate() {
            write!(f, "{id}: ")?;
            match op {
                Op::Constant(value) => writeln!(f, "constant {value:?}")?,
                Op::Attribute(slot) => writeln!(f, "attribute {slot}")?,
                Op::Call { function, arguments, .. } => write_call(f, function.name, arguments)?,
                Op::Declared { name, arguments } => write_call(f, name, arguments)?,
                Op::Comparison { operator, comparing, left, right } => {
                    writeln!(f, "compare {left} {} {right} as {comparing:?}", operator.symbol())?;
                }
                Op::Ignore(ignored) => writeln!(f, "ignore {ignored:?}")?,
            }
        }
        Ok(())
    }
}

fn write_call(f: &mut fmt::Formatter<'_>, name: &str, arguments: &[ArgumentOp]) -> fmt::Result {
    write!(f, "call {name}")?;
    for argument in arguments {
        match argument.value {
            Some(id) => write!(f, " {id}")?,
            None => write!(f, " -")?,
        }
    }
    writeln!(f)
}
