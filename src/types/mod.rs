//! What values are: their types, the values themselves, what is known of them beforehand, and
//! the only conversions there are.
//!
//! Absent on purpose: places in texts, schemas, functions. Everything above may build on this.

mod base;
mod complex;
mod convert;
mod date_time;
mod facts;
mod known;
mod number;
mod shown;
mod states;
mod texts;
mod value;

pub use base::{Base, Type};
pub use complex::{Complex, Member};
pub use convert::{
    boolean_from_text, date_time_from_text, integer_from_text, is_taken, takes_every_text,
    truth_of_text,
};
pub use date_time::{DateTime, TICKS_PER_DAY, TICKS_PER_SECOND};
pub use facts::Facts;
pub use known::{Known, is_part_of};
pub use number::{Number, is_whole_number};
pub use shown::Shown;
pub use states::States;
pub use texts::Texts;
pub use value::{List, Value};
