//! THE LIST of rules.

mod changing_matching;
mod constant_matching;
mod default_for_matching;
mod duplicate_matching_priority;
mod empty_text;
mod inverted_active;
mod no_disable_path;
mod no_matching_attribute;
mod no_update_action;
mod nullable_matching;
mod nullable_required;
mod presence_in_switch;
mod several_sources_in_matching;
mod several_valued_matching;
mod several_values;
mod shared_matching;
mod text_for_reference;
mod unconvertible_date;
mod unfilterable_matching;
mod unfit_text;
mod unique_value_in_matching;
mod unique_value_on_update;
mod unmapped_required;

use super::Rule;

/// THE LIST: every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &changing_matching::RULE,
    &constant_matching::RULE,
    &default_for_matching::RULE,
    &duplicate_matching_priority::RULE,
    &empty_text::RULE,
    &inverted_active::RULE,
    &no_disable_path::RULE,
    &no_matching_attribute::RULE,
    &no_update_action::RULE,
    &nullable_matching::RULE,
    &nullable_required::RULE,
    &presence_in_switch::RULE,
    &several_sources_in_matching::RULE,
    &several_valued_matching::RULE,
    &several_values::RULE,
    &shared_matching::RULE,
    &text_for_reference::RULE,
    &unconvertible_date::RULE,
    &unfilterable_matching::RULE,
    &unfit_text::RULE,
    &unique_value_in_matching::RULE,
    &unique_value_on_update::RULE,
    &unmapped_required::RULE,
];
