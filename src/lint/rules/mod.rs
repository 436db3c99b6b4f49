//! THE LIST of rules.

mod catastrophic_pattern;
mod changing_matching;
mod changing_value;
mod coalesce_of_empty;
mod comparison_with_empty;
mod constant_condition;
mod constant_matching;
mod default_for_matching;
mod duplicate_matching_priority;
mod empty_text;
mod failing_branch;
mod future_date_comparison;
mod inverted_active;
mod keyword_as_text;
mod low_entropy_id;
mod near_keys;
mod no_disable_path;
mod no_matching_attribute;
mod no_update_action;
mod nullable_matching;
mod nullable_required;
mod padded_format;
mod presence_in_iif;
mod presence_in_switch;
mod several_sources_in_matching;
mod several_valued_matching;
mod several_values;
mod shared_matching;
mod split_trims;
mod text_for_reference;
mod unconvertible_date;
mod undocumented_function;
mod unescaped_backslash;
mod unfilterable_matching;
mod unfit_text;
mod unique_value_in_matching;
mod unique_value_on_update;
mod unmapped_required;
mod unreachable_arm;
mod unredacted_password;
mod zero_index;

use super::Rule;

/// THE LIST: every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &catastrophic_pattern::RULE,
    &changing_matching::RULE,
    &changing_value::RULE,
    &coalesce_of_empty::RULE,
    &comparison_with_empty::RULE,
    &constant_condition::RULE,
    &constant_matching::RULE,
    &default_for_matching::RULE,
    &duplicate_matching_priority::RULE,
    &empty_text::RULE,
    &failing_branch::RULE,
    &future_date_comparison::RULE,
    &inverted_active::RULE,
    &keyword_as_text::RULE,
    &low_entropy_id::RULE,
    &near_keys::RULE,
    &no_disable_path::RULE,
    &no_matching_attribute::RULE,
    &no_update_action::RULE,
    &nullable_matching::RULE,
    &nullable_required::RULE,
    &padded_format::RULE,
    &presence_in_iif::RULE,
    &presence_in_switch::RULE,
    &several_sources_in_matching::RULE,
    &several_valued_matching::RULE,
    &several_values::RULE,
    &shared_matching::RULE,
    &split_trims::RULE,
    &text_for_reference::RULE,
    &unconvertible_date::RULE,
    &undocumented_function::RULE,
    &unescaped_backslash::RULE,
    &unfilterable_matching::RULE,
    &unfit_text::RULE,
    &unique_value_in_matching::RULE,
    &unique_value_on_update::RULE,
    &unmapped_required::RULE,
    &unreachable_arm::RULE,
    &unredacted_password::RULE,
    &zero_index::RULE,
];
