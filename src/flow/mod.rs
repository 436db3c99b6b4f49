//! What a mapping does with the value its expression gives: the default value where there is
//! none, and the conversion to the target's type.
//!
//! In: a [`Value`] of one user. Out: a value of the target's type, or an [`UnfitValue`].
//!
//! A run is a create: default values apply and every flow type flows.
//!
//! Absent on purpose: updates, and the values a target has already.

mod kinds;
mod rule;
mod unfit;

pub use kinds::{FlowBehavior, FlowType, ObjectFlowType};
pub use rule::FlowRule;
pub use unfit::{
    AN_OBJECT, CODES, NOT_A_BOOLEAN, NOT_A_DATE, NOT_AN_INTEGER, SEVERAL_VALUES, UnfitValue,
};

#[cfg(doc)]
use crate::types::Value;
