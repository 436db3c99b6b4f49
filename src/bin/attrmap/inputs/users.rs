//! Inputs of users: their form as an argument, and their chunks one after the other.
//!
//! `run` alone reads them another way, on a thread of their own: it has to hear signals meanwhile.

use std::ops::ControlFlow;

use attrmap::record::{self, Chunk, Cutter, Fault, Limits};
use clap::ValueEnum;

use crate::system::console::Trouble;
use crate::system::files::{Input, called};

/// How much is read at once.
const READ_BYTES: usize = 128 << 10;

/// The form of users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// One JSON object a line.
    Ndjson,
    /// A JSON array, a Graph list response, or objects one after another.
    Json,
    /// Rows under a header.
    Csv,
}

impl InputFormat {
    pub(crate) fn of_library(self) -> record::InputFormat {
        match self {
            InputFormat::Ndjson => record::InputFormat::Ndjson,
            InputFormat::Json => record::InputFormat::Json,
            InputFormat::Csv => record::InputFormat::Csv,
        }
    }
}

/// Reads chunks until there are no more or nobody wants more; true where the input says that it
/// is one page of several.
pub(crate) fn each_chunk(
    input: &mut Input,
    format: Option<InputFormat>,
    mut sink: impl FnMut(Chunk) -> Result<ControlFlow<()>, Trouble>,
) -> Result<bool, Trouble> {
    let mut cutter = Cutter::new(format.map(InputFormat::of_library), Limits::default());
    loop {
        let taken = input
            .fill(cutter.buffer(), READ_BYTES)
            .map_err(|error| Trouble::with_file("read", &input.name, &error))?;
        let is_end = taken == 0;
        while let Some(chunk) = cutter
            .take(is_end)
            .map_err(|fault| unreadable(&input.name, format.is_some(), &fault))?
        {
            if sink(chunk)?.is_break() {
                return Ok(false);
            }
        }
        if is_end {
            return Ok(cutter.has_more_pages());
        }
    }
}

/// The input itself cannot be read on, whatever its users are. Where somebody says what it is,
/// that may be the mistake.
pub(crate) fn unreadable(name: &str, is_forced: bool, fault: &Fault) -> Trouble {
    let trouble = Trouble::new(format!("{}: {fault}", called(name)));
    if is_forced {
        return trouble.help("leave --input-format away, and the content tells the format");
    }
    match fault.help {
        Some(help) => trouble.help(help),
        None => trouble,
    }
}

/// What is said of an input that is one page of several.
pub(crate) fn one_page(name: &str) -> String {
    format!("{} is one page of a list: `@odata.nextLink` says that there are more", called(name))
}
