//! What the functions of intervals share: their first argument, a code such as `d` for days.
//!
//! In: the argument. Out: the interval, decided once a mapping where the code is a constant.

use std::sync::Arc;

use super::failure::UNKNOWN_WORD;
use super::{Args, ArgumentFault, Call, Prepared, Stop};
use crate::dotnet::Interval;

/// The interval of a constant code.
pub(super) fn prepare_interval(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    let Some(code) = call.constant(0) else { return Ok(None) };
    match Interval::from_code(code) {
        Some(interval) => Ok(Some(Arc::new(interval))),
        None => {
            let help =
                "write one of `\"yyyy\"`, `\"m\"`, `\"ww\"`, `\"d\"`, `\"h\"`, `\"n\"`, `\"s\"`";
            Err(ArgumentFault::new(0, "`interval` takes one of a few codes", help))
        }
    }
}

/// The interval; nothing where the code is null.
pub(super) fn interval(args: &Args<'_, '_>) -> Result<Option<Interval>, Stop> {
    if let Some(interval) = args.prepared::<Interval>() {
        return Ok(Some(*interval));
    }
    let Some(code) = args.text(0)? else { return Ok(None) };
    let interval = Interval::from_code(&code);
    let unknown = || args.fail_with(0, &UNKNOWN_WORD, "this is no interval such as `d`", &code);
    interval.map(Some).ok_or_else(unknown)
}
