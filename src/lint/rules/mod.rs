//! THE LIST of rules.

mod changing_matching;
mod constant_matching;
mod contradictory_group;
mod corrected_type;
mod custom_attribute;
mod dangling_reference;
mod default_for_matching;
mod duplicate_clause;
mod duplicate_definition;
mod duplicate_matching_priority;
mod empty_text;
mod experimental_filter;
mod inverted_active;
mod missing_anchor;
mod negative_filter;
mod no_disable_path;
mod no_matching_attribute;
mod nullable_matching;
mod nullable_required;
mod presence_in_switch;
mod scim_1_job;
mod scim_1_target;
mod several_sources_in_matching;
mod several_valued_matching;
mod several_values;
mod shared_matching;
mod subsumed_group;
mod text_for_reference;
mod tree_disagrees;
mod unanchored_pattern;
mod unconvertible_date;
mod unfilterable_matching;
mod unfit_text;
mod unique_value_in_matching;
mod unique_value_on_update;
mod unknown_directory;
mod unknown_object;
mod unlisted_attribute;
mod unmapped_required;
mod unsupported_target;
mod wrong_tenant_url;

use super::Rule;

/// THE LIST: every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &changing_matching::RULE,
    &constant_matching::RULE,
    &contradictory_group::RULE,
    &corrected_type::RULE,
    &custom_attribute::RULE,
    &dangling_reference::RULE,
    &default_for_matching::RULE,
    &duplicate_clause::RULE,
    &duplicate_definition::RULE,
    &duplicate_matching_priority::RULE,
    &empty_text::RULE,
    &experimental_filter::RULE,
    &inverted_active::RULE,
    &missing_anchor::RULE,
    &negative_filter::RULE,
    &no_disable_path::RULE,
    &no_matching_attribute::RULE,
    &nullable_matching::RULE,
    &nullable_required::RULE,
    &presence_in_switch::RULE,
    &scim_1_job::RULE,
    &scim_1_target::RULE,
    &several_sources_in_matching::RULE,
    &several_valued_matching::RULE,
    &several_values::RULE,
    &shared_matching::RULE,
    &subsumed_group::RULE,
    &text_for_reference::RULE,
    &tree_disagrees::RULE,
    &unanchored_pattern::RULE,
    &unconvertible_date::RULE,
    &unfilterable_matching::RULE,
    &unfit_text::RULE,
    &unique_value_in_matching::RULE,
    &unique_value_on_update::RULE,
    &unknown_directory::RULE,
    &unknown_object::RULE,
    &unlisted_attribute::RULE,
    &unmapped_required::RULE,
    &unsupported_target::RULE,
    &wrong_tenant_url::RULE,
];
