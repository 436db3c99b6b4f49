//! Source users: input cut into users, users read into the slots that a plan asks for.
//!
//! ```text
//! bytes ──Cutter──> Chunk        whole users and their row numbers, in bounded memory
//! Chunk ──Reader──> Record       the attributes that are read, borrowed from the chunk
//! ```
//!
//! [`Layout`] is the bridge: made once from the source table and the names that are read, it
//! knows under which keys exports write them. What cannot be read is a [`Fault`], of one user or
//! of the whole input.
//!
//! Absent on purpose: files and threads (callers bring bytes) and what a mapping does with the
//! values.

mod answer;
mod chunk;
mod complex;
mod csv;
mod cutter;
mod fault;
mod format;
mod found_users;
mod json;
mod json_fault;
mod json_scan;
mod json_value;
mod keys;
mod layout;
mod lent;
mod names;
mod note;
mod reader;
mod row_scan;
mod slots;
#[cfg(test)]
mod testing;
mod transcoder;

pub use chunk::{Chunk, CsvHeader, RawUser};
pub use csv::CsvColumns;
pub use cutter::{Cutter, Limits};
pub use fault::{
    APP_ROLES, CODES, CSV_HEADER, CSV_WIDTH, CUT_OFF, DAMAGED, Fault, GRAPH_ERROR, NO_LIST,
    NOT_A_BOOLEAN, NOT_AN_OBJECT, NOT_JSON, NOT_USERS, NOT_UTF8, NUMBER_TOO_LARGE, OBJECT_NEEDED,
    OBJECT_VALUE, SEVERAL_VALUES, TOO_LONG,
};
pub use format::InputFormat;
pub use layout::Layout;
pub use lent::Overrides;
pub use note::{DERIVED, DUPLICATE_KEY, SHORTENED};
pub use reader::Reader;
pub use slots::{Notes, Record};
