//! The inputs, read on a thread of their own and cut into chunks of whole users.
//!
//! Reading can block for ever (a pipe nobody writes to); the main thread must still hear a
//! signal. So it waits for chunks, never for bytes.

use std::sync::Arc;
use std::thread;

use attrmap::record::{Chunk, Cutter, Fault, InputFormat, Limits};
use crossbeam_channel::{Receiver, Sender, bounded};

use crate::inputs::users::{one_page, unreadable};
use crate::system::console::Trouble;
use crate::system::files::Input;

/// How much is read at once.
const READ_BYTES: usize = 256 << 10;
/// How many chunks wait to be taken.
const WAITING_CHUNKS: usize = 1;

/// A chunk with the name of its input.
pub(super) struct Piece {
    pub(super) input: Arc<str>,
    pub(super) chunk: Chunk,
    /// How much of the input was read for it.
    pub(super) read: u64,
}

/// The inputs.
pub(super) struct Feed {
    messages: Receiver<Message>,
    /// What somebody says that they are.
    format: Option<InputFormat>,
}

/// What comes from the inputs.
pub(super) enum Message {
    /// Users.
    Piece(Piece),
    /// Something worth knowing about an input.
    Warning(String),
    /// The input cannot be read on.
    Failed(Trouble),
}

impl Feed {
    /// Starts reading.
    pub(super) fn start(inputs: Vec<Input>, format: Option<InputFormat>) -> Result<Feed, Trouble> {
        let (sender, messages) = bounded(WAITING_CHUNKS);
        // Not joined: at a signal it may be waiting for input that never comes.
        let reading = thread::Builder::new().spawn(move || {
            for (index, input) in inputs.into_iter().enumerate() {
                if !read(input, index, format, &sender) {
                    return;
                }
            }
        });
        reading.map_err(|error| Trouble::new(format!("cannot start a thread: {error}")))?;
        Ok(Feed { messages, format })
    }

    /// The input itself cannot be read on, whatever its users are.
    pub(super) fn unreadable(&self, name: &str, fault: &Fault) -> Trouble {
        unreadable(name, self.format.is_some(), fault)
    }

    /// What comes from the inputs, until there is no more.
    pub(super) fn messages(&self) -> &Receiver<Message> {
        &self.messages
    }
}

/// Reads one input to its end; false where reading is over altogether.
fn read(
    mut input: Input,
    index: usize,
    format: Option<InputFormat>,
    sender: &Sender<Message>,
) -> bool {
    let name: Arc<str> = Arc::from(input.name.as_str());
    let mut cutter = Cutter::new(format, Limits::default()).of_input(index);
    let mut read = 0;
    loop {
        let taken = match input.fill(cutter.buffer(), READ_BYTES) {
            Ok(taken) => taken,
            Err(error) => {
                let trouble = Trouble::with_file("read", &name, &error);
                let _ = sender.send(Message::Failed(trouble));
                return false;
            }
        };
        read += taken as u64;
        let is_end = taken == 0;
        loop {
            let message = match cutter.take(is_end) {
                Ok(Some(chunk)) => {
                    let (input, read) = (Arc::clone(&name), std::mem::take(&mut read));
                    Message::Piece(Piece { input, chunk, read })
                }
                Ok(None) => break,
                Err(fault) => Message::Failed(unreadable(&name, format.is_some(), &fault)),
            };
            let is_failed = matches!(message, Message::Failed(_));
            if sender.send(message).is_err() || is_failed {
                return false;
            }
        }
        if is_end {
            if cutter.has_more_pages() {
                return sender.send(Message::Warning(one_page(&name))).is_ok();
            }
            return true;
        }
    }
}
