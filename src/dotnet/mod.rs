//! What .NET does, where the language shows through to it: dates, casing, positions in text,
//! regular expressions.
//!
//! Absent on purpose: the language itself. Everything here is a plain function of plain values.

mod casing;
mod characters;
mod date;
mod date_certainty;
mod date_format;
mod date_tokens;
mod file_time;
mod interval;
mod iso_date;
pub mod regex;
mod title_case;
mod utf16;

pub use casing::{Culture, to_lower, to_upper};
pub use characters::Characters;
pub use date::parse_date;
pub use date_certainty::{
    is_always_a_date, is_completed_by_the_clock, is_date_out_of_range, is_ever_a_date,
};
pub use date_format::{Clock, DateReader, DateStyles, DateWriter, FormatError, Moment};
pub use file_time::{from_file_time, to_file_time};
pub use interval::Interval;
pub use title_case::{to_title_case, to_title_case_at};
pub use utf16::{cut, utf16_find, utf16_len};
