//! Payloads: one SCIM user, written from ready-made fragments.
//!
//! In: the targets of a mapping, once; the values of one user, each time.
//! Out: the bytes of one JSON object, and whether something required is missing.
//!
//! The members of a user come in this order, whatever the mapping's:
//!
//! 1. `schemas`: the core schema, then each extension that has a value, in the order of 3;
//! 2. the members of the core schema in the table's order; the parts of a complex attribute and
//!    the elements of a multi-valued one stand together where the first of them stands;
//! 3. the extensions, in the order of their first rows in the table, their members as in 2.
//!
//! The elements of a multi-valued attribute come in the order in which the table lists them
//! (`work` before `home`), others behind them in the mapping's order. An element starts with its
//! filter's member, then what it carries besides (`primary`), then its parts in the table's
//! order. A list for a part of an element makes as many elements; what is a single value there
//! stands in the first of them.
//!
//! Null and the empty list are absent, and so is a container that nothing stands in; the empty
//! text is written. A target that is given twice is written once: the first counts.
//!
//! Absent on purpose: conversions (the room `flow` did them), PATCH bodies, HTTP.

mod json;
mod layout;
mod requirements;
mod template;

pub use requirements::Requirements;
pub use template::Template;
