//! THE LIST of rules.

mod catastrophic_pattern;
mod changing_value;
mod coalesce_of_empty;
mod comparison_with_empty;
mod constant_condition;
mod failing_branch;
mod future_date_comparison;
mod keyword_as_text;
mod low_entropy_id;
mod near_keys;
mod no_matching_attribute;
mod nullable_required;
mod padded_format;
mod presence_in_iif;
mod presence_in_switch;
mod split_trims;
mod undocumented_function;
mod unescaped_backslash;
mod unreachable_arm;
mod unredacted_password;
mod zero_index;

use super::Rule;

/// THE LIST: every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &catastrophic_pattern::RULE,
    &changing_value::RULE,
    &coalesce_of_empty::RULE,
    &comparison_with_empty::RULE,
    &constant_condition::RULE,
    &failing_branch::RULE,
    &future_date_comparison::RULE,
    &keyword_as_text::RULE,
    &low_entropy_id::RULE,
    &near_keys::RULE,
    &no_matching_attribute::RULE,
    &nullable_required::RULE,
    &padded_format::RULE,
    &presence_in_iif::RULE,
    &presence_in_switch::RULE,
    &split_trims::RULE,
    &undocumented_function::RULE,
    &unescaped_backslash::RULE,
    &unreachable_arm::RULE,
    &unredacted_password::RULE,
    &zero_index::RULE,
];
