//! The canonical form of an expression: as the service prints it where it is short, broken over
//! lines where it is long.
//!
//! In: an expression's text, and how its names are spelt. Out: the text in its one form, which
//! depends on the tree alone, or what is wrong with the text. Only where that form would be over the
//! service's limit do two spellings of a tree keep two forms. White space is only put where it is
//! free, so nothing changes its meaning:
//!
//! ```text
//! Switch(
//!     [department], "Other",
//!     "Research", "R",
//!     Coalesce([extensionAttribute1], [extensionAttribute2]), "S"
//! )
//! ```
//!
//! An argument stands on a line of its own, with the empty slots behind it; arguments that repeat
//! together share one. What is too long for its line is broken again, one step further in.
//!
//! Absent on purpose: how long the line is on which the expression begins: the same expression
//! looks the same wherever it stands.

use super::SERVICE_LIMIT;
use super::ast::{Expr, ExprKind};
use super::parse::parse;
use super::print::{Spelling, on_one_line, slots};
use super::tokens::{Token, tokens};
use crate::diagnostic::Diagnostics;
use crate::source::Source;

/// The characters of a line, wide ones too: what columns they take differs between terminals, and
/// between versions of Unicode, and the form is one.
const WIDTH: usize = 100;
/// How far an argument stands in.
const STEP: usize = 4;

/// How an expression is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// On one line, however long: what the portal takes. Only a text's own lines stay.
    OneLine,
    /// On several lines where one would be too long, each ended so.
    Lines {
        /// `\n`, or `\r\n` in a file of Windows.
        end: &'static str,
    },
}

/// The expression in its canonical form; nothing where it has errors, which are told.
///
/// The service takes so many characters and no more: a text that lines would make longer than
/// that is left on one, and one that even this would is left as it is written, but for the ends
/// of lines where one line is asked for.
pub fn format(
    source: &Source,
    spelling: &dyn Spelling,
    layout: Layout,
) -> Result<String, Diagnostics> {
    let parsed = parse(source);
    if parsed.diagnostics.has_errors() {
        return Err(parsed.diagnostics);
    }
    let length = |text: &str| text.chars().count();
    let line = on_one_line(&parsed.expr, spelling);
    if length(&line) > SERVICE_LIMIT {
        let written = source.text();
        let is_longer = length(&line) > length(written);
        return Ok(match (is_longer, layout) {
            (false, _) => line,
            (true, Layout::OneLine) => joined(written),
            (true, Layout::Lines { .. }) => written.to_owned(),
        });
    }
    let Layout::Lines { end } = layout else { return Ok(line) };
    let mut lines = Lines { spelling, end, text: String::new(), column: 0 };
    lines.expression(&parsed.expr, 0, 0);
    Ok(if length(&lines.text) > SERVICE_LIMIT { line } else { lines.text })
}

/// The text as it is written, with a blank where its parts stand on different lines.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut done = 0;
    for Token { span, .. } in tokens(text) {
        let range = span.range();
        let between = text.get(done..range.start).unwrap_or_default();
        joined.push_str(if between.contains(['\r', '\n']) { " " } else { between });
        joined.push_str(text.get(range.clone()).unwrap_or_default());
        done = range.end;
    }
    joined.trim().to_owned()
}

/// A text that is broken over lines while it is written.
struct Lines<'s> {
    spelling: &'s dyn Spelling,
    end: &'static str,
    text: String,
    /// How many columns of the last line are taken.
    column: usize,
}

impl Lines<'_> {
    /// Writes an expression whose lines stand in so far, with room for as many columns behind it.
    fn expression(&mut self, expr: &Expr, indent: usize, behind: usize) {
        let line = on_one_line(expr, self.spelling);
        if self.column + width(&line) + behind <= WIDTH {
            return self.push(&line);
        }
        match &expr.kind {
            ExprKind::Call { name, arguments, .. } if !arguments.is_empty() => {
                let slots = slots(&name.text, arguments, self.spelling);
                self.push(self.spelling.function(&name.text));
                self.push("(");
                self.arguments(&name.text, &slots, indent + STEP);
                self.new_line(indent);
                self.push(")");
            }
            ExprKind::Comparison { operator, left, right, .. } => {
                let symbol = operator.symbol();
                // What must stand on the line where the left side ends.
                let next = match &right.kind {
                    ExprKind::Call { name, .. } => width(&name.text) + 1,
                    _ => width(&on_one_line(right, self.spelling)) + behind,
                };
                self.expression(left, indent, symbol.len() + next);
                self.push(symbol);
                self.expression(right, indent, behind);
            }
            ExprKind::Call { .. }
            | ExprKind::Attribute(_)
            | ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Word(_)
            | ExprKind::Parameter(_)
            | ExprKind::Error(_) => self.push(&line),
        }
    }

    /// Writes the slots of a call, each group on a line of its own.
    fn arguments(&mut self, function: &str, slots: &[Option<&Expr>], indent: usize) {
        let room = self.spelling.slots(function);
        let groups: Vec<&[Option<&Expr>]> = match room.together {
            0 | 1 => one_by_one(slots).collect(),
            together => {
                let (once, rounds) = slots.split_at(room.once.min(slots.len()));
                std::iter::once(once).chain(rounds.chunks(together)).collect()
            }
        };
        let last = groups.len().saturating_sub(1);
        for (index, group) in groups.into_iter().enumerate() {
            self.group(group, indent, index == last);
        }
    }

    /// Writes slots on one line, or, where that is too long, each on a line of its own.
    fn group(&mut self, group: &[Option<&Expr>], indent: usize, is_last: bool) {
        let texts = group.iter().map(|slot| match slot {
            Some(expr) => on_one_line(expr, self.spelling),
            None => String::new(),
        });
        let mut line = texts.collect::<Vec<_>>().join(", ");
        line.push_str(if is_last { "" } else { "," });
        let line = line.trim_end_matches(' ');
        if indent + width(line) <= WIDTH {
            self.new_line(indent);
            return self.push(line);
        }
        let mut rest = group.len();
        for piece in one_by_one(group) {
            rest -= piece.len();
            self.new_line(indent);
            let (first, empty) = match piece {
                [first, empty @ ..] => (*first, empty.len()),
                [] => (None, 0),
            };
            let commas = empty + usize::from(rest > 0 || !is_last);
            let behind = vec![","; commas].join(" ");
            if let Some(expr) = first {
                self.expression(expr, indent, behind.len());
            }
            self.push(&behind);
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.text.push_str(self.end);
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // A text can have lines of its own.
        self.column = match text.rsplit_once('\n') {
            Some((_, last)) => width(last),
            None => self.column + width(text),
        };
    }
}

/// Slots in pieces: each that is filled, with the empty ones behind it.
fn one_by_one<'s, 'e>(
    slots: &'s [Option<&'e Expr>],
) -> impl Iterator<Item = &'s [Option<&'e Expr>]> {
    slots.chunk_by(|_, next| next.is_none())
}

fn width(text: &str) -> usize {
    text.chars().count()
}
