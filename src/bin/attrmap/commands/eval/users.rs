//! The users of one input, one after the other.

use std::ops::ControlFlow;

use attrmap::record::{Chunk, Fault, Layout, Overrides, Record};

use crate::inputs::users::each_chunk;
use crate::system::console::Trouble;
use crate::system::files::Input;

/// Reads users until there are no more or nobody wants more; true where the input says that it is
/// one page of several.
pub(super) fn each(
    input: &mut Input,
    layout: &Layout,
    overrides: &Overrides<'static>,
    mut sink: impl FnMut(u64, Result<Record<'_>, Fault>) -> Result<ControlFlow<()>, Trouble>,
) -> Result<bool, Trouble> {
    each_chunk(input, None, |chunk| each_of(&chunk, layout, overrides, &mut sink))
}

fn each_of(
    chunk: &Chunk,
    layout: &Layout,
    overrides: &Overrides<'static>,
    sink: &mut impl FnMut(u64, Result<Record<'_>, Fault>) -> Result<ControlFlow<()>, Trouble>,
) -> Result<ControlFlow<()>, Trouble> {
    let reader = layout.reader(chunk);
    for (row, user) in chunk.users() {
        let record = match (&reader, user) {
            (Ok(reader), Ok(user)) => reader.read_with_overrides(user, overrides, Record::new()),
            (Err(fault), _) => Err(fault.clone()),
            (_, Err(fault)) => Err(fault),
        };
        if sink(row, record)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
