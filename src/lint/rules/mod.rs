//! THE LIST of rules.

mod case_in_filter;
mod catastrophic_pattern;
mod changing_matching;
mod changing_value;
mod coalesce_of_empty;
mod comparison_with_empty;
mod constant_condition;
mod constant_matching;
mod contradictory_group;
mod corrected_type;
mod cross_tenant_matching;
mod custom_attribute;
mod dangling_reference;
mod date_for_integer;
mod default_for_matching;
mod duplicate_clause;
mod duplicate_definition;
mod duplicate_matching_priority;
mod duplicate_value;
mod empty_text;
mod experimental_filter;
mod failing_branch;
mod future_date_comparison;
mod immutable_on_update;
mod incomplete_address;
mod inverted_active;
mod keyword_as_text;
mod low_entropy_id;
mod misread_format_letter;
mod missing_anchor;
mod near_keys;
mod negative_filter;
mod no_disable_path;
mod no_matching_attribute;
mod no_update_action;
mod not_an_email;
mod not_an_email_constant;
mod nullable_matching;
mod nullable_required;
mod presence_in_iif;
mod presence_in_switch;
mod read_only_in_directory;
mod rejected_users;
mod same_values;
mod scim_1_job;
mod scim_1_target;
mod several_sources_in_matching;
mod several_valued_matching;
mod several_values;
mod shared_matching;
mod split_trims;
mod subsumed_group;
mod target_case;
mod text_for_reference;
mod too_long;
mod too_long_constant;
mod tree_disagrees;
mod unanchored_pattern;
mod unconvertible_date;
mod undescribed_target;
mod undocumented_function;
mod unescaped_backslash;
mod unfilterable_matching;
mod unfit_text;
mod unique_value_in_matching;
mod unique_value_on_update;
mod unknown_directory;
mod unknown_object;
mod unlisted_attribute;
mod unlisted_letter;
mod unmapped_required;
mod unoffered_source;
mod unreachable_arm;
mod unredacted_password;
mod unsupported_target;
mod unverified_domain;
mod wrong_tenant_url;
mod zero_index;

use super::Rule;

/// THE LIST: every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &case_in_filter::RULE,
    &catastrophic_pattern::RULE,
    &changing_matching::RULE,
    &changing_value::RULE,
    &coalesce_of_empty::RULE,
    &comparison_with_empty::RULE,
    &constant_condition::RULE,
    &constant_matching::RULE,
    &contradictory_group::RULE,
    &corrected_type::RULE,
    &cross_tenant_matching::RULE,
    &custom_attribute::RULE,
    &dangling_reference::RULE,
    &date_for_integer::RULE,
    &default_for_matching::RULE,
    &duplicate_clause::RULE,
    &duplicate_definition::RULE,
    &duplicate_matching_priority::RULE,
    &duplicate_value::RULE,
    &empty_text::RULE,
    &experimental_filter::RULE,
    &failing_branch::RULE,
    &future_date_comparison::RULE,
    &immutable_on_update::RULE,
    &incomplete_address::RULE,
    &inverted_active::RULE,
    &keyword_as_text::RULE,
    &low_entropy_id::RULE,
    &misread_format_letter::RULE,
    &missing_anchor::RULE,
    &near_keys::RULE,
    &negative_filter::RULE,
    &no_disable_path::RULE,
    &no_matching_attribute::RULE,
    &no_update_action::RULE,
    &not_an_email::RULE,
    &not_an_email_constant::RULE,
    &nullable_matching::RULE,
    &nullable_required::RULE,
    &presence_in_iif::RULE,
    &presence_in_switch::RULE,
    &read_only_in_directory::RULE,
    &rejected_users::RULE,
    &same_values::RULE,
    &scim_1_job::RULE,
    &scim_1_target::RULE,
    &several_sources_in_matching::RULE,
    &several_valued_matching::RULE,
    &several_values::RULE,
    &shared_matching::RULE,
    &split_trims::RULE,
    &subsumed_group::RULE,
    &target_case::RULE,
    &text_for_reference::RULE,
    &too_long::RULE,
    &too_long_constant::RULE,
    &tree_disagrees::RULE,
    &unanchored_pattern::RULE,
    &unconvertible_date::RULE,
    &undescribed_target::RULE,
    &undocumented_function::RULE,
    &unescaped_backslash::RULE,
    &unfilterable_matching::RULE,
    &unfit_text::RULE,
    &unique_value_in_matching::RULE,
    &unique_value_on_update::RULE,
    &unknown_directory::RULE,
    &unknown_object::RULE,
    &unlisted_attribute::RULE,
    &unlisted_letter::RULE,
    &unmapped_required::RULE,
    &unoffered_source::RULE,
    &unreachable_arm::RULE,
    &unredacted_password::RULE,
    &unsupported_target::RULE,
    &unverified_domain::RULE,
    &wrong_tenant_url::RULE,
    &zero_index::RULE,
];
