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
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

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

/// Runs such a program on threads, as a programmer would who wants no more than that: whole lines
/// are handed to each thread in turn, and what becomes of them is taken back in the same turn.
pub fn each_line_on_threads(
    mut input: impl BufRead,
    mut output: impl Write,
    threads: usize,
    write: fn(&[u8], &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    type Hand = (SyncSender<Vec<u8>>, Receiver<io::Result<Vec<u8>>>);
    const AHEAD: usize = 2;
    thread::scope(|scope| {
        let hire = || -> Hand {
            let (lines, to_do) = sync_channel::<Vec<u8>>(AHEAD);
            let (done, written) = sync_channel(AHEAD);
            scope.spawn(move || {
                for lines in to_do {
                    let mut out = Vec::with_capacity(lines.len());
                    let end = each_line(&*lines, &mut out, write);
                    if done.send(end.map(|()| out)).is_err() {
                        return;
                    }
                }
            });
            (lines, written)
        };
        let hands: Vec<Hand> = (0..threads).map(|_| hire()).collect();
        let gone = |_| io::Error::other("a thread is gone");
        let (mut given, mut taken) = (0, 0);
        loop {
            let mut lines = Vec::with_capacity(BUFFER_BYTES + 4096);
            input.by_ref().take(BUFFER_BYTES as u64).read_to_end(&mut lines)?;
            input.read_until(b'\n', &mut lines)?;
            let is_end = lines.is_empty();
            if !is_end {
                let (to, _) = &hands[given % threads];
                to.send(lines).map_err(|_| io::Error::other("a thread is gone"))?;
                given += 1;
            }
            while taken < given && (is_end || given - taken >= threads * AHEAD) {
                let (_, from) = &hands[taken % threads];
                output.write_all(&from.recv().map_err(gone)??)?;
                taken += 1;
            }
            if is_end {
                return Ok(());
            }
        }
    })
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
