//! THE LIST of rules.

mod no_matching_attribute;
mod nullable_required;
mod presence_in_switch;

use super::Rule;

/// THE LIST: every rule, sorted by name.
pub static RULES: &[&Rule] =
    &[&no_matching_attribute::RULE, &nullable_required::RULE, &presence_in_switch::RULE];
