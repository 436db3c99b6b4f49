//! The functions of the expression language: one entry a file, and THE LIST.
//!
//! An entry is a `static` [`Function`] that says everything about it: what it is called with,
//! what it gives, what can be known beforehand, what is decided once a mapping, how sure we are,
//! and examples that are run. Checker, evaluator, reference pages and completion read it here.
//!
//! Absent on purpose: places in texts (the evaluator adds them), schemas, clocks and randomness
//! (they come with the arguments).

mod args;
mod declared;
mod entry;
mod failure;
mod purse;
mod randomness;
mod recent;
mod service;
mod taken;

mod app_role_assignments;
mod app_role_assignments_complex;
mod app_roles;
mod append;
mod assertive_app_role_assignments_complex;
mod bit_and;
mod bytes;
mod c_bool;
mod c_date;
mod c_str;
mod coalesce;
mod convert_from_base64;
mod convert_to_base64;
mod convert_to_utf8_hex;
mod count;
mod date_add;
mod date_diff;
mod date_from_num;
mod default_domain;
mod dn_component;
mod error;
mod format_date_time;
mod guid;
mod ignore_flow_if_null_or_empty;
mod iif;
mod in_str;
mod intervals;
mod is_nothing;
mod is_null;
mod is_null_or_empty;
mod is_present;
mod is_string;
mod item;
mod join;
mod left;
mod len;
mod mid;
mod normalize_diacritics;
mod not;
mod now;
mod num_from_date;
mod p_case;
mod prepend;
mod random_string;
mod redact;
mod remove_duplicates;
mod replace;
mod select_unique_value;
mod single_app_role_assignment;
mod split;
mod string_from_sid;
mod strip_spaces;
mod switch;
mod to_lower;
mod to_upper;
mod trim;
mod word;

pub use args::{Args, Frame, Surroundings};
pub use declared::{DeclaredFunction, DeclaredParameter};
pub use entry::{
    ArgumentFault, Behaviour, Call, Category, Certainty, Choice, Example, Function, Gives, Letters,
    Listed, Nesting, Param, Prepared, Repeats, Signature, Special, Takes, nothing_to_prepare,
};
pub use failure::{
    BY_NAME_ONLY, CODES, Failure, NOT_COMPARABLE, Reason, SEVERAL_VALUES, Stop, TOO_LONG,
    TOO_MUCH_WORK, help,
};
pub use normalize_diacritics::without_diacritics;
pub use purse::Purse;
pub use randomness::{Draws, Occasion, Place, Randomness};
pub use recent::Recent;
pub use redact::REDACTED;
pub use service::{Service, Services};
pub use taken::Taken;

/// THE LIST: every function, sorted by name.
pub static FUNCTIONS: &[&Function] = &[
    &append::APPEND,
    &app_role_assignments::APP_ROLE_ASSIGNMENTS,
    &app_role_assignments_complex::APP_ROLE_ASSIGNMENTS_COMPLEX,
    &assertive_app_role_assignments_complex::ASSERTIVE_APP_ROLE_ASSIGNMENTS_COMPLEX,
    &bit_and::BIT_AND,
    &c_bool::C_BOOL,
    &c_date::C_DATE,
    &coalesce::COALESCE,
    &convert_from_base64::CONVERT_FROM_BASE64,
    &convert_to_base64::CONVERT_TO_BASE64,
    &convert_to_utf8_hex::CONVERT_TO_UTF8_HEX,
    &count::COUNT,
    &c_str::C_STR,
    &date_add::DATE_ADD,
    &date_diff::DATE_DIFF,
    &date_from_num::DATE_FROM_NUM,
    &default_domain::DEFAULT_DOMAIN,
    &dn_component::DN_COMPONENT,
    &error::ERROR,
    &format_date_time::FORMAT_DATE_TIME,
    &guid::GUID,
    &ignore_flow_if_null_or_empty::IGNORE_FLOW_IF_NULL_OR_EMPTY,
    &iif::IIF,
    &in_str::IN_STR,
    &is_nothing::IS_NOTHING,
    &is_null::IS_NULL,
    &is_null_or_empty::IS_NULL_OR_EMPTY,
    &is_present::IS_PRESENT,
    &is_string::IS_STRING,
    &item::ITEM,
    &join::JOIN,
    &left::LEFT,
    &len::LEN,
    &mid::MID,
    &normalize_diacritics::NORMALIZE_DIACRITICS,
    &not::NOT,
    &now::NOW,
    &num_from_date::NUM_FROM_DATE,
    &p_case::P_CASE,
    &prepend::PREPEND,
    &random_string::RANDOM_STRING,
    &redact::REDACT,
    &remove_duplicates::REMOVE_DUPLICATES,
    &replace::REPLACE,
    &select_unique_value::SELECT_UNIQUE_VALUE,
    &single_app_role_assignment::SINGLE_APP_ROLE_ASSIGNMENT,
    &split::SPLIT,
    &string_from_sid::STRING_FROM_SID,
    &strip_spaces::STRIP_SPACES,
    &switch::SWITCH,
    &to_lower::TO_LOWER,
    &to_upper::TO_UPPER,
    &trim::TRIM,
    &word::WORD,
];

/// The function of that name, ignoring case.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().copied().find(|function| function.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::args::testing::call;
    use super::failure::UNKNOWN_WORD;
    use super::*;
    use crate::types::{Base, Facts, Member, Type, Value};

    #[test]
    fn the_list_is_sorted_and_refers_to_itself() {
        assert!(FUNCTIONS.is_sorted_by_key(|function| function.name.to_ascii_lowercase()));
        for function in FUNCTIONS {
            for other in function.see_also {
                assert!(find(other).is_some(), "{function:?} refers to {other}");
            }
        }
    }

    /// A value and several things that can be known of it.
    fn known_of(value: &Value<'_>) -> Vec<Facts> {
        let any = Facts::any(Type::STRING);
        let exactly = match value {
            Value::Null => Facts::null(),
            Value::Text(text) => Facts::constant(Base::String, text),
            Value::Boolean(value) => Facts::truth(*value, !value),
            Value::Integer(value) => Facts::constant(Base::Integer, &value.to_string()),
            Value::DateTime(_) => Facts::present(Type::DATE_TIME),
            Value::List(values) if matches!(values.first(), Some(Value::Complex(_))) => {
                let roles = Type { base: Base::AppRoleAssignment, is_multi_valued: true };
                return vec![Facts::present(roles), Facts::any(roles)];
            }
            Value::Complex(_) => return vec![Facts::present(Type::STRING)],
            Value::List(_) => {
                return vec![Facts::present(Type::STRINGS), Facts::any(Type::STRINGS)];
            }
        };
        let or_another = exactly.clone().join(Facts::constant(Base::String, "another"));
        let or_null = exactly.clone().join(Facts::null());
        let not_null = Facts { states: exactly.states, ..any.clone() };
        vec![exactly, or_another, or_null, not_null, any]
    }

    fn is_ruled_out(facts: &Facts, value: &Value<'_>) -> bool {
        let states = facts.states;
        match value {
            Value::Null => !states.can_be_null(),
            Value::List(_) => !states.can_be_present() || !facts.ty.is_multi_valued,
            value => {
                let text = value.to_text().unwrap_or_default();
                let is_possible =
                    if text.is_empty() { states.can_be_empty() } else { states.can_be_present() };
                let is_known =
                    facts.texts.known().is_none_or(|texts| texts.contains(text.as_ref()));
                !is_possible || !is_known
            }
        }
    }

    /// What a function can fail with beyond what its arguments and the limit bring along.
    fn is_own_failure(code: &str) -> bool {
        let of_arguments = [
            "eval::not-a-number",
            "eval::not-a-condition",
            "eval::not-a-date",
            "eval::several-values",
            "eval::too-long",
        ];
        code.starts_with("eval::") && !of_arguments.contains(&code)
    }

    #[test]
    fn facts_rule_nothing_out_that_happens() {
        let pool = [
            None,
            Some(Value::Null),
            Some(Value::text("")),
            Some(Value::text(" a B ")),
            Some(Value::text("a")),
            Some(Value::text("True")),
            Some(Value::text("0")),
            Some(Value::text("2")),
            Some(Value::text("-1")),
            Some(Value::text("d")),
            Some(Value::text("2020-03-16")),
            Some(Value::Boolean(false)),
            Some(Value::Integer(1)),
            Some(Value::list(vec![Value::text(""), Value::text("a")])),
            Some(Value::list(vec![Value::complex(vec![Member::new("value", Value::text("A"))])])),
        ];
        // A fixed sequence of choices: each run sees the same calls.
        let mut state: u64 = 1;
        let mut choose = |count: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).expect("it fits") % count
        };
        for function in FUNCTIONS {
            // The checker adds what words can do.
            let takes_words =
                function.signature.params.iter().any(|param| matches!(param.takes, Takes::Word(_)));
            let mut results = 0;
            for _ in 0..5_000 {
                let rounds = match function.signature.repeats {
                    Repeats::None => 0,
                    Repeats::Last { params, .. } => params * choose(3),
                };
                let count = function.signature.params.len() + rounds;
                let values: Vec<Option<Value<'_>>> =
                    (0..count).map(|_| pool[choose(pool.len())].clone()).collect();
                let arguments: Vec<Option<Facts>> = values
                    .iter()
                    .map(|value| {
                        let known = known_of(value.as_ref()?);
                        known.get(choose(known.len())).cloned()
                    })
                    .collect();
                let facts = (function.facts)(&Call { arguments: &arguments });
                match call(function, &values) {
                    Ok(value) => {
                        results += 1;
                        assert!(
                            !is_ruled_out(&facts, &value),
                            "{function:?}{values:?} of {arguments:?} gives {value:?}, not {facts:?}"
                        );
                    }
                    Err(code) => assert!(
                        !is_own_failure(&code)
                            || takes_words && code == UNKNOWN_WORD.path
                            || facts.can_fail,
                        "{function:?}{values:?} of {arguments:?} fails with {code}"
                    ),
                }
            }
            // What raises errors gives nothing else.
            let has_values = function.name != "Error";
            assert!(results > 100 || !has_values, "{function:?} is hardly ever called well");
        }
    }
}
