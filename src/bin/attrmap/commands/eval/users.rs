//! The users of one input, one after the other.

use std::io::{ErrorKind, Read};
use std::ops::ControlFlow;

use attrmap::record::{Chunk, Cutter, Fault, Layout, Limits, Overrides, Record};

use crate::console::Trouble;
use crate::files::Input;

/// How much is read at once.
const READ_BYTES: usize = 64 << 10;

/// Reads users until there are no more or nobody wants more; true where the input says that it is
/// one page of several.
pub(super) fn each(
    input: &mut Input,
    layout: &Layout,
    overrides: &Overrides<'static>,
    mut sink: impl FnMut(u64, Result<Record<'_>, Fault>) -> Result<ControlFlow<()>, Trouble>,
) -> Result<bool, Trouble> {
    let mut cutter = Cutter::new(None, Limits::default());
    loop {
        let buffer = cutter.buffer();
        let filled = buffer.len();
        buffer.resize(filled + READ_BYTES, 0);
        let free = buffer.get_mut(filled..).unwrap_or_default();
        let taken = match input.read(free) {
            Ok(taken) => taken,
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                buffer.truncate(filled);
                continue;
            }
            Err(error) => return Err(Trouble::with_file("read", &input.name, &error)),
        };
        buffer.truncate(filled + taken);
        let is_end = taken == 0;
        while let Some(chunk) =
            cutter.take(is_end).map_err(|fault| Trouble::with_fault(&input.name, &fault))?
        {
            if each_of(&chunk, layout, overrides, &mut sink)?.is_break() {
                return Ok(false);
            }
        }
        if is_end {
            return Ok(cutter.has_more_pages());
        }
    }
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
