//! The REPL: a session, and who brings it entries.
//!
//! ```text
//! terminal ──terminal──┐
//!                      ├──entry──> session ──> answer ──> stdout, stderr
//! stdin ─────script────┘
//! ```
//!
//! The [`Session`] is a pure object: it knows neither a terminal nor, but for what it asks of
//! [`Outside`](crate::system::outside::Outside), the system. Each command is a file in
//! `session/commands`.

mod interrupt;
mod script;
mod session;
mod terminal;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::rc::Rc;

pub(crate) use self::session::Start;

use self::script::Gathering;
use self::script::lines::Lines;
use self::session::Session;
use self::session::answer::{Answer, Next};
use self::session::columns::wrapped;
use self::session::{commands, loading};
use self::terminal::editor::{LineEditor, Typed};
use self::terminal::history::History;
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;
use crate::system::outside::System;

/// A session, and where its answers go.
pub(crate) struct Repl<'c> {
    session: Session,
    console: &'c Console,
}

impl<'c> Repl<'c> {
    /// A session with nothing loaded.
    pub(crate) fn new(start: Start, console: &'c Console) -> Repl<'c> {
        let is_on_terminal = start.asks;
        let mut session = Session::new(start, Box::new(System));
        if is_on_terminal {
            session.fit(console.columns());
        }
        Repl { session, console }
    }

    /// Loads files; `Unusable` where one of them could not be, `Findings` where there are errors
    /// in one: they can be mended.
    pub(crate) fn load(&mut self, files: &[PathBuf]) -> Result<Ending, Trouble> {
        let mut ending = Ending::Clean;
        for path in files {
            let loaded = loading::load(&mut self.session, path, None);
            ending = match &loaded {
                Err(_) => Ending::Unusable,
                Ok(answer) if answer.is_mistake && ending == Ending::Clean => Ending::Findings,
                Ok(_) => ending,
            };
            let answer = loaded.unwrap_or_else(|mistake| {
                mistake.answer(self.session.appearance, self.session.columns)
            });
            // What is loaded is no data that was asked for.
            self.console.say(&answer.said);
            self.console.say(&answer.text);
        }
        Ok(ending)
    }

    /// Entries from standard input, until the end or a first mistake; `ending` is what there is to
    /// say before.
    pub(crate) fn run_script(
        mut self,
        keeps_going: bool,
        ending: Ending,
    ) -> Result<Ending, Trouble> {
        let ended = self.answer_script(keeps_going, ending);
        // Nobody can be asked.
        warn_of_unsaved(&self.session, self.console);
        ended
    }

    fn answer_script(&mut self, keeps_going: bool, mut ending: Ending) -> Result<Ending, Trouble> {
        let mut gathering = Gathering::default();
        let mut lines = Lines::new(io::stdin().lock());
        let mut is_over = false;
        while !is_over {
            let entries = match lines.next()? {
                Some(line) => gathering.add(&line),
                None => {
                    is_over = true;
                    gathering.end().into_iter().collect()
                }
            };
            for entry in entries {
                let answer = self.session.answer(&entry.text);
                if answer.is_mistake {
                    ending = Ending::Findings;
                    self.console.say(&format!("line {} of standard input:\n", entry.line));
                }
                is_over |= print(self.console, &answer)?.is_break()
                    || answer.next == Next::Leave
                    || answer.is_mistake && !keeps_going;
                if is_over {
                    break;
                }
            }
        }
        Ok(ending)
    }

    /// Entries from somebody at a terminal.
    pub(crate) fn run_on_terminal(self, keeps_history: bool) -> Result<Ending, Trouble> {
        let Repl { session, console } = self;
        let session = Rc::new(RefCell::new(session));
        let ended = converse(&session, keeps_history, console);
        // Where the terminal is gone nobody was asked.
        warn_of_unsaved(&session.borrow(), console);
        ended
    }
}

/// Answers what somebody types, until the end.
fn converse(
    session: &Rc<RefCell<Session>>,
    keeps_history: bool,
    console: &Console,
) -> Result<Ending, Trouble> {
    let mut history = if keeps_history { opened_history(console) } else { None };
    let earlier = history.as_ref().map_or(&[][..], History::entries);
    let mut editor = LineEditor::open(Rc::clone(session), earlier)?;
    let version = env!("CARGO_PKG_VERSION");
    let greeting =
        format!("attrmap {version}: an expression, or `:help`; Tab completes, Ctrl-D leaves");
    console.say(&wrapped(&greeting, console.columns()));
    let interrupt = session.borrow().interrupt.clone();
    interrupt.listen()?;
    let mut start = String::new();
    loop {
        let prompt = session.borrow().prompt();
        let entry = match editor.read(&prompt, &std::mem::take(&mut start))? {
            Typed::Entry(entry) => entry,
            Typed::Cleared => continue,
            // As `:quit`: what is not saved is told once.
            Typed::End => format!("{}{}", commands::SIGN, commands::quit::QUIT.name),
        };
        for entry in script::pasted(&entry) {
            let (next, is_stopped) = interrupt.around(|| {
                session.borrow_mut().fit(console.columns());
                let answer = session.borrow_mut().answer(&entry);
                if interrupt.check().is_err() {
                    // Behind the `^C` that the terminal shows.
                    console.say("\n");
                }
                // It stands in the next entry.
                let is_edited = matches!(answer.next, Next::Edit(_)) && editor.draws();
                let is_over = !is_edited && print(console, &answer)?.is_break();
                let next = if is_over { Next::Leave } else { answer.next };
                if let Some(entry) = session.borrow_mut().remember() {
                    keep(&mut history, entry, console);
                }
                Ok::<_, Trouble>((next, interrupt.check().is_err()))
            })?;
            match next {
                Next::Go => {}
                Next::Leave => return Ok(Ending::Clean),
                Next::Edit(text) => start = text,
            }
            if is_stopped {
                // Nor is what was pasted behind it wanted.
                break;
            }
        }
    }
}

/// Says that edits are lost, whatever the session ends with.
fn warn_of_unsaved(session: &Session, console: &Console) {
    if let Some(unsaved) = session.unsaved() {
        console.warning(&unsaved);
    }
}

/// The history, where it can be read: it is not to be written over otherwise.
fn opened_history(console: &Console) -> Option<History> {
    History::open().unwrap_or_else(|error| {
        console.warning(&format!("the history is neither read nor kept: {error}"));
        None
    })
}

/// Adds an entry to the history, as long as that can be done.
fn keep(history: &mut Option<History>, entry: &str, console: &Console) {
    if let Some(Err(error)) = history.as_ref().map(|history| history.add(entry)) {
        console.warning(&format!("the history is not kept: {error}"));
        *history = None;
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
