//! Tree to text, in the form the service prints: `Name(a, b, )`, comparisons without spaces.
//!
//! Printing and parsing again gives the same tree.

use super::ast::{Expr, ExprKind};

/// The expression as text.
pub fn to_text(expr: &Expr) -> String {
    let mut text = String::new();
    write(expr, &mut text);
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

fn write(expr: &Expr, out: &mut String) {
    match &expr.kind {
        ExprKind::Attribute(name) => {
            out.push('[');
            out.push_str(name);
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
            out.push_str(&name.text);
            out.push('(');
            for (index, argument) in arguments.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                if let Some(expr) = &argument.expr {
                    write(expr, out);
                }
            }
            out.push(')');
        }
        ExprKind::Comparison { operator, left, right, .. } => {
            write(left, out);
            out.push_str(operator.symbol());
            write(right, out);
        }
        ExprKind::Error(parts) => {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                write(part, out);
            }
        }
    }
}
