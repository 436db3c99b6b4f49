//! Tree to text on one line, in the form the service prints: `Name(a, b, )`, comparisons without
//! spaces.
//!
//! In: a tree, and a [`Spelling`] that says how its names are written. Printing and parsing again
//! gives the same tree, but for spelling and for empty slots at the end of a call.
//!
//! Absent on purpose: lines (`format` breaks long texts), and what names mean.

use super::ast::{Argument, Expr, ExprKind};

/// How names are written, and how much room a call has: what printing has to know of names.
pub trait Spelling {
    /// A function's name as it should be written.
    fn function<'n>(&'n self, written: &'n str) -> &'n str;
    /// An attribute's name as it should be written.
    fn attribute<'n>(&'n self, written: &'n str) -> &'n str;
    /// The slots of a function's call.
    fn slots(&self, function: &str) -> Slots;
}

/// The slots of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slots {
    /// How many there are that do not repeat. They are printed, be they empty, where all that
    /// must be given is.
    pub once: usize,
    /// How many must be given, the last of them and those before it.
    pub least: usize,
    /// How many repeat together, such as the key and the value of `Switch`.
    pub together: usize,
}

/// Every name as it is, and no slots but those that are there.
struct AsWritten;

impl Spelling for AsWritten {
    fn function<'n>(&'n self, written: &'n str) -> &'n str {
        written
    }

    fn attribute<'n>(&'n self, written: &'n str) -> &'n str {
        written
    }

    fn slots(&self, _: &str) -> Slots {
        Slots::default()
    }
}

/// The expression as text, its names as they are written.
pub fn to_text(expr: &Expr) -> String {
    on_one_line(expr, &AsWritten)
}

/// The expression as text, its names as they should be written.
pub fn on_one_line(expr: &Expr, spelling: &dyn Spelling) -> String {
    let mut text = String::new();
    write(expr, spelling, &mut text);
    text
}

/// A text as a literal: in double quotes, `\` and `"` escaped.
pub fn quote(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        if matches!(character, '\\' | '"') {
            literal.push('\\');
        }
        literal.push(character);
    }
    literal.push('"');
    literal
}

/// What stands in each slot of a call, the declared ones at its end included.
pub(super) fn slots<'e>(
    name: &str,
    arguments: &'e [Argument],
    spelling: &dyn Spelling,
) -> Vec<Option<&'e Expr>> {
    let mut slots: Vec<Option<&Expr>> =
        arguments.iter().map(|argument| argument.expr.as_ref()).collect();
    let room = spelling.slots(name);
    if slots.len() >= room.least {
        slots.resize(slots.len().max(room.once), None);
    }
    slots
}

fn write(expr: &Expr, spelling: &dyn Spelling, out: &mut String) {
    match &expr.kind {
        ExprKind::Attribute(name) => {
            out.push('[');
            out.push_str(spelling.attribute(name));
            out.push(']');
        }
        ExprKind::Text(text) => out.push_str(&quote(text)),
        ExprKind::Number(text) | ExprKind::Word(text) => out.push_str(text),
        ExprKind::Parameter(name) => {
            out.push('%');
            out.push_str(name);
            out.push('%');
        }
        ExprKind::Call { name, arguments, .. } => {
            out.push_str(spelling.function(&name.text));
            out.push('(');
            for (index, slot) in slots(&name.text, arguments, spelling).into_iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                if let Some(expr) = slot {
                    write(expr, spelling, out);
                }
            }
            out.push(')');
        }
        ExprKind::Comparison { operator, left, right, .. } => {
            write(left, spelling, out);
            out.push_str(operator.symbol());
            write(right, spelling, out);
        }
        ExprKind::Error(parts) => {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                write(part, spelling, out);
            }
        }
    }
}
