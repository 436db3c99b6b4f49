//! What the benches share: users, the three programs that are compared, and a way to run them.
//!
//! All programs take NDJSON bytes and write lines into a buffer that is emptied every now and
//! then, as a program that writes a file would.

#![allow(dead_code, reason = "each bench target uses its own part of what they share")]

pub mod attrmap;
pub mod by_hand;
pub mod exports;
pub mod random;
pub mod round_trip;
pub mod users;

use std::io::{self, BufRead, BufReader, Read, Write};

/// The seed of every bench's users.
pub const SEED: u64 = 29;

/// How much of the input or of the output is held at once.
pub const BUFFER_BYTES: usize = 256 << 10;

/// Runs a program that looks at one line at a time: `write` appends what becomes of it.
pub fn each_line(
    input: impl Read,
    mut output: impl Write,
    mut write: impl FnMut(&[u8], &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, input);
    let mut line = Vec::new();
    let mut written = Vec::with_capacity(BUFFER_BYTES);
    while reader.read_until(b'\n', &mut line)? > 0 {
        write(&line, &mut written)?;
        line.clear();
        if written.len() >= BUFFER_BYTES {
            output.write_all(&written)?;
            written.clear();
        }
    }
    output.write_all(&written)
}

/// Asserts that attrmap and the program written by hand write the same bytes for these users.
pub fn assert_same_output(lines: &[u8]) {
    let (mut mapped, mut written) = (Vec::new(), Vec::new());
    attrmap::run(&mut attrmap::worker(), lines, &mut mapped).expect("attrmap runs");
    each_line(lines, &mut written, by_hand::write).expect("the program written by hand runs");
    let pairs = mapped.split(|byte| *byte == b'\n').zip(written.split(|byte| *byte == b'\n'));
    for (row, (mapped, written)) in pairs.enumerate() {
        let [mapped, written] = [mapped, written].map(String::from_utf8_lossy);
        assert_eq!(mapped, written, "user {}", row + 1);
    }
    assert_eq!(mapped.len(), written.len());
}
