//! Text to tree and back.
//!
//! In: the [`Source`](crate::source::Source) of an expression. Out: an [`Expr`] with a span on
//! every node, and diagnostics: parsing never stops at the first mistake. And the other way: the
//! text of a tree, and the canonical form of a text. Of a text that is still being typed: its
//! [`tokens`].
//!
//! Absent on purpose: what names mean, types, values.

mod ast;
mod format;
mod messages;
mod parse;
mod print;
mod quotes;
mod row;
mod scan;
mod tokens;

pub use ast::{Argument, Comparison, Expr, ExprKind, Name};
pub use format::{Layout, format};
pub use messages::CODES;
pub use parse::{Parsed, parse};
pub use print::{Slots, Spelling, on_one_line, quote, to_text};
#[cfg(feature = "toml")]
pub(crate) use quotes::{is_other_double_quote, is_other_quote};
pub use scan::MOST_BYTES;
pub use tokens::{Open, OpenCall, Token, TokenKind, open_call, partner, tokens};

/// The service's limit for one expression, in characters.
pub const SERVICE_LIMIT: usize = 10_000;
