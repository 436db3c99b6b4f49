//! UTF-16 input made UTF-8 in the buffer that it was read into.
//!
//! In: a buffer to which the caller appends input as it comes. Out: the same buffer in UTF-8;
//! where the input is UTF-8 it is not touched.
//!
//! What is no character stays none: half a surrogate pair becomes a byte that no UTF-8 has, so
//! that the user it stands in is refused like one with bad bytes, and no other. Absent on purpose:
//! telling users about it.

use crate::source::{Encoding, Utf16};

/// A byte that no character has in UTF-8.
const NO_CHARACTER: u8 = 0xff;

/// Where the input's encoding is taken care of.
#[derive(Debug, Default)]
pub(super) struct Transcoder {
    stage: Stage,
    /// How much of the buffer is UTF-8 already, behind which input is appended.
    done: usize,
}

#[derive(Debug, Default)]
enum Stage {
    /// The first bytes tell.
    #[default]
    Start,
    /// Nothing is to be done.
    Utf8,
    Utf16(Utf16),
}

impl Transcoder {
    /// Makes all of the buffer UTF-8; false where it takes more input to know what it is.
    pub(super) fn pass(&mut self, buffer: &mut Vec<u8>, is_end: bool) -> bool {
        if matches!(self.stage, Stage::Start) {
            if buffer.len() < Encoding::ENOUGH && !is_end {
                return false;
            }
            self.stage = match Utf16::of(Encoding::of(buffer)) {
                Some(reader) => Stage::Utf16(reader),
                None => Stage::Utf8,
            };
        }
        let Stage::Utf16(reader) = &mut self.stage else { return true };
        let input = buffer.split_off(self.done.min(buffer.len()));
        let mut sink = |character: Option<char>| match character {
            Some(character) => {
                buffer.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            None => buffer.push(NO_CHARACTER),
        };
        reader.push(&input, &mut sink);
        if is_end {
            reader.finish(&mut sink);
        }
        true
    }

    /// Says that so much of the buffer was kept, all of it UTF-8.
    pub(super) fn keep(&mut self, length: usize) {
        self.done = length;
    }
}
