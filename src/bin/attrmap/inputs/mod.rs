//! What commands are given, as groups of arguments that several of them share, and how it is read:
//! users, expressions, tables, surroundings, values that are taken.

pub(crate) mod environment;
pub(crate) mod expression;
pub(crate) mod known;
pub(crate) mod no_json;
pub(crate) mod quoting;
pub(crate) mod settings;
pub(crate) mod surroundings;
pub(crate) mod tables;
pub(crate) mod taken;
pub(crate) mod unknown;
pub(crate) mod users;
