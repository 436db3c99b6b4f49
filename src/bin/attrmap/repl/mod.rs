//! The REPL: a session, and who brings it entries.
//!
//! ```text
//! terminal ──helper──┐
//!                    ├──entry──> Session ──> Answer ──> stdout, stderr
//! stdin ────script───┘
//! ```
//!
//! The [`Session`] is a pure object: it knows neither a terminal nor, but for what it asks of
//! [`Outside`](outside::Outside), the system. Each command is a file in `commands`.

mod answer;
mod came;
mod commands;
mod completion;
mod evaluation;
mod helper;
mod hints;
mod history;
mod interrupt;
mod mapped;
mod outside;
mod paint;
mod people;
mod pretty;
mod script;
mod session;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::rc::Rc;

pub(crate) use self::session::Start;

use self::answer::{Answer, Next};
use self::helper::{LineEditor, Typed};
use self::history::History;
use self::outside::System;
use self::script::Gathering;
use self::session::Session;
use crate::console::{Console, Trouble};
use crate::ending::Ending;
use crate::files::STANDARD;

/// A session with these files loaded; breaks where one of them could not be.
pub(crate) struct Repl<'c> {
    session: Session,
    console: &'c Console,
}

impl<'c> Repl<'c> {
    /// A session with nothing loaded.
    pub(crate) fn new(start: Start, console: &'c Console) -> Repl<'c> {
        Repl { session: Session::new(start, Box::new(System)), console }
    }

    /// Loads files; false where one of them could not be.
    pub(crate) fn load(&mut self, files: &[PathBuf]) -> Result<bool, Trouble> {
        let mut are_loaded = true;
        for path in files {
            let loaded = commands::load::load(&mut self.session, path);
            let answer = loaded.unwrap_or_else(|mistake| mistake.answer(self.session.appearance));
            are_loaded &= !answer.is_mistake;
            // What is loaded is no data that was asked for.
            self.console.say(&answer.said);
            self.console.say(&answer.text);
        }
        Ok(are_loaded)
    }

    /// Entries from standard input, until the end or a first mistake.
    pub(crate) fn run_script(mut self, keeps_going: bool) -> Result<Ending, Trouble> {
        let mut gathering = Gathering::default();
        let mut ending = Ending::Clean;
        let mut lines = io::stdin().lock().split(b'\n');
        let mut is_over = false;
        while !is_over {
            let entries = match lines.next() {
                Some(line) => {
                    let line = line.map_err(|it| Trouble::with_file("read", STANDARD, &it))?;
                    let line = String::from_utf8(line).map_err(|_| {
                        Trouble::new("standard input is no UTF-8 text").help("save it as UTF-8")
                    })?;
                    let line = line.strip_suffix('\r').unwrap_or(&line);
                    gathering.add(line.trim_start_matches('\u{feff}'))
                }
                None => {
                    is_over = true;
                    gathering.end().into_iter().collect()
                }
            };
            for entry in entries {
                let answer = self.session.answer(&entry);
                if self.print(&answer)?.is_break() || answer.next == Next::Leave {
                    return Ok(ending);
                }
                if answer.is_mistake {
                    ending = Ending::Findings;
                    if !keeps_going {
                        return Ok(ending);
                    }
                }
            }
        }
        Ok(ending)
    }

    /// Entries from somebody at a terminal.
    pub(crate) fn run_on_terminal(self, keeps_history: bool) -> Result<Ending, Trouble> {
        let history = if keeps_history { History::open() } else { None };
        let earlier = history.as_ref().map_or(&[][..], History::entries);
        let session = Rc::new(RefCell::new(self.session));
        let mut editor = LineEditor::open(Rc::clone(&session), earlier)?;
        let repl = |answer: &Answer| print(self.console, answer);
        let version = env!("CARGO_PKG_VERSION");
        self.console.say(&format!(
            "attrmap {version}: an expression, or `:help`; Tab completes, Ctrl-D leaves\n"
        ));
        let interrupt = session.borrow().interrupt.clone();
        interrupt.listen()?;
        let mut start = String::new();
        'typing: loop {
            let prompt = session.borrow().prompt();
            let entry = match editor.read(&prompt, &std::mem::take(&mut start))? {
                Typed::Entry(entry) => entry,
                Typed::Cleared => continue,
                // As `:quit`: what is not saved is told once.
                Typed::End => ":quit".to_owned(),
            };
            for entry in script::pasted(&entry) {
                let answer = interrupt.around(|| session.borrow_mut().answer(&entry));
                if interrupt.check().is_err() {
                    // Behind the `^C` that the terminal shows.
                    self.console.say("\n");
                }
                if answer.next == Next::Leave {
                    break 'typing;
                }
                if let Next::Edit(text) = answer.next {
                    start = text;
                } else if repl(&answer)?.is_break() {
                    break 'typing;
                }
            }
        }
        if let Some(history) = history
            && let Err(error) = history.add(&session.borrow().history)
        {
            self.console.warning(&format!("the history is not kept: {error}"));
        }
        Ok(Ending::Clean)
    }

    fn print(&self, answer: &Answer) -> Result<ControlFlow<()>, Trouble> {
        print(self.console, answer)
    }
}

/// What is said goes to stderr, what was asked for to stdout.
fn print(console: &Console, answer: &Answer) -> Result<ControlFlow<()>, Trouble> {
    if !answer.said.is_empty() {
        console.say(&answer.said);
    }
    if answer.text.is_empty() {
        return Ok(ControlFlow::Continue(()));
    }
    console.print_on(&answer.text)
}
