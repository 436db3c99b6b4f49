//! Texts as results: grown within the limit of one value, or a part of another.
//!
//! Absent on purpose: lists, which are counted as they are made ([`Args::limited_list`]).

use std::borrow::Cow;

use super::{Args, Stop};
use crate::types::Value;

/// A text under construction, within the limit of one value.
pub struct Builder<'a, 'c, 'r> {
    args: &'a Args<'c, 'r>,
    text: String,
}

impl<'a, 'c, 'r> Builder<'a, 'c, 'r> {
    /// No text yet.
    pub(super) fn new(args: &'a Args<'c, 'r>) -> Builder<'a, 'c, 'r> {
        Builder { args, text: String::new() }
    }

    /// Adds text, or fails where it would grow over the limit.
    pub fn push(&mut self, text: &str) -> Result<(), Stop> {
        if self.text.len() + text.len() > self.args.most_value_bytes() {
            return Err(self.args.too_long());
        }
        if self.text.is_empty() {
            // Room for an ordinary name or address, so that it grows once and not at every piece.
            self.text.reserve(text.len().max(96));
        }
        self.text.push_str(text);
        Ok(())
    }

    /// The text as a value.
    pub fn finish<'v>(self) -> Value<'v> {
        Value::owned(self.text)
    }
}

/// A part of a text as a value, borrowed where the text is.
pub fn part_of<'r>(text: Cow<'r, str>, part: impl Fn(&str) -> &str) -> Value<'r> {
    match text {
        Cow::Borrowed(text) => Value::text(part(text)),
        Cow::Owned(text) => {
            let part = part(&text);
            if part.len() == text.len() {
                Value::owned(text)
            } else {
                Value::owned(part.to_owned())
            }
        }
    }
}
