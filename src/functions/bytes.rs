//! What the functions share that treat bytes in another way than text: a binary attribute's value is
//! base64 text, and only its type tells.

use std::sync::Arc;

use super::{Args, ArgumentFault, Call, Prepared};
use crate::types::Base;

/// The first argument holds bytes.
struct HoldsBytes;

/// True where the first argument holds bytes, whatever the user.
pub(super) fn holds_bytes(call: &Call<'_>) -> bool {
    call.facts(0).is_some_and(|source| source.ty.base == Base::Binary)
}

/// Remembers whether the first argument holds bytes.
pub(super) fn prepare_bytes(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    Ok(holds_bytes(call).then(|| Arc::new(HoldsBytes) as _))
}

/// True where the first argument was found to hold bytes.
pub(super) fn are_bytes(args: &Args<'_, '_>) -> bool {
    args.prepared::<HoldsBytes>().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Facts, Type};

    #[test]
    fn bytes_are_told_by_their_type() {
        for (base, expected) in [(Base::Binary, true), (Base::String, false)] {
            let arguments = [Some(Facts::any(Type::single(base)))];
            let prepared = prepare_bytes(&Call { arguments: &arguments });
            assert_eq!(prepared.expect("nothing is wrong").is_some(), expected, "{base:?}");
        }
    }
}
