//! THE LIST of rules.

mod coalesce_of_empty;
mod comparison_with_empty;
mod constant_condition;
mod failing_branch;
mod keyword_as_text;
mod near_keys;
mod no_matching_attribute;
mod nullable_required;
mod presence_in_iif;
mod presence_in_switch;
mod split_trims;
mod unreachable_arm;

use super::Rule;

/// THE LIST: every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &coalesce_of_empty::RULE,
    &comparison_with_empty::RULE,
    &constant_condition::RULE,
    &failing_branch::RULE,
    &keyword_as_text::RULE,
    &near_keys::RULE,
    &no_matching_attribute::RULE,
    &nullable_required::RULE,
    &presence_in_iif::RULE,
    &presence_in_switch::RULE,
    &split_trims::RULE,
    &unreachable_arm::RULE,
];
